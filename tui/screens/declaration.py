"""Step 8: the platform's declaration of honour, signed by the principal (F17, G10)."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from model.application import DECLARATION
from model.edition import in_language
from model.messages import N_
from tui.field_remarks import remarks
from tui.screens.evidence_list import EvidenceList
from tui.screens.form_screen import FormScreen
from tui.widgets.form import NOT_A_DAY, SAVED, FieldKind, FormField, focus_field
from tui.widgets.header_line import HeaderLine
from tui.widgets.key_bar import KeyBar
from tui.widgets.line import Line
from tui.widgets.progress import bar


class DeclarationScreen(FormScreen):
    """Who signed, on which day, and the signed document."""

    CSS_PATH = "declaration.tcss"
    HELP_TEXT = N_(
        "The declaration of honour is the platform's own document. It can be downloaded there once "
        "the whole form is filled in; the principal signs it, and you upload it there and add it "
        "here.\n\n"
        "Fill in who signed it and on which day, and add the signed document."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.back", N_("Back")),
        Binding("f2", "guidance", N_("Advice")),
        Binding("f4", "add_evidence", N_("Add the document")),
        Binding("f5", "app.preview", N_("Preview")),
        Binding("f7", "app.field_history", N_("Versions of this field")),
        Binding("shift+f9,f21", "step(-1)", N_("Previous step"), key_display="⇧F9", show=False),
    ]

    def __init__(self, field: str | None = None) -> None:
        super().__init__()
        self.come_to(field)

    def compose(self) -> ComposeResult:
        yield HeaderLine()
        yield Line(id="step-bar")
        with VerticalScroll(id="form", can_focus=False):
            yield Static(
                Content(
                    self.say(
                        "The declaration is the platform's own document: download it there when "
                        "the whole form is filled in, have it signed, upload it there and add it "
                        "here."
                    )
                ),
                classes="note",
                markup=False,
            )
            yield FormField(
                self.say("Signed by"),
                self.value_of("declaration.signed_by"),
                key="declaration.signed_by",
                hint=self._principal_hint(),
            )
            yield FormField(
                self.say("Signed on"),
                self.value_of("declaration.signed_on"),
                key="declaration.signed_on",
                kind=FieldKind.DAY,
                wrong=self.language.text(NOT_A_DAY),
                wrong_over=self.language.text(SAVED),
                hint=self.say("day/month/year"),
            )
            yield EvidenceList(DECLARATION, id="evidence")
        yield KeyBar()

    def _principal_hint(self) -> str:
        name = self.session.application.school.principal.name
        return self.say("the principal: {name}", name=name) if name else ""

    def on_mount(self) -> None:
        """The first picture."""
        self.draw()

    @property
    def step_shown(self) -> str | None:
        """Step 8."""
        return DECLARATION

    def go_to_field(self, field: str | None, span: tuple[int, int] | None = None) -> None:
        """Put the cursor into a field."""
        if not focus_field(self, f"declaration.{field or 'signed_by'}", span):
            kind, _, rest = (field or "").partition(".")
            listed = self.query_one(EvidenceList)
            if kind == "evidence" and rest:
                listed.point_at(rest.partition(".")[0])
            else:
                listed.focus()

    def show(self) -> None:
        """Draw the session's state."""
        self.query_one(HeaderLine).show()
        progress = next(s for s in self.session.assessment.steps if s.id == DECLARATION)
        title = in_language(self.session.edition.step(DECLARATION).title, self.language.language)
        head = self.say(N_("Step {number}: {title}"), number=progress.number, title=title)
        share = progress.done / progress.required if progress.required else 1.0
        count = f"{progress.done}/{progress.required}"
        self.query_one("#step-bar", Line).say(bar(head, share, count, self.app.size.width - 2))
        for field in self.query(FormField):
            field.take(self.value_of(field.key))
        said = remarks(progress.problems, self.session.edition, self.language)
        for field in self.query(FormField):
            field.remark(said.of(field.key.partition(".")[2]).text)
        self.query_one(EvidenceList).show()

    @on(OptionList.OptionSelected, "#evidence")
    def _open_evidence(self, message: OptionList.OptionSelected) -> None:
        self.query_one(EvidenceList).open(message.option_id)

    def action_add_evidence(self) -> None:
        """Add the signed document."""
        self.query_one(EvidenceList).open("+")

    def action_step(self, by: int) -> None:
        """Back to step 7."""
        self.step_on(DECLARATION, by)

    def action_guidance(self) -> None:
        """Our advice for this step."""
        from tui.screens.guidance import GuidanceDialog

        self.app.push_screen(GuidanceDialog(self.session.edition.step(DECLARATION)))
