"""The app as both its modes have it, a school's and a reviewer's: help, the palette, who works.

What is slow runs in a worker whose result is a message; workers never touch a widget.
"""

import gc
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.message import Message as TextualMessage
from textual.screen import Screen

from model.messages import N_, Failure
from store.clock import Clock
from store.people import Person, Settings
from tui.language import Language
from tui.telling_app import TellingApp

if TYPE_CHECKING:
    from tui.keeping import Keeping
    from tui.session import Session

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

KEYS: tuple[BindingType, ...] = (
    Binding("f6", "who", N_("Who is working"), id="who", show=False),
    # Before any other gets the key: what is typed right after Tab is for the next field.
    Binding("tab", "focus_next", show=False, priority=True),
    Binding("shift+tab", "focus_previous", show=False, priority=True),
    Binding("f8", "other_theme", N_("Light or dark"), id="theme", show=False),
    Binding("ctrl+p", "command_palette", N_("All actions"), show=False, priority=True),
    Binding("ctrl+q", "quit", N_("Quit"), id="quit", priority=True),
)
"""Keys of both modes that come after the mode's own, wherever keys are listed."""


class CommonApp(TellingApp):
    """The app as far as its modes are alike."""

    COMMAND_PALETTE_DISPLAY = "^p"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "explain", N_("Help"), id="help"),
        Binding("question_mark", "explain", N_("Help"), show=False),
        Binding("f3", "addresses", N_("Addresses of this edition"), id="addresses", show=False),
        Binding("f10", "all_keys", N_("All keys"), id="keys", show=False),
    ]

    @dataclass
    class NotSaved(TextualMessage):
        """Writing or recording failed; everything is still in memory."""

        failure: Failure

    def __init__(
        self, language: Language, clock: Clock, settings: Settings, sheets: Sequence[str]
    ) -> None:
        super().__init__(language, settings, sheets)
        self.clock = clock
        self.session: Session | None = None
        """The school in which one writes; none in review mode."""
        self.typing: set[Keeping] = set()
        """Of the dialogs and forms that are open, or hold what could not be kept."""
        self.has_let_go = False
        """Whether kept words that nobody came back for were looked for since the app began."""

    def on_mount(self) -> None:
        """The name that the terminal's window may show."""
        self.title = "Labelmap"

    def tell_start(self) -> None:
        """What the person should know from the first picture on."""
        for message in self.told_at_start:
            self.tell(message, warning=True)
        if self.at_start is not None:
            self.tell_failure(self.at_start)

    @staticmethod
    def begin_collecting() -> None:
        """Collect garbage from now on: `tui.start` put it off until there is a picture."""
        if not gc.isenabled():
            gc.freeze()  # what is there now stays to the end: never look through it again
            gc.enable()

    @staticmethod
    def keep_uncollected() -> None:
        """Never look again through what was made since: it stays to the end, too."""
        if gc.isenabled():
            gc.collect()
            gc.freeze()

    # ------------------------------------------------------------------ who works

    @property
    def person(self) -> Person | None:
        """Who works, where it is known."""
        return self.settings.person

    def as_someone(self, act: Callable[[Person], object]) -> None:
        """Do something that stands in the history under a name; asks for it where none is known."""
        if self.person is not None:
            act(self.person)
            return

        def named() -> None:
            if self.person is not None:
                act(self.person)

        self._ask_who(then=named)

    def _ask_who(
        self,
        then: Callable[[], object] | None = None,
        otherwise: Callable[[], object] | None = None,
    ) -> None:
        from tui.screens.who import WhoDialog

        def answered(person: Person | None) -> None:
            if person is None:
                if otherwise is not None:
                    otherwise()
                return
            self.settings = replace(self.settings, person=person)
            self.named(person)
            if then is not None:
                then()

        self.push_screen(WhoDialog(self.person), answered)

    def named(self, person: Person) -> None:
        """Somebody said who works from now on."""

    def action_who(self) -> None:
        """Say who works at this computer now."""
        self._ask_who()

    # ------------------------------------------------------------------ what is typed

    def keep_typed(self) -> Failure | None:
        """Keep what is typed and not recorded; why it could not be kept. It needs no widget."""
        found = None
        for keeping in self.typing:
            try:
                keeping.save()
            except Failure as failure:
                found = failure
        return found

    def leave(self, leave: Callable[[], object]) -> None:
        """Leave once what is typed and not recorded is kept; where it can't be, ask."""
        from tui.screens.confirm import ConfirmDialog

        failure = self.keep_typed()
        if failure is None:
            leave()
            return

        def answered(yes: bool | None) -> None:
            if yes:
                leave()

        say = self.language.text
        asks = say(N_("Something that you typed can't be kept. Leave all the same?"))
        question = f"{self.language.say(failure.message)}\n\n{asks}"
        self.push_screen(ConfirmDialog(question, say(N_("Leave")), say(N_("Stay"))), answered)

    # ------------------------------------------------------------------ what failed

    @on(NotSaved)
    def _not_saved(self, message: NotSaved) -> None:
        self.failed(message.failure)

    def failed(self, failure: Failure) -> None:
        """Something could not be done."""
        self.tell_failure(failure)

    # ------------------------------------------------------------------ help

    def action_press_key(self, key: str) -> None:
        """A key of a dialog's frame was clicked (tui/widgets/key_hints.py)."""
        # From the app itself, as from the keyboard: sent by the frame, it would end at the frame.
        self.call_later(self.simulate_key, key)

    def action_explain(self) -> None:
        """What this screen is for and which keys it has."""
        from tui.screens.explain import ExplainDialog

        if not isinstance(self.screen, ExplainDialog):
            self.push_screen(ExplainDialog.of(self.screen))

    def action_all_keys(self) -> None:
        """Every key of this screen."""
        from tui.screens.all_keys import KeysDialog

        if not isinstance(self.screen, KeysDialog):
            self.push_screen(KeysDialog.of(self.screen))

    def action_addresses(self) -> None:
        """The platform, the questionnaire, examples, the NSO."""
        from tui.screens.addresses import AddressesDialog

        if not isinstance(self.screen, AddressesDialog):
            self.push_screen(AddressesDialog())

    def action_command_palette(self) -> None:
        """Find anything that can be done here by typing a part of its name."""
        from tui.screens.palette import Palette

        if not Palette.is_open(cast("App[object]", self)):
            self.push_screen(Palette(placeholder=self.language.text(N_("What do you want to do?"))))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every key of this screen and of the app, by name."""
        from tui.keys import key_name, told_keys

        for active in told_keys(screen):
            binding = active.binding
            if binding.action in _NOT_IN_PALETTE:
                continue
            yield SystemCommand(
                binding.description,
                active.tooltip or key_name(self.get_key_display(binding)),
                self._runner(active.node, binding.action),
            )

    def get_key_display(self, binding: Binding) -> str:
        """What a key is called; the long one has no word on it, so it is called in our language."""
        display = super().get_key_display(binding)
        return self.language.text(N_("space")) if display == "space" else display

    def _runner(self, node: DOMNode, action: str) -> Callable[[], None]:
        async def run() -> None:
            # What has nothing to do in the box (undo) may have in the app.
            if not await self.run_action(action, node) and node is not self:
                await self.run_action(action, self)

        def start() -> None:
            self.call_next(run)

        return start
