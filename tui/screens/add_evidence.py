"""Adding evidence: choose documents, paste paths, or give a link; several at once, one summary."""

from pathlib import Path
from shlex import quote
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.types import CSSPathType
from textual.widgets import Button, Input, Label, Static

from model.application import DECLARATION
from model.edition import in_language
from model.messages import N_, Message
from model.text import shown_line
from store.evidence import Options
from store.evidence_acts import Attached
from store.people import Person
from tui.pasted_paths import is_link, read_paths
from tui.screens.typed_dialog import TypedDialog
from tui.taking_in import Acts, Source
from tui.widgets.file_chooser import FileChooser, start_places
from tui.widgets.key_hints import key_hints
from tui.widgets.one_line import OneLine
from tui.widgets.tick import Tick


class AddEvidenceDialog(TypedDialog[None]):
    """Takes documents and links into a step."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["dialog.tcss", "add_evidence.tcss"]
    HELP_TEXT = N_(
        "Add evidence to this step: mark documents in the list (Space), or paste a path or a link "
        "in the box at the top.\n\n"
        "A copy is taken into the application's folder; your own file stays as it is. Photographs "
        "lose the place where they were taken and other hidden data. Tick which statements the "
        "evidence backs.\n\n"
        "Where documents can't come in as they are (too large, another kind of picture, there "
        "already), you are asked once for all of them; at the end you read what was done."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "add", N_("Add"), priority=True),
    ]

    def __init__(self, step: str, supports: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.step = step
        self._supports = supports
        self._marked: tuple[Path, ...] = ()

    @property
    def about(self) -> str:
        """The step that gets it."""
        return f"add evidence {self.step}"

    def compose(self) -> ComposeResult:
        code = self.language.language
        places = start_places()
        step = self.session.edition.step(self.step)
        with Vertical(classes="dialog widest") as dialog:
            title = in_language(step.title, code)
            dialog.border_title = Content(
                self.say(N_("Step {number}: {title}"), number=step.number, title=title)
            )
            space, mark = self.say("space"), self.say("Mark")
            dialog.border_subtitle = key_hints(
                ("space", mark, space), ("ctrl+s", self.say("Add")), ("escape", self.say("Back"))
            )
            yield Label(self.say("Paste a path or a link, or mark documents below"), markup=False)
            yield OneLine(id="paste", compact=True)
            with Horizontal(id="places"):
                for index, place in enumerate(places):
                    is_home = place == Path.home()
                    name = self.say("Home folder") if is_home else shown_line(place.name)
                    yield Button(Content(name), id=f"place-{index}", compact=True)
            yield FileChooser(places[0] if places else Path.cwd(), id="files")
            if self.step != DECLARATION:
                yield Label(self.say("Which statements does it back?"), id="which", markup=False)
                with VerticalScroll(id="supports", can_focus=False):
                    for statement in step.statements:
                        text = f"{statement.number}. {in_language(statement.text, code)}"
                        yield Tick(
                            Content(text),
                            statement.id in self._supports or len(step.statements) == 1,
                            id=f"supports-{statement.id}",
                            compact=True,
                        )
            with Horizontal(classes="buttons"):
                yield Button(self.say("Add"), variant="primary", id="add")
                yield Button(self.say("Back"), id="back")
                yield Static("", id="chosen", markup=False)

    def on_mount(self) -> None:
        """The cursor where one pastes."""
        self.query_one("#paste").focus()

    @on(FileChooser.Marked)
    def _marked_files(self, message: FileChooser.Marked) -> None:
        self._marked = message.files
        count = len(message.files)
        said = self.language.plural("{count} document", "{count} documents", count)
        self.query_one("#chosen", Static).update(Content(said if count else ""))

    @on(Button.Pressed, "#places Button")
    def _go_to_place(self, message: Button.Pressed) -> None:
        index = int((message.button.id or "").removeprefix("place-"))
        files = self.query_one(FileChooser)
        files.go_to(start_places()[index])
        files.focus()

    @on(Button.Pressed, "#add")
    @on(Input.Submitted, "#paste")
    def action_add(self) -> None:
        """Take in what was marked and pasted."""
        pasted = self.query_one("#paste", Input).value.strip()
        link = pasted if is_link(pasted) else ""
        shown = self.query_one(FileChooser).folder
        files = (*self._marked, *(read_paths(pasted, shown) if pasted and not link else ()))
        if not files and not link:
            self.labelmap.tell(
                Message(N_("Mark a document, or paste a path or a link.")), warning=True
            )
            return
        supports = tuple(
            (box.id or "").removeprefix("supports-")
            for box in self.query("#supports Checkbox").results(Tick)
            if box.value
        )
        sources: tuple[Source, ...] = tuple(dict.fromkeys((*files, link) if link else files))

        def take_in(person: Person) -> None:
            from tui.screens.taking_in import TakeInDialog

            self.query_one("#add", Button).disabled = True
            dialog = TakeInDialog(sources, self._acts(person, supports))
            self.app.push_screen(dialog, self._finished)

        self.labelmap.as_someone(take_in)

    def _acts(self, person: Person, supports: tuple[str, ...]) -> Acts:
        """How a document or link comes into this step, and how one that is in backs more."""
        session, step = self.session, self.step

        def take(source: Source, options: Options) -> Attached:
            session.before_act()
            if isinstance(source, str):
                return session.folder.link(step, source, person, supports=supports)
            return session.folder.attach(step, source, person, supports=supports, options=options)

        def missing(evidence_id: str) -> tuple[str, ...]:
            items = session.folder.application.evidence_of(step)
            held = next((item.supports for item in items if item.id == evidence_id), supports)
            return tuple(statement for statement in supports if statement not in held)

        def back(evidence_id: str) -> Attached:
            items = session.folder.application.evidence_of(step)
            held = next((item.supports for item in items if item.id == evidence_id), ())
            return session.folder.change_evidence(
                evidence_id, person, supports=(*held, *missing(evidence_id))
            )

        return Acts(take=take, back=back, may_back=lambda known: bool(missing(known)))

    def _finished(self, left: tuple[Source, ...] | None) -> None:
        """Close when all is in; what was refused stays there, so that it can be mended."""
        if not left:
            self.recorded()
            self.dismiss(None)
            return
        self.query_one("#add", Button).disabled = False
        files = self.query_one(FileChooser)
        pasted = [str(source) for source in left if source not in files.marked]
        self.query_one("#paste", Input).value = " ".join(
            text if is_link(text) or len(pasted) == 1 else quote(text) for text in pasted
        )
        files.unmark(path for path in files.marked if path not in left)
