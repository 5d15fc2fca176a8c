"""The app: routes between screens, opens a school, and has the global keys.

Screens own their handlers. Below it: `tui.sharing_app`, `tui.helping_app`, `tui.saving_app` (the
open school) and `tui.telling_app`.
"""

import gc
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.screen import Screen

from model.edition import in_language
from model.messages import N_, Failure, Message
from store.clock import Clock
from store.git_failures import NoHistory
from store.people import Person, Settings
from store.school_folder import ChangedOutside
from tui.language import Language
from tui.screens.base import LabelmapScreen
from tui.session import Session
from tui.sharing_app import SharingApp

if TYPE_CHECKING:
    from export.kinds import What
    from tui.screens.finder import Place

_NOT_IN_PALETTE = frozenset(
    {
        "command_palette",
        "app.command_palette",
        "app.focus_next",
        "app.focus_previous",
        "focus_next",
        "focus_previous",
        "screen.copy_text",
        "step(0)",
    }
)
"""Actions that need no name: moving about, and steps, which the palette names one by one."""


class LabelmapApp(SharingApp):
    """Labelmap in the terminal. Its result is the closing line."""

    COMMAND_PALETTE_DISPLAY = "^p"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", N_("Save"), id="save", show=False),
        Binding("ctrl+f", "find", N_("Find in all texts"), id="find", show=False, priority=True),
        Binding("ctrl+g", "jump", N_("Go to a field"), id="jump", show=False, priority=True),
        Binding("ctrl+z", "undo", N_("Undo"), id="undo", show=False),
        Binding("ctrl+y", "redo", N_("Redo"), id="redo", show=False),
        Binding("f12", "versions", N_("Choose a version"), id="versions"),
        Binding("f6", "who", N_("Who is working"), id="who", show=False),
        # Before any other gets the key: what is typed right after Tab is for the next field.
        Binding("tab", "focus_next", show=False, priority=True),
        Binding("shift+tab", "focus_previous", show=False, priority=True),
        Binding("f8", "other_theme", N_("Light or dark"), id="theme", show=False),
        Binding("ctrl+p", "command_palette", N_("All actions"), show=False, priority=True),
        Binding("ctrl+q", "quit", N_("Quit"), id="quit", priority=True),
    ]

    def __init__(
        self,
        session: Session | None,
        language: Language,
        clock: Clock,
        settings: Settings,
        without_history: Path | None = None,
    ) -> None:
        """`without_history`: a folder that was to be opened and has no history; one is offered."""
        # The first screen's sheet too: one that comes later makes Textual read all sheets anew.
        first = "dashboard" if session is not None else "welcome"
        super().__init__(session, language, settings, ["styles/app.tcss", f"screens/{first}.tcss"])
        self.clock = clock
        self._without_history = without_history

    def get_default_screen(self) -> Screen[None]:
        """The screen that all others come back to: the open school, else the welcome."""
        if self.session is None:
            from tui.screens.welcome import WelcomeScreen

            self._home = WelcomeScreen()
        else:
            from tui.screens.dashboard import DashboardScreen

            self._home = DashboardScreen()
        return self._home

    def on_mount(self) -> None:
        """The name that the terminal's window may show."""
        self.title = "Labelmap"

    def on_ready(self) -> None:
        """What can wait until there is something to see."""
        for message in self.told_at_start:
            self.tell(message, warning=True)
        self._after_first_picture()
        if self.at_start is not None:
            self.tell_failure(self.at_start)
        if self._without_history is not None:
            self.offer_history(self._without_history)

    def default_place(self) -> Path:
        """Where a new application or a document goes at first: the documents, or home."""
        from platformdirs import user_documents_path

        from store.cloud import cloud_drive

        documents = user_documents_path()
        return documents if documents.is_dir() and cloud_drive(documents) is None else Path.home()

    def open_path(self, path: Path) -> None:
        """Open a school in place of the welcome screen."""
        self._open(path)

    @work(thread=True, group="open", exit_on_error=False)
    def _open(self, path: Path) -> None:
        from store.people import load_settings
        from tui.open_app import open_session

        day = self.clock.day
        try:
            session = open_session(path, day.isoformat() if day else None, load_settings())
        except NoHistory:
            self.call_from_thread(self.offer_history, path)
        except Failure as failure:
            self.post_message(self.NotSaved(failure))
        else:
            self.call_from_thread(self._opened, session)

    def offer_history(self, path: Path) -> None:
        """Offer to begin the history of a folder that has an application and none yet."""
        from tui.screens.confirm import ConfirmDialog

        def answered(yes: bool | None) -> None:
            if yes and self.person is not None:
                self._begin_history(path, self.person)
            elif yes:
                self._ask_who(then=partial(answered, yes=True))

        question = Message(
            N_(
                "The folder {path} holds an application, but no history of it yet. Shall Labelmap "
                "begin one? What is in the folder stays as it is."
            ),
            {"path": str(path)},
        )
        yes, no = self.language.text(N_("Begin a history")), self.language.text(N_("Leave it"))
        self.push_screen(ConfirmDialog(self.language.say(question), yes, no), answered)

    @work(thread=True, group="open", exit_on_error=False)
    def _begin_history(self, path: Path, person: Person) -> None:
        from store.school_folder import SchoolFolder

        try:
            SchoolFolder.adopt(path, person, self.clock)
        except Failure as failure:
            self.post_message(self.NotSaved(failure))
        else:
            self.call_from_thread(self.open_path, path)

    def _opened(self, session: Session) -> None:
        self.session = session
        self.clock = session.clock
        self.push_screen(self.get_default_screen())
        self.call_after_refresh(self._after_first_picture)

    def _after_first_picture(self) -> None:
        if not gc.isenabled():  # `tui.start` put it off
            gc.freeze()  # what is there now stays to the end: never look through it again
            gc.enable()
        self._watch_files()
        session = self.session
        if session is None:
            return
        self._tell_notices()
        self._recover()
        self.start_sharing()
        self.offer_tour()

    def action_find(self) -> None:
        """Find words in all texts of the application."""
        from tui.screens.find import FindDialog

        if self.session is not None and isinstance(self.screen, LabelmapScreen):
            self.push_screen(FindDialog(), self._go_to_place)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Versions can be chosen where there are any."""
        if action == "versions":
            from model.versions import conflicts

            return self.session is not None and bool(conflicts(self.session.application))
        return super().check_action(action, parameters)

    def action_versions(self) -> None:
        """Choose between the versions of a field that several people wrote at once."""
        from tui.choosing import choose_version

        choose_version(self)

    def action_jump(self) -> None:
        """Go to any field by a part of its name."""
        from tui.screens.jump import JumpDialog

        if self.session is not None and isinstance(self.screen, LabelmapScreen):
            self.push_screen(JumpDialog(), self._go_to_place)

    def _go_to_place(self, place: "Place | None") -> None:
        """To a field that was found; on its own screen, what can be undone there stays."""
        if place is None or place.key.step is None:
            return
        step, field = place.key.step, place.key.field
        if not (isinstance(self.screen, LabelmapScreen) and self.screen.step_shown == step):
            self.save_if_changed()
            self._jump(step, field)
        screen = self.screen
        if isinstance(screen, LabelmapScreen):
            screen.call_after_refresh(screen.go_to_field, field, place.span)

    def go_to(self, step: str, field: str | None = None) -> None:
        """Show a step, at a field of it; a dotted key as in a problem."""
        if step == "school":
            from tui.screens.school import SchoolScreen

            self.push_screen(SchoolScreen(field))
        elif step == "declaration":
            from tui.screens.declaration import DeclarationScreen

            self.push_screen(DeclarationScreen(field))
        elif step == "preview":
            self.action_preview()
        else:
            from tui.screens.step import StepScreen

            self.push_screen(StepScreen(step, field))

    def action_preview(self) -> None:
        """Show the whole application as the reviewer reads it."""
        from tui.screens.preview import PreviewScreen

        if self.session is not None:
            self.push_screen(PreviewScreen())

    def action_history(self) -> None:
        """Show who changed what, and when."""
        from tui.screens.history import HistoryScreen

        if self.session is not None:
            self.push_screen(HistoryScreen())

    def action_field_history(self) -> None:
        """Show every version of the field in which the cursor stands."""
        from tui.focused_field import focused_field
        from tui.screens.field_history import FieldHistoryScreen

        key = focused_field(self)
        if key is None:
            self.tell(Message(N_("Put the cursor in a field first: its versions are shown then.")))
            return
        self.save_if_changed()
        self.push_screen(FieldHistoryScreen(key))

    def action_submission(self) -> None:
        """Show what submitting comes to now: to submit, to record, to celebrate."""
        from model.standing import State

        if self.session is None:
            return
        if self.session.assessment.standing.state is State.APPROVED:
            from tui.screens.approved import ApprovedScreen

            self._push_once(ApprovedScreen())
            return
        from tui.screens.submission import SubmissionScreen

        self._push_once(SubmissionScreen())

    def action_feedback(self) -> None:
        """Show what the NSO said, and what was answered."""
        from tui.screens.feedback import FeedbackScreen

        if self.session is not None:
            self._push_once(FeedbackScreen())

    def action_calendar(self) -> None:
        """Show the days of the edition."""
        from tui.screens.calendar import CalendarScreen

        if self.session is not None:
            self._push_once(CalendarScreen())

    def _push_once(self, screen: LabelmapScreen) -> None:
        """Show a screen, unless it is the one that stands there: a key that was pressed twice."""
        if type(self.screen) is not type(screen):
            self.push_screen(screen)

    async def action_back(self) -> None:
        """Back to the screen below; what was typed is recorded first."""
        self.save_if_changed()
        if self.screen is not self._home:
            self.pop_screen()

    async def action_quit(self) -> None:
        """Record what was typed and leave with a closing line; nothing is lost on the way."""
        session = self.session
        if session is None:
            self.exit("")
            return
        if session.person is None and (session.unwritten or session.folder.uncommitted()):
            self._ask_who(then=self._leave, otherwise=self._leave)
            return
        self._leave()

    @work(thread=True, group="commit", exit_on_error=False)
    def _leave(self) -> None:
        session = self.session
        if session is None:
            return
        try:
            if session.person is not None:
                session.commit(session.person)
                self.share_last(session)
            else:
                session.write()
        except ChangedOutside as failure:
            self.post_message(self.NotSaved(failure))
        except Failure as failure:
            self.call_from_thread(self._leave_all_the_same, session, failure)
        else:
            self.call_from_thread(self.exit, self._closing_line(session))

    def _leave_all_the_same(self, session: Session, failure: Failure) -> None:
        from tui.screens.confirm import ConfirmDialog

        def answered(yes: bool | None) -> None:
            if yes:
                self._leave_unsaved(session)

        self.push_screen(
            ConfirmDialog(
                self.language.say(failure.message)
                + "\n\n"
                + self.language.text(
                    N_(
                        "What you typed last could not be saved here. Leave all the same? "
                        "Labelmap then puts your texts in another folder, and tells you which."
                    )
                ),
                self.language.text(N_("Leave")),
                self.language.text(N_("Stay")),
            ),
            answered,
        )

    @work(thread=True, group="commit", exit_on_error=False)
    def _leave_unsaved(self, session: Session) -> None:
        try:
            kept = session.folder.keep_aside(session.application)
        except Failure as failure:
            self.post_message(self.NotSaved(failure))
            return
        said = Message(N_("Not saved. Your texts are in this folder: {path}"), {"path": str(kept)})
        self.call_from_thread(self.exit, self.language.say(said))

    def _closing_line(self, session: Session) -> str:
        from model import problem_texts

        said = [self.language.say(message) for message in session.closing_words()]
        problem = session.next_to_do()
        if problem is not None:
            what = problem_texts.message(problem, session.edition, self.language.language)
            said.append(
                self.language.say(Message(N_("Next: {what}"), {"what": self.language.say(what)}))
            )
        return " ".join(said)

    def action_command_palette(self) -> None:
        """Find anything that can be done here by typing a part of its name."""
        from textual.command import CommandPalette

        if not CommandPalette.is_open(cast("App[object]", self)):
            self.push_screen(
                CommandPalette(placeholder=self.language.text(N_("What do you want to do?")))
            )

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every key of this screen and of the app, by name, and every step of the form."""
        from tui.keys import told_keys

        for active in told_keys(screen):
            binding = active.binding
            if binding.action in _NOT_IN_PALETTE:
                continue
            yield SystemCommand(
                binding.description,
                active.tooltip or self.get_key_display(binding),
                self._runner(active.node, binding.action),
            )
        if self.session is not None and isinstance(screen, LabelmapScreen):
            yield SystemCommand(
                self.language.text(N_("Tour of the overview")), "", self.action_tour
            )
            for step in self.session.edition.steps:
                title = in_language(step.title, self.language.language)
                name = Message(
                    N_("Step {number}: {title}"), {"number": step.number, "title": title}
                )
                yield SystemCommand(self.language.say(name), "", partial(self._jump, step.id))
            from export.kinds import EXPORTS

            for export in EXPORTS:
                made = Message(N_("Make: {title}"), {"title": self.language.text(export.title)})
                about = self.language.text(export.about)
                yield SystemCommand(
                    self.language.say(made), about, partial(self._export, export.what)
                )

    def _jump(self, step: str, field: str | None = None) -> None:
        """To a step from wherever one is; Escape goes back to the overview."""
        while self.screen is not self._home:
            self.pop_screen()
        self.go_to(step, field)

    def _export(self, what: "What") -> None:
        from tui.screens.exports import ExportsDialog

        self.push_screen(ExportsDialog(what))

    def _runner(self, node: DOMNode, action: str) -> Callable[[], None]:
        async def run() -> None:
            # What has nothing to do in the box (undo) may have in the app.
            if not await self.run_action(action, node) and node is not self:
                await self.run_action(action, self)

        def start() -> None:
            self.call_next(run)

        return start
