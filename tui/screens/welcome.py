"""What one sees where no school is open: begin one, open one, or look at the sample school."""

from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from model.messages import N_, Failure
from model.text import shown_line
from tui.screens.base import LabelmapScreen
from tui.widgets.header_line import HeaderLine
from tui.widgets.key_bar import KeyBar


class WelcomeScreen(LabelmapScreen):
    """The first thing that somebody without a school sees."""

    CSS_PATH = "welcome.tcss"
    HELP_TEXT = N_(
        "Labelmap helps a team of teachers to prepare the application for the eTwinning School "
        "label.\n\nBegin a new application, open one that is on this computer, or look around in "
        "the sample school: it is invented, and you can't break anything in it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", N_("New application")),
        Binding("o", "open", N_("Open")),
        Binding("d", "demo", N_("Sample school")),
        Binding("q,escape", "app.quit", N_("Quit"), key_display="q"),
    ]

    def compose(self) -> ComposeResult:
        yield HeaderLine()
        with VerticalScroll(id="welcome", can_focus=False), Vertical(id="middle"):
            yield Static(Content(self.say("Welcome to Labelmap")), classes="heading", markup=False)
            yield Static(
                Content(
                    self.say(
                        "Prepare the application for the eTwinning School label, together and "
                        "without hurry. The platform and your NSO decide; Labelmap helps to "
                        "prepare."
                    )
                ),
                markup=False,
            )
            yield OptionList(
                Option(Content(self.say("Begin a new application")), id="new"),
                Option(Content(self.say("Open an application on this computer")), id="open"),
                Option(Content(self.say("Look around in the sample school")), id="demo"),
                id="choices",
                markup=False,
            )
            recent = [path for path in self.labelmap.settings.recent if Path(path).is_dir()]
            if recent:
                yield Static(Content(self.say("Opened before")), classes="heading", markup=False)
                yield OptionList(
                    *(Option(Content(shown_line(path)), id=f"={path}") for path in recent),
                    id="recent",
                    markup=False,
                )
        yield KeyBar()

    def on_mount(self) -> None:
        """The cursor on the first choice."""
        self.query_one("#choices").focus()

    @on(OptionList.OptionSelected, "#choices")
    async def _chosen(self, message: OptionList.OptionSelected) -> None:
        await self.run_action(message.option_id or "new")

    @on(OptionList.OptionSelected, "#recent")
    def _reopen(self, message: OptionList.OptionSelected) -> None:
        self.labelmap.open_path(Path((message.option_id or "").removeprefix("=")))

    def action_new(self) -> None:
        """Ask for what a new application needs."""
        from tui.screens.new_school import NewSchoolDialog

        self.app.push_screen(NewSchoolDialog(), self._made)

    def _made(self, path: Path | None) -> None:
        if path is not None:
            self.labelmap.open_path(path)

    def action_open(self) -> None:
        """Choose a folder."""
        from tui.screens.open_folder import OpenFolderDialog

        self.app.push_screen(OpenFolderDialog(), self._made)

    def action_demo(self) -> None:
        """Make the sample school and open it."""
        self.query_one("#choices").loading = True
        self._make_demo()

    @work(thread=True, group="demo", exit_on_error=False)
    def _make_demo(self) -> None:
        from tui.demo import make_demo

        try:
            made = make_demo(None)
        except Failure as failure:
            self.app.post_message(self.labelmap.NotSaved(failure))
            self.app.call_from_thread(self._stop_waiting)
        else:
            self.app.call_from_thread(self.labelmap.open_path, made.folder)

    def _stop_waiting(self) -> None:
        self.query_one("#choices").loading = False
