"""Writing whole or not at all, and paths that stay inside."""

import errno
import os
import stat
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.folder import (
    DiskFull,
    FileInUse,
    FileTooLarge,
    FolderGone,
    NotAFile,
    ReadOnlyFolder,
    UnsafePath,
    WriteFailure,
    atomic_write,
    read_file,
    safe_path,
    write_failure,
)
from tests.store.files import python, read_only

POSIX = pytest.mark.skipif(os.name == "nt", reason="needs links, pipes and modes of POSIX")


def names(root: Path) -> list[str]:
    return sorted(path.name for path in root.iterdir())


# Writing


def test_a_file_is_written_with_the_folders_above_it_and_nothing_stays_behind(
    tmp_path: Path,
) -> None:
    path = tmp_path / "answers/2-esafety.toml"
    atomic_write(path, b"een\n")
    atomic_write(path, b"twee\n")
    assert path.read_bytes() == b"twee\n"
    assert names(path.parent) == ["2-esafety.toml"]


@POSIX
def test_the_permissions_of_the_old_file_stay(tmp_path: Path) -> None:
    path = tmp_path / "school.toml"
    path.write_bytes(b"")
    path.chmod(0o640)
    atomic_write(path, b"x\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@POSIX
def test_a_link_is_replaced_and_what_it_led_to_is_left_alone(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"van iemand anders")
    link = tmp_path / "school.toml"
    link.symlink_to(outside)
    atomic_write(link, b"x\n")
    assert outside.read_bytes() == b"van iemand anders"
    assert link.read_bytes() == b"x\n"
    assert not link.is_symlink()


@POSIX
def test_a_full_disk_is_told_and_the_old_file_stays(tmp_path: Path) -> None:
    """A limit on the size of files is what a system without a spare disk has to be full with."""
    path = tmp_path / "school.toml"
    path.write_bytes(b"oud\n")
    process = python(
        """
import resource, sys
from pathlib import Path
from store.folder import DiskFull, atomic_write
sys.dont_write_bytecode = True  # or it would leave half of a module
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    atomic_write(Path(sys.argv[1]), b"x" * 5000)
except DiskFull as failure:
    print(failure.message)
    print(failure.fix)
""",
        path,
    )
    said, _ = process.communicate()
    assert said == (
        f"“{path}” can't be written: the disk is full.\nMake room on the disk, and save again.\n"
    )
    assert path.read_bytes() == b"oud\n"
    assert names(tmp_path) == ["school.toml"]


@POSIX
def test_a_read_only_folder_is_told_and_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    school = Path("school")
    school.mkdir()
    (school / "school.toml").write_bytes(b"oud\n")
    with read_only(school):
        with pytest.raises(ReadOnlyFolder, match="read-only") as told:
            atomic_write(school / "school.toml", b"nieuw\n")
        with pytest.raises(ReadOnlyFolder):
            atomic_write(school / "answers/2-esafety.toml", b"nieuw\n")
    assert told.value.kind == "environment"
    assert (school / "school.toml").read_bytes() == b"oud\n"
    assert names(school) == ["school.toml"]


def test_a_folder_in_the_files_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "school.toml").mkdir()
    with pytest.raises(WriteFailure, match=r"school\.toml"):
        atomic_write(tmp_path / "school.toml", b"x\n")
    assert names(tmp_path) == ["school.toml"]


def test_a_file_in_the_folders_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "answers").write_bytes(b"")
    with pytest.raises(WriteFailure):
        atomic_write(tmp_path / "answers/2-esafety.toml", b"x\n")


@pytest.mark.parametrize(
    ("number", "failure"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EFBIG, DiskFull),
        (errno.EROFS, ReadOnlyFolder),
        (errno.EACCES, ReadOnlyFolder),
        (errno.ENOENT, FolderGone),
        (errno.EIO, WriteFailure),
    ],
)
def test_each_error_of_the_system_has_its_own_failure(
    number: int, failure: type[WriteFailure]
) -> None:
    told = write_failure(OSError(number, os.strerror(number)), "school.toml")
    assert type(told) is failure
    assert "school.toml" in str(told.message)
    assert str(told.fix)


def shared(winerror: int) -> PermissionError:
    """The error of Windows for a file that another program has open."""
    error = PermissionError(errno.EACCES, "in use")
    error.winerror = winerror  # type: ignore[attr-defined] # Windows has it
    return error


def test_a_file_that_another_program_has_open_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails = [shared(32), shared(5)]
    replace = Path.replace

    def sometimes(path: Path, target: Path) -> Path:
        if fails:
            raise fails.pop()
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", sometimes)
    atomic_write(tmp_path / "x.toml", b"x\n")
    assert (tmp_path / "x.toml").read_bytes() == b"x\n"
    assert not fails


def test_a_file_that_stays_open_elsewhere_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(_path: Path, _target: Path) -> Path:
        raise shared(32)

    monkeypatch.setattr(Path, "replace", never)
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    with pytest.raises(FileInUse, match="another program"):
        atomic_write(tmp_path / "x.toml", b"x\n")
    assert names(tmp_path) == []


def test_writing_needs_no_module_of_posix(tmp_path: Path) -> None:
    process = python(
        """
import sys
for name in ("fcntl", "pwd", "grp", "termios", "resource"):
    sys.modules[name] = None
from pathlib import Path
from store import application_files, encode, lock, people, documents
from store.folder import atomic_write
from model.application import Application
root = Path(sys.argv[1])
(root / ".git").mkdir()
with lock.writer_lock(root):
    for path, data in encode.encode(Application(edition="x")).items():
        atomic_write(root / path, data)
people.remember(people.person("An"))
reading = application_files.read(root)
documents.Documents(root, 1000).gather(reading.application)
print(len(reading.problems), people.who_works().name)
""",
        tmp_path,
    )
    said, _ = process.communicate()
    assert said == "0 An\n"


# Paths


@pytest.mark.parametrize(
    "relative",
    [
        "",
        "/etc/passwd",
        "../school.toml",
        "answers/../../x",
        "answers/./x",
        "answers//x",
        "answers/",
        "C:/x",
        "C:x",
        "x.pdf:stream",
        "..\\x",
        "evidence\\x",
        "\\\\server\\x",
        "a\0b",
        ".git/config",
        "x/.GIT/hooks/post-commit",
        ".git ",
        "GIT~1/config",
        "evidence/CON",
        "evidence/nul.pdf",
        "evidence/com1.txt",
        "\ud800",
        "x" * 5000,
    ],
)
def test_a_path_that_could_leave_the_folder_is_refused(tmp_path: Path, relative: str) -> None:
    with pytest.raises(UnsafePath):
        safe_path(tmp_path, relative)


@pytest.mark.parametrize(
    "relative",
    ["school.toml", "evidence/shared-leadership/verslag-2.pdf", "evidence/É à.pdf", "x/.github"],
)
def test_a_plain_path_is_taken(tmp_path: Path, relative: str) -> None:
    assert safe_path(tmp_path, relative) == tmp_path / relative


@pytest.mark.parametrize("relative", ["a?.pdf", "a.pdf.", "a .pdf ", 'a".pdf', "a\nb", "a\x1b.pdf"])
def test_names_that_are_not_portable_are_for_reading_only(tmp_path: Path, relative: str) -> None:
    assert safe_path(tmp_path, relative) == tmp_path / relative
    with pytest.raises(UnsafePath):
        safe_path(tmp_path, relative, for_writing=True)


@given(st.text(max_size=40))
def test_whatever_the_path_it_stays_inside_or_is_refused(relative: str) -> None:
    root = Path("/school") if os.name != "nt" else Path("C:/school")
    try:
        path = safe_path(root, relative)
    except UnsafePath:
        return
    assert Path(os.path.normpath(path)) == path
    assert path.is_relative_to(root)
    assert path != root


@POSIX
def test_no_link_is_followed_anywhere_on_the_way(tmp_path: Path) -> None:
    root, outside = tmp_path / "school", tmp_path / "outside"
    (root / "evidence").mkdir(parents=True)
    outside.mkdir()
    (outside / "x.pdf").write_bytes(b"x")
    (root / "evidence/link").symlink_to(outside)
    (root / "evidence/x.pdf").symlink_to(outside / "x.pdf")
    (root / "evidence/dangling.pdf").symlink_to(tmp_path / "nowhere")
    (root / "evidence/inside").symlink_to(root)
    for relative in ("link/x.pdf", "link/new/x.pdf", "x.pdf", "dangling.pdf", "inside/school.toml"):
        with pytest.raises(UnsafePath, match="link"):
            safe_path(root, f"evidence/{relative}")


@POSIX
def test_the_schools_folder_itself_may_be_reached_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real/x.toml").write_bytes(b"x")
    (tmp_path / "school").symlink_to(tmp_path / "real")
    assert read_file(tmp_path / "school", "x.toml", 10) == b"x"


# Reading


def test_only_a_file_within_the_bound_is_read(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(b"12345")
    (tmp_path / "folder").mkdir()
    assert read_file(tmp_path, "x.toml", 5) == b"12345"
    with pytest.raises(FileTooLarge, match="5 bytes; at most 4 "):
        read_file(tmp_path, "x.toml", 4)
    with pytest.raises(NotAFile, match="folder"):
        read_file(tmp_path, "folder", 4)
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path, "absent", 4)


@POSIX
def test_a_pipe_does_not_keep_the_reader_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.toml")
    with pytest.raises(NotAFile):
        read_file(tmp_path, "x.toml", 5)


@pytest.mark.skipif(sys.platform != "linux", reason="a file of endless bytes whose size is 0")
def test_a_file_that_is_longer_than_it_says_is_bounded_too() -> None:
    with pytest.raises(FileTooLarge):
        read_file(Path("/proc/self"), "maps", 5)
