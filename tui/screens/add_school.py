"""A school that applied on the platform only: its name, and its form as downloaded from there."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from model.messages import N_, Message
from tui.pasted_paths import read_paths
from tui.screens.typed_dialog import TypedDialog
from tui.widgets.form import FormField

if TYPE_CHECKING:
    from tui.review_app import ReviewApp

Added = tuple[str, Path | None]
"""The school's name, and its form."""


class AddSchoolDialog(TypedDialog[Added]):
    """Asks for what a row of a school without Labelmap needs."""

    CSS_PATH: ClassVar = ["dialog.tcss"]
    HELP_TEXT = N_(
        "A school that works without Labelmap applied on the platform. Give its name, and its "
        "application form as you downloaded it there: then it stands in the table like any other, "
        "and gets feedback and a decision, as text to paste into the platform. The same name once "
        "more, after the school adapted its application, adds its next form."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "done", N_("Add"), priority=True),
        Binding("ctrl+o", "choose", N_("Choose the form"), priority=True),
    ]

    def __init__(self, name: str = "") -> None:
        """`name`: of a school whose next form comes."""
        super().__init__()
        self._school, self._path = name, ""

    @property
    def about(self) -> str:
        """There is one school at a time."""
        return "school without Labelmap"

    @property
    def folder(self) -> Path:
        """The inbox."""
        return cast("ReviewApp", self.app).inbox.path

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide") as dialog:
            dialog.border_title = Content(self.say("A school without Labelmap"))
            yield FormField(self.say("Name of the school"), self._school, key="name")
            yield FormField(
                self.say("Downloaded form (PDF)"),
                "",
                key="path",
                hint=self.say("if you like: drag the file here"),
            )
            text = self.say("What it is for, and what comes next, tells F1.")
            yield Static(Content(text), classes="note", markup=False)
            with Horizontal(classes="buttons many"):
                yield Button(self.say("Add"), variant="primary", id="done")
                yield Button(self.say("Choose the form ..."), id="choose")
                yield Button(self.say("Back"), id="back")

    def on_mount(self) -> None:
        """The cursor in the name."""
        self.query(FormField).first().box.focus()

    @on(FormField.Edited)
    def _edited(self, message: FormField.Edited) -> None:
        if message.field.key == "name":
            self._school = str(message.value or "")
        else:
            self._path = str(message.value or "")

    @on(Button.Pressed, "#choose")
    def action_choose(self) -> None:
        """Choose the form in a list."""
        from tui.screens.choose_file import ChooseFileDialog

        def chosen(path: Path | None) -> None:
            if path is not None:
                self._path = str(path)
                self.query(FormField).last().box.value = self._path

        self.app.push_screen(ChooseFileDialog(self.say("Which form did you download?")), chosen)

    @on(Button.Pressed, "#done")
    def action_done(self) -> None:
        """Hand back what stands there; a name there must be."""
        if not self._school.strip():
            self.common.tell(Message(N_("Give the name of the school.")), warning=True)
            self.query(FormField).first().box.focus()
            return
        typed = self._path.strip()
        paths = read_paths(typed)
        self.dismiss((self._school, paths[0] if paths else Path(typed) if typed else None))
