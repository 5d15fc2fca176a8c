"""One piece of evidence: its title, which statements it backs, and what can be done with it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from model import problem_texts
from model.application import DECLARATION, Evidence
from model.consent import is_photo
from model.edition import in_language
from model.messages import N_, Failure
from model.problems import Code, Problem
from model.text import shown_line
from store.evidence import Options
from store.evidence_acts import Attached
from store.people import Person
from tui.locking import lock_dialog
from tui.screens.typed_dialog import TypedDialog
from tui.taking_in import Acts, Source
from tui.widgets.form import FormField
from tui.widgets.key_hints import key_hints
from tui.widgets.tick import Tick
from tui.words import evidence_line


class EvidenceDialog(TypedDialog[None]):
    """Changes, opens, accepts or removes one piece of evidence."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_(
        "One piece of evidence. Tick the statements that it backs; a statement without evidence "
        "shows as a gap. The title is what the reviewer reads, the file name what the document is "
        "called in the application's folder.\n\n"
        "'View' shows the document here, 'Open' outside Labelmap (o does too, where you are not "
        "typing). 'Replace' takes another document in its place; the old one stays in the history. "
        "'Move' brings it to another step.\n\n"
        "Of a photograph you can note that the school has the consent of those who can be "
        "recognised. That note stays in the application's folder."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "done", N_("Save"), priority=True),
        Binding("ctrl+o,o", "open", N_("Open the document")),
        Binding("v", "look", N_("View the document"), show=False),
    ]

    def __init__(self, step: str, item: Evidence) -> None:
        super().__init__()
        self.step = step
        self.item = item
        self._typed: dict[str, str] = {}
        """What was typed into the boxes, by their key."""

    @property
    def about(self) -> str:
        """The piece of evidence."""
        return f"evidence {self.item.id}"

    @property
    def edits(self) -> bool:
        """A colleague may have changed it."""
        return True

    @property
    def _problems(self) -> list[Problem]:
        return [
            problem
            for step in self.session.assessment.steps
            if step.id == self.step
            for problem in step.problems
            if problem.field == f"evidence.{self.item.id}"
        ]

    def compose(self) -> ComposeResult:
        session, code = self.session, self.language.language
        item = self.item
        with Vertical(classes="dialog wide") as dialog:
            dialog.border_subtitle = key_hints(
                ("ctrl+s", self.say("Save")), ("escape", self.say("Back"))
            )
            line = evidence_line(item, session.application, self.language)
            yield Static(Content(line).stylize("bold"), markup=False)
            if item.is_link:
                yield Static(Content(shown_line(item.url)), classes="note", markup=False)
            for problem in self._problems:
                said = self.language.say(problem_texts.message(problem, session.edition, code))
                todo = self.language.say(problem_texts.fix(problem, session.edition, code))
                yield Static(Content(f"! {said} {todo}"), classes="wrong", markup=False)
            if any(p.code is Code.EVIDENCE_CHANGED for p in self._problems):
                yield Button(self.say("Accept as it now is"), id="accept", compact=True)
            yield FormField(self.say("Title"), item.title, key="title")
            if not item.is_link:
                yield FormField(self.say("File name"), self._file_name, key="name")
            if is_photo(session.application, item):
                yield Tick(
                    self.say("The school has the consent of those who can be recognised"),
                    bool(item.consent),
                    id="consent",
                    compact=True,
                )
            if self.step != DECLARATION:
                with VerticalScroll(classes="choices", can_focus=False):
                    for statement in session.edition.step(self.step).statements:
                        text = f"{statement.number}. {in_language(statement.text, code)}"
                        yield Tick(
                            Content(text),
                            statement.id in item.supports,
                            id=f"supports-{statement.id}",
                            compact=True,
                        )
            with Horizontal(classes="buttons many"):
                yield Button(self.say("Save"), variant="primary", id="save")
                yield Button(self.say("Open"), id="open")
                if item.is_link:
                    yield Button(self.say("Check link"), id="check")
                else:
                    yield Button(self.say("View"), id="look")
                yield Button(self.say("Replace"), id="replace")
                if self.step != DECLARATION:
                    yield Button(self.say("Move"), id="move")
                yield Button(self.say("Remove"), variant="error", id="remove")

    def on_mount(self) -> None:
        """The cursor in the title."""
        self.query_one(FormField).box.focus()
        lock_dialog(self)

    @property
    def _file_name(self) -> str:
        return self.item.file.rpartition("/")[2]

    @on(FormField.Edited)
    def _type(self, message: FormField.Edited) -> None:
        self._typed[message.field.key] = str(message.value or "")

    @property
    def _wanted(self) -> dict[str, Any]:
        """What was changed in the dialog, as `change_evidence` takes it."""
        item = self.item
        wanted: dict[str, Any] = {}
        if self._typed.get("title", item.title) != item.title:
            wanted["title"] = self._typed["title"]
        if self._typed.get("name", self._file_name) != self._file_name:
            wanted["name"] = self._typed["name"]
        for tick in self.query("#consent").results(Tick):
            if tick.value != bool(item.consent):
                wanted["consent"] = tick.value
        supports = tuple(
            (box.id or "").removeprefix("supports-")
            for box in self.query(".choices Tick").results(Tick)
            if box.value
        )
        if self.step != DECLARATION and supports != item.supports:
            wanted["supports"] = supports
        return wanted

    @on(Button.Pressed, "#save")
    def action_done(self) -> None:
        """Record what was changed here, as one change."""
        wanted = self._wanted
        if not wanted:
            self.dismiss(None)
            return
        self._change(wanted)

    def _change(self, wanted: dict[str, Any]) -> None:
        """Record a change under the name of who works."""

        def change(person: Person) -> None:
            folder, evidence_id = self.session.folder, self.item.id
            self._act(lambda: folder.change_evidence(evidence_id, person, **wanted))

        self.labelmap.as_someone(change)

    @on(Button.Pressed, "#accept")
    def _accept(self) -> None:
        self._change({**self._wanted, "accept": True})

    @on(Button.Pressed, "#move")
    def _move(self) -> None:
        from tui.screens.choose_step import ChooseStepDialog

        def chosen(step: str | None) -> None:
            if step is not None:
                # What it backs are questions of this step.
                wanted = {key: new for key, new in self._wanted.items() if key != "supports"}
                self._change({**wanted, "move": step})

        but = {self.step}
        if self.session.application.declaration.evidence:
            but.add(DECLARATION)  # it has one document
        self.app.push_screen(ChooseStepDialog(self.say("Move it to which step?"), but=but), chosen)

    @on(Button.Pressed, "#replace")
    def _replace(self) -> None:
        from tui.screens.choose_file import ChooseFileDialog

        def chosen(path: Path | None) -> None:
            if path is not None:
                self.labelmap.as_someone(lambda person: self._replace_with(path, person))

        question = self.say("Which document comes in its place? The old one stays in the history.")
        self.app.push_screen(ChooseFileDialog(question), chosen)

    def _replace_with(self, path: Path, person: Person) -> None:
        from tui.screens.taking_in import TakeInDialog

        session, evidence_id = self.session, self.item.id
        # Consent is about who can be seen in the old one.
        wanted = {key: new for key, new in self._wanted.items() if key != "consent"}

        def take(source: Source, options: Options) -> Attached:
            session.before_act()
            return session.folder.change_evidence(
                evidence_id, person, replace=Path(source), options=options, **wanted
            )

        def finished(left: tuple[Source, ...] | None) -> None:
            if not left:
                self._done()

        self.app.push_screen(TakeInDialog((path,), Acts(take=take)), finished)

    @on(Button.Pressed, "#remove")
    def _remove(self) -> None:
        from tui.screens.confirm import ConfirmDialog

        def answered(yes: bool | None) -> None:
            if yes:
                self.labelmap.as_someone(self._remove_it)

        self.app.push_screen(
            ConfirmDialog(
                self.say(
                    "Remove '{title}' from the application? It stays in the history.",
                    title=self.item.title or self.item.id,
                ),
                self.say("Remove"),
                self.say("Keep"),
            ),
            answered,
        )

    def _remove_it(self, person: Person) -> None:
        folder, evidence_id = self.session.folder, self.item.id
        self._act(lambda: folder.detach(evidence_id, person))

    @work(thread=True, group="commit", exit_on_error=False)
    def _act(self, act: Callable[[], object]) -> None:
        """One act of the folder, in a worker; its result comes back as a message of the app."""
        app = self.labelmap
        try:
            self.session.before_act()
            act()
        except Failure as failure:
            app.post_message(app.NotSaved(failure))
            return
        app.post_message(app.ActDone())
        app.call_from_thread(self._done)

    def _done(self) -> None:
        self.recorded()
        self.dismiss(None)

    @on(Button.Pressed, "#open")
    def action_open(self) -> None:
        """Show the document or link outside."""
        self.labelmap.open_outside(self.item)

    @on(Button.Pressed, "#look")
    def action_look(self) -> None:
        """Show the document here."""
        from tui.screens.look import LookDialog

        self.app.push_screen(LookDialog(self.item))

    @on(Button.Pressed, "#check")
    def _check(self) -> None:
        from tui.screens.check_links import CheckLinksDialog

        self.app.push_screen(CheckLinksDialog((self.item,)))
