"""The line in a dialog that says that what was typed there earlier is back, and takes it away."""

from enum import Enum, auto
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, Static

from model.messages import N_

if TYPE_CHECKING:
    from tui.common_app import CommonApp


class Earlier(Enum):
    """What became of the words of an earlier time."""

    BACK = auto()
    """They stand in the boxes."""
    BACK_OVER_OTHERS = auto()
    """They do, and what they were typed over has changed since."""
    ASIDE = auto()
    """What they were typed over has changed since, and stands in the boxes; or they were typed in
    another window."""
    ELSEWHERE = auto()
    """They were typed in another window; what was typed in this one stands in the boxes."""
    THROWN = auto()
    """The person threw them away, a moment ago."""


_SAYS = {
    Earlier.BACK: N_("What you typed here before is here again."),
    Earlier.BACK_OVER_OTHERS: N_(
        "What you typed here before is here again. What stood there has changed since: if you "
        "save, your words come in its place."
    ),
    Earlier.ASIDE: N_(
        "You typed something here before, over what has changed since or in another window. It is "
        "kept, and not in the boxes."
    ),
    Earlier.ELSEWHERE: N_(
        "You typed something else here before, in another window. It is kept, and not in the boxes."
    ),
    Earlier.THROWN: N_("What you typed here before is thrown away."),
}
_THROW = N_("Throw it away")
NOT_IN_THE_BOXES = frozenset({Earlier.ASIDE, Earlier.ELSEWHERE})


class EarlierWords(Horizontal):
    """Says which it is, with what can be done about it."""

    def __init__(self, state: Earlier) -> None:
        super().__init__(classes="earlier")
        self.state = state

    def compose(self) -> ComposeResult:
        yield Static("", markup=False)
        yield Button("", id="earlier-other", compact=True)
        yield Button("", id="earlier-throw", compact=True)

    def on_mount(self) -> None:
        """The first picture."""
        self.tell(self.state)

    def tell(self, state: Earlier) -> None:
        """Say what holds now; a button whose time is over takes its focus along to the other."""
        self.state = state
        language = cast("CommonApp", self.app).language
        self.query_one(Static).update(Content(language.text(_SAYS[state])))
        other, throw = self.query(Button)
        back = N_("Put it back") if state is Earlier.THROWN else N_("Show it")
        other.label = Content(f"F7 {language.text(back)}")
        is_first = state in {Earlier.BACK, Earlier.BACK_OVER_OTHERS}
        throw.label = Content(f"{'F7 ' * is_first}{language.text(_THROW)}")
        wanted = {
            other: state in NOT_IN_THE_BOXES | {Earlier.THROWN},
            throw: state != Earlier.THROWN,
        }
        had_focus = other.has_focus or throw.has_focus
        for button, shown in wanted.items():
            button.display = shown
        if had_focus:
            next(button for button, shown in wanted.items() if shown).focus()
