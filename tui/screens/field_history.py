"""One field through time: every version, what changed in it, and any of them brought back."""

from datetime import date
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message as TextualMessage

from model import fields
from model.keys import Key
from model.messages import N_, Message
from model.text import length, shown_line
from store.history import Version
from tui.change_lines import difference, legend_line
from tui.field_names import entry_name, field_name, value_text
from tui.screens.base import LabelmapScreen
from tui.widgets.change_pane import ChangePane
from tui.widgets.header_line import HeaderLine
from tui.widgets.key_bar import KeyBar
from tui.widgets.line import Line
from tui.widgets.timeline import Timeline
from tui.words import day_name

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = 30
"""Versions that are read at a time."""


class FieldHistoryScreen(LabelmapScreen):
    """The versions on the left, the newest on top; what one changed on the right."""

    CSS_PATH = "history.tcss"
    HELP_TEXT = N_(
        "Every version of one field, the newest on top. Beside or below it stands what that "
        "version changed: [− gone −] and [+ new +].\n\n"
        "'r' brings the version back, after a question; what stands there now stays in the history "
        "too. Enter goes to the field."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.back", N_("Back")),
        Binding("enter", "open_field", N_("Go to the field")),
        Binding("r", "restore", N_("Bring back")),
    ]

    class Found(TextualMessage):
        """Some versions were read; a reading that nobody waits for any more counts for nothing."""

        def __init__(self, reading: int, versions: tuple[Version, ...], *, ended: bool) -> None:
            super().__init__()
            self.reading, self.versions, self.ended = reading, versions, ended

    def __init__(self, key: Key) -> None:
        super().__init__()
        self.key = key
        self._versions: Iterator[Version] | None = None
        self._lock = Lock()
        self._reading = 0

    def compose(self) -> ComposeResult:
        yield HeaderLine()
        yield Line(id="field")
        with Horizontal(id="panes"):
            yield Timeline[Version](self._line, _day, self._day_name, id="entries")
            yield ChangePane(id="change")
        yield KeyBar()

    @property
    def _timeline(self) -> Timeline[Version]:
        return self.query_one("#entries", Timeline)

    def _line(self, version: Version) -> tuple[str, str]:
        who = shown_line(version.entry.person.name).partition(" ")[0]
        return f"{version.entry.at:%H:%M}", f"{who}: {self._how_much(version)}"

    def _how_much(self, version: Version) -> str:
        """How much stood there: a short value as it is, of a text how long it was."""
        text = self._text(version)
        if not text:
            return self.say(N_("emptied"))
        if isinstance(version.value, str) and self.key.path[0] in {
            "plan",
            "description",
            "explanations",
        }:
            return self.language.plural(
                N_("{count} character"), N_("{count} characters"), length(version.value)
            )
        return shown_line(entry_name(version.value) or text)

    def _text(self, version: Version) -> str:
        return value_text(self.key, version.value, self.session.edition, self.language)

    def _day_name(self, day: date) -> str:
        return day_name(day, self.language, self.session.today)

    def _title(self) -> str:
        session = self.session
        return field_name(self.key, session.edition, self.language, session.application)

    def on_mount(self) -> None:
        """The first page."""
        self._timeline.border_title = self.say(N_("Versions"))
        self.query_one(ChangePane).border_title = self.say(N_("What changed"))
        self.draw()
        self._timeline.focus()
        self._begin()

    def show(self) -> None:
        """The line on top and the field's name."""
        self.query_one(HeaderLine).show()
        self.query_one("#field", Line).say(self._title())

    def recorded(self) -> None:
        """There may be a newer version."""
        self._begin()

    # ------------------------------------------------------------------ reading

    def _begin(self) -> None:
        self._reading += 1
        self._read(self._reading, afresh=True)

    @work(thread=True, group="diary", exit_on_error=False)
    def _read(self, reading: int, *, afresh: bool = False) -> None:
        with self._lock:
            if reading != self._reading:
                return
            if afresh or self._versions is None:
                self._versions = self.session.folder.versions(self.key)
            found = tuple(islice(self._versions, PAGE))
        self.post_message(self.Found(reading, found, ended=len(found) < PAGE))

    @on(Found)
    def _found(self, message: Found) -> None:
        if message.reading != self._reading:
            return
        timeline = self._timeline
        note = self.say(N_("Reading on ...")) if not message.ended else ""
        if timeline.waiting:
            timeline.add(message.versions, note=note, complete=message.ended)
            self._show_version(timeline.highlighted)  # the one before it may have come
        else:
            if not message.versions:
                note = self.say(N_("Nothing was ever filled in here."))
            timeline.replace(message.versions, note=note, complete=message.ended)

    @on(Timeline.MoreWanted)
    def _read_on(self) -> None:
        timeline = self._timeline
        if not timeline.complete and not timeline.waiting:
            timeline.waiting = True
            self._read(self._reading)

    # ------------------------------------------------------------------ one version

    @on(Timeline.Highlighted)
    def _look(self, message: Timeline.Highlighted) -> None:
        self._show_version(message.place)

    def _show_version(self, place: int | None) -> None:
        pane = self.query_one(ChangePane)
        timeline = self._timeline
        if place is None or place >= len(timeline.items):
            pane.clear()
            return
        version = timeline.items[place]
        older = place + 1
        before = self._text(timeline.items[older]) if older < len(timeline.items) else ""
        entry = version.entry
        head = (
            f"{shown_line(entry.person.name)} · {self._day_name(_day(version))}, {entry.at:%H:%M}"
        )
        after = self._text(version)
        words = difference(before, after)
        if before and after:
            words = Content("\n\n").join((words, legend_line(self.language)))
        pane.show_lines(head, self.language.say(entry.said(self.session.edition)), words)

    def action_restore(self) -> None:
        """Bring the version back that is looked at."""
        from tui.screens.restore import RestoreDialog

        timeline = self._timeline
        if timeline.highlighted is None:
            return
        version = timeline.items[timeline.highlighted]
        if version.value == fields.get(self.session.application, self.key):
            self.labelmap.tell(Message(N_("That is what stands there now.")))
            return
        commit = version.entry.commit
        self.app.push_screen(RestoreDialog(self.key, self._title(), commit, self._text(version)))

    @on(Timeline.Selected)
    def action_open_field(self) -> None:
        """To the field: back to the step where one came from it."""
        from tui.screens.pick import go_to_field

        below = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        self.app.pop_screen()
        if getattr(below, "step_id", None) != self.key.step:
            go_to_field(self.labelmap, self.key)


def _day(version: Version) -> date:
    return version.entry.at.date()
