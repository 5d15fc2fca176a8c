"""What the app says and how it looks: notifications, unexpected errors, themes, window size.

The last guard stands here: no control character reaches the terminal, whichever widget drew it.
"""

from collections.abc import Sequence

from textual import events, work
from textual.app import App
from textual.filter import LineFilter
from textual.worker import Worker, WorkerState

from model.messages import N_, Failure, Message
from store.people import Settings
from tui.language import Language
from tui.style_sheet import StyleSheet
from tui.themes import DARK, LIGHT
from tui.typed_ahead import TypedAheadApp
from tui.widgets.safe_text import HarmlessLines


class TellingApp(TypedAheadApp):
    """The app as far as it knows no school."""

    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012 - typed as Textual has it
        (0, "-narrow"),
        (100, "-normal"),
        (150, "-wide"),
    ]
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012 - as above
        (0, "-low"),
        (30, "-high"),
    ]

    def __init__(self, language: Language, settings: Settings, sheets: Sequence[str]) -> None:
        super().__init__(css_path=[*sheets])
        self.stylesheet = StyleSheet(variables=self.get_css_variables())
        # A dialog that opens while the screen below still scrolls would leave it torn.
        self.animation_level = "none"
        self.language = language
        self.settings = settings
        self.register_theme(LIGHT)
        self.register_theme(DARK)
        self._begin_with_theme(settings.theme)
        self._guard = HarmlessLines()
        self.at_start: Failure | None = None
        """What is told once there is a picture."""
        self.told_at_start: tuple[Message, ...] = ()
        """What the person should know from the first picture on."""

    def get_line_filters(self) -> list[LineFilter]:
        """The last guard: no control character reaches the terminal, whichever widget drew it."""
        return [*super().get_line_filters(), self._guard]

    def _begin_with_theme(self, name: str) -> None:
        """Set the theme without its watcher, which would have all sheets read a second time."""
        self.set_reactive(App.theme, name if name in self.available_themes else DARK.name)
        theme = self.current_theme
        self.add_class(f"-theme-{theme.name}", update=False)
        self.set_class(theme.dark, "-dark-mode", update=False)
        self.set_class(not theme.dark, "-light-mode", update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def action_other_theme(self) -> None:
        """Light instead of dark, or the other way round; kept for the next start."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name
        self._remember_theme()

    @work(thread=True, group="settings", exit_on_error=False)
    def _remember_theme(self) -> None:
        from store.people import remember_settings

        remember_settings(theme=self.theme)

    def on_resize(self, event: events.Resize) -> None:
        """A terminal that is too small gets a sentence instead of a torn picture."""
        from tui.screens.too_small import LEAST, TooSmallScreen

        small = event.size.width < LEAST[0] or event.size.height < LEAST[1]
        if small and not isinstance(self.screen, TooSmallScreen):
            self.push_screen(TooSmallScreen())
        elif not small and isinstance(self.screen, TooSmallScreen):
            self.pop_screen()

    def _fatal_error(self) -> None:
        # Textual would print a traceback with everything that stands in memory; `open_app` raises
        # the error instead, and it ends in a log file like any other.
        self._close_messages_no_wait()

    @property
    def crashed_by(self) -> Exception | None:
        """The error that ended the app, where one did."""
        return self._exception

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A worker that broke is told of, and the app goes on: what is typed is in memory."""
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.tell_unexpected(event.worker.error)

    def tell_unexpected(self, error: BaseException) -> None:
        """Something went wrong that nobody foresaw: where it stands, and that nothing is lost."""
        from traceback import format_exception

        from tui.crash import write_log

        path = write_log("".join(format_exception(error)))
        text = N_(
            "Something unexpected happened ({error}). What you typed is still here. The details "
            "are in this file: {path}"
        )
        facts = {"error": type(error).__name__, "path": str(path or "")}
        self.notify(
            self.language.say(Message(text, facts)), markup=False, severity="error", timeout=20
        )

    def tell(self, message: Message, *, warning: bool = False) -> None:
        """A notification: words only, never markup."""
        self.notify(
            self.language.say(message),
            markup=False,
            severity="warning" if warning else "information",
        )

    def tell_failure(self, failure: Failure) -> None:
        """What could not be done, and what to do about it."""
        lines = [self.language.say(failure.message)]
        if failure.remedy:
            lines.append(self.language.say(failure.fix))
        self.notify("\n".join(lines), markup=False, severity="error", timeout=12)
