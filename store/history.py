"""Earlier versions of one field, read from the diary.

Objects are read through GitPython's reader (one long-lived `git cat-file`), started by our own door
with our own environment: GitPython itself would hand on every GIT_ variable of the user's.
"""

import hashlib
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from model.application import Application
from model.fields import Key, Value, as_text, get
from model.messages import N_, Failure
from store import journal, processes, toml_file
from store.application_files import with_file
from store.decode import decode
from store.git import Git
from store.git_environment import environment, program
from store.journal import Entry
from store.shapes import (
    ANSWER_PATHS,
    DECLARATION_PATH,
    ELIGIBILITY_PATH,
    HEAD_PATH,
    SCHOOL_PATH,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from git import Git as GitCommand

_ID = re.compile(r"[0-9a-f]{4,40}")
_DOCUMENT_LIMIT = 50_000_000
"""Bytes of a document that is brought back."""


class NoSuchVersion(Failure):
    """The diary has no such commit, or the file was not there then."""

    kind = "usage"
    text = N_("There is no version '{commit}' of {file} in the history.")
    remedy = N_("'labelmap log' and 'labelmap show --history' name the versions there are.")


@dataclass(frozen=True, slots=True)
class Version:
    """What one field held from one change on."""

    entry: Entry
    text: str
    """As the file writes it; "" where nothing was filled in."""
    value: Value


def file_of(key: Key) -> str:
    """The path of the file in which a field stands."""
    match key.file:
        case "labelmap":
            return HEAD_PATH
        case "school":
            return SCHOOL_PATH
        case "eligibility":
            return ELIGIBILITY_PATH
        case "declaration":
            return DECLARATION_PATH
        case step:
            return ANSWER_PATHS[step]


def versions(git: Git, key: Key) -> Iterator[Version]:
    """Every version of one field, newest first, read while it is asked for.

    A version in which the file can't be read counts as one in which nothing was filled in.
    """
    path = file_of(key)
    with reader(git) as read:
        newer: Version | None = None
        for entry in journal.entries(git, path=path):
            data = read(entry.commit, path)
            value = get(with_data(Application(), path, data), key) if data is not None else None
            older = Version(entry, as_text(value), value)
            if newer is not None and older.text != newer.text:
                yield newer
            newer = older
        if newer is not None and newer.text:
            yield newer


def at(git: Git, commit: str, key: Key) -> tuple[Entry, Value]:
    """What a field held in a commit (its id or the beginning of it). Raises `NoSuchVersion`."""
    path = file_of(key)
    missing = NoSuchVersion(commit=commit, file=path)
    if _ID.fullmatch(commit) is None:
        raise missing
    found = git.run("rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}", allowed=(0, 1, 128))
    if found.returncode != 0:
        raise missing
    whole = found.stdout.decode("ascii").strip()
    files = git.files_at(whole, [path], toml_file.LIMIT)
    if path not in files or not decode(path, files[path]).readable:
        raise missing
    value = get(with_data(Application(), path, files[path]), key)
    return journal.entry_of(git, whole), value


def document_at(git: Git, commit: str, path: str) -> bytes | None:
    """A document as a commit has it; None where it has none or too large a one."""
    return git.files_at(commit, [path], _DOCUMENT_LIMIT).get(path)


def document_of(git: Git, path: str, sha256: str) -> bytes | None:
    """A document as it once was, by its hash; None where the diary never had it."""
    found = git.run("log", "--format=%H", "--diff-filter=AMR", "refs/heads/main", "--", path).stdout
    for commit in found.decode("ascii").split():
        data = document_at(git, commit, path)
        if data is not None and hashlib.sha256(data).hexdigest() == sha256:
            return data
    return None


def with_data(application: Application, path: str, data: bytes) -> Application:
    """The application with what one file's bytes say."""
    return with_file(application, path, decode(path, data).value)


@contextmanager
def reader(git: Git) -> "Iterator[_Reader]":
    """A reader of files in commits; its one process ends with the block."""
    command = _locked_command(git.folder)
    try:
        yield _Reader(command)
    finally:
        command.clear_cache()


class _Reader:
    """Reads files as commits have them, many through one process."""

    def __init__(self, command: "GitCommand") -> None:
        self._command = command

    def __call__(self, commit: str, path: str) -> bytes | None:
        """The bytes of a file of ours in a commit; None where it has none or too large a one."""
        try:
            blob, _, size = self._command.get_object_header(f"{commit}:{path}")
        except ValueError:  # what GitPython makes of the answer "missing"
            return None
        if size > toml_file.LIMIT:
            return None
        data: bytes = self._command.get_object_data(blob)[3]
        return data


def _gitpython() -> "type[GitCommand]":
    """GitPython's command.

    Its import asks git for its version, in the environment of this process: the user's variables
    are set aside for that moment. They are those that no other part of the program reads.
    """
    kept = {f"GIT_{role}_{what}" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    if "git" not in sys.modules:
        theirs = {name for name in os.environ if name.startswith("GIT_") and name not in kept}
        aside = {name: os.environ.pop(name) for name in theirs}
        os.environ["GIT_PYTHON_REFRESH"] = "quiet"
        try:
            import git  # noqa: F401 - it looks at the environment while it is imported
        finally:
            del os.environ["GIT_PYTHON_REFRESH"]
            os.environ.update(aside)
    from git import Git as GitCommand

    return GitCommand


def _locked_command(folder: Path) -> "GitCommand":
    """GitPython's command, each of whose processes is started by our door."""

    class Locked(_gitpython()):  # type: ignore[misc]  # found when first needed
        """GitPython's command with our environment instead of the user's."""

        def execute(self, command: "str | Sequence[Any]", *_: object, **__: object) -> "Any":  # noqa: ANN401 - as GitPython has it
            if isinstance(command, str):
                raise TypeError(command)
            arguments = [program(), *map(str, command[1:])]
            process = processes.converse(arguments, env=environment(folder), cwd=folder)
            return self.AutoInterrupt(process, arguments)

    return Locked(str(folder))
