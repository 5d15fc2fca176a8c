"""The app: opens a school, leaves it, and has the global keys and the palette.

Screens own their handlers. Below it: `tui.ahead` (what is made ready before one asks),
`tui.routing_app` (the way between the screens),
`tui.sharing_app`, `tui.helping_app` (the tour), `tui.saving_app` (the open school), and what review
mode has too: `tui.common_app` and `tui.telling_app`.
"""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from model.edition import in_language
from model.messages import N_, Failure, Message
from store.clock import Clock
from store.git_failures import NoHistory
from store.people import Person, Settings
from store.school_folder import ChangedOutside
from tui.ahead import AheadApp
from tui.common_app import KEYS
from tui.language import Language
from tui.screens.base import LabelmapScreen
from tui.session import Session

if TYPE_CHECKING:
    from export.kinds import What


class LabelmapApp(AheadApp):
    """Labelmap in the terminal. Its result is the closing line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", N_("Save"), id="save", show=False),
        Binding("ctrl+f", "find", N_("Find in all texts"), id="find", show=False, priority=True),
        Binding("ctrl+g", "jump", N_("Go to a field"), id="jump", show=False, priority=True),
        Binding("ctrl+z", "undo", N_("Undo"), id="undo", show=False),
        Binding("ctrl+y", "redo", N_("Redo"), id="redo", show=False),
        Binding("ctrl+b", "versions", N_("Choose a version"), id="versions", show=False),
        *KEYS,
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
        sheets = ["styles/app.tcss", f"screens/{first}.tcss"]
        super().__init__(session, language, clock, settings, sheets)
        self._without_history = without_history
        self.other_mode: Path | None = None
        """What is to be opened in review mode, once this app has ended."""

    def get_default_screen(self) -> Screen[None]:
        """The screen that all others come back to: the open school, else the welcome."""
        if self.session is None:
            from tui.screens.welcome import WelcomeScreen

            self._home = WelcomeScreen()
        else:
            from tui.screens.dashboard import DashboardScreen

            self._home = DashboardScreen()
        return self._home

    def on_ready(self) -> None:
        """What can wait until there is something to see."""
        self.tell_start()
        self._after_first_picture()
        if self._without_history is not None:
            self.offer_history(self._without_history)

    def default_place(self) -> Path:
        """Where a new application or a document goes at first: the documents, or home."""
        from tui.demo import default_place

        return default_place()

    def open_path(self, path: Path) -> None:
        """Open a school in place of the welcome screen."""
        self._open(path)

    @work(thread=True, group="open", exit_on_error=False)
    def _open(self, path: Path) -> None:
        from store.people import load_settings
        from tui.open_app import is_reviewed, open_session

        if is_reviewed(path):
            self.other_mode = path
            self.call_from_thread(self.exit, "")
            return
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
        self.begin_collecting()
        self.watch_files()
        session = self.session
        if session is None:
            return
        self._tell_notices()
        self._recover()
        self.start_sharing()
        self.offer_tour()
        self.start_ahead()

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

    async def action_quit(self) -> None:
        """Record what was typed and leave with a closing line; nothing is lost on the way."""
        self.leave(self._quit)

    def _quit(self) -> None:
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

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every key of this screen and of the app, by name, and every step of the form."""
        yield from super().get_system_commands(screen)
        if self.session is not None and isinstance(screen, LabelmapScreen):
            yield SystemCommand(
                self.language.text(N_("Tour of the overview")), "", self.action_tour
            )
            for step in self.session.edition.steps:
                title = in_language(step.title, self.language.language)
                name = Message(
                    N_("Step {number}: {title}"), {"number": step.number, "title": title}
                )
                yield SystemCommand(self.language.say(name), "", partial(self.jump, step.id))
            from export.kinds import EXPORTS

            for export in EXPORTS:
                made = Message(N_("Make: {title}"), {"title": self.language.text(export.title)})
                about = self.language.text(export.about)
                yield SystemCommand(
                    self.language.say(made), about, partial(self._export, export.what)
                )

    def _export(self, what: "What") -> None:
        from tui.screens.exports import ExportsDialog

        self.push_screen(ExportsDialog(what))
