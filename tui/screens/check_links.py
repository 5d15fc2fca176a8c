"""Whether links still work: asked over the internet, only here, and only when a person says so."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message as TextualMessage
from textual.widgets import Button, Static
from textual.worker import get_current_worker

from model.application import Evidence
from model.messages import N_
from model.text import shown_line
from store.links import Answer, check
from tui.screens.base import Dialog
from tui.widgets.hanging import Hanging

_AT_ONCE = 4
"""So many sites are asked at a time."""


class CheckLinksDialog(Dialog[None]):
    """Asks each link once and says what it answered; nothing is kept."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_(
        "Asks the site of each link whether the page is there. This goes to the internet; nothing "
        "is sent but the address, and the answers are not kept. A site may answer a program "
        "differently than a browser: where in doubt, open the link."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", N_("Back")),
        Binding("ctrl+s", "check", N_("Check now"), priority=True),
    ]

    @dataclass
    class Answered(TextualMessage):
        """One site answered, or did not."""

        place: int
        answer: Answer

    def __init__(self, links: tuple[Evidence, ...], ask: Callable[..., Answer] = check) -> None:
        super().__init__()
        self._links = links
        self._ask = ask
        self._waiting: deque[int] = deque()
        self._answers: dict[int, Answer] = {}
        self._asked = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static(
                Content(
                    self.say(
                        "This goes to the internet: Labelmap asks each site once whether the page "
                        "is there. Nothing is sent but the address, and nothing is kept."
                    )
                ),
                classes="head",
                markup=False,
            )
            with VerticalScroll():
                yield Static(id="links", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(self.say("Check now"), variant="primary", id="check")
                yield Button(self.say("Back"), id="back")

    def on_mount(self) -> None:
        """What will be asked."""
        self._show()
        self.query_one("#check").focus()

    def _show(self) -> None:
        lines: list[tuple[str, str]] = []
        for place, item in enumerate(self._links):
            answer = self._answers.get(place)
            if answer is None:
                sign, said = "  ", self.say(N_("One moment ...")) if self._asked else ""
            else:
                sign, said = ("✓ " if answer.is_fine else "! "), self.language.say(answer.message)
            lines.append((sign, shown_line(item.name)))
            lines.append(("    ", shown_line(item.url)))
            if said:
                lines.append(("    ", said))
        self.query_one("#links", Static).update(Hanging(*lines))

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.dismiss(None)

    @on(Button.Pressed, "#check")
    def action_check(self) -> None:
        """Ask all of them, some at a time."""
        if self._asked:
            return
        self._asked = True
        self.query_one("#check").disabled = True
        self.query_one("#back").focus()
        self._waiting.extend(range(len(self._links)))
        for _ in range(min(_AT_ONCE, len(self._links))):
            self._work()
        self._show()

    @work(thread=True, group="links", exit_on_error=False)
    def _work(self) -> None:
        worker = get_current_worker()
        while not worker.is_cancelled:
            try:
                place = self._waiting.popleft()
            except IndexError:
                return
            answer = self._ask(self._links[place].url, stopped=lambda: worker.is_cancelled)
            self.post_message(self.Answered(place, answer))

    @on(Answered)
    def _answered(self, message: Answered) -> None:
        self._answers[message.place] = message.answer
        self._show()
