"""Onto the platform, box by box: the text, a key that copies it, a key that goes on (F13, F16).

What is copied is exactly what the form gets, explanations and all; what is shown is the same text
made harmless for a terminal.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from export.platform import box_text
from model.edition import Step, in_language
from model.messages import N_, Message
from model.text import length, shown
from tui.screens.base import LabelmapScreen
from tui.widgets.header_line import HeaderLine
from tui.widgets.key_bar import KeyBar
from tui.widgets.line import Line
from tui.widgets.progress import bar


@dataclass(frozen=True, slots=True)
class _Box:
    """One box of the form."""

    step: Step
    field: str
    text: str


class CopyingScreen(LabelmapScreen):
    """All boxes of the form that have a text, one at a time."""

    CSS_PATH = "copying.tcss"
    HELP_TEXT = N_(
        "Open the platform's form in your browser and keep this screen beside it. 'c' copies the "
        "text that you see; paste it there into the box that is named above it. 'n' goes on to the "
        "next box, 'b' back to the one before.\n\n"
        "Some terminals do not let a program copy. If nothing can be pasted, make the page 'For "
        "the platform' instead: 'x' in the preview."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.back", N_("Back")),
        Binding("c", "copy", N_("Copy the text")),
        Binding("n,right", "move(1)", N_("Next box")),
        Binding("b,left", "move(-1)", N_("Box before")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._place = 0
        self._copied: set[tuple[str, str]] = set()

    def compose(self) -> ComposeResult:
        yield HeaderLine()
        yield Line(id="place")
        yield Static("", id="box", markup=False)
        yield Line(id="count")
        with VerticalScroll(id="page"):
            yield Static("", id="text", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """The first picture."""
        self.draw()
        self.query_one("#page").focus()

    def _boxes(self) -> tuple[_Box, ...]:
        return tuple(self._found())

    def _found(self) -> Iterator[_Box]:
        application = self.session.application
        for step in self.session.edition.steps:
            for field, there in (("description", step.has_description), ("plan", step.has_plan)):
                text = box_text(application, step, field) if there else ""
                if text:
                    yield _Box(step, field, text)

    def show(self) -> None:
        """Draw the box at hand."""
        self.query_one(HeaderLine).show()
        boxes = self._boxes()
        if not boxes:
            self.query_one("#box", Static).update(Content(self.say("Nothing written yet.")))
            return
        self._place = min(self._place, len(boxes) - 1)
        box = boxes[self._place]
        done = sum((each.step.id, each.field) in self._copied for each in boxes)
        note = f"{done}/{len(boxes)}"
        head = self.say(N_("Box {number} of {count}"), number=self._place + 1, count=len(boxes))
        width = self.app.size.width - 4
        copied = self.say("copied")
        self.query_one("#place", Line).say(bar(head, done / len(boxes), f"{note} {copied}", width))
        title = in_language(box.step.title, self.language.language)
        step = self.say(N_("Step {number}: {title}"), number=box.step.number, title=title)
        name = (
            self.say("First box: description")
            if box.field == "description"
            else self.say("Second box: plans for the next two years")
        )
        mark = "✓ " if (box.step.id, box.field) in self._copied else ""
        self.query_one("#box", Static).update(Content(f"{mark}{step}\n{name}"))
        count, limit = length(box.text), self.session.edition.text_limit
        over = count > limit
        text = (
            self.say(
                "{length} of {limit} characters: too long, the form will not take it all",
                length=count,
                limit=limit,
            )
            if over
            else self.say("{length} of {limit} characters", length=count, limit=limit)
        )
        line = self.query_one("#count", Line)
        line.say(text)
        line.set_class(over, "over")
        self.query_one("#text", Static).update(Content(shown(box.text)))

    def action_copy(self) -> None:
        """Put the text on the clipboard, character by character."""
        boxes = self._boxes()
        if not boxes:
            return
        box = boxes[self._place]
        self.app.copy_to_clipboard(box.text)
        self._copied.add((box.step.id, box.field))
        self.show()
        self.labelmap.tell(
            Message(
                N_("Copied, {count} character. Paste it on the platform; 'n' goes on."),
                {"count": length(box.text)},
                N_("Copied, {count} characters. Paste it on the platform; 'n' goes on."),
            )
        )

    def action_move(self, by: int) -> None:
        """To another box."""
        boxes = self._boxes()
        if boxes:
            self._place = max(0, min(len(boxes) - 1, self._place + by))
            self.query_one("#page", VerticalScroll).scroll_home(animate=False)
            self.show()
