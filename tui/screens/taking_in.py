"""Taking in many documents: a bar while it runs, one question for all offers, one summary."""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Event
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message as TextualMessage
from textual.types import CSSPathType
from textual.widgets import Button, ProgressBar, Static

from model.messages import N_, Message
from model.text import shown_line
from tui.screens.base import Dialog
from tui.taking_in import (
    OFFERS,
    Acts,
    Offer,
    Outcome,
    Source,
    heading,
    needs_summary,
    notes,
    offer_of,
    summary,
    take,
)
from tui.widgets.hanging import Hanging
from tui.widgets.tick import Tick


class TakeInDialog(Dialog[tuple[Source, ...] | None]):
    """Takes in what was chosen. The result: what did not come in."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["dialog.tcss", "taking_in.tcss"]
    HELP_TEXT = N_(
        "The documents are being checked, cleaned and taken in, one by one. You can stop: what is "
        "in stays in."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "stop", N_("Stop"))]

    @dataclass
    class Progress(TextualMessage):
        """The next one is at hand."""

        done: int
        name: str

    @dataclass
    class Finished(TextualMessage):
        """All of them were tried."""

        outcomes: tuple[Outcome, ...]

    def __init__(self, sources: Sequence[Source], acts: Acts) -> None:
        super().__init__()
        self._sources = tuple(sources)
        self._acts = acts
        self._outcomes: dict[Source, Outcome] = {}
        self._stop = Event()
        self._agreed: set[Offer] = set()
        self._asked: set[Offer] = set()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static(Content(self.say("Evidence is being added")), classes="head", markup=False)
            yield ProgressBar(len(self._sources), show_eta=False)
            yield Static(id="at-hand", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(self.say("Stop"), id="stop")

    def on_mount(self) -> None:
        """Begin."""
        self._take(self._sources)

    def on_unmount(self) -> None:
        """Who leaves the app does not wait for the rest."""
        self._stop.set()

    @work(thread=True, group="commit", exit_on_error=False)
    def _take(self, sources: tuple[Source, ...]) -> None:
        agreed = frozenset(self._agreed)
        self.post_message(
            self.Finished(take(self._acts, sources, agreed, self._stop.is_set, self._at_hand))
        )

    def _at_hand(self, done: int, name: str) -> None:
        self.post_message(self.Progress(done, name))

    @on(Progress)
    def _show_progress(self, message: Progress) -> None:
        bar = self.query_one(ProgressBar)
        bar.update(progress=message.done)
        place = Message(
            N_("{number} of {all}: {name}"),
            {
                "number": message.done + 1,
                "all": int(bar.total or 1),
                "name": shown_line(message.name),
            },
        )
        self.query_one("#at-hand", Static).update(Content(self.language.say(place)))

    @on(Button.Pressed, "#stop")
    def action_stop(self) -> None:
        """Stop after the one at hand; what is in stays."""
        self._stop.set()
        self.query_one("#stop").disabled = True

    @on(Finished)
    def _finished(self, message: Finished) -> None:
        self._outcomes |= {outcome.source: outcome for outcome in message.outcomes}
        offers: dict[Offer, list[Source]] = {}
        if not self._stop.is_set():
            for outcome in self._outcomes.values():
                offer = offer_of(self._acts, outcome)
                if offer is not None and offer not in self._asked:
                    offers.setdefault(offer, []).append(outcome.source)
        if not offers:
            self._tell_all()
            return
        self._asked |= set(offers)

        def answered(agreed: frozenset[Offer] | None) -> None:
            self._agreed |= agreed or frozenset()
            again = tuple(source for offer in sorted(agreed or ()) for source in offers[offer])
            if not again:
                self._tell_all()
                return
            self.query_one(ProgressBar).update(total=len(again), progress=0)
            self._take(again)

        counts = {offer: len(sources) for offer, sources in offers.items()}
        self.app.push_screen(OffersDialog(counts), answered)

    def _tell_all(self) -> None:
        app = self.labelmap
        outcomes = tuple(self._outcomes[source] for source in self._sources)
        app.post_message(app.ActDone())
        left = tuple(outcome.source for outcome in outcomes if outcome.attached is None)

        def told(_: None) -> None:
            self.dismiss(left)

        if needs_summary(outcomes):
            app.push_screen(SummaryDialog(outcomes), told)
            return
        for outcome in outcomes:
            for note in notes(outcome, self.language):
                app.tell(Message("{note}", {"note": note}))
            if outcome.failure is not None and outcome.attached is None:
                app.tell_failure(outcome.failure)
        told(None)


class OffersDialog(Dialog[frozenset[Offer] | None]):
    """Asks once, for all documents, what may be done so that they can come in."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_(
        "Some documents can't come in as they are. Tick what Labelmap may do; your own files stay "
        "as they are. What you do not tick stays out, and you hear why."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", N_("Leave them out")),
        Binding("ctrl+s", "agree", N_("Go on"), priority=True),
    ]

    def __init__(self, counts: dict[Offer, int]) -> None:
        super().__init__()
        self._counts = counts

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            question = self.say("Some documents can't come in as they are. What may be done?")
            yield Static(Content(question), classes="head", markup=False)
            for offer in Offer:
                if offer in self._counts:
                    template = OFFERS[offer]
                    facts = {"count": self._counts[offer]}
                    said = self.language.say(Message(template.text, facts, template.plural))
                    yield Tick(Content(said), value=True, id=f"offer-{offer}", compact=True)
            with Horizontal(classes="buttons"):
                yield Button(self.say("Go on"), variant="primary", id="agree")
                yield Button(self.say("Leave them out"), id="leave-out")

    def on_mount(self) -> None:
        """One Enter from here goes on."""
        self.query_one("#agree").focus()

    @on(Button.Pressed, "#leave-out")
    def _leave_out(self) -> None:
        self.dismiss(None)

    @on(Button.Pressed, "#agree")
    def action_agree(self) -> None:
        """Do what is ticked."""
        ticked = {tick.id for tick in self.query(Tick) if tick.value}
        self.dismiss(frozenset(o for o in self._counts if f"offer-{o}" in ticked))


class SummaryDialog(Dialog[None]):
    """What came in, what was done to it, and what did not come in, with the reason."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_(
        "✓ is in, with what was done to it. = was in already. ! did not come in: the line below it "
        "says why, and what to do. – was left out because you stopped."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", N_("Close"))]

    def __init__(self, outcomes: Sequence[Outcome]) -> None:
        super().__init__()
        self._outcomes = tuple(outcomes)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            head = heading(self._outcomes, self.language)
            yield Static(Content(head), classes="head", markup=False)
            lines = ((sign, shown_line(text)) for sign, text in self._lines())
            with VerticalScroll():
                yield Static(Hanging(*lines), markup=False)
            with Horizontal(classes="buttons"):
                yield Button(self.say("Close"), variant="primary", id="close")

    def _lines(self) -> tuple[tuple[str, str], ...]:
        return summary(self._outcomes, self.language)

    def on_mount(self) -> None:
        """The list can be scrolled by the arrows."""
        self.query_one(VerticalScroll).focus()

    @on(Button.Pressed, "#close")
    def _close(self) -> None:
        self.dismiss(None)
