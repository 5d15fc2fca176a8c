"""Step 1: the school, who applies, and whether the school may apply (F1 to F3, F8)."""

from contextlib import suppress
from datetime import date
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option, OptionDoesNotExist

from model import fields, problem_texts
from model.application import TeamMember, YesNo
from model.edition import in_language
from model.messages import N_
from model.text import shown_line
from store.names import slug, unique_name
from tui import countries
from tui.field_remarks import remarks
from tui.screens.entry import EntryDialog, EntryResult, Value
from tui.screens.form_screen import FormScreen
from tui.screens.school_entries import form_of
from tui.widgets.checklist import Checklist
from tui.widgets.form import NOT_A_DAY, SAVED, FieldKind, FormField, focus_field
from tui.widgets.header_line import HeaderLine
from tui.widgets.key_bar import KeyBar
from tui.widgets.line import Line
from tui.widgets.planning_fields import PlanningFields
from tui.widgets.progress import bar
from tui.widgets.rows import Rows
from tui.widgets.tick import Tick
from tui.widgets.yes_no import YesNoChoice

SCHOOL_LISTS = ("team", "label")
"""The lists of school.toml; the others are those of eligibility.toml."""

_SCHOOL = (
    ("school.name", N_("Name of the school")),
    ("school.city", N_("Town")),
    ("school.country", N_("Country (two letters)")),
    ("school.region", N_("Region")),
    ("school.website", N_("Website")),
    ("school.platform_id", N_("Number on the platform")),
)
_CONTACT = (
    ("school.contact.name", N_("Who applies")),
    ("school.contact.email", N_("Mail address")),
)
_PRINCIPAL = (
    ("school.principal.name", N_("Principal")),
    ("school.principal.email", N_("Mail address")),
)
_DAYS = (
    ("eligibility.registered_since", N_("Registered since")),
    ("eligibility.invited_on", N_("Invited by the platform")),
)


class SchoolScreen(FormScreen):
    """The form of step 1, from top to bottom."""

    CSS_PATH = "school.tcss"
    HELP_TEXT = N_(
        "Step 1: the school and whether it may apply.\n\n"
        "The programme asks three things: at least two years in eTwinning, at least three "
        "different teachers who were active, and a European project with a National Quality Label. "
        "If the platform has invited your school, it has checked these itself: fill in the day of "
        "the invitation.\n\n"
        "Enter on a list adds or changes an entry. Below the lists stands what schools often "
        "stumble over, to tick when you have seen to it, and by when the form on the platform and "
        "the signature should be ready."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.back", N_("Back")),
        Binding("f2", "guidance", N_("Advice")),
        Binding("f7", "app.field_history", N_("Versions of this field")),
        Binding("f9", "step(1)", N_("Next step")),
    ]

    def __init__(self, field: str | None = None) -> None:
        super().__init__()
        self.come_to(field)

    # ------------------------------------------------------------------ the picture

    def compose(self) -> ComposeResult:
        yield HeaderLine()
        yield Line(id="step-bar")
        with VerticalScroll(id="form", can_focus=False):
            yield from self._heading(N_("The school"))
            yield from self._fields(_SCHOOL)
            yield from self._heading(
                N_("Who applies, registered and linked to the school on the platform")
            )
            yield from self._fields(_CONTACT)
            with Horizontal(classes="field"):
                yield Static(Content(self.say("On the platform")), classes="label", markup=False)
                yield YesNoChoice(id="on-platform")
            yield from self._heading(N_("The principal, who signs the declaration of honour"))
            yield from self._fields(_PRINCIPAL)
            yield from self._heading(N_("May the school apply?"))
            yield Static(id="rules", markup=False)
            yield from self._fields(_DAYS, FieldKind.DAY)
            for name, title in (
                ("active_teacher", N_("Teachers who were active")),
                ("quality_label", N_("National Quality Labels")),
                ("team", N_("Colleagues who work on the application")),
                ("label", N_("eTwinning School labels held before")),
            ):
                entries = Rows(id=name, markup=False, classes="entries")
                entries.border_title = self.language.text(title)
                yield entries
            yield from self._heading(N_("Before you start: what schools stumble over"))
            yield Checklist()
            yield from self._heading(N_("Counted back from the deadline"))
            yield PlanningFields()
        yield KeyBar()

    def _heading(self, english: str) -> ComposeResult:
        yield Static(Content(self.language.text(english)), classes="heading", markup=False)

    def _fields(
        self, rows: tuple[tuple[str, str], ...], kind: FieldKind = FieldKind.TEXT
    ) -> ComposeResult:
        for key, english in rows:
            yield FormField(
                self.language.text(english),
                self.value_of(key),
                key=key,
                kind=kind,
                wrong=self.language.text(NOT_A_DAY),
                wrong_over=self.language.text(SAVED),
                hint=self.say("day/month/year") if kind is FieldKind.DAY else "",
            )

    def on_mount(self) -> None:
        """The first picture."""
        self.draw()

    @property
    def step_shown(self) -> str | None:
        """Step 1."""
        return self.session.assessment.steps[0].id

    def go_to_field(self, field: str | None, span: tuple[int, int] | None = None) -> None:
        """Put the cursor into a field, or onto an entry of a list."""
        if field is None:
            # Nobody asked for the name: marked as a whole, one key too many would replace it.
            field, end = "name", len(self.session.application.school.name)
            span = end, end
        if field.startswith("eligibility."):
            name = field.split(".")[1]
            target = field
        else:
            name, target = field.split(".")[0], f"school.{field}"
        if target == "school.contact.on_platform":
            self.query_one("#on-platform").focus()
        elif name in ("active_teacher", "quality_label", "team", "label"):
            entries = self.query_one(f"#{name}", OptionList)
            entries.focus()
            entry = field.removeprefix("eligibility.").split(".")[1:2]
            with suppress(OptionDoesNotExist):
                entries.highlighted = entries.get_option_index(f"={''.join(entry)}")
        elif name == "checklist":
            self.query_one(Checklist).query(Tick).first().focus()
        elif not focus_field(self, target, span):
            focus_field(self, "school.name")

    def show(self) -> None:
        """Draw the session's state."""
        self.query_one(HeaderLine).show()
        progress = self.session.assessment.steps[0]
        title = in_language(self.session.edition.step(progress.id).title, self.language.language)
        head = self.say(N_("Step {number}: {title}"), number=progress.number, title=title)
        share = progress.done / progress.required if progress.required else 1.0
        count = f"{progress.done}/{progress.required}"
        self.query_one("#step-bar", Line).say(bar(head, share, count, self.app.size.width - 2))
        said = remarks(progress.problems, self.session.edition, self.language)
        for field in self.query(FormField):
            field.take(self.value_of(field.key))
            field.remark(said.of(field.key.removeprefix("school.")).text or self._advice(field.key))
        on_platform = self.session.application.school.contact.on_platform
        self.query_one("#on-platform", YesNoChoice).value = (
            None if on_platform is None else YesNo.YES if on_platform else YesNo.NO
        )
        lines = [
            ("● " if problem.blocking else "○ ")
            + self.language.say(
                problem_texts.message(problem, self.session.edition, self.language.language)
            )
            for problem in progress.problems
        ]
        self.query_one("#rules", Static).update(
            Content(
                ("\n".join(lines) or "✓ " + self.say("Everything in this step is done."))
                + self.query_one(Checklist).reminder()
            )
        )
        self._show_lists()
        self.query_one(Checklist).show()
        self.query_one(PlanningFields).show()

    def _advice(self, key: str) -> str:
        """What stands beside a field in which nothing is still to be done."""
        if key == countries.FIELD and countries.is_no_code(self.session.application):
            return f"○ {self.language.text(countries.BESIDE)}"
        return ""

    def _show_lists(self) -> None:
        application = self.session.application
        self._fill(
            "active_teacher",
            [
                (t.id, " · ".join(filter(None, (t.name, t.activity, self._day(t.on)))))
                for t in application.eligibility.active_teacher
            ],
            self.say("Add a teacher and an activity"),
        )
        self._fill(
            "quality_label",
            [
                (q.id, " · ".join(filter(None, (q.project, self._day(q.granted)))))
                for q in application.eligibility.quality_label
            ],
            self.say("Add a project with its label"),
        )
        self._fill(
            "team",
            [
                (m.id, " · ".join(filter(None, (m.name, m.email, self._standing_there(m)))))
                for m in application.school.team
            ],
            self.say("Add a colleague"),
        )
        self._fill(
            "label",
            [(label.id, label.years) for label in application.school.label],
            self.say("Add a label"),
        )

    def _day(self, day: date | None) -> str:
        """The day of an entry; without one it counts for nothing (F2, F3), so that is said."""
        return self.language.date(day) if day else self.say("no day yet")

    def _standing_there(self, member: TeamMember) -> str:
        """Whether a colleague is on the platform, where somebody said so (F9)."""
        if member.on_platform is None:
            return ""
        if member.on_platform:
            return self.say("on the platform")
        return self.say("not on the platform yet")

    def _fill(self, name: str, rows: list[tuple[str, str]], add: str) -> None:
        target = self.query_one(f"#{name}", OptionList)
        place, on = target.highlighted, target.highlighted_option
        target.clear_options()
        target.add_options([Option(Content(shown_line(text)), id=f"={id_}") for id_, text in rows])
        target.add_option(Option(Content(f"+ {add}"), id="+"))
        if on is not None and on.id in {"+", *(f"={id_}" for id_, _ in rows)}:
            # The same row, wherever it stands now: who adds three, adds the next with Enter.
            target.highlighted = target.get_option_index(on.id)
        else:
            target.highlighted = min(place or 0, len(rows))

    # ------------------------------------------------------------------ what the person does

    @on(YesNoChoice.Chosen)
    def _on_platform(self, message: YesNoChoice.Chosen) -> None:
        key = fields.parse_key("school.contact.on_platform", self.session.edition)
        value = None if message.value is None else message.value is YesNo.YES
        self.labelmap.put(key, value)
        self.labelmap.action_save()

    @on(OptionList.OptionSelected)
    def _open_entry(self, message: OptionList.OptionSelected) -> None:
        name = message.option_list.id or ""
        entry_id = (message.option_id or "+").removeprefix("=")
        self._edit_entry(name, None if message.option_id == "+" else entry_id)

    def _edit_entry(self, name: str, entry_id: str | None) -> None:
        make, title, form = form_of(name, self.say)
        entries = self._entries(name)
        old = next((entry for entry in entries if entry.id == entry_id), None)
        shown = old if old is not None else make(id="")
        values: dict[str, Value] = {field.key: getattr(shown, field.key) for field in form}

        def done(result: EntryResult | None) -> None:
            if result is None:
                return
            if self.session.locked is not None:  # what was typed waits until they open again
                self.labelmap.tell(self.session.locked, warning=True)
                return
            first = str((result.values or {}).get(form[0].key) or "")
            taken = {entry.id for entry in entries}
            new_id = entry_id or unique_name(slug(first, name.replace("_", "-")), taken)
            entry = make(id=new_id, **result.values) if result.values is not None else None
            file = "school" if name in SCHOOL_LISTS else "eligibility"
            self.labelmap.put(fields.Key(file, (name, new_id)), entry)
            self.labelmap.when_written(dialog.recorded)
            self.labelmap.action_save()

        about = name if old is None else f"{name} {old.id}"
        dialog = EntryDialog(title, form, values, entry=about, is_new=old is None)
        self.app.push_screen(dialog, done)

    def _entries(self, name: str) -> tuple[Any, ...]:
        application = self.session.application
        owner = application.school if name in SCHOOL_LISTS else application.eligibility
        entries: tuple[Any, ...] = getattr(owner, name)
        return entries

    def action_guidance(self) -> None:
        """Our advice for this step."""
        from tui.screens.guidance import GuidanceDialog

        self.app.push_screen(GuidanceDialog(self.session.edition.step("school")))

    def action_step(self, by: int) -> None:
        """On to step 2."""
        self.step_on("school", by)
