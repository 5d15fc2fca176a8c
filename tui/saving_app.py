"""The open school in the app: changes in memory, files, the diary, and who works.

What is slow runs in a worker whose body is one call into the session and whose result is a message;
workers never touch a widget. Source: house.md, 'How data flows'; style.md.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from textual import on, work
from textual.message import Message as TextualMessage

from model import fields
from model.application import Application, Evidence
from model.messages import Failure, Message
from store.clock import Clock
from store.journal import Entry
from store.people import Person, Settings
from store.school_folder import ChangedOutside
from tui.common_app import CommonApp
from tui.language import Language
from tui.screens.base import LabelmapScreen
from tui.session import Clash, Session

if TYPE_CHECKING:
    from textual.timer import Timer


WRITE_AFTER = 0.25
"""Seconds after the last key before the files are written."""
LOOK_EVERY = 60.0
"""Seconds between two looks at the files of a folder whose changes the system may not tell."""


class SavingApp(CommonApp):
    """The app with a school that may be open."""

    @dataclass
    class Saved(TextualMessage):
        """What was typed is recorded; `entry` is None when nothing had changed."""

        entry: Entry | None

    class Written(TextualMessage):
        """What was typed stands in the files."""

    @dataclass
    class ActDone(TextualMessage):
        """The folder itself changed the application: evidence was added, changed or removed."""

        notes: tuple[Message, ...] = ()

    @dataclass
    class FilesChanged(TextualMessage):
        """The folder's files are no longer those that were read."""

    def __init__(
        self,
        session: Session | None,
        language: Language,
        clock: Clock,
        settings: Settings,
        sheets: Sequence[str],
    ) -> None:
        super().__init__(language, clock, settings, sheets)
        self.session = session
        self._pending: Timer | None = None
        self._rereads: Timer | None = None
        self._when_written: list[Callable[[], object]] = []

    @property
    def person(self) -> Person | None:
        """Who works, where it is known."""
        return self.session.person if self.session is not None else self.settings.person

    def change(self, application: Application) -> None:
        """Take a new state into memory, draw it, and write it shortly after."""
        if self.session is None:
            return
        if self.session.locked is not None:
            self.tell(self.session.locked, warning=True)
            self._redraw()
            return
        self.session.apply(application)
        self._redraw()
        if self._pending is not None:
            self._pending.stop()
        self._pending = self.set_timer(WRITE_AFTER, self._write)

    def put(self, key: fields.Key, value: fields.Value) -> None:
        """Change one field."""
        if self.session is not None:
            self.change(fields.put(self.session.application, key, value))

    def _redraw(self, *, recorded: bool = False) -> None:
        screen = self.screen
        # One that is just opening draws itself, once it has something to draw in.
        if isinstance(screen, LabelmapScreen) and screen.is_mounted:
            screen.show()
            screen.show_life()
            if recorded:
                screen.recorded()

    @work(thread=True, group="write", exit_on_error=False)
    def _write(self) -> None:
        session = self.session
        if session is None or not session.unwritten:
            return
        try:
            session.write()
        except Failure as failure:
            self.post_message(self.NotSaved(failure))
        else:
            self.post_message(self.Written())

    def when_written(self, act: Callable[[], object]) -> None:
        """Do something once what is in memory stands in the files."""
        self._when_written.append(act)

    @on(Written)
    def _was_written(self) -> None:
        self._tell_notices()
        if self.session is not None and not self.session.unwritten:
            acts, self._when_written = self._when_written, []
            for act in acts:
                act()

    def _tell_notices(self) -> None:
        """What the folder has to say of what was done there, each once."""
        if self.session is not None:
            for notice in self.session.new_notices():
                self.tell(notice)

    def action_save(self) -> None:
        """Record what changed, as one change by the person who works."""
        session = self.session
        if session is None:
            return
        if session.person is None:
            from tui.screens.who import WhoDialog

            if not isinstance(self.screen, WhoDialog):
                self._ask_who(then=self.action_save)
            return
        self._commit(session, session.person)

    def save_if_changed(self) -> None:
        """Record what was typed in the field that is being left; nothing where nothing was."""
        session = self.session
        if session is not None and session.unrecorded:
            self.action_save()

    @work(thread=True, group="commit", exit_on_error=False)
    def _commit(self, session: Session, person: Person) -> None:
        try:
            entry = session.commit(person)
        except Failure as failure:
            self.post_message(self.NotSaved(failure))
        else:
            self.post_message(self.Saved(entry))

    @on(Saved)
    def _saved(self, message: Saved) -> None:
        self._was_written()
        if message.entry is not None:
            self._redraw(recorded=True)

    def failed(self, failure: Failure) -> None:
        """Where the files changed meanwhile, they are read again."""
        if isinstance(failure, ChangedOutside):
            self._reload()
        else:
            super().failed(failure)

    @on(ActDone)
    def _act_done(self, message: ActDone) -> None:
        if self.session is not None:
            self.session.changed_by_store()
        self._redraw(recorded=True)
        for note in message.notes:
            self.tell(note)
        self._tell_notices()

    def act(self, act: Callable[[Person], object], done: Callable[[], None] | None = None) -> None:
        """Let the folder do one act in somebody's name; then call `done`, where it was done."""
        self.as_someone(lambda person: self._act(act, person, done))

    @work(thread=True, group="commit", exit_on_error=False)
    def _act(
        self, act: Callable[[Person], object], person: Person, done: Callable[[], None] | None
    ) -> None:
        session = self.session
        if session is None:
            return
        try:
            if session.locked is None:
                session.before_act()  # else what was typed waits until the answers open again
            act(person)
        except Failure as failure:
            self.post_message(self.NotSaved(failure))
            return
        self.post_message(self.ActDone())
        if done is not None:
            self.call_from_thread(done)

    @work(thread=True, group="commit", exit_on_error=False)
    def _recover(self) -> None:
        session = self.session
        if session is None or session.person is None:
            return
        try:
            entry = session.folder.recover(session.person)
        except Failure as failure:
            self.post_message(self.NotSaved(failure))
        else:
            self.post_message(self.Written())
            if entry is not None:
                self.post_message(self.FilesChanged())

    def watch_files(self) -> None:
        """Take in what changes outside: when the system tells it, and now and then all the same."""
        self._watch_files()
        if self._rereads is None:
            self._rereads = self.set_interval(LOOK_EVERY, self._reload)

    @work(thread=True, group="watch", exit_on_error=False)
    def _watch_files(self) -> None:
        from tui.watching import watch_folder

        session = self.session
        if session is not None:
            watch_folder(
                session.folder.path,
                running=lambda: self.is_running,
                changed=self._say_files_changed,
            )

    def _say_files_changed(self) -> None:
        self.post_message(self.FilesChanged())

    @on(FilesChanged)
    def _files_changed(self) -> None:
        self._reload()

    @work(thread=True, group="reload", exit_on_error=False)
    def _reload(self) -> None:
        session = self.session
        if session is None:
            return
        grew = session.diary_grew()
        if session.folder.reload():
            joined = grew and session.joined_outside()
            self.call_from_thread(self._joined if joined else self._taken_over, session)
        elif grew:
            self.call_from_thread(self._redraw, recorded=True)

    def _taken_over(self, session: Session) -> None:
        clashes = session.changed_outside()
        self._redraw(recorded=True)
        self._tell_notices()
        if clashes:
            if self._pending is not None:
                self._pending.stop()
            self._choose(list(clashes))
        elif session.unwritten:
            self._write()

    def _joined(self, session: Session) -> None:
        """A colleague's changes came in, with what was typed here in them: no question is asked."""
        session.changed_by_store()
        self._redraw(recorded=True)
        self._tell_notices()
        if session.unwritten:
            self._write()

    def _choose(self, clashes: list[Clash]) -> None:
        from tui.screens.clash import Chosen, ClashDialog

        clash = clashes.pop(0)

        def chosen(choice: Chosen | None) -> None:
            if choice is not None and choice.value == clash.mine:
                self.action_save()
            elif choice is not None:
                self.as_someone(lambda person: self._take_theirs(clash, person))
            if clashes:
                self._choose(clashes)

        self.push_screen(ClashDialog(clash), chosen)

    @work(group="clash", exit_on_error=False)
    async def _take_theirs(self, clash: Clash, person: Person) -> None:
        """Record ours first, so that the history has both, then theirs over it."""
        session = self.session
        if session is not None:
            await self._commit(session, person).wait()
            self.put(clash.key, clash.theirs)
            self._commit(session, person)

    def action_undo(self) -> None:
        """Take back the last save, as one more change."""
        self.as_someone(lambda person: self._go_along(person, "undo"))

    def action_redo(self) -> None:
        """Do again what was undone last."""
        self.as_someone(lambda person: self._go_along(person, "redo"))

    @work(group="undo", exit_on_error=False)
    async def _go_along(self, person: Person, way: Literal["undo", "redo"]) -> None:
        from tui.undoing import said
        from tui.widgets.form import FormField

        session = self.session
        if session is None:
            return
        if session.unrecorded:  # what was typed last is the first to go back
            await self._commit(session, person).wait()
        saves, before = session.saves, session.application
        done = saves.undo(before) if way == "undo" else saves.redo(before)
        if done is not None and done.has_evidence:
            told = said(way, done, before, session, self.language)
            self._go_back(session, person, (before, done.application), way, told)
            return
        if done is not None and done.keys:
            self.change(done.application)
            for field in self.screen.query(FormField):
                field.take_now()
            self._commit(session, person)
        self.tell(said(way, done, before, session, self.language))

    @work(thread=True, group="commit", exit_on_error=False)
    def _go_back(
        self,
        session: Session,
        person: Person,
        step: tuple[Application, Application],
        way: Literal["undo", "redo"],
        told: Message,
    ) -> None:
        """Evidence goes back by an act of the folder: its documents come and go with it."""
        try:
            session.folder.go_back(*step, person)
        except Failure as failure:
            session.saves.failed(way)
            self.post_message(self.NotSaved(failure))
            return
        self.post_message(self.ActDone())
        self.call_from_thread(self.tell, told)

    def as_someone(self, act: Callable[[Person], object]) -> None:
        """As in every mode; nothing where no school is open."""
        if self.session is not None:
            super().as_someone(act)

    def named(self, person: Person) -> None:
        """The open school has this person from now on."""
        if self.session is not None:
            self.session.with_person(person)
        self._redraw()

    def open_outside(self, item: Evidence) -> None:
        """Show a document or link with the computer's own program for it."""
        self._open_outside(item)

    @work(thread=True, group="open", exit_on_error=False)
    def _open_outside(self, item: Evidence) -> None:
        session = self.session
        if session is None:
            return
        from tui.offered import goes_to_browser, to_browser

        try:
            if goes_to_browser(self):
                target = item.url if item.is_link else session.folder.document(item)
                self.call_from_thread(to_browser, self, target)
            else:
                session.folder.open_outside(item)
        except Failure as failure:
            self.post_message(self.NotSaved(failure))
