"""The app in review mode: an NSO's inbox, and one school of it at a time.

It has no open school in which one writes: what a school submitted is read, and what a reviewer does
are acts of `store.reviewed_school`, each in a worker, in somebody's name. Screens own their
handlers. Source: command-line.md, `labelmap review`; issue 6.
"""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, TypeVar

from textual import work
from textual.binding import BindingType
from textual.screen import Screen

from model.messages import Failure
from store.clock import Clock
from store.inbox_folder import Inbox
from store.people import Person, Settings
from tui.common_app import KEYS, CommonApp
from tui.language import Language
from tui.screens.inbox import InboxScreen
from tui.screens.review_base import ReviewScreen

Result = TypeVar("Result")


class ReviewApp(CommonApp):
    """Labelmap for a reviewer. Its result is the closing line."""

    BINDINGS: ClassVar[list[BindingType]] = [*KEYS]

    def __init__(
        self,
        inbox: Inbox,
        language: Language,
        clock: Clock,
        settings: Settings,
        school: Path | None = None,
    ) -> None:
        """`settings` hold who works, where that is known; `school`: the one that opens at once."""
        super().__init__(language, clock, settings, ["styles/app.tcss", "screens/inbox.tcss"])
        self.inbox = inbox
        self.goes_unsigned = False
        """Whether the reviewer, who has no key, said once that it is all right so."""
        self._first_school = school
        self._opened: ReviewScreen | None = None
        """The school that was opened last."""
        self.touched: set[str] = set()
        """The names of the folders of schools that were opened, until they are read again."""
        self._home = InboxScreen(reads_at_once=school is None)

    @property
    def is_demo(self) -> bool:
        """Whether the inbox is the sample."""
        return self.settings.is_demo(self.inbox.path.resolve())

    def get_default_screen(self) -> Screen[None]:
        """The table, to which every other screen goes back."""
        return self._home

    def on_ready(self) -> None:
        """What can wait until there is something to see."""
        self.tell_start()
        self.begin_collecting()
        if self._first_school is not None:
            self.open_school(self._first_school)

    def open_school(self, folder: Path, place: str = "") -> None:
        """Show one school of the inbox: what it submitted, and the feedback on it.

        `place` of it is pointed at first, as feedback names places.
        """
        from tui.screens.reviewed import ReviewedScreen

        self.touched.add(folder.name)
        self._opened = ReviewedScreen(folder, place)
        self.push_screen(self._opened)

    async def action_back(self) -> None:
        """Back to the screen below."""
        if self.screen is not self._home:
            self.pop_screen()

    def act(
        self,
        act: Callable[[Person], Result],
        done: Callable[[Result], object] | None = None,
        failed: Callable[[Failure], object] | None = None,
    ) -> None:
        """Do one act of the store in somebody's name, beside the screens.

        Then call `done` with what came of it. A `Failure` is told, or given to `failed`.
        """
        self.as_someone(lambda person: self.aside(lambda: act(person), done, failed))

    @work(thread=True, group="act", exit_on_error=False)
    def aside(
        self,
        act: Callable[[], Result],
        done: Callable[[Result], object] | None = None,
        failed: Callable[[Failure], object] | None = None,
    ) -> None:
        """As `act`, for what stands in nobody's name."""
        try:
            result = act()
        except Failure as failure:
            self.call_from_thread(failed if failed is not None else self.failed, failure)
        else:
            if done is not None:
                self.call_from_thread(done, result)

    def named(self, person: Person) -> None:
        """What is the reviewer's own is another's now."""
        del person
        for screen in self.screen_stack:
            if isinstance(screen, ReviewScreen):
                screen.show()

    def keep(self) -> Failure | None:
        """Let the school's screen keep what is typed and not kept; why it could not be kept."""
        if self._opened is not None:
            try:
                self._opened.keep()
            except Failure as failure:
                return failure
        return None

    async def action_quit(self) -> None:
        """Leave with a closing line; what was typed is kept first."""
        failure = self.keep()
        if failure is None:
            self.exit(self._home.closing_line())
        else:
            self.failed(failure)
