"""What a command works with: language, day, who acts, folder; each found when first needed."""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from model.messages import N_, Failure, Message
from store.clock import Clock
from store.folder import WriteFailure
from store.people import Person, Settings, load_settings, remember, who_works
from tui import console
from tui.language import Language, negotiate

if TYPE_CHECKING:
    from store.journal import Entry
    from store.open_folder import OpenFolder
    from store.school_folder import SchoolFolder


_TRIES = 5
"""How often an act is done anew because somebody else saved meanwhile."""

Result = TypeVar("Result")


class NobodyWorks(Failure):
    """A change needs a name, and there is none to be found or asked."""

    kind = "environment"
    text = N_(
        "Who is working? Each change is kept in the history under a name, and none is known on "
        "this computer."
    )
    remedy = N_(
        "Start the app, which asks for it once; or set the variables GIT_AUTHOR_NAME and "
        "GIT_AUTHOR_EMAIL; or run: git config --global user.name 'Your Name'."
    )


def language_for(wanted: str | None, settings: Settings | None = None) -> Language:
    """The language: `wanted` (--lang), else LABELMAP_LANG, the user's setting, the locale."""
    spoken = wanted or os.environ.get("LABELMAP_LANG")
    return negotiate(spoken or (settings or load_settings()).language)


def clock_for(today: str | None, folder: Path | None, settings: Settings) -> Clock:
    """The clock: `today` (--today), else LABELMAP_TODAY, the day of a demo's folder, the real one.

    Raises `BadDay`.
    """
    day = today if today is not None else os.environ.get("LABELMAP_TODAY") or None
    if day is None and folder is not None:
        day = settings.demo_day(folder.resolve())
        if day is None and folder.parent.name == "schools":  # one of a sample inbox
            day = settings.demo_day(folder.resolve().parent.parent)
    return Clock.of(day)


def known_person() -> Person | None:
    """Who acts, as far as is known: variables, settings, the user's git configuration."""
    from store.git_environment import user_identity

    return who_works(user_identity)


@dataclass
class World:
    """The surroundings of one command."""

    today: str | None = None
    """`--today`, as it was given."""
    lang: str | None = None
    """`--lang`, as it was given."""
    _said: int = 0
    """Notices of the folder that were said."""

    @classmethod
    def of_words(cls, words: Sequence[str]) -> "World":
        """With the language that the words ask for: help and errors are in it too."""
        from tui.start import language_of

        return cls(lang=language_of(words))

    @cached_property
    def settings(self) -> Settings:
        """The user's own settings."""
        return load_settings()

    @cached_property
    def language(self) -> Language:
        """The language of messages."""
        return language_for(self.lang, self.settings)

    def clock(self, folder: Path | None = None) -> Clock:
        """The day and the hour, for a folder. Raises `BadDay` for a `--today` that is none."""
        return clock_for(self.today, folder, self.settings)

    @cached_property
    def person(self) -> Person:
        """Who acts. Asks once where there is a terminal. Raises `NobodyWorks`."""
        return known_person() or self._asked()

    def _asked(self) -> Person:
        from store.people import parse_person

        streams = (sys.stdin, sys.stderr)
        if not all(stream is not None and stream.isatty() for stream in streams):
            raise NobodyWorks
        question = N_("What is your name? It stands with every change you make.")
        console.note(self.language.text(question))
        answer = sys.stdin.readline().strip()
        if not answer:
            raise NobodyWorks
        person = parse_person(answer)
        self.remember(person)
        return person

    def remember(self, person: Person) -> None:
        """Let this person be the one who works here; where that can't be kept, for this once."""
        try:
            remember(person)
        except WriteFailure as failure:
            self.note(failure.message)

    def note(self, message: Message) -> None:
        """Say something beside the answer: on standard error."""
        console.note(self.language.say(message))

    def say(self, message: Message) -> None:
        """Say a line of the answer: on standard output."""
        console.answer(self.language.say(message))

    def open(self, folder: Path | None) -> "SchoolFolder":
        """The school's folder, for reading: what is not recorded is said; nothing is written."""
        from store.school_folder import SchoolFolder

        path = folder if folder is not None else self._around()
        opened = SchoolFolder.open(path, self.clock(path))
        self._say_demo(opened)
        self.say_notices(opened)
        for unrecorded in opened.uncommitted():
            self.note(Message(N_("Not in the history yet: {path}"), {"path": unrecorded}))
        return opened

    @staticmethod
    def _around() -> Path:
        """The folder of the application that one stands in; where there is none, this folder."""
        from store.finding import here, school_around

        place = here()
        return school_around(place) or place

    def open_to_change(self, folder: Path) -> "SchoolFolder":
        """The school's folder, for changing: what a crash or an editor left is recorded first."""
        from store.inbox_folder import SchoolOfOthers, inbox_of
        from store.school_folder import SchoolFolder

        if inbox_of(folder) is not None:
            raise SchoolOfOthers(path=str(folder))
        opened = SchoolFolder.open(folder, self.clock(folder))
        self._say_demo(opened)
        opened.recover(self.person)
        self.say_notices(opened)
        return opened

    @staticmethod
    def act(opened: "SchoolFolder", act: "Callable[[], Result]") -> "Result":
        """Do something that changes the folder, on what it holds at that very moment.

        Another command or window may save between our reading and our writing: then the folder is
        read again and the act done anew. Raises what the act raises.
        """
        from store.school_folder import ChangedOutside

        for _ in range(_TRIES):
            try:
                return act()
            except ChangedOutside:
                opened.reload()
        return act()

    def say_notices(self, opened: "OpenFolder") -> None:
        """What the folder has to say that was not said yet."""
        for notice in opened.notices[self._said :]:
            self.note(notice)
        self._said = len(opened.notices)

    def say_recorded(self, opened: "OpenFolder", entry: "Entry | None") -> None:
        """Say what a change is called in the history, or that nothing changed."""
        self.say_notices(opened)
        if entry is None:
            self.say(Message(N_("Nothing changed.")))
        else:
            what = self.language.say(entry.said(opened.edition))
            self.say(Message(N_("Recorded: {what}"), {"what": what}))

    def _say_demo(self, opened: "SchoolFolder") -> None:
        """Say that it is the sample school, where its own day is the one that counts."""
        day = self.settings.demo_day(opened.path.resolve())
        if day is not None and opened.clock.is_set and opened.clock.today.isoformat() == day:
            text = N_("This is the sample school, which is invented; there it is {day}.")
            self.note(Message(text, {"day": opened.clock.today}))
