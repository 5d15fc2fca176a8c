"""The one door to git: commits of named paths, durable and reproducible, with failures in words."""

import os
import sys
import threading
from datetime import datetime, timedelta, timezone
from hashlib import sha1
from itertools import count
from pathlib import Path
from zlib import compress

import pytest

from store import git_environment
from store.git import Git
from store.git_failures import (
    BadName,
    DamagedHistory,
    GitRefused,
    GitTooOld,
    HalfSynchronised,
    HistoryBusy,
    NoGit,
    NoHistory,
)
from store.people import Person
from tests.store.school import AN, BART, git, subjects

AT = datetime(2022, 11, 25, 10, 12, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture
def repository(tmp_path: Path) -> Git:
    folder = tmp_path / "folder"
    folder.mkdir()
    return Git.begin(folder)


def put(repository: Git, name: str, text: str) -> str:
    path = repository.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return name


def test_a_new_history_is_empty_and_plain(repository: Git) -> None:
    assert repository.head() is None
    assert repository.status() == ()
    assert git(repository.folder, "symbolic-ref", "HEAD") == "refs/heads/main"
    assert not list((repository.folder / ".git").glob("hooks/*"))


def test_beginning_twice_changes_nothing(repository: Git) -> None:
    commit = repository.commit([put(repository, "a", "1")], "a\n", AN, AT)
    assert Git.begin(repository.folder).head() == commit


def test_without_git_there_is_no_history(tmp_path: Path) -> None:
    with pytest.raises(NoHistory):
        Git(tmp_path)


def test_a_commit_takes_the_named_paths_and_no_other(repository: Git) -> None:
    names = [put(repository, name, "x") for name in ("answers/a.toml", "b c.toml", "é [x]*.toml")]
    put(repository, "stranger.txt", "x")
    put(repository, "staged.txt", "x")
    git(repository.folder, "add", "staged.txt")
    commit = repository.commit(names, "three\n", AN, AT)
    assert commit == repository.head() == git(repository.folder, "rev-parse", "HEAD")
    shown = git(repository.folder, "-c", "core.quotePath=false", "show", "--name-only", "--format=")
    assert sorted(shown.splitlines()) == sorted(names)
    assert git(repository.folder, "diff", "--cached", "--name-only") == "staged.txt"
    assert [(c.path, c.untracked) for c in repository.status()] == [
        ("staged.txt", False),
        ("stranger.txt", True),
    ]


def test_changed_added_and_removed_paths_go_into_one_commit(repository: Git) -> None:
    old, gone = put(repository, "old", "1"), put(repository, "gone", "1")
    repository.commit([old, gone], "first\n", AN, AT)
    put(repository, "old", "2")
    (repository.folder / "gone").unlink()
    new = put(repository, "new", "1")
    assert repository.commit([old, gone, new, "never-there"], "second\n", AN, AT)
    assert git(repository.folder, "show", "--name-status", "--no-renames", "--format=").split() == [
        *("D", "gone"),
        *("A", "new"),
        *("M", "old"),
    ]
    assert repository.status() == ()


def test_a_commit_of_what_did_not_change_is_none(repository: Git) -> None:
    name = put(repository, "a", "1")
    commit = repository.commit([name], "a\n", AN, AT)
    os.utime(repository.folder / name)
    assert repository.commit([name], "again\n", AN, AT) is None
    assert repository.commit(["never-there"], "nothing\n", AN, AT) is None
    assert repository.commit([], "nothing\n", AN, AT) is None
    assert repository.head() == commit


def test_people_and_moment_stand_with_the_commit_and_make_its_id(
    repository: Git, tmp_path: Path
) -> None:
    commit = repository.commit([put(repository, "a", "1")], "a\n", AN, AT, BART)
    shown = git(repository.folder, "log", "-1", "--format=%an|%ae|%aI|%cn|%ce|%cI")
    assert shown == (
        "An Peeters|an.peeters@voorbeeldstad.example|2022-11-25T10:12:00+01:00|"
        "Bart Claes|bart.claes@voorbeeldstad.example|2022-11-25T10:12:00+01:00"
    )
    (tmp_path / "twin").mkdir()
    twin = Git.begin(tmp_path / "twin")
    assert twin.commit([put(twin, "a", "1")], "a\n", AN, AT, BART) == commit


@pytest.mark.parametrize("name", ["", " ", "...", "<>", '"\'"'])
def test_a_name_that_git_can_not_note_is_refused(name: str, repository: Git) -> None:
    with pytest.raises(BadName):
        repository.commit([put(repository, "a", "1")], "a\n", Person(name), AT)


@pytest.mark.parametrize("name", ["Zoë D'Hondt", "陈", "-n", "x <y@z>", "--amend", "\x1b[31mred"])
def test_any_other_name_is_noted(name: str, repository: Git) -> None:
    assert repository.commit([put(repository, "a", "1")], "a\n", Person(name), AT)
    assert "\x1b" not in git(repository.folder, "log", "-1", "--format=%an")


def test_a_message_is_kept_to_the_letter(repository: Git) -> None:
    message = "# not a comment: één\n\n-m not an option\n\nLabelmap-Event: answer\n"
    repository.commit([put(repository, "a", "1")], message, AN, AT)
    assert git(repository.folder, "log", "-1", "--format=%B") == message.strip()


def test_a_commit_is_durable(repository: Git, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    put(repository, "a", "1")
    repository.run("add", "a", extra={"GIT_TRACE2_EVENT": str(trace)})
    written = trace.read_text()
    if '"fsync"' not in written:
        pytest.skip("this git does not count its fsyncs")
    assert '"name":"hardware-flush"' in written or '"fsync/hardware-flush"' in written


def test_line_ends_of_our_files_are_what_the_attributes_say(repository: Git) -> None:
    put(repository, ".gitattributes", "*.toml text eol=lf\n")
    (repository.folder / "a.toml").write_bytes(b'x = "1"\r\n')
    repository.commit([".gitattributes", "a.toml"], "a\n", AN, AT)
    assert repository.files_at("HEAD", ["a.toml"]) == {"a.toml": b'x = "1"\n'}


def test_files_of_a_commit_are_read_within_a_bound(repository: Git) -> None:
    put(repository, "review/a.toml", "één\n")
    put(repository, "review/deep/b.toml", "")
    put(repository, "review/large.toml", "x" * 2000)
    put(repository, "other.toml", "no")
    (repository.folder / "review/link.toml").symlink_to("a.toml")
    git(repository.folder, "add", ".")
    git(repository.folder, "commit", "-qm", "all")
    assert repository.files_at("HEAD", ["review"], 1000) == {
        "review/a.toml": "één\n".encode(),
        "review/deep/b.toml": b"",
    }
    assert repository.files_at("HEAD", ["nowhere"]) == {}


def test_references_are_read_where_git_keeps_them(repository: Git) -> None:
    commit = repository.commit([put(repository, "a", "1")], "a\n", AN, AT)
    git(repository.folder, "branch", "record")
    assert repository.reference("refs/heads/record") == commit
    git(repository.folder, "pack-refs", "--all")
    assert not (repository.folder / ".git/refs/heads/record").exists()
    assert repository.reference("refs/heads/record") == repository.head() == commit
    assert repository.reference("refs/heads/nothing") is None


def test_an_inner_history_never_reaches_the_outer_one(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "outer")
    inner = tmp_path / "school"
    inner.mkdir()
    repository = Git.begin(inner)
    assert repository.commit([put(repository, "a", "1")], "inner\n", AN, AT)
    assert subjects(inner) == ["inner"]
    assert subjects(tmp_path) == ["outer"]
    assert git(tmp_path, "diff", "--cached", "--name-only") == ""


def test_without_git_on_the_computer_the_remedy_is_named(
    repository: Git, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoGit) as failure:
        repository.status()
    assert failure.value.kind == "environment"
    assert "apt install git" in str(failure.value.fix)


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for git")
def test_a_git_that_is_too_old_is_named(
    repository: Git, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    old = tmp_path / "git"
    old.write_text('#!/bin/sh\n[ "$1" = version ] && echo git version 2.20.1 && exit 0\nexit 129\n')
    old.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitTooOld, match=r"2\.20"):
        repository.status()


def test_another_git_at_work_is_told_apart(repository: Git) -> None:
    name = put(repository, "a", "1")
    (repository.folder / ".git/index.lock").touch()
    repository.patience = 0.1
    with pytest.raises(HistoryBusy) as failure:
        repository.commit([name], "a\n", AN, AT)
    assert failure.value.kind == "no"


def test_damage_is_told_apart(repository: Git) -> None:
    commit = repository.commit([put(repository, "a", "1")], "a\n", AN, AT) or ""
    path = repository.folder / ".git/objects" / commit[:2] / commit[2:]
    path.chmod(0o644)
    path.write_bytes(b"")
    put(repository, "a", "2")
    with pytest.raises(DamagedHistory):
        repository.commit(["a"], "b\n", AN, AT)
    with pytest.raises(DamagedHistory):
        list(repository.lines("log", "-z"))


def test_a_damaged_index_is_told_apart(repository: Git) -> None:
    repository.commit([put(repository, "a", "1")], "a\n", AN, AT)
    (repository.folder / ".git/index").write_bytes(b"DIRC half of it")
    with pytest.raises(DamagedHistory):
        repository.status()


def test_what_git_refuses_otherwise_says_what_git_said(repository: Git) -> None:
    with pytest.raises(GitRefused, match="not a git command"):
        repository.run("no-such-command")


def test_many_small_objects_are_packed(repository: Git) -> None:
    name = put(repository, "a", "0")
    repository.commit([name], "0\n", AN, AT)
    first = repository.head()
    # Git itself guesses by this one folder how many objects there are.
    loose = repository.folder / ".git/objects/17"
    loose.mkdir(exist_ok=True)
    found = 0
    for number in count():
        blob = b"blob 8\0%8d" % number
        digest = sha1(blob, usedforsecurity=False).hexdigest()
        if digest.startswith("17"):
            (loose / digest[2:]).write_bytes(compress(blob))
            found += 1
        if found == 40:
            break
    repository.tidy()
    assert list((repository.folder / ".git/objects/pack").glob("*.pack"))
    assert repository.head() == first


def test_the_users_own_git_settings_name_who_works(home: Path) -> None:
    assert git_environment.user_identity() is None
    (home / ".gitconfig").write_text("[user]\n\tname = An Peeters\n\temail = an@x.example\n")
    assert git_environment.user_identity() == Person("An Peeters", "an@x.example")
    (home / ".gitconfig").write_text("[user]\n\tname = ...\n")
    assert git_environment.user_identity() is None


def test_a_commit_waits_for_another_git(repository: Git) -> None:
    name = put(repository, "a", "1")
    lock = repository.folder / ".git/index.lock"
    lock.touch()
    timer = threading.Timer(0.2, lock.unlink)
    timer.start()
    assert repository.commit([name], "a\n", AN, AT)
    timer.join()


def test_more_paths_than_a_command_line_holds_go_into_one_commit(repository: Git) -> None:
    names = [put(repository, f"evidence/esafety/{'x' * 60}-{n}.pdf", str(n)) for n in range(900)]
    assert repository.commit(names, "many\n\nLabelmap-Event: recover\n", AN, AT)
    assert repository.status() == ()
    assert git(repository.folder, "log", "--format=%B").strip() == (
        "many\n\nLabelmap-Event: recover"
    )


def test_in_a_cloud_drive_damage_names_the_drive(tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - Scholengroep" / "aanvraag"
    folder.mkdir(parents=True)
    repository = Git.begin(folder)
    repository.commit([put(repository, "a", "1")], "a\n", AN, AT)
    (folder / ".git/refs/heads/main").write_bytes(b"\0" * 41)
    with pytest.raises(HalfSynchronised, match="OneDrive"):
        repository.head()
    (folder / ".git/HEAD").unlink()
    with pytest.raises(HalfSynchronised, match="HEAD"):
        repository.check_state()
    (folder / ".git/config").unlink()
    with pytest.raises(HalfSynchronised, match="config"):
        Git(folder)
