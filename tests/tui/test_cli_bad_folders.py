"""Folders that are not as they should be: told in a sentence with a remedy, nothing lost.

Source: issue 2, part 8.
"""

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.tui.command_line import (
    Ran,
    Run,
    bound_files,
    git,
    obey_permissions,
    start,
    subjects,
)

pytestmark = pytest.mark.usefixtures("an")
TODAY = ("--today", "2023-01-20")
EN = (*TODAY, "--lang", "en")
FILE = "answers/4-collaboration.toml"
STEP = "collaboration"
posix = pytest.mark.skipif(os.name == "nt", reason="pipes, links and permissions are POSIX")


def refused(ran: Ran, code: int, *parts: str) -> None:
    """Hold a refusal to what every one of them is: no answer, a sentence, no traceback."""
    assert (ran.code, ran.out) == (code, "")
    assert "Traceback" not in ran.err
    for part in parts:
        assert part in ran.err


def problems(run: Run, folder: Path) -> list[dict[str, Any]]:
    """What `check` finds wrong with FILE."""
    ran = run("check", folder, "--json", *EN)
    assert "Traceback" not in ran.err
    found = json.loads(ran.out)
    every = [*found["problems"], *(item for step in found["steps"] for item in step["problems"])]
    return [item for item in every if item["file"] == FILE and item["line"] != 0]


# Files


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b'plan = """\nx\n', "file-unreadable", 2),
        (b"plan = \xff\n", "file-unreadable", 1),
        (b'description = "a"\nplan = "caf\xe9"\n', "file-unreadable", 2),
        (b"", "file-unreadable", None),
        (b"\n\nplan = 3\n", "wrong-type", 3),
        (b'statements = "yes"\n', "wrong-type", 1),
        (b'[statements]\nplan-together = "maybe"\n', "wrong-type", 2),
        (b'plna = "x"\n', "unknown-key", 1),
        (b'[[evidence]]\nadded = "soon"\n', "wrong-type", 2),
        (b'\xef\xbb\xbfplan = "x"\r\n', "file-form", None),
    ],
)
def test_a_file_with_a_fault_is_named_with_its_line(
    run: Run, school: Path, data: bytes, code: str, line: int | None
) -> None:
    (school / FILE).write_bytes(data)
    found = {item["code"]: item for item in problems(run, school)}
    assert code in found
    assert found[code]["line"] == line
    assert found[code]["message"]
    assert found[code]["fix"]
    assert (school / FILE).read_bytes() == data, "left as it is"


def test_a_missing_file_is_named(run: Run, school: Path) -> None:
    (school / FILE).unlink()
    assert "file-unreadable" in {item["code"] for item in problems(run, school)}
    assert run("status", school, *TODAY).code == 0


@posix
@pytest.mark.parametrize("kind", ["folder", "pipe", "link", "huge"])
def test_what_is_no_plain_file_is_named_and_never_waited_for(
    run: Run, school: Path, tmp_path: Path, kind: str
) -> None:
    file = school / FILE
    file.unlink()
    match kind:
        case "folder":
            file.mkdir()
        case "pipe":
            os.mkfifo(file)
        case "link":
            (tmp_path / "elsewhere").write_text('plan = "stolen"\n')
            file.symlink_to(tmp_path / "elsewhere")
        case _:
            file.write_bytes(b"#" * 1_000_001)
    assert "file-unreadable" in {item["code"] for item in problems(run, school)}
    refused(run("set", school, f"{STEP}.plan", "x", *EN), 2, FILE)
    assert run("set", school, "school.city", "Elders", *EN).code == 0


def test_a_file_that_can_not_be_read_stays_and_stops_only_its_own_step(
    run: Run, school: Path
) -> None:
    broken = b"plan = [\n"
    (school / FILE).write_bytes(broken)
    refused(run("set", school, f"{STEP}.plan", "x", *EN), 2, FILE, "labelmap check")
    assert run("set", school, "shared-leadership.plan", "x", *EN).code == 0
    assert (school / FILE).read_bytes() == broken
    assert git(school, "show", f"HEAD:{FILE}").encode() + b"\n" == broken


@pytest.mark.parametrize(
    "data", [b"", b"format = 1\n", b'edition = "1999-2000"\n', b"[", b"\xff", b"format = 99\n"]
)
def test_a_folder_of_which_the_edition_is_unknown_prints_what_it_can_and_is_2(
    run: Run, school: Path, data: bytes
) -> None:
    (school / "labelmap.toml").write_bytes(data)
    for command in ("check", "status"):
        ran = run(command, school, *EN)
        assert ran.code == 2
        assert ran.out
        assert "Traceback" not in ran.err
    assert "labelmap.toml" in run("check", school, *EN).out


def test_what_is_wrong_with_the_edition_is_told_once_and_with_its_line(
    run: Run, school: Path
) -> None:
    head = school / "labelmap.toml"
    for data, line in ((b"[", 1), (b"edition = 5\n", 1), (b'format = 1\nedition = "x"\n', 2)):
        head.write_bytes(data)
        found = json.loads(run("check", school, "--json", *EN).out)["problems"]
        assert [item["line"] for item in found if item["file"] == "labelmap.toml"] == [line]
    head.unlink()
    found = json.loads(run("check", school, "--json", *EN).out)["problems"]
    assert [item["code"] for item in found if item["file"] == "labelmap.toml"] == [
        "file-unreadable"
    ]


def test_what_a_rewrite_would_lose_is_kept_in_the_history(run: Run, school: Path) -> None:
    data = b'# mine\nplan = "x"\nwish = "more time"\n'
    (school / FILE).write_bytes(data)
    ran = run("set", school, f"{STEP}.plan", "y", *EN)
    assert ran.code == 0
    assert FILE in ran.err
    kept = git(school, "log", "-p", "--format=", "--", FILE)
    assert "+# mine" in kept
    assert '+wish = "more time"' in kept


# The disk


@posix
def test_a_read_only_folder_can_be_read_and_refuses_changes(school: Path) -> None:
    folders = [school, *(path for path in school.rglob("*") if path.is_dir())]
    try:
        for folder in folders:
            folder.chmod(0o555)
        assert start("check", school, *EN, first=obey_permissions).code == 1
        ran = start("set", school, "school.city", "Elders", *EN, first=obey_permissions)
        refused(ran, 3, "read-only", str(school))
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert len(subjects(school)) == 1
    assert git(school, "status", "--porcelain") == ""


@posix
def test_a_file_that_may_not_be_read_is_named(school: Path) -> None:
    (school / FILE).chmod(0)
    ran = start("check", school, *EN, first=obey_permissions)
    assert ran.code == 1
    assert FILE in ran.out
    assert "Traceback" not in ran.said


@posix
def test_a_full_disk_loses_nothing(school: Path) -> None:
    before = (school / FILE).read_bytes()
    ran = start("set", school, f"{STEP}.plan", "-", *EN, stdin="x" * 9000, first=bound_files)
    refused(ran, 3, "full")
    assert (school / FILE).read_bytes() == before
    assert git(school, "status", "--porcelain") == ""
    assert start("set", school, f"{STEP}.plan", "x", *EN).code == 0


def test_new_where_nothing_can_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for place in (tmp_path / "file", tmp_path / "file/below"):
        ran = start("new", place, "--school", "S", *EN)
        assert ran.code in {1, 3}
        assert str(tmp_path / "file") in ran.err
        assert "Traceback" not in ran.err


# git


def test_a_folder_that_is_no_applications_is_2(run: Run, tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nothing"):
        for words in (("status",), ("check", "--json"), ("log",), ("set", "school.city", "x")):
            refused(run(words[0], folder, *words[1:], *EN), 2, str(folder))


def test_a_folder_without_git_is_told_what_to_do(run: Run, school: Path) -> None:
    shutil.rmtree(school / ".git")
    for words in (("status",), ("set", "school.city", "x")):
        refused(run(words[0], school, *words[1:], *EN), 2, "git init")
    assert not (school / ".git").exists()


def test_no_git_on_this_computer_is_3_with_the_remedy(school: Path, tmp_path: Path) -> None:
    for words in (
        ("status", school),
        ("set", school, "school.city", "x"),
        ("new", tmp_path / "new", "--school", "S"),
        ("demo", "--no-open", "--into", tmp_path / "demo"),
    ):
        ran = start(*words, *EN, env={"PATH": str(tmp_path)})
        refused(ran, 3, "git", "https://git-scm.com")
    assert "Elders" not in (school / "school.toml").read_text(encoding="utf-8")


def test_a_detached_head_is_told(run: Run, school: Path) -> None:
    git(school, "checkout", "--quiet", "--detach")
    for words in (("status",), ("set", "school.city", "x")):
        refused(run(words[0], school, *words[1:], *EN), 2, "git switch main")


def test_another_branch_is_told(run: Run, school: Path) -> None:
    git(school, "checkout", "--quiet", "-b", "elsewhere")
    refused(run("check", school, *EN), 2, "elsewhere", "git switch main")


def test_an_unfinished_merge_is_told_and_left_alone(run: Run, school: Path) -> None:
    git(school, "branch", "other")
    run("set", school, "school.city", "Hier", *EN)
    git(school, "switch", "--quiet", "other")
    file = school / "school.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("Voorbeeldstad", "Daar"))
    git(school, "commit", "--quiet", "-am", "by hand")
    git(school, "switch", "--quiet", "main")
    with pytest.raises(Exception, match="merge"):
        git(school, "merge", "other")
    before = file.read_bytes()
    for words in (("check",), ("set", "school.city", "x")):
        refused(run(words[0], school, *words[1:], *EN), 2, "git merge --abort")
    assert file.read_bytes() == before


def test_a_bare_repository_is_told(run: Run, school: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--bare", str(school), "bare")
    refused(run("status", tmp_path / "bare", *EN), 2, "git clone")


@posix
@pytest.mark.parametrize(
    "setting",
    ["core.fsmonitor", "core.sshCommand", "filter.x.clean", "diff.external", "alias.status"],
)
def test_a_repository_that_could_start_programs_is_refused_and_starts_none(
    run: Run, school: Path, tmp_path: Path, setting: str
) -> None:
    mark = tmp_path / "ran"
    git(school, "config", setting, f"touch {mark}")
    for words in (("status",), ("log",), ("set", "school.city", "x")):
        refused(run(words[0], school, *words[1:], *EN), 2, setting.lower())
    assert not mark.exists()


@posix
def test_hooks_are_never_run(run: Run, school: Path, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    for hook in ("pre-commit", "post-commit", "prepare-commit-msg", "post-checkout"):
        (school / ".git/hooks").mkdir(exist_ok=True)
        (school / ".git/hooks" / hook).write_text(f"#!/bin/sh\ntouch {mark}\n")
        (school / ".git/hooks" / hook).chmod(0o755)
    run("set", school, "school.city", "Elders", *EN)
    assert not mark.exists()


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="only root can give a folder away"
)
def test_a_folder_of_another_user_is_told(run: Run, school: Path) -> None:
    for path in (school, *school.rglob("*")):
        os.chown(path, 65534, 65534)
    refused(run("status", school, *EN), 2, "another user", "safe.directory")


def test_a_damaged_history_keeps_the_files(run: Run, school: Path) -> None:
    commit = git(school, "rev-parse", "HEAD")
    (school / ".git/objects" / commit[:2] / commit[2:]).chmod(0o644)
    (school / ".git/objects" / commit[:2] / commit[2:]).write_bytes(b"")
    ran = run("set", school, "school.city", "Elders", *EN)
    refused(ran, 2, "damaged")
    assert (school / "school.toml").is_file()


NO_PATHS = ("a" * 5000, "~nobody-has-this-name/x", "file://[::", "/", "..", "", "a\nb", "\udc80x")
PATHS = (
    *("status {}", "check {}", "log {}", "audit {}", "inbox {}", "export school --to {}"),
    *("attach school shared-leadership {}", "sync school --via {}", "join {} --via {}"),
    *("send school --to {}", "receive {} --into school", "trust --add {}", "new {} --city B"),
    *("inbox {} --add Brug", "receive school --into {}", "receive {} --into {}", "review {}"),
    "inbox {} --csv {}",
    "platform school submitted --on 2023-01-27 --form {}",
)
"""Commands that take a path, with the places where it stands."""


@pytest.mark.parametrize("words", PATHS)
def test_no_text_for_a_path_breaks_a_command(
    run: Run, school: Path, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(school.parent)
    before = git(school, "rev-parse", "HEAD")
    for path in NO_PATHS:
        ran = run(*EN, *(word.replace("{}", path) for word in words.split()))
        assert ran.code in {0, 1, 2, 3, 4, 5, 6}, (path, ran.err)
        assert ran.out or ran.err
        assert "Errno" not in ran.err
    assert git(school, "rev-parse", "HEAD") == before


@posix
def test_a_folder_whose_name_is_no_text_is_told_where_it_can_not_be_remembered(
    run: Run, school: Path, tmp_path: Path
) -> None:
    if sys.platform == "darwin":
        pytest.skip("names are text there")
    shared = tmp_path / os.fsdecode(b"\x80d")
    shared.mkdir()
    ran = run("sync", school, "--via", shared, *EN)
    refused(ran, 3, "signs that are no text", "another name")


@posix
@pytest.mark.parametrize("kind", [(), ("--reviewer",)])
@pytest.mark.parametrize("within", [True, False])
def test_a_demo_in_a_folder_whose_name_is_no_text_is_refused_before_anything_is_made(
    run: Run, tmp_path: Path, kind: tuple[str, ...], *, within: bool
) -> None:
    if sys.platform == "darwin":
        pytest.skip("names are text there")
    folder = tmp_path / os.fsdecode(b"\x80d")
    ran = run("demo", *kind, "--no-open", "--into", folder / "demo" if within else folder, *EN)
    refused(ran, 3, "signs that are no text", "another name", "d/demo" if within else "d”")
    assert not folder.exists()
    assert list(tmp_path.iterdir()) == []
