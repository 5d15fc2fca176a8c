"""A small app around one widget, with what every widget of ours asks of the app: a language."""

from pathlib import Path

from textual.app import App, ComposeResult
from textual.filter import LineFilter
from textual.widget import Widget

import tui
from tui.language import Language
from tui.themes import DARK, LIGHT
from tui.widgets.safe_text import HarmlessLines

STYLES = Path(tui.__file__).parent / "styles/app.tcss"


class WidgetApp(App[None]):
    """Shows the widgets it is given."""

    CSS_PATH = STYLES
    session = None

    def __init__(self, *widgets: Widget, language: str = "nl") -> None:
        super().__init__()
        self.language = Language(language)
        self._widgets = widgets

    def compose(self) -> ComposeResult:
        """The widgets, one below the other."""
        yield from self._widgets

    def on_mount(self) -> None:
        """Our own theme."""
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name

    def get_line_filters(self) -> list[LineFilter]:
        """As the app does."""
        return [*super().get_line_filters(), HarmlessLines()]
