"""The app in review mode: an NSO's inbox, and one school of it at a time.

It has no open school in which one writes: what a school submitted is read, and what a reviewer does
are acts of `store.reviewed_school`, each in a worker, in somebody's name. Screens own their
handlers. Source: command-line.md, `labelmap review`; issue 6.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import work
from textual.binding import BindingType
from textual.screen import Screen

from model.messages import Failure
from store.clock import Clock
from store.inbox_folder import Inbox
from store.people import Person, Settings
from tui.common_app import KEYS, CommonApp
from tui.language import Language
from tui.reading_ahead import Ahead
from tui.screens.inbox import InboxScreen
from tui.screens.review_base import ReviewScreen

if TYPE_CHECKING:
    from textual.geometry import Size

    from tui.screens.reviewed import ReviewedScreen

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
        self._ahead: Ahead | None = None
        self._spare: tuple[ReviewedScreen, str, Size] | None = None
        """A screen that no school has yet, and the theme and window for which it was made."""
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
        self.touched.add(folder.name)
        ahead, self._ahead = self._ahead, None
        if ahead is None or ahead.folder != folder:
            ahead = Ahead(folder)
            self._read_ahead(ahead)  # while the screen comes
        screen = self._fresh()
        screen.turn_to(ahead, place)
        self.push_screen(screen)

    def get_ready(self, folder: Path) -> None:
        """Have what opening this school takes: it is read, and a screen stands ready."""
        if self._ahead is None or self._ahead.folder != folder or self._ahead.reading is None:
            self._ahead = Ahead(folder)
            self._read_ahead(self._ahead)
        if self._spare is None:
            from tui.screens.reviewed import ReviewedScreen

            screen = ReviewedScreen()
            self._spare = screen, self.theme, self.size
            # What `push_screen` does first; Textual has no public way to it.
            self._load_screen_css(screen)
            self._get_screen(screen)

    @property
    def ready_for(self) -> Path | None:
        """The school that opens from what stands ready; None: what it takes is still to be made."""
        is_ready = (
            self._ahead is not None
            and self._ahead.reading is not None
            and self._spare is not None
            and self._spare[0].is_mounted
        )
        return self._ahead.folder if is_ready and self._ahead is not None else None

    @work(thread=True, group="ahead", exit_on_error=False)
    def _read_ahead(self, ahead: Ahead) -> None:
        ahead.read(self.clock, self.language)

    def _fresh(self) -> "ReviewedScreen":
        """A screen that no school has yet: the one that stands ready, or a new one."""
        from tui.screens.reviewed import ReviewedScreen

        spare, self._spare = self._spare, None
        if spare is None:
            return ReviewedScreen()
        screen, theme, size = spare
        if (theme, size) == (self.theme, self.size) and screen.is_mounted:
            return screen
        screen.remove()
        return ReviewedScreen()

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
            if isinstance(screen, ReviewScreen) and screen.is_mounted:
                screen.show()

    async def action_quit(self) -> None:
        """Leave with a closing line; what was typed is kept first."""
        self.leave(lambda: self.exit(self._home.closing_line()))
