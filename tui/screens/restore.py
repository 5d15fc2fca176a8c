"""Bring an earlier version of a field back: what it would change, and yes or no."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from model import fields
from model.keys import Key
from model.messages import N_, Failure
from store.people import Person
from tui.change_lines import difference, legend_line
from tui.field_names import value_text
from tui.screens.base import Dialog

_ENTRY = 2
"""Parts of the path of a whole list entry."""


class RestoreDialog(Dialog[None]):
    """What stands there now against what would stand there; nothing is lost either way."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_(
        "This brings an earlier version of a field back, as a new change under your name. What "
        "stands there now stays in the history, and can be brought back in the same way."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", N_("No"))]

    def __init__(self, key: Key, name: str, commit: str, then: str, *, undo: bool = False) -> None:
        """`then`: what the field held in that commit, in words; `undo`: the last change goes."""
        super().__init__()
        self._key, self._field, self._commit, self._then = key, name, commit, then
        self._undo = undo

    def _now(self) -> str:
        session = self.session
        held = fields.get(session.application, self._key)
        return value_text(self._key, held, session.edition, self.language)

    def compose(self) -> ComposeResult:
        now = self._now()
        question, yes = (
            (N_("Undo this change?"), N_("Undo"))
            if self._undo
            else (N_("Bring this version back?"), N_("Bring back"))
        )
        with Vertical(classes="dialog wide"):
            yield Static(Content(self.language.text(question)), classes="head", markup=False)
            yield Static(Content.styled(self._field, "bold"), markup=False)
            with VerticalScroll():
                yield Static(self._difference(now), markup=False)
            yield Static(
                Content(self.say(N_("What stands there now stays in the history."))),
                classes="note",
                markup=False,
            )
            with Horizontal(classes="buttons"):
                yield Button(self.language.text(yes), variant="primary", id="yes")
                yield Button(self.say(N_("Leave it")), id="no")

    def _difference(self, now: str) -> Content:
        if now == self._then:
            return Content(self.say(N_("That is what stands there now.")))
        shown = difference(now, self._then)
        if not now or not self._then:
            return shown
        return Content("\n\n").join((shown, legend_line(self.language)))

    def on_mount(self) -> None:
        """The cursor on yes: it can be undone."""
        self.query_one("#yes").focus()

    @on(Button.Pressed, "#no")
    def _no(self) -> None:
        self.dismiss(None)

    @on(Button.Pressed, "#yes")
    def _yes(self) -> None:
        self.labelmap.as_someone(self._restore)

    @work(thread=True, group="commit", exit_on_error=False)
    def _restore(self, person: Person) -> None:
        app = self.labelmap
        try:
            self.session.before_act()
            self.session.folder.restore(self._whole(), self._commit, person)
        except Failure as failure:
            app.post_message(app.NotSaved(failure))
            return
        app.call_from_thread(self._restored)
        app.post_message(app.ActDone())

    def _restored(self) -> None:
        self.dismiss(None)

    def _whole(self) -> Key:
        """The field, or the entry that it is of where that is gone."""
        key = self._key
        entry = Key(key.file, key.path[:_ENTRY])
        is_listed = len(key.path) > _ENTRY
        gone = is_listed and fields.get(self.session.folder.application, entry) is None
        return entry if gone else key
