"""One piece of feedback, drafted: its kind, the passage, what one says; phrases at hand.

The text that it is about stands above, as it was submitted: what is selected there is quoted. A
draft stays with the reviewers until it is published. Source: issue 6, 'Feedback'.
"""

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Static

from model.messages import N_, Message
from model.review import Feedback, FeedbackKind
from model.text import length, shown_line
from store import phrases
from store.people import Person
from tui.review_blocks import text_at
from tui.reviewed_reading import Reading
from tui.screens.reviewed_dialog import ReviewedDialog
from tui.screens.typed_dialog import ROOM
from tui.widgets.choice_line import ChoiceLine
from tui.widgets.key_hints import key_hints
from tui.widgets.one_line import OneLine
from tui.widgets.text_box import TextBox

KINDS = {
    FeedbackKind.MUST_FIX: N_("must be adapted"),
    FeedbackKind.SUGGESTION: N_("suggestion"),
    FeedbackKind.QUESTION: N_("question"),
    FeedbackKind.PRAISE: N_("praise"),
}


class FeedbackDialog(ReviewedDialog[bool]):
    """Drafts a piece of feedback, or changes a draft. Its result: whether something was kept."""

    CSS_PATH: ClassVar = ["dialog.tcss", "reviewed_dialogs.tcss"]
    HELP_TEXT = N_(
        "What you say about this place. Choose what it is (the arrows, or 1 to 4), and write. What "
        "must be adapted keeps the school from submitting again until it changed something there "
        "or replied.\n\n"
        "Select words in the text above, with Shift and the arrows or with the mouse, to quote "
        "them; or type the passage. F2 offers your phrases, F4 keeps your text as one.\n\n"
        "It stays a draft, which only reviewers see, until you publish or decide."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "done", N_("Keep the draft"), priority=True),
        Binding("f2", "phrases", N_("Phrases")),
        Binding("f4", "keep_phrase", N_("Keep as a phrase")),
    ]

    def __init__(self, reading: Reading, place: str, about: str, draft: Feedback | None) -> None:
        """`about`: the place in words; `draft`: the one that is changed."""
        super().__init__(reading)
        self._place = place
        self._about = about
        self._draft = draft
        self._source = text_at(place, reading.application)
        self._kind = (draft.kind if draft is not None else FeedbackKind.MUST_FIX).value
        self._text = draft.text if draft is not None else ""
        self._quote = draft.quote if draft is not None else ""
        """The passage, with its line breaks."""

    @property
    def about(self) -> str:
        """The draft that is changed, or the place that gets one."""
        return f"feedback {self._draft.id if self._draft is not None else self._place}"

    @property
    def edits(self) -> bool:
        """Every reviewer of the inbox may change a draft."""
        return self._draft is not None

    def texts(self) -> dict[str, str]:
        """The passage with its line breaks."""
        return {**super().texts(), "quote": self._quote}

    def put(self, words: Mapping[str, str]) -> None:
        """The passage with its line breaks."""
        self._quote = words.get("quote", self._quote)
        with self.prevent(Input.Changed):
            super().put({**words, "quote": shown_line(self._quote)})

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog widest") as dialog:
            dialog.border_title = Content(shown_line(self._about))
            keys = (("ctrl+s", "Keep the draft"), ("f2", "Phrases"), ("f4", "Keep as a phrase"))
            dialog.border_subtitle = key_hints(*((key, self.say(words)) for key, words in keys))
            if self._source:
                title = self.say("The text: select what you quote")
                limit = max(self.reading.edition.text_limit, length(self._source))
                yield TextBox(self._source, limit=limit, title=title, id="source", read_only=True)
                with Horizontal(classes="field"):
                    yield Static(Content(self.say("Quoted")), id="quoted", markup=False)
                    hint = self.say("nothing yet; select above, or type it")
                    yield OneLine(shown_line(self._quote), placeholder=hint, id="quote")
            kinds = [(kind.value, self.language.text(words)) for kind, words in KINDS.items()]
            yield ChoiceLine(kinds, self._kind, id="kind")
            yield TextBox(self._text, limit=ROOM, title=self.say("What you say"), id="text")
            with Horizontal(classes="buttons many"):
                yield Button(self.say("Keep the draft"), variant="primary", id="save")
                yield Button(self.say("Phrases"), id="phrases")
                yield Button(self.say("Keep as a phrase"), id="keep-phrase")
                yield Button(self.say("Back"), id="back")

    def on_mount(self) -> None:
        """The cursor in one's own words."""
        self.set_class(not self._source, "without-source")
        if self._source:
            editor = self.query_one("#source", TextBox).editor
            self.watch(editor, "selection", self._selected, init=False)
        self._box.focus_editor()
        self._box.editor.move_cursor(self._box.editor.document.end)

    @property
    def _box(self) -> TextBox:
        return self.query_one("#text", TextBox)

    # ------------------------------------------------------------------ what is typed

    @on(TextBox.Edited, "#text")
    def _typed(self, message: TextBox.Edited) -> None:
        self._text = message.text

    @on(ChoiceLine.Chosen)
    def _chosen(self, message: ChoiceLine.Chosen) -> None:
        self._kind = message.value

    def _selected(self) -> None:
        """What is selected in the school's text is the passage."""
        passage = self.query_one("#source", TextBox).editor.selected_text.strip("\n")
        if passage.strip():
            self._quote = passage
            with self.prevent(Input.Changed):
                self.query_one("#quote", Input).value = shown_line(passage)

    @on(Input.Changed, "#quote")
    def _quoted(self, message: Input.Changed) -> None:
        """A passage that was typed; one with line breaks stays what was selected."""
        if message.value != shown_line(self._quote):
            self._quote = message.value

    # ------------------------------------------------------------------ phrases

    @on(Button.Pressed, "#phrases")
    def action_phrases(self) -> None:
        """Put a phrase into the text."""
        from tui.screens.phrases import PhrasesDialog

        known = phrases.phrases(self.reading.application.language)

        def chosen(phrase: str | None) -> None:
            if phrase is not None:
                editor = self._box.editor
                before = editor.text[-1:]
                gap = " " if before.strip() and editor.cursor_at_end_of_text else ""
                editor.insert(gap + phrase)
            self._box.focus_editor()

        self.app.push_screen(PhrasesDialog(known, str(phrases.path())), chosen)

    @on(Button.Pressed, "#keep-phrase")
    def action_keep_phrase(self) -> None:
        """Keep what stands there as a phrase."""
        if not self._text.strip():
            self.common.tell(Message(N_("Write the text first.")), warning=True)
            return
        language, text = self.reading.application.language, self._text

        def kept(_: object) -> None:
            self.common.tell(Message(N_("Kept as a phrase.")))

        self.review.act(lambda _: phrases.add(language, text), kept)

    # ------------------------------------------------------------------ keeping

    @on(Button.Pressed, "#save")
    def action_done(self) -> None:
        """Keep the draft."""
        if not self._text.strip():
            self.common.tell(Message(N_("Say in a few words what there is to say.")), warning=True)
            self._box.focus_editor()
            return
        school, kind = self.reading.school, FeedbackKind(self._kind)
        place, text, quote = self._place, self._text, self._quote
        draft = self._draft

        def act(person: Person) -> Feedback:
            if draft is None:
                return school.draft(place, kind, text, person, quote=quote)
            return school.change_draft(draft.id, place, kind, text, person, quote=quote)

        def kept(_: Feedback) -> None:
            self.recorded()
            self.dismiss(result=True)

        self.review.act(act, kept)
