"""A short tour: five callouts beside the real parts of the dashboard, once for each user.

Enter goes on, Escape skips the rest. The part that is meant is framed while it is spoken of.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Offset, Region, Size
from textual.widget import Widget
from textual.widgets import Button, Static

from model.messages import N_
from tui.screens.base import Dialog

WIDTH = 46
"""Columns of a callout."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One callout: the parts of the dashboard that it may stand beside, and what it says."""

    targets: str
    """A selector; the first part that is shown is meant."""
    title: str
    text: str


STOPS = (
    Stop(
        "#steps",
        N_("The steps of the form"),
        N_(
            "These are the steps of the form on the platform, each with what is done and what it "
            "asks. Enter opens a step, and so does its number: 1 to 8."
        ),
    ),
    Stop(
        "#todo",
        N_("What is still to be done"),
        N_(
            "The most urgent stands first: ● is needed, ○ is advice. Enter brings you to the very "
            "field."
        ),
    ),
    Stop(
        "#missions",
        N_("How far each mission statement is"),
        N_("The bars grow while you answer and add evidence."),
    ),
    Stop(
        "#latest, #diary",
        N_("Nothing gets lost"),
        N_(
            "All you type is saved by itself, with your name. Every earlier version of a text "
            "can be brought back."
        ),
    ),
    Stop(
        "KeyBar",
        N_("The keys"),
        N_(
            "The keys of this screen, and the mouse works too. F1 explains the screen you are on, "
            "F10 shows all keys, Ctrl+P finds everything that can be done."
        ),
    ),
)


def place(target: Region, box: Size, screen: Size) -> Offset:
    """Where a box stands beside a part of the screen: right, left, below, above, else over it."""
    top = max(1, min(target.y + 1, screen.height - box.height - 1))
    left = max(0, min(target.x + 2, screen.width - box.width))
    places = (
        Offset(target.right, top),
        Offset(target.x - box.width, top),
        Offset(left, target.bottom),
        Offset(left, target.y - box.height),
    )
    whole = Region(0, 0, screen.width, screen.height)
    fitting = (at for at in places if whole.contains_region(Region(*at, *box)))
    middle = Offset(
        max(0, (screen.width - box.width) // 2), max(0, (screen.height - box.height) // 2)
    )
    return next(fitting, middle)


class TourDialog(Dialog[None]):
    """The callouts, one after the other, before the dashboard."""

    CSS_PATH: ClassVar[str | Sequence[str]] = ["dialog.tcss", "tour.tcss"]  # type: ignore[assignment] # Textual's own type names Path as well
    HELP_TEXT = N_(
        "A short tour of the overview. Enter goes on, the arrow to the left goes back, Escape "
        "stops. It is shown once; you find it again in the list of all actions (Ctrl+P), or with "
        "T in the help of the overview."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", N_("Stop the tour")),
        Binding("enter,right,space", "go(1)", N_("Next")),
        Binding("left", "go(-1)", N_("Previous")),
    ]
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self._at = 0
        self._meant: Widget | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="callout"):
            yield Static(id="words", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(Content(self.say("Next")), variant="primary", id="next")
                yield Button(Content(self.say("Stop the tour")), id="stop")

    def on_mount(self) -> None:
        """The first callout."""
        self._show()

    def on_unmount(self) -> None:
        """No part stays framed."""
        self._frame(None)

    def on_resize(self) -> None:
        """The parts have moved."""
        self.call_after_refresh(self._put)

    def action_go(self, by: int) -> None:
        """To the next callout or the one before; after the last one the tour ends."""
        at = max(0, self._at + by)
        if at >= len(STOPS):
            self.dismiss(None)  # Enter may come once more than there are callouts
        else:
            self._at = at
            self._show()

    @on(Button.Pressed, "#next")
    def _next(self) -> None:
        self.action_go(1)

    @on(Button.Pressed, "#stop")
    def _stop(self) -> None:
        self.dismiss(None)

    def _target(self) -> Widget | None:
        below = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        if below is None:
            return None
        found = below.query(STOPS[self._at].targets).results(Widget)
        return next((widget for widget in found if widget.display and widget.region.area), None)

    def _show(self) -> None:
        stop = STOPS[self._at]
        callout = self.query_one("#callout")
        callout.border_title = Content(self.language.text(stop.title))
        callout.border_subtitle = Content(f"{self._at + 1}/{len(STOPS)}")
        self.query_one("#words", Static).update(Content(self.language.text(stop.text)))
        is_last = self._at == len(STOPS) - 1
        self.query_one("#next", Button).label = Content(
            self.say("Begin") if is_last else self.say("Next")
        )
        self._frame(self._target())
        self.call_after_refresh(self._put)

    def _frame(self, widget: Widget | None) -> None:
        if self._meant is not None:
            self._meant.remove_class("-meant")
        self._meant = widget
        if widget is not None:
            widget.add_class("-meant")

    def _put(self) -> None:
        callout, target = self.query_one("#callout"), self._target()
        self._frame(target)
        region = target.region if target is not None else Region(0, 0, *self.size)
        callout.styles.offset = place(region, callout.outer_size, self.size)
