"""The one door to git: whatever a folder or its owner's settings say, git starts nothing of theirs.

Every result is read; what git refuses becomes a typed failure. What stands in git's plain files
(which branch, which commit) is read without a process.
Source: repository-format.md, last section; how git is run: `store.git_environment`.
"""

import os
import re
import time
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from model.light import dataclass
from model.messages import Failure
from model.text import shown_line
from store import git_safety, processes
from store.folder import write_failure
from store.git_environment import environment, program
from store.git_failures import BadName, NoHistory, NotReadable, damaged
from store.people import Person
from store.processes import OutputTooLarge, ProgramHung, Result

if TYPE_CHECKING:
    from typing import IO

RECORD = "refs/heads/record"
"""The branch of what school and NSO have told one another."""
_COMMIT_ID_LENGTH = 40
_STRIPPED = " .,:;<>\"\\'"
"""What git takes away from the ends of a name; it refuses one of nothing else."""
_ITEM_LIMIT = 1_000_000
"""Bytes of one item that `lines` reads; no honest commit message is longer."""
_FITS_A_COMMAND_LINE = 8000
"""Characters of paths; Windows takes 32,767 of a whole command line."""
_PATIENCE = 3.0
"""Seconds that a commit waits for another git, such as an editor's."""
_PAUSE = 0.1
_MANY_IN_ONE = 27
"""Loose objects in one of 256 folders from which git itself would pack (gc.auto = 6700)."""


@dataclass(frozen=True, slots=True)
class Change:
    """A path of the folder that is not as in the last commit."""

    path: str
    """With `/`, in the folder."""
    untracked: bool


class Git:
    """The history of one folder. Made only for a folder whose `.git` was checked."""

    def __init__(self, folder: Path) -> None:
        """Check the folder's `.git`. Raises `NoHistory` and what `check_repository` raises."""
        if not os.path.lexists(folder / ".git"):
            raise NoHistory(path=str(folder))
        try:
            git_safety.check_repository(folder)
        except OSError as error:
            raise NotReadable(path=str(folder), reason=error.strerror or "") from error
        self.folder = folder
        self.patience = _PATIENCE

    @classmethod
    def begin(cls, folder: Path) -> "Git":
        """Make an empty history in a folder that has none; safe to repeat after an interruption.

        The folder's own `.git` is named, so a repository around it is never touched.
        """
        if os.path.lexists(folder / ".git"):
            git_safety.check_repository(folder)
        result = processes.run(
            [program(), "init", "--quiet", "--template=", "--object-format=sha1"],
            env=environment(folder, {"GIT_DEFAULT_HASH": "sha1"}),
            cwd=folder,
        )
        if result.returncode != 0:
            raise _explained(folder, result)
        git = cls(folder)
        from store.merge_driver import register

        register(folder)
        return git

    def run(
        self,
        *args: str,
        stdin: bytes = b"",
        extra: Mapping[str, str] | None = None,
        limit: int = processes.OUTPUT_LIMIT,
        allowed: Iterable[int] = (0,),
        timeout: float = processes.TIMEOUT,
        env: Mapping[str, str] | None = None,
        source: "IO[bytes] | None" = None,
    ) -> Result:
        """Run git in this folder. Raises the failure that fits, unless the exit code is allowed.

        `env`: another environment than our own, for what reaches out (`store.remotes`). `source`:
        an open file from which git reads, instead of `stdin`.
        """
        before = self._locks()
        try:
            result = processes.run(
                [program(), *args],
                stdin=stdin,
                env=environment(self.folder, extra) if env is None else env,
                cwd=self.folder,
                limit=limit,
                timeout=timeout,
                source=source,
            )
        except OSError as error:  # of starting it: the folder is gone, or may not be entered
            raise write_failure(error, self.folder) from error
        except (ProgramHung, OutputTooLarge):
            self._unlock(before)
            raise
        if result.returncode < 0:
            self._unlock(before)
        if result.returncode not in allowed:
            raise _explained(self.folder, result)
        return result

    def _locks(self) -> set[Path]:
        """The locks that stand there: git's own, which it removes unless it is killed."""
        names = ("index.lock", "HEAD.lock", f"refs/heads/{git_safety.BRANCH}.lock")
        return {path for name in names if os.path.lexists(path := self.folder / ".git" / name)}

    def _unlock(self, before: set[Path]) -> None:
        """Remove the locks of a killed git of ours; those that stood before are others'."""
        for path in self._locks() - before:
            with suppress(OSError):
                path.unlink()

    def lines(self, *args: str, separator: bytes = b"\0") -> Generator[str]:
        """What git answers, item by item while it runs; ends git when the reader stops early."""
        with processes.running(
            [program(), *args], env=environment(self.folder), cwd=self.folder
        ) as running:
            rest = b""
            for chunk in running.chunks():
                *whole, rest = (rest + chunk).split(separator)
                if len(rest) > _ITEM_LIMIT:
                    raise OutputTooLarge(program="git", limit=_ITEM_LIMIT)
                for item in whole:
                    yield item.decode("utf-8", "replace")
            if rest:
                yield rest.decode("utf-8", "replace")
            result = running.ended()
            if result.returncode != 0:
                raise _explained(self.folder, result)

    # What the references say is read from git's own files: no process.

    def reference(self, name: str) -> str | None:
        """The commit that a full reference name (`refs/heads/main`) stands for, or None."""
        data = git_safety.read_small(self.folder, self.folder / ".git" / Path(name))
        if data is None:
            return git_safety.packed_references(self.folder).get(name)
        commit = data.strip().decode("ascii", "replace")
        if len(commit) != _COMMIT_ID_LENGTH or not set(commit) <= set("0123456789abcdef"):
            # Half-written or half-synchronised: git would say as much, in its own words.
            raise damaged(self.folder, name)
        return commit

    def head(self) -> str | None:
        """The last commit of the diary; None while there is none."""
        return self.reference(f"refs/heads/{git_safety.BRANCH}")

    def check_state(self) -> None:
        """Raise unless the diary can be added to: see `git_safety.check_state`."""
        git_safety.check_state(self.folder)
        self.head()  # a half-written reference reads as if there were no history at all

    def status(self) -> tuple[Change, ...]:
        """Every path that is not as in the last commit. Writes nothing."""
        result = self.run(
            "--no-optional-locks",
            "status",
            "--porcelain=v1",
            "-z",
            "--untracked-files=all",
            "--no-renames",
            "--ignore-submodules=all",
        )
        items = result.stdout.decode("utf-8", "replace").split("\0")
        return tuple(Change(item[3:], item.startswith("??")) for item in items if item)

    def commit(
        self,
        paths: Sequence[str],
        message: str,
        author: Person,
        at: datetime,
        committer: Person | None = None,
    ) -> str | None:
        """Make one commit of these paths as they are on disk, and of no other. Its id.

        None when they are all as in the last commit. `at` has a time zone; the committer is the
        author unless given. Raises `BadName`, `HistoryBusy` and the rest of the family.
        """
        if not paths:
            return None
        who = {
            **identity("AUTHOR", author, at),
            **identity("COMMITTER", committer or author, at),
        }
        result = self._commit(paths, message, who)
        if b"did not match any file" in result.stderr:
            # Some of them are new to git; `--only` takes those that it has been told of.
            named = "\0".join(paths).encode("utf-8")
            told = self.patiently("update-index", "--add", "--remove", "-z", "--stdin", stdin=named)
            if told.returncode != 0:
                raise _explained(self.folder, told)
            known = self._known(paths)
            if not known:
                return None
            result = self._commit(known, message, who)
        if result.returncode == 0:
            return self.head()
        if result.returncode == 1 and not _said(result):
            return None
        raise _explained(self.folder, result)

    def _commit(self, paths: Sequence[str], message: str, who: Mapping[str, str]) -> Result:
        """One `git commit` of these paths."""
        args = ["commit", "--quiet", "--no-verify", "--only"]
        data = message.encode("utf-8")
        note = self.folder / ".git" / "LABELMAP_MESSAGE"
        if sum(map(len, paths)) < _FITS_A_COMMAND_LINE:
            args += ["--file=-", "--", *paths]
        else:
            note.write_bytes(data)
            args += [f"--file={note}", "--pathspec-from-file=-", "--pathspec-file-nul"]
            data = "\0".join(paths).encode("utf-8")
        try:
            return self.patiently(*args, stdin=data, extra=who)
        finally:
            note.unlink(missing_ok=True)

    def patiently(self, *args: str, stdin: bytes, extra: Mapping[str, str] | None = None) -> Result:
        """As `run`, whatever the exit code; tried again while another git holds its lock."""
        for _ in range(int(self.patience / _PAUSE)):
            result = self.run(*args, stdin=stdin, extra=extra, allowed=range(256))
            if b".lock': File exists" not in result.stderr:
                return result
            time.sleep(_PAUSE)
        return self.run(*args, stdin=stdin, extra=extra, allowed=range(256))

    def _known(self, paths: Sequence[str]) -> tuple[str, ...]:
        """Those of the paths that git can commit: in its index, or only in the last commit."""
        listed = self.run("ls-files", "-z", "--cached").stdout
        if self.head() is not None:
            listed += self.run("ls-tree", "-z", "-r", "--name-only", "HEAD").stdout
        known = set(listed.decode("utf-8", "replace").split("\0"))
        return tuple(path for path in paths if path in known)

    def commit_time(self, commit: str) -> datetime:
        """When a commit was made, as its committer date says."""
        from store import git_objects  # it needs this module

        if (at := git_objects.commit_time(self, commit)) is not None:
            return at
        result = self.run("log", "-1", "--no-show-signature", "--format=%cI", commit)
        return datetime.fromisoformat(result.stdout.decode("ascii").strip())

    def files_at(
        self, revision: str, under: Sequence[str], limit: int = 1_000_000
    ) -> dict[str, bytes]:
        """The files below some folders as a commit has them: path to bytes; no larger ones."""
        from store import git_objects  # it needs this module

        if (read := git_objects.files(self, revision, under, limit)) is not None:
            return read
        listed = self.run("ls-tree", "-r", "-z", "-l", "--full-tree", revision, "--", *under).stdout
        wanted = []
        for item in listed.decode("utf-8", "replace").split("\0"):
            about, _, path = item.partition("\t")
            fields = about.split()
            if len(fields) == 4 and fields[0].startswith("100") and int(fields[3]) <= limit:  # noqa: PLR2004 - mode, type, object, size
                wanted.append((path, fields[2]))
        data = self.contents([blob for _, blob in wanted])
        return {path: data[blob] for path, blob in wanted}

    def contents(
        self, names: Sequence[str], limit: int = processes.OUTPUT_LIMIT
    ) -> dict[str, bytes]:
        """The bytes of several objects, with one process; none of what is not there."""
        wanted = list(dict.fromkeys(names))
        if not wanted:
            return {}
        question = "".join(f"{name}\n" for name in wanted).encode("ascii")
        answer = self.run("cat-file", "--batch", stdin=question, limit=limit).stdout
        found, start = {}, 0
        for name in wanted:
            line_end = answer.index(b"\n", start)
            about = answer[start:line_end].split()
            start = line_end + 1
            if about[-1] != b"missing":
                size = int(about[-1])
                found[name] = answer[start : start + size]
                start += size + 1
        return found

    def tidy(self) -> None:
        """Let git pack what has become many small files; does nothing while they are few.

        Whether it succeeds is nobody's concern: it is tried again after the next commit.
        """
        loose = self.folder / ".git" / "objects" / "17"
        # Git's own way to guess: hashes are spread evenly, so one folder of 256 stands for all.
        with suppress(FileNotFoundError, ProgramHung):
            if sum(1 for _ in loose.iterdir()) > _MANY_IN_ONE:
                now = ("-c", "gc.auto=6700", "-c", "gc.autoDetach=false")
                self.run(*now, "gc", "--auto", "--quiet", allowed=range(256))


def identity(role: str, person: Person, at: datetime) -> dict[str, str]:
    """The variables with which git is told who acts and when. Raises `BadName`."""
    name = shown_line(person.name).strip(_STRIPPED)
    if not name:
        raise BadName(name=person.name)
    return {
        f"GIT_{role}_NAME": name,
        f"GIT_{role}_EMAIL": re.sub(r"[\s<>]", "", shown_line(person.email)),
        f"GIT_{role}_DATE": f"@{int(at.timestamp())} {at.strftime('%z')[:5]}",
    }


def _explained(folder: Path, result: Result) -> Failure:
    from store.git_answers import explained

    return explained(folder, result)


def _said(result: Result) -> list[str]:
    from store.git_answers import said

    return said(result)
