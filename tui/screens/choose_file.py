"""Documents of this computer, one or several: pasted, or chosen in a list."""

from pathlib import Path
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.types import CSSPathType
from textual.widgets import Button, Input, Static

from model.messages import N_, Message
from model.text import shown_line
from tui.pasted_paths import read_paths
from tui.screens.base import Dialog
from tui.widgets.file_chooser import FileChooser, start_places
from tui.widgets.key_hints import key_hints
from tui.widgets.one_line import OneLine

Result = TypeVar("Result")


class _Choosing(Dialog[Result | None]):
    """A box to paste in, and a list."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["dialog.tcss", "add_evidence.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", N_("Back"))]
    TAKE: ClassVar[str] = ""
    """What the button says."""

    def __init__(self, question: str) -> None:
        """`question` in the language of the interface."""
        super().__init__()
        self._question = question
        self._marked: tuple[Path, ...] = ()

    def compose(self) -> ComposeResult:
        places = start_places()
        with Vertical(classes="dialog widest") as dialog:
            space, mark, take = self.say("space"), self.say("Mark"), self.language.text(self.TAKE)
            dialog.border_subtitle = key_hints(
                ("space", mark, space), ("ctrl+s", take), ("escape", self.say("Back"))
            )
            yield Static(Content(self._question), classes="head", markup=False)
            yield OneLine(id="paste", compact=True, placeholder=self.say("Paste a path here"))
            with Horizontal(id="places"):
                for index, place in enumerate(places):
                    is_home = place == Path.home()
                    name = self.say("Home folder") if is_home else shown_line(place.name)
                    yield Button(Content(name), id=f"place-{index}", compact=True)
            yield FileChooser(places[0] if places else Path.cwd(), id="files")
            with Horizontal(classes="buttons"):
                yield Button(self.language.text(self.TAKE), variant="primary", id="choose")
                yield Button(self.say("Back"), id="back")

    def on_mount(self) -> None:
        """The cursor where one pastes."""
        self.query_one("#paste").focus()

    @on(FileChooser.Marked)
    def _mark(self, message: FileChooser.Marked) -> None:
        self._marked = self.kept(message.files)
        if len(message.files) > len(self._marked):
            left = [file for file in message.files if file not in self._marked]
            self.query_one(FileChooser).unmark(left)

    def kept(self, files: tuple[Path, ...]) -> tuple[Path, ...]:
        """Which of the marked ones stay so."""
        return files

    def result_of(self, paths: tuple[Path, ...]) -> Result:
        """What is handed back of these."""
        raise NotImplementedError

    @on(Button.Pressed, "#places Button")
    def _go_to_place(self, message: Button.Pressed) -> None:
        index = int((message.button.id or "").removeprefix("place-"))
        files = self.query_one(FileChooser)
        files.go_to(start_places()[index])
        files.focus()

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.dismiss(None)

    @on(Button.Pressed, "#choose")
    @on(Input.Submitted, "#paste")
    def action_choose(self) -> None:
        """Take what was pasted, else what is marked."""
        pasted, shown = self.query_one("#paste", Input).value, self.query_one(FileChooser).folder
        paths = read_paths(pasted, shown) or self._marked
        if not paths:
            self.common.tell(Message(N_("Mark a document, or paste its path.")), warning=True)
            return
        self.dismiss(self.result_of(paths))


class ChooseFileDialog(_Choosing[Path]):
    """The result is the path of a document."""

    HELP_TEXT = N_(
        "Mark one document in the list (Space or Enter) and choose 'Take this one', or paste its "
        "path in the box."
    )
    TAKE = N_("Take this one")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "choose", N_("Take this one"), priority=True),
    ]

    def kept(self, files: tuple[Path, ...]) -> tuple[Path, ...]:
        """One only: the last one that was marked."""
        return files[-1:]

    def result_of(self, paths: tuple[Path, ...]) -> Path:
        """The one."""
        return paths[0]


class ChooseFilesDialog(_Choosing[tuple[Path, ...]]):
    """The result is the paths of documents."""

    HELP_TEXT = N_(
        "Mark files in the list (Space or Enter), as many as you like, and choose 'Take these'; or "
        "paste their paths in the box."
    )
    TAKE = N_("Take these")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "choose", N_("Take these"), priority=True),
    ]

    def result_of(self, paths: tuple[Path, ...]) -> tuple[Path, ...]:
        """All of them."""
        return paths
