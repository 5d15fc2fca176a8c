"""One piece of evidence: its title, which statements it backs, and what can be done with it."""

from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from model import problem_texts
from model.application import DECLARATION, Evidence
from model.edition import in_language
from model.messages import N_, Failure
from model.problems import Code, Problem
from model.text import shown_line
from store.people import Person
from tui.locking import lock_dialog
from tui.screens.base import Dialog
from tui.widgets.form import FormField
from tui.widgets.tick import Tick
from tui.words import evidence_line


class EvidenceDialog(Dialog[None]):
    """Changes, opens, accepts or removes one piece of evidence."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_(
        "One piece of evidence. Tick the statements that it backs; a statement without evidence "
        "shows as a gap. 'Open' shows the document outside Labelmap."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", N_("Back")),
        Binding("ctrl+s", "done", N_("Save"), priority=True),
        Binding("ctrl+o", "open", N_("Open the document")),
    ]

    def __init__(self, step: str, item: Evidence) -> None:
        super().__init__()
        self.step = step
        self.item = item
        self._title = item.title

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
        with Vertical(classes="dialog wide"):
            line = evidence_line(item, session.application, self.language)
            yield Static(Content(line).stylize("bold"), markup=False)
            yield Static(
                Content(shown_line(item.file.rpartition("/")[2] or item.url)),
                classes="note",
                markup=False,
            )
            for problem in self._problems:
                said = self.language.say(problem_texts.message(problem, session.edition, code))
                todo = self.language.say(problem_texts.fix(problem, session.edition, code))
                yield Static(Content(f"! {said} {todo}"), classes="wrong", markup=False)
            yield FormField(self.say("Title"), item.title, key="title")
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
            with Horizontal(classes="buttons"):
                yield Button(self.say("Save"), variant="primary", id="save")
                yield Button(self.say("Open"), id="open")
                if any(p.code is Code.EVIDENCE_CHANGED for p in self._problems):
                    yield Button(self.say("Accept as it now is"), id="accept")
                yield Button(self.say("Remove"), variant="error", id="remove")

    def on_mount(self) -> None:
        """The cursor in the title."""
        self.query_one(FormField).box.focus()
        lock_dialog(self)

    @on(FormField.Edited)
    def _titled(self, message: FormField.Edited) -> None:
        self._title = str(message.value or "")

    @on(Button.Pressed, "#save")
    def action_done(self) -> None:
        """Record the title and the statements."""
        supports = tuple(
            (box.id or "").removeprefix("supports-") for box in self.query(Tick) if box.value
        )
        title = self._title if self._title != self.item.title else None
        changed = supports if supports != self.item.supports else None
        if title is None and changed is None:
            self.dismiss(None)
            return
        self.labelmap.as_someone(lambda person: self._change(person, title, changed))

    @work(thread=True, group="commit", exit_on_error=False)
    def _change(self, person: Person, title: str | None, supports: tuple[str, ...] | None) -> None:
        self._done(
            lambda: self.session.folder.change_evidence(
                self.item.id, person, title=title, supports=supports
            )
        )

    @on(Button.Pressed, "#accept")
    def _accept(self) -> None:
        self.labelmap.as_someone(self._accept_it)

    @work(thread=True, group="commit", exit_on_error=False)
    def _accept_it(self, person: Person) -> None:
        self._done(lambda: self.session.folder.change_evidence(self.item.id, person, accept=True))

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

    @work(thread=True, group="commit", exit_on_error=False)
    def _remove_it(self, person: Person) -> None:
        self._done(lambda: self.session.folder.detach(self.item.id, person))

    def _done(self, act: Callable[[], object]) -> None:
        """One act of the folder, in a worker; its result comes back as a message of the app."""
        app = self.labelmap
        try:
            self.session.before_act()
            act()
        except Failure as failure:
            app.post_message(app.NotSaved(failure))
            return
        app.post_message(app.ActDone())
        app.call_from_thread(self.leave, None)

    @on(Button.Pressed, "#open")
    def action_open(self) -> None:
        """Show the document or link outside."""
        self.labelmap.open_outside(self.item)
