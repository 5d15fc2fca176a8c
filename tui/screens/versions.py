"""What several people wrote in one field at once, side by side: one is chosen, or made."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from model.joining import both
from model.keys import Key
from model.messages import N_, Message
from model.text import shown_line
from model.values import Value
from model.versions import Version, chosen, in_order, versions
from tui.change_lines import only_here
from tui.field_names import field_name, value_text
from tui.screens.typed_dialog import TypedDialog
from tui.widgets.form import FormField
from tui.widgets.text_box import TextBox

_TEXTS = frozenset({"plan", "description", "explanations"})


class VersionsDialog(TypedDialog[None]):
    """The versions side by side; below them, of a longer text, one text of both to work on."""

    CSS_PATH: ClassVar = ["dialog.tcss", "versions.tcss"]
    HELP_TEXT = N_(
        "Two of you wrote this at the same time, so both versions were kept. Take the one that is "
        "right, or work in the lower box until it holds what you want of both, and keep that. "
        "Underlined is what the other version lacks. Nothing is lost: every version stays in the "
        "history.\n\n"
        "Tab goes through the versions, the box and the buttons; 1 and 2 take a version, Ctrl+S "
        "keeps the text in the box, Escape leaves it for later."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", N_("Later")),
        Binding("ctrl+s", "keep", N_("Keep this text"), priority=True),
        *(Binding(str(number), f"take({number})", show=False) for number in range(1, 10)),
    ]

    def __init__(self, key: Key) -> None:
        super().__init__()
        self._key = key
        self._versions: tuple[Version, ...] = ()

    @property
    def about(self) -> str:
        """The field."""
        return f"versions {self._key}"

    @property
    def edits(self) -> bool:
        """A colleague may bring another version."""
        return True

    def compose(self) -> ComposeResult:
        session = self.session
        self._versions = versions(session.application, self._key)
        name = field_name(self._key, session.edition, self.language, session.application)
        with Vertical(classes="dialog widest" if self._is_text else "dialog wide short") as dialog:
            dialog.border_title = Content(shown_line(name))
            dialog.border_subtitle = Content(
                self.say("1, 2: take that version · Ctrl+S: keep your text · Escape: later")
                if self._is_text
                else self.say("1, 2: take that version · Escape: later")
            )
            yield Static(
                Content(self.say("Written by several of you at once. Which version stays?")),
                markup=False,
            )
            with Horizontal(classes="versions"):
                for number, each in enumerate(self._versions, 1):
                    yield self._pane(number, each)
            if self._is_text:
                yield TextBox(
                    self._joined(),
                    limit=session.edition.text_limit,
                    title=self.say("One text of both, to work on"),
                    id="joined",
                )
            with Horizontal(classes="buttons many"):
                for number, _ in enumerate(self._versions, 1):
                    yield Button(
                        Content(self.say("Take version {number}", number=number)),
                        id=f"take-{number}",
                        classes="take",
                    )
                if self._is_text:
                    yield Button(self.say("Keep this text"), variant="primary", id="keep")
                yield Button(self.say("Later"), id="back")

    @property
    def _is_text(self) -> bool:
        return self._key.path[0] in _TEXTS

    def _joined(self) -> str:
        """The versions one after the other, the earliest first; what they share once."""
        texts = [str(each.value or "") for each in reversed(in_order(self._versions, self._key))]
        made = texts[0]
        for text in texts[1:]:
            made = both(made, text) if made and text else made or text
        return made

    def _pane(self, number: int, version: Version) -> VerticalScroll:
        session = self.session
        text = self._words(version)
        other = self._words(self._versions[1 if number == 1 else 0])
        said = only_here(text, other) if text else Content.styled(self.say("(empty)"), "italic")
        pane = VerticalScroll(Static(said, markup=False), classes="version")
        who = shown_line(version.by) or self.say("somebody")
        title = f"{number} · {who}"
        if version.when and version.moment.timestamp() > 0:
            day = self.language.near(version.moment.date(), session.today)
            title = f"{title} · {day} {version.moment:%H:%M}"
        pane.border_title = Content(title)
        return pane

    def _words(self, version: Version) -> str:
        return value_text(self._key, version.value, self.session.edition, self.language)

    def on_mount(self) -> None:
        """The cursor in the first version."""
        self.query(".version").first().focus()

    @on(Button.Pressed, ".take")
    def _taken(self, message: Button.Pressed) -> None:
        self.action_take(int(str(message.button.id).rpartition("-")[2]))

    def action_take(self, number: int) -> None:
        """Let one version stay."""
        if number <= len(self._versions):
            self._choose(self._versions[number - 1].value)

    @on(Button.Pressed, "#keep")
    def action_keep(self) -> None:
        """Let the text in the box stay."""
        for box in self.query(TextBox):
            self._choose(box.text)

    def _choose(self, value: Value) -> None:
        """Put it in the field and record it; a colleague may have brought another version since."""
        app, session = self.labelmap, self.session
        if versions(session.application, self._key) != self._versions:
            self.keep()
            self.app.pop_screen()
            app.push_screen(VersionsDialog(self._key))
            app.tell(Message(N_("Something changed here just now: look once more.")), warning=True)
            return
        self.dismiss(None)
        app.change(chosen(session.application, self._key, value))
        for field in app.screen.query(FormField):
            field.take_now()
        app.when_written(self.recorded)
        app.save_if_changed()
