"""One writer at a time, and the clearing of what a killed one left."""

import os
import signal
from pathlib import Path

import pytest

from store.folder import ReadOnlyFolder
from store.lock import LOCK, WriterBusy, clear_clutter, writer_lock
from tests.store.files import python, read_only

POSIX = pytest.mark.skipif(os.name == "nt", reason="kills as POSIX does")
HOUR = 3600

HOLD = """
import os, sys
from pathlib import Path
from store.lock import writer_lock
root = Path(sys.argv[1])
with writer_lock(root):
    for name in ("index.lock", "refs/heads/main.lock"):
        (root / ".git" / name).write_bytes(b"")
        os.utime(root / ".git" / name, (0, 0))
    (root / "answers" / ".labelmap-0123.tmp").write_bytes(b"half")
    print("holding", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in (".git/refs/heads", "answers", "evidence/esafety"):
        (tmp_path / name).mkdir(parents=True)
    return tmp_path


def age(path: Path, seconds: float) -> None:
    moment = path.stat().st_mtime - seconds
    os.utime(path, (moment, moment))


def test_while_somebody_writes_nobody_else_does(root: Path) -> None:
    process = python(HOLD, root)
    assert process.stdout is not None
    assert process.stdout.readline() == "holding\n"
    with pytest.raises(WriterBusy, match="Another window") as told, writer_lock(root, patience=0):
        pass
    assert told.value.kind == "no"
    process.communicate("")
    with writer_lock(root, patience=0) as writing:
        assert not writing.interrupted


def test_two_threads_of_one_program_exclude_each_other_too(root: Path) -> None:
    with writer_lock(root), pytest.raises(WriterBusy), writer_lock(root, patience=0):
        pass


def test_an_error_while_writing_lets_go_of_the_lock(root: Path) -> None:
    with pytest.raises(KeyError), writer_lock(root):
        raise KeyError
    with writer_lock(root, patience=0) as writing:
        assert not writing.interrupted


@POSIX
def test_what_a_killed_writer_left_is_cleared_at_once(root: Path) -> None:
    process = python(HOLD, root)
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert (root / LOCK).exists()
    with writer_lock(root, patience=0) as writing:
        assert writing.interrupted
        # Git's own locks are gone before git is used.
        assert set((root / ".git").rglob("*.lock")) == {root / LOCK}
        assert clear_clutter(writing) == ("answers/.labelmap-0123.tmp",)
    with writer_lock(root, patience=0) as writing:
        assert not writing.interrupted


def test_a_lock_of_git_stays_while_a_git_of_somebody_else_may_be_at_work(root: Path) -> None:
    young, old = root / ".git/index.lock", root / ".git/HEAD.lock"
    for lock in (young, old):
        lock.write_bytes(b"")
    age(old, HOUR)
    with writer_lock(root) as writing:
        assert clear_clutter(writing) == (".git/HEAD.lock",)
    assert young.exists()


def test_the_index_that_a_killed_commit_prepared_is_cleared(root: Path) -> None:
    left = root / ".git/next-index-4711.lock"
    left.write_bytes(b"")
    age(left, HOUR)
    with writer_lock(root) as writing:
        assert clear_clutter(writing) == (".git/next-index-4711.lock",)


def test_only_our_own_temporary_files_are_cleared(root: Path) -> None:
    ours = [".labelmap-1.tmp", "evidence/esafety/.labelmap-abc.tmp"]
    others = ["school.toml", ".labelmap-notes", "x.tmp", "evidence/esafety/labelmap-1.tmp"]
    for name in ours + others:
        (root / name).write_bytes(b"")
    with writer_lock(root) as writing:
        assert set(clear_clutter(writing)) == set(ours)
        assert clear_clutter(writing) == ()
    assert all((root / name).exists() for name in others)


def test_a_folder_without_git_is_locked_from_outside(tmp_path: Path) -> None:
    with writer_lock(tmp_path), pytest.raises(WriterBusy), writer_lock(tmp_path, patience=0):
        pass
    assert list(tmp_path.iterdir()) == []


@POSIX
def test_a_read_only_folder_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writer_lock(root):
        pass  # imports what is needed, which nobody may read below
    (root / LOCK).unlink()
    root.chmod(0o755)
    monkeypatch.chdir(root)
    with read_only(root / ".git"), pytest.raises(ReadOnlyFolder), writer_lock(Path()):
        pass


COUNT = """
import sys
from pathlib import Path
from store.folder import atomic_write
from store.lock import writer_lock
root = Path(sys.argv[1])
for _ in range(25):
    with writer_lock(root, patience=60):
        number = int((root / "count").read_bytes())
        atomic_write(root / "count", str(number + 1).encode(), durable=False)
"""


def test_no_change_is_lost_between_three_writers(root: Path) -> None:
    (root / "count").write_bytes(b"0")
    writers = [python(COUNT, root) for _ in range(3)]
    for writer in writers:
        writer.communicate("")
        assert writer.returncode == 0
    assert (root / "count").read_bytes() == b"75"
