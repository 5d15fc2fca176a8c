"""Deciding: what, why, and what is published with it; nothing is recorded before one has read it.

What the calendar does not allow stands there with its reason. A decision that is there already is
corrected by a further one, which says so. Source: issue 6, 'Deciding'; facts F5, F6, F19, F20.
"""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from export.feedback_text import to_text
from model.lifecycle import allowed
from model.messages import N_, Fact, Message
from model.review import DecisionKind
from model.standing import decision_of
from model.text import shown_line
from store.journal import Entry
from store.people import Person
from store.record_tools import last_round
from tui.review_text import language_of, school_page
from tui.reviewed_reading import Reading
from tui.screens.reviewed_dialog import ReviewedDialog
from tui.screens.reviewed_signing import signed
from tui.screens.reviewed_text import PreviewDialog
from tui.screens.typed_dialog import ROOM
from tui.widgets.choice_line import ChoiceLine
from tui.widgets.key_hints import key_hints
from tui.widgets.text_box import TextBox

DECISIONS = {
    DecisionKind.APPROVED: N_("approve"),
    DecisionKind.RETURNED: N_("return, to be adapted"),
    DecisionKind.REFUSED: N_("not granted"),
}


def possible(reading: Reading) -> tuple[dict[DecisionKind, str], tuple[Message, ...]]:
    """What can be decided today, in words; and why the rest can't."""
    country = reading.application.school.country_code
    where, edition = reading.assessment.standing, reading.edition
    found: dict[DecisionKind, str] = {}
    reasons: list[Message] = []
    for kind, words in DECISIONS.items():
        why = allowed(
            "decide", "reviewer", where, edition, reading.today, country=country, decision=kind
        )
        if why is None:
            found[kind] = words
        elif why not in reasons:
            reasons.append(why)
    return found, tuple(reasons)


class DecideDialog(ReviewedDialog[Entry]):
    """Decides. Its result is what was recorded; None: nothing."""

    CSS_PATH: ClassVar = ["dialog.tcss", "reviewed_dialogs.tcss"]
    HELP_TEXT = N_(
        "Choose what you decide (the arrows, or 1 to 3) and write the text that goes with it. The "
        "drafts are published together with the decision. Then you read exactly what the school "
        "will read, and only then it is recorded, signed.\n\n"
        "While the school can still adapt, an application is approved or returned; after the "
        "revision period it is approved or not granted. Deciding again corrects the decision: both "
        "stay in the history."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "done", N_("Read it through"), priority=True),
    ]

    def __init__(self, reading: Reading) -> None:
        self._round = last_round(reading.application.record).round
        super().__init__(reading)
        self._possible, self._reasons = possible(reading)
        self._text = ""
        self._kind = next((kind.value for kind in self._possible), "")

    @property
    def about(self) -> str:
        """The submission that is decided on."""
        return f"decide {self._round}"

    def compose(self) -> ComposeResult:
        reading = self.reading
        with Vertical(classes="dialog widest without-source") as dialog:
            title = self.say("Decide on {school}", school=reading.application.school.name)
            dialog.border_title = Content(shown_line(title))
            dialog.border_subtitle = key_hints(("ctrl+s", self.say("Read it through")))
            before = decision_of(reading.application.record, self._round)
            if before is not None:
                text = N_(
                    "There is a decision already, of {day} by {name}: this one corrects it. Both "
                    "stay in the history."
                )
                facts: dict[str, Fact] = {
                    "day": before.on,
                    "name": before.by,
                }
                said = self.language.say(Message(text, facts))
                yield Static(Content(said), classes="wrong", markup=False)
            choices = [(kind.value, self.language.text(w)) for kind, w in self._possible.items()]
            yield ChoiceLine(choices, self._kind, id="kind")
            for why in self._reasons:
                yield Static(Content(self.language.say(why)), classes="reason", markup=False)
            yield TextBox(limit=ROOM, title=self.say("What the school reads with it"), id="text")
            yield Static(Content(self._what_goes_with_it()), classes="reason", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(self.say("Read it through"), variant="primary", id="save")
                yield Button(self.say("Back"), id="back")

    def _what_goes_with_it(self) -> str:
        count = len(self.reading.drafts)
        if not count:
            return self.say("No drafts: the decision goes alone.")
        return self.language.plural(
            N_("{count} draft is published with it."), N_("{count} drafts are published with it."),
            count,
        )  # fmt: skip

    def on_mount(self) -> None:
        """The cursor in the choice."""
        self.query_one(ChoiceLine).focus()

    # ------------------------------------------------------------------ what is typed

    @on(TextBox.Edited)
    def _edited(self, message: TextBox.Edited) -> None:
        self._text = message.text

    @on(ChoiceLine.Chosen)
    def _chosen(self, message: ChoiceLine.Chosen) -> None:
        self._kind = message.value

    # ------------------------------------------------------------------ deciding

    @on(Button.Pressed, "#save")
    def action_done(self) -> None:
        """Show what the school will read, then record it."""
        if not self._text.strip():
            text = N_("Write what the school reads with the decision.")
            self.common.tell(Message(text), warning=True)
            self.query_one(TextBox).focus_editor()
            return
        self.keep()
        self.common.as_someone(self._preview)

    def _preview(self, person: Person) -> None:
        reading, kind = self.reading, DecisionKind(self._kind)
        page = school_page(reading, reading.drafts, (kind, self._text, person.name))
        if page is None:
            return
        words = to_text(page, language_of(reading))
        does = self.say("Decide: {what}", what=self.language.text(DECISIONS[kind]))
        self.app.push_screen(PreviewDialog(words, does), self._answered)

    def _answered(self, yes: bool | None) -> None:
        if not yes:
            return
        school, kind, text = self.reading.school, DecisionKind(self._kind), self._text

        def done(entry: Entry) -> None:
            self.recorded()
            self.dismiss(entry)

        signed(self.review, school, lambda person: school.decide(kind, text, person), done)
