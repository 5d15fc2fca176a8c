"""Many objects of a history from one git, asked one after the other: what an inbox is read with.

Source: issue 6, 'Scale': a school of an inbox may cost one process and no more.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import IO

from store import processes
from store.git import Git
from store.git_environment import environment, program
from store.git_failures import damaged

_TREE = b"40000"
_FILES = (b"100644", b"100755")
_ID = 20
"""Bytes of an object's id in a tree."""


class Asking:
    """A git that answers for objects."""

    def __init__(self, git: Git, questions: IO[bytes], answers: IO[bytes]) -> None:
        """Speak to a git that runs."""
        self._git = git
        self._questions = questions
        self._answers = answers

    def get(self, name: str, limit: int) -> bytes | None:
        """The bytes of an object; None where it is missing or larger. Raises `DamagedHistory`."""
        try:
            self._questions.write(f"{name}\n".encode("ascii"))
            self._questions.flush()
        except OSError as error:
            raise damaged(self._git.folder, name) from error
        head = self._answers.readline().split()
        if not head:
            raise damaged(self._git.folder, name)
        if len(head) != 3:  # noqa: PLR2004 - name, kind, size
            return None
        size = int(head[2])
        if size > limit:
            left = size + 1
            while left > 0 and (piece := self._answers.read(min(left, 65536))):
                left -= len(piece)
            return None
        data = self._answers.read(size + 1)
        if len(data) != size + 1:
            raise damaged(self._git.folder, name)
        return data[:-1]

    def tree(self, name: str, limit: int = 1_000_000) -> Mapping[str, tuple[bool, str]]:
        """The entries of a tree: name to whether it is a folder, and its object."""
        data = self.get(name, limit) or b""
        found, start = {}, 0
        while start < len(data):
            end = data.index(b"\0", start)
            mode, _, entry = data[start:end].partition(b" ")
            made = data[end + 1 : end + 1 + _ID].hex()
            start = end + 1 + _ID
            if mode == _TREE or mode in _FILES:
                found[entry.decode("utf-8", "surrogateescape")] = (mode == _TREE, made)
        return found


@contextmanager
def asking(git: Git) -> Iterator[Asking]:
    """Start a git that answers for objects, and end it with the block."""
    words = [program(), "cat-file", "--batch"]
    process = processes.converse(words, env=environment(git.folder), cwd=git.folder)
    questions, answers = process.stdin, process.stdout
    try:
        if questions is None or answers is None:
            raise damaged(git.folder, "cat-file")
        yield Asking(git, questions, answers)
    finally:
        for stream in (questions, answers):
            with suppress(OSError):
                if stream is not None:
                    stream.close()
        process.kill()
        process.wait()


def toml_files(git: Git, revision: str, limit: int) -> dict[str, bytes]:
    """Every TOML file that a school's record has: path to bytes; documents are passed over."""
    files: dict[str, bytes] = {}
    with asking(git) as ask:
        waiting = [("", f"{revision}^{{tree}}", 0)]
        while waiting:
            place, name, depth = waiting.pop()
            for entry, (is_folder, made) in ask.tree(name).items():
                path = f"{place}{entry}"
                if is_folder and depth < 2 and path != "evidence":  # noqa: PLR2004 - review/round-N
                    waiting.append((f"{path}/", made, depth + 1))
                elif not is_folder and path.endswith(".toml"):
                    data = ask.get(made, limit)
                    if data is not None:
                        files[path] = data
    return files
