"""The history: who changed what, day by day; the change word by word; any version brought back.

The diary is read piece by piece while one looks (`tui.diary`), the lines are made when they are
seen (`tui.widgets.timeline`), and what one entry changed is read when it is looked at.
"""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message as TextualMessage
from textual.widgets import Input, Select

from model.edition import in_language
from model.messages import N_, Message
from model.text import shown_line
from store.changes import Changed
from store.journal import Entry
from tui.change_lines import Told, told
from tui.diary import MORE, PAGE, Diary, Search, Wanted
from tui.screens.base import LabelmapScreen
from tui.widgets.change_pane import ChangePane
from tui.widgets.header_line import HeaderLine
from tui.widgets.key_bar import KeyBar
from tui.widgets.one_line import OneLine
from tui.widgets.timeline import Timeline
from tui.words import day_name, entry_words

if TYPE_CHECKING:
    from model.application import Application

_FILTERS = ("person", "step", "kind")
_FIRST = Message(N_("There is no version before this one."))
_KINDS = {
    "answers": N_("Answers and texts"),
    "evidence": N_("Evidence"),
    "school": N_("School and declaration"),
    "restore": N_("Brought back"),
    "outside": N_("From elsewhere"),
    "record": N_("With the NSO"),
}


def _day(entry: Entry) -> date:
    return entry.at.date()


class HistoryScreen(LabelmapScreen):
    """The whole diary."""

    CSS_PATH = "history.tcss"
    HELP_TEXT = N_(
        "Everything that was ever changed: who, when and what. Nothing is lost here.\n\n"
        "Above, choose a person, a step or a kind of change, or type '/' and some words. Beside or "
        "below the list stands what changed: [− gone −] and [+ new +].\n\n"
        "Enter goes to the field. 'r' brings a version back, after a question, or undoes the last "
        "change of a field: what stands there now stays in the history too. 'v' shows all versions "
        "of that field. 'k' looks whether anything that school and NSO told one another is against "
        "the rules."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Back")),
        Binding("enter", "open_field", N_("Go to the field")),
        Binding("r", "restore", N_("Bring back")),
        Binding("v", "versions", N_("All versions")),
        Binding("slash", "find", N_("Find"), key_display="/"),
        Binding("k", "audit", N_("Check the history")),
    ]

    class Found(TextualMessage):
        """Some entries were read for a search."""

        def __init__(self, search: Search, entries: tuple[Entry, ...], *, more: bool) -> None:
            super().__init__()
            self.search, self.entries, self.more = search, entries, more

    class Looked(TextualMessage):
        """What an entry changed was read."""

        def __init__(self, entry: Entry, changed: Changed) -> None:
            super().__init__()
            self.entry, self.changed = entry, changed

    class PeopleRead(TextualMessage):
        """All who stand in the diary."""

        def __init__(self, people: tuple[str, ...]) -> None:
            super().__init__()
            self.people = people

    def __init__(self) -> None:
        super().__init__()
        self._diary: Diary | None = None
        self._newest: str | None = None
        """Where the diary began when it was read."""
        self._search: Search | None = None
        self._wanted = Wanted()
        self._keep: str | None = None
        """The commit on which the highlight is to stay."""
        self._looking: Entry | None = None
        self._shown: tuple[Entry, Changed] | None = None
        self._people: tuple[str, ...] | None = None
        """None: not read yet."""
        self._drawn: tuple[date, Application] | None = None
        """What was drawn last: some lines say 'today', and a change says what stands there now."""
        self._left = False

    # ------------------------------------------------------------------ the picture

    def compose(self) -> ComposeResult:
        language = self.language
        yield HeaderLine()
        with Horizontal(id="filters"):
            yield OneLine(placeholder=self.say(N_("Find in the history")), id="words", compact=True)
            yield Select[str]((), prompt=self.say(N_("Everyone")), id="person", compact=True)
            yield Select(
                [
                    (
                        Content(f"{step.number} {in_language(step.title, language.language)}"),
                        step.id,
                    )
                    for step in self.session.edition.steps
                ],
                prompt=self.say(N_("All steps")),
                id="step",
                compact=True,
            )
            yield Select(
                [(Content(language.text(name)), kind) for kind, name in _KINDS.items()],
                prompt=self.say(N_("All kinds")),
                id="kind",
                compact=True,
            )
        with Horizontal(id="panes"):
            yield Timeline[Entry](self._line, _day, self._day_name, id="entries")
            yield ChangePane(id="change")
        yield KeyBar()

    @property
    def _timeline(self) -> Timeline[Entry]:
        return self.query_one("#entries", Timeline)

    def _line(self, entry: Entry) -> tuple[str, str]:
        return f"{entry.at:%H:%M}", entry_words(entry, self.language, self.session.edition)

    def _day_name(self, day: date) -> str:
        return day_name(day, self.language, self.session.today)

    def _searched_line(self, entry: Entry) -> str:
        """All that one may look for: who, what, and on which day."""
        name = shown_line(entry.person.name)
        return f"{name} {self._line(entry)[1]} {self._day_name(entry.at.date())}"

    def on_mount(self) -> None:
        """The first page."""
        self._timeline.border_title = self.say(N_("History"))
        self.query_one(ChangePane).border_title = self.say(N_("What changed"))
        self.draw()
        self._timeline.focus()
        self._begin()
        self.call_after_refresh(self._read_people)

    def on_unmount(self) -> None:
        """End git."""
        self._left = True
        self._end_reading()

    def show(self) -> None:
        """The line on top; what happened is the diary's to say."""
        self.query_one(HeaderLine).show()
        session = self.session
        before, self._drawn = self._drawn, (session.today, session.application)
        if before is None or before[0] != session.today:
            self._timeline.draw_anew()
        if before is None or before[1] is not session.application:
            self._draw_change()

    def recorded(self) -> None:
        """The diary has grown: from the newest on again, the highlight where it was."""
        self._read_afresh(max(PAGE, len(self._timeline.items)))
        self._read_people()

    @property
    def is_complete(self) -> bool:
        """Whether the first page is there, what its first entry changed, and who is named in it."""
        if not self.is_mounted or self._people is None:
            return False
        timeline = self._timeline
        return self._shown is not None if timeline.items else bool(timeline.note)

    def on_screen_resume(self) -> None:
        """Something may have been recorded meanwhile."""
        if self._newest != self.session.folder.newest():
            self.recorded()

    # ------------------------------------------------------------------ reading

    @property
    def count_read(self) -> int:
        """How many entries of the diary were read."""
        return self._diary.count_read if self._diary is not None else 0

    def _end_reading(self) -> None:
        if self._search is not None:
            self._search.given_up = True
        if self._diary is not None:
            self._close(self._diary)
            self._diary = None

    @work(thread=True, group="diary", exit_on_error=False)
    def _close(self, diary: Diary) -> None:
        diary.close()

    def _read_afresh(self, count: int) -> None:
        timeline = self._timeline
        place = timeline.highlighted
        self._keep = timeline.items[place].commit if place else None
        self._begin(count, afresh=True)

    def _begin(self, count: int = PAGE, *, afresh: bool = False) -> None:
        """Look from the newest entry on for what is wanted now."""
        if self._search is not None:
            self._search.given_up = True
        if afresh:
            self._end_reading()
        if self._diary is None:
            self._newest = self.session.folder.newest()
            self._diary = Diary(self.session.folder)
        self._search = Search(self._diary, self._wanted, self._searched_line)
        self._read(self._search, count, more=False)

    @work(thread=True, group="diary", exit_on_error=False)
    def _read(self, search: Search, count: int, *, more: bool) -> None:
        self.post_message(self.Found(search, search.more(count), more=more))

    @on(Found)
    def _found(self, message: Found) -> None:
        search = message.search
        if search is not self._search or search.given_up:
            return
        timeline = self._timeline
        note = self._note(search, empty=not message.entries and not message.more)
        if message.more:
            timeline.add(message.entries, note=note, complete=search.ended)
            return
        timeline.replace(message.entries, note=note, complete=search.ended)
        places = (n for n, entry in enumerate(message.entries) if entry.commit == self._keep)
        timeline.highlighted = next(places, timeline.highlighted)
        self._keep = None

    def _note(self, search: Search, *, empty: bool) -> str:
        if empty:
            return self.say(N_("Nothing in the history fits this."))
        if search.ended:
            return self.say(N_("This is where it began.")) if self._wanted == Wanted() else ""
        return self.say(N_("Reading on ..."))

    @on(Timeline.MoreWanted)
    def _read_on(self, message: Timeline.MoreWanted) -> None:
        search = self._search
        timeline = self._timeline
        if search is None or timeline.complete or timeline.waiting:
            return
        count = 1_000_000 if message.everything else MORE
        if self._diary is None:  # it was closed when one left
            self._read_afresh(len(timeline.items) + count)
        elif not search.given_up:
            timeline.waiting = True
            self._read(search, count, more=True)

    @work(thread=True, group="diary", exit_on_error=False)
    def _read_people(self) -> None:
        self.post_message(self.PeopleRead(self.session.folder.people()))

    @on(PeopleRead)
    def _name_people(self, message: PeopleRead) -> None:
        if message.people == self._people:
            return
        self._people = message.people
        target = self.query_one("#person", Select)
        chosen = self._wanted.person
        with target.prevent(Select.Changed):
            target.set_options((Content(shown_line(name)), name) for name in message.people)
            if chosen in message.people:
                target.value = chosen

    # ------------------------------------------------------------------ filters

    @on(Input.Changed, "#words")
    @on(Select.Changed)
    def _narrow(self) -> None:
        chosen = {name: self.query_one(f"#{name}", Select).selection for name in _FILTERS}
        wanted = Wanted(
            words=self.query_one("#words", Input).value,
            **{name: str(value or "") for name, value in chosen.items()},
        )
        if wanted != self._wanted:
            self._wanted = wanted
            self._begin()

    @on(Input.Submitted, "#words")
    def _to_the_list(self) -> None:
        self._timeline.focus()

    def action_audit(self) -> None:
        """Hold the history against the rules."""
        from tui.screens.audit import AuditDialog

        self.app.push_screen(AuditDialog(self.session.folder, in_inbox=False))

    def action_find(self) -> None:
        """To the box that finds as one types."""
        self.query_one("#words").focus()

    async def action_leave(self) -> None:
        """From a filter to the list, from the list back."""
        if self._timeline.has_focus:
            await self.labelmap.action_back()
            self._end_reading()  # what was read stays for the next time
        else:
            self._timeline.focus()

    # ------------------------------------------------------------------ what one entry changed

    @on(Timeline.Highlighted)
    def _look(self, message: Timeline.Highlighted) -> None:
        if message.place is None:
            self._shown = None
            self.query_one(ChangePane).clear()
        elif self._looking is None:
            self._look_at(self._timeline.items[message.place])

    def _look_at(self, entry: Entry) -> None:
        """One at a time: who holds an arrow down sees the last one, and git is asked no more."""
        if self._shown is not None and self._shown[0].commit == entry.commit:
            return
        self._looking = entry
        self._read_change(entry)

    @work(thread=True, group="change", exit_on_error=False)
    def _read_change(self, entry: Entry) -> None:
        self.post_message(self.Looked(entry, self.session.folder.changed_in(entry)))

    @on(Looked)
    def _show_change(self, message: Looked) -> None:
        self._looking = None
        timeline = self._timeline
        if timeline.highlighted is None:
            return
        now = timeline.items[timeline.highlighted]
        if now.commit != message.entry.commit:
            self._look_at(now)
            return
        self._shown = message.entry, message.changed
        self._draw_change()

    def _draw_change(self) -> None:
        if self._shown is None:
            return
        entry, changed = self._shown
        head = (
            f"{shown_line(entry.person.name)} · {self._day_name(entry.at.date())}, {entry.at:%H:%M}"
        )
        self.query_one(ChangePane).show_change(
            head, self.language.say(entry.said(self.session.edition)), changed, self._told()
        )

    def _told(self) -> tuple[Told, ...]:
        """The fields that the entry looked at changed, against what they hold now."""
        if self._shown is None:
            return ()
        session = self.session
        changes = self._shown[1].changes
        return told(changes, session.edition, self.language, session.application)

    # ------------------------------------------------------------------ acts

    @on(Timeline.Selected)
    def action_open_field(self) -> None:
        """Go to the field that changed."""
        from tui.screens.pick import choose, go_to_field

        choose(self, self._told(), lambda one: go_to_field(self.labelmap, one.key))

    def action_versions(self) -> None:
        """All versions of the field that changed."""
        from tui.screens.field_history import FieldHistoryScreen
        from tui.screens.pick import choose

        choose(self, self._told(), lambda one: self.app.push_screen(FieldHistoryScreen(one.key)))

    def action_restore(self) -> None:
        """Bring back what one of its fields held; of what stands there now, the version before."""
        from tui.screens.pick import choose

        choose(self, self._told(), self._restore)

    def _restore(self, one: Told) -> None:
        from tui.screens.restore import RestoreDialog

        if self._shown is None:
            return
        entry, changed = self._shown
        commit = changed.before if one.stands else entry.commit
        if commit is None:
            self.labelmap.tell(_FIRST)
            return
        then = one.before if one.stands else one.after
        self.app.push_screen(RestoreDialog(one.key, one.title, commit, then, undo=one.stands))
