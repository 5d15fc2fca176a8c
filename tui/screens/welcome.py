"""What one sees where no school is open: begin one, open one, or look at the sample school."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from model.messages import N_, Failure, Message
from model.text import shown_line
from store.folder import WriteFailure
from store.people import change_settings
from store.typed_path import is_file, is_folder
from tui.screens.base import LabelmapScreen
from tui.widgets.file_chooser import short_path
from tui.widgets.header_line import HeaderLine
from tui.widgets.key_bar import KeyBar
from tui.widgets.sided import Sided

_INBOX = "etwinning-inbox"
"""The name that is proposed for a reviewer's folder."""


class WelcomeScreen(LabelmapScreen):
    """The first thing that somebody without a school sees."""

    CSS_PATH = "welcome.tcss"
    HELP_TEXT = N_(
        "Labelmap helps a team of teachers to prepare the application for the eTwinning School "
        "label.\n\nBegin a new application, open one that is on this computer, join one that a "
        "colleague shares with you, or look around in the sample school: it is invented, and you "
        "can't break anything in it. What you opened before stands below.\n\n"
        "Who reviews for an NSO begins with a folder for what schools send, or looks around in a "
        "sample inbox of a dozen invented schools; making that one takes a minute.\n\n"
        "The arrows and Enter choose, and so do the letters at the bottom."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", N_("New application")),
        Binding("o", "open", N_("Open")),
        Binding("j", "join", N_("Join")),
        Binding("d", "demo", N_("Sample school")),
        Binding("q,escape", "app.quit", N_("Quit"), key_display="q"),
        Binding("i", "demo_inbox", N_("Sample inbox")),
        Binding("r", "new_inbox", N_("Review")),
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
                Option(Content(self.say("Join a colleague's application")), id="join"),
                Option(Content(self.say("Look around in the sample school")), id="demo"),
                Option(
                    Content(self.say("Look around as a reviewer, in a sample inbox")),
                    id="demo_inbox",
                ),
                Option(Content(self.say("Review what schools send to your NSO")), id="new_inbox"),
                id="choices",
                markup=False,
            )
            yield Static(
                Content(
                    self.say("Choose with ↑ and ↓ and press Enter, or click. Escape goes back.")
                ),
                id="how",
                markup=False,
            )
            recent = self.labelmap.settings.recent
            if recent:
                yield Static(
                    Content(self.say("Opened before")),
                    id="opened-before",
                    classes="heading",
                    markup=False,
                )
                yield OptionList(*map(self._row, recent), id="recent", markup=False)
        yield KeyBar()

    def _row(self, path: str) -> Option:
        """A folder opened before; an inbox is told apart, and one that is gone says so."""
        folder = Path(path)
        told = "" if is_folder(folder) else self.say("not found")
        if is_file(folder / "inbox.toml"):
            told = self.say("to review")
        return Option(Sided(shown_line(short_path(folder)), told), id=f"={path}")

    def on_mount(self) -> None:
        """The cursor on the first choice."""
        self.query_one("#choices").focus()

    @on(OptionList.OptionSelected, "#choices")
    async def _chosen(self, message: OptionList.OptionSelected) -> None:
        await self.run_action(message.option_id or "new")

    @on(OptionList.OptionSelected, "#recent")
    def _reopen(self, message: OptionList.OptionSelected) -> None:
        path = (message.option_id or "").removeprefix("=")
        if is_folder(Path(path)):
            self.labelmap.open_path(Path(path))
        else:
            self._tell_gone(path)

    def _tell_gone(self, path: str) -> None:
        """Say that a folder is gone, and offer to forget it."""
        from tui.screens.confirm import ConfirmDialog

        def answered(yes: bool | None) -> None:
            if yes:
                self._forget(path)

        question = self.say(
            "The folder {path} is not there any more, or its disk is not connected. If it was "
            "moved or renamed, open it where it is now. Shall Labelmap take it out of this list?",
            path=short_path(Path(path)),
        )
        self.app.push_screen(
            ConfirmDialog(question, self.say("Take it out"), self.say("Leave it")), answered
        )

    def _forget(self, path: str) -> None:
        self.labelmap.settings = self.labelmap.settings.without_recent(path)
        recent = self.query_one("#recent", OptionList)
        recent.remove_option(f"={path}")
        if not recent.option_count:
            recent.display = self.query_one("#opened-before").display = False
            self.query_one("#choices").focus()
        self._forget_for_good(path)

    @work(thread=True, group="settings", exit_on_error=False)
    def _forget_for_good(self, path: str) -> None:
        with suppress(WriteFailure):  # no more than a convenience
            change_settings(lambda now: now.without_recent(path))

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

    def action_join(self) -> None:
        """Choose the folder that a colleague shares."""
        from tui.screens.shared_place import SharedPlaceDialog

        def chosen(folder: Path | None) -> None:
            if folder is not None:
                self._look_for_offers(folder)

        self.app.push_screen(SharedPlaceDialog.to_join(), chosen)

    @work(thread=True, group="join", exit_on_error=False)
    def _look_for_offers(self, shared: Path) -> None:
        from store.joining import offers
        from tui.screens.join import JoinDialog

        try:
            found = offers(shared)
        except Failure as failure:
            self.app.post_message(self.labelmap.NotSaved(failure))
        else:
            self.app.call_from_thread(self.app.push_screen, JoinDialog(shared, found), self._made)

    def action_demo(self) -> None:
        """Make the sample school and open it."""
        from tui.demo import make_demo

        self._make(lambda: make_demo(None).folder)

    def action_new_inbox(self) -> None:
        """Make a reviewer's folder, or open the one that is there."""
        from store.inbox_folder import Inbox
        from tui.demo import default_place, free_folder
        from tui.screens.new_inbox import NewInboxDialog

        def chosen(folder: Path | None) -> None:
            if folder is not None:
                self._make(lambda: Inbox.made_at(folder).path)

        proposed = free_folder(default_place(), _INBOX)
        self.app.push_screen(NewInboxDialog(proposed), chosen)

    def action_demo_inbox(self) -> None:
        """Make the sample inbox and open it in review mode."""
        from tui.demo_inbox import make_demo_inbox

        self.labelmap.tell(Message(N_("One moment: a dozen schools are being made ...")))
        self._make(lambda: make_demo_inbox(None).folder)

    def _make(self, make: Callable[[], Path]) -> None:
        choices = self.query_one("#choices")
        if not choices.loading:  # the keys still work meanwhile: one sample at a time
            choices.loading = True
            self._make_beside(make)

    @work(thread=True, group="demo", exit_on_error=False)
    def _make_beside(self, make: Callable[[], Path]) -> None:
        try:
            made = make()
        except Failure as failure:
            self.app.post_message(self.labelmap.NotSaved(failure))
            self.app.call_from_thread(self._stop_waiting)
        else:
            self.app.call_from_thread(self.labelmap.open_path, made)

    def _stop_waiting(self) -> None:
        self.query_one("#choices").loading = False
