"""Who works on this computer, and the user's own settings; none of it is in a school's folder.

The settings are one TOML file in the user's settings folder. One that can't be read counts as
absent and is kept beside the new one.
Source: command-line.md, 'Who acts'; repository-format.md, 'Who is who'.
"""

import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from model.light import dataclass
from model.messages import N_, Failure
from model.text import clean
from store import places, toml_file
from store.folder import (
    FileTooLarge,
    NotAFile,
    UnsafePath,
    WriteFailure,
    atomic_write,
    read_file,
)

_FILE = "settings.toml"
_ASIDE = "settings-unreadable.toml"
_RECENT = 10
"""Folders that the welcome screen offers."""
_NAMED = re.compile(r"\s*(.*?)\s*<([^<>]*)>\s*")


class NoName(Failure):
    """Nobody can be named with what was given."""

    kind = "usage"
    text = N_("“{text}” holds no name.")
    remedy = N_("Write a name, and if you like an address: Name <name@school.be>.")


class NameNotText(WriteFailure):
    """A path's name has bytes that are no text: a file of texts can't hold it."""

    text = N_("“{path}” can't be written: the name of a folder has signs that are no text.")
    remedy = N_("Give that folder another name.")


def require_text(path: Path) -> Path:
    """The path, which settings will hold. Raises `NameNotText`, before anything stands there."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError as error:
        raise NameNotText(path=str(path)) from error
    return path


@dataclass(frozen=True, slots=True)
class Person:
    """Who stands with a change in the diary."""

    name: str
    email: str = ""


def person(name: str, email: str = "") -> Person:
    """A person as git can note one: on one line, without angle brackets. Raises `NoName`."""
    said = _on_one_line(name)
    if not said.strip(".,:;\"' "):  # git takes these away and refuses what is left
        raise NoName(text=name)
    return Person(said, _on_one_line(email).replace(" ", ""))


def parse_person(text: str) -> Person:
    """A person from `Name <address>` or a name alone. Raises `NoName`."""
    found = _NAMED.fullmatch(text)
    return person(found[1], found[2]) if found is not None else person(text)


def _on_one_line(text: str) -> str:
    sound = text.encode("utf-8", "replace").decode("utf-8")
    return " ".join(re.sub(r"[<>]", "", clean(sound).text).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the user of this computer chose."""

    person: Person | None = None
    theme: str = ""
    """Name of a theme; "": ours."""
    language: str = ""
    """`nl` or `en`; "": what the system says."""
    recent: tuple[str, ...] = ()
    """Folders opened, newest first."""
    seen: frozenset[str] = frozenset()
    """Hints that need not be shown again."""
    demos: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Folder of a demo to the day of its clock, YYYY-MM-DD."""
    signing_key: str = ""
    """The file of the key with which a reviewer signs; "": none was chosen."""

    shared: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Folder of an application to the folder in which it is shared."""
    shared_as: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Folder of an application to the name of its own files there."""

    def is_demo(self, folder: Path) -> bool:
        """Whether the folder was made by `labelmap demo`."""
        return str(folder) in self.demos

    def demo_day(self, folder: Path) -> str | None:
        """The day of a demo's clock; None for a folder that is no demo."""
        return self.demos.get(str(folder))

    def with_recent(self, folder: Path) -> "Settings":
        """The settings after opening a folder."""
        name = str(folder)
        others = [known for known in self.recent if known != name]
        return replace(self, recent=(name, *others)[:_RECENT])

    def without_recent(self, folder: str) -> "Settings":
        """The settings without a folder that is gone."""
        return replace(self, recent=tuple(known for known in self.recent if known != folder))

    def with_demo(self, folder: Path, day: str) -> "Settings":
        """The settings after making a demo."""
        return replace(self, demos=MappingProxyType({**self.demos, str(folder): day}))


def load_settings() -> Settings:
    """The user's settings; what is missing or can't be read is as nobody ever chose it."""
    return _settings(_read())


def change_settings(change: Callable[[Settings], Settings]) -> Settings:
    """Read the settings anew, change them and write them; a change of nothing writes nothing.

    Raises a `WriteFailure`.
    """
    tables = _read()
    before = _settings(tables)
    after = change(before)
    if after != before:
        path = places.settings_folder() / _FILE
        if tables is None:
            with suppress(OSError):
                path.replace(path.with_name(_ASIDE))
        try:
            data = toml_file.dump({**(tables or {}), **_tables(after)})
        except UnicodeEncodeError as error:
            raise NameNotText(path=str(path)) from error
        atomic_write(path, data)
    return after


def remember_settings(**changes: Any) -> Settings:  # noqa: ANN401 - fields of `Settings`
    """Change single fields of the settings; as `change_settings`."""
    return change_settings(lambda settings: replace(settings, **changes))


def remember(who: Person) -> Settings:
    """Let this person be the one who works on this computer."""
    return remember_settings(person=who)


def forget() -> Settings:
    """Let nobody be known; the next one who works is asked."""
    return remember_settings(person=None)


def who_works(
    git_identity: Callable[[], Person | None] = lambda: None,
    variables: Mapping[str, str] | None = None,
) -> Person | None:
    """Who acts: git's own variables, else the user's setting, else the user's git configuration.

    `git_identity` is asked last; `variables` are the process's own when left out. None: nobody is
    known and somebody must be asked.
    """
    given = os.environ if variables is None else variables
    name = _on_one_line(given.get("GIT_AUTHOR_NAME") or given.get("GIT_COMMITTER_NAME") or "")
    email = _on_one_line(given.get("GIT_AUTHOR_EMAIL") or given.get("GIT_COMMITTER_EMAIL") or "")
    if name and email:
        return Person(name, email)
    known = load_settings().person or git_identity()
    if known is None:
        return Person(name) if name else None
    # Another's address never stands beside the name that a variable gives.
    return Person(name or known.name, email or (known.email if name in {"", known.name} else ""))


def committer(who: Person, variables: Mapping[str, str] | None = None) -> Person:
    """Who git notes as committer: its own variables where they are set, else who works."""
    given = os.environ if variables is None else variables
    name = _on_one_line(given.get("GIT_COMMITTER_NAME") or "")
    email = _on_one_line(given.get("GIT_COMMITTER_EMAIL") or "")
    if not name:
        return Person(who.name, email or who.email)
    return Person(name, email or (who.email if name == who.name else ""))


def _read() -> toml_file.Tables | None:
    """The settings' tables; None where nothing can be read."""
    try:
        data = read_file(places.settings_folder(), _FILE, toml_file.LIMIT)
    except (OSError, UnsafePath, NotAFile, FileTooLarge):
        return None
    return toml_file.parse(data, _FILE).tables


def _settings(tables: toml_file.Tables | None) -> Settings:
    found = tables or {}
    who = _table(found.get("person"))
    name = who.get("name")
    return Settings(
        person=Person(name, who.get("email", "")) if name else None,
        theme=_text(found.get("theme")),
        language=_text(found.get("language")),
        recent=_texts(found.get("recent")),
        seen=frozenset(_texts(found.get("seen"))),
        demos=MappingProxyType(_table(found.get("demos"))),
        signing_key=_text(found.get("signing_key")),
        shared=MappingProxyType(_table(found.get("shared"))),
        shared_as=MappingProxyType(_table(found.get("shared_as"))),
    )


def _text(found: object) -> str:
    return found if isinstance(found, str) else ""


def _texts(found: object) -> tuple[str, ...]:
    entries = found if isinstance(found, list) else []
    return tuple(entry for entry in entries if isinstance(entry, str))


def _table(found: object) -> dict[str, str]:
    entries = found if isinstance(found, dict) else {}
    return {key: value for key, value in entries.items() if isinstance(value, str)}


def _tables(settings: Settings) -> toml_file.Tables:
    who = settings.person
    return {
        "theme": settings.theme,
        "language": settings.language,
        "recent": list(settings.recent),
        "seen": sorted(settings.seen),
        **({"signing_key": settings.signing_key} if settings.signing_key else {}),
        "person": {"name": who.name, "email": who.email} if who is not None else {},
        "demos": dict(settings.demos),
        "shared": dict(settings.shared),
        "shared_as": dict(settings.shared_as),
    }
