"""`labelmap sync`: what it prints, remembers and refuses."""

import json
import sys
from pathlib import Path

import pytest

from store.people import Person, load_settings
from tests.store.sharing import files, joined, noise, share, writes
from tests.tui.command_line import (
    AN_IN_GIT,
    DAY,
    Run,
    bound_files,
    git,
    obey_permissions,
    small_school,
    start,
)
from tests.tui.test_json_shapes import validator

PLAN = "shared-leadership.plan"
BART = Person("Bart Claes", "bart@voorbeeldstad.example")


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "shared"
    folder.mkdir()
    return folder


@pytest.mark.usefixtures("an")
def test_it_shares_remembers_and_tells(run: Run, school: Path, shared: Path) -> None:
    first = run("sync", school, "--via", shared, "--lang", "nl")
    assert (first.code, first.err) == (0, "")
    assert "Wat hier nieuw is, kunnen collega's nu overnemen." in first.out
    assert list(load_settings().shared.values()) == [str(shared)]
    bart = joined(shared, school.parent / "bart", BART)
    run("set", bart.path, PLAN, "Van Bart.")
    assert run("sync", bart.path).code == 0
    ran = run("sync", school, "--json")
    told = json.loads(ran.out)
    validator("sync").validate(told)
    assert (ran.code, told["changed"], told["written"]) == (0, True, 0)
    assert [one["name"] for one in told["with"]] == ["An Peeters"]
    assert run("show", school, PLAN).out.strip() == "Van Bart."
    nothing = run("sync", school, "--lang", "nl")
    assert nothing.out.splitlines() == ["Gedeeld met An Peeters.", "Er is niets nieuws."]


@pytest.mark.usefixtures("an")
def test_it_says_no_in_plain_words(run: Run, school: Path, shared: Path) -> None:
    assert run("sync", school).code == 2
    assert run("sync", school, "--via", school).code == 2
    assert run("sync", school, "--via", shared / "none").code == 3
    assert run("sync", school, "--via", shared, "--remote", "x").code == 2
    run("sync", school, "--via", shared)
    (shared / "oud.labelmap").write_bytes(b"PK")
    foreign = run("sync", school)
    assert (foreign.code, "oud.labelmap" in foreign.err) == (0, True)
    (shared / "half.labelmap").write_bytes(b"# v2 git bu")
    half = run("sync", school)
    assert (half.code, "half.labelmap" in half.err) == (1, True)
    moved = shared.rename(shared.with_name("moved"))
    gone = run("sync", school)
    assert (gone.code, str(shared) in gone.err) == (3, True)
    assert files(moved)


@pytest.mark.usefixtures("an")
def test_a_colleague_joins_by_a_command(run: Run, school: Path, shared: Path) -> None:
    bart = school.parent / "bart"
    empty = run("sync", bart, "--via", shared, "--lang", "nl")
    assert (empty.code, "labelmap join" in empty.err) == (2, True)
    assert run("join", bart).code == 2
    assert run("join", bart, "--via", shared, "--remote", "x").code == 2
    assert run("join", bart, "--via", shared / "none").code == 3
    assert run("join", bart, "--via", shared).code == 2
    run("sync", school, "--via", shared)
    none = run("join", bart, "--via", shared, "--school", "Sint-Jozef", "--lang", "nl")
    assert (none.code, "Sint-Jozef" in none.err) == (2, True)
    assert not bart.exists()
    joined = run("join", bart, "--via", shared, "--school", "Voorbeeldstad", "--lang", "nl")
    assert (joined.code, joined.out.strip()) == (0, str(bart))
    assert joined.err.strip() == "Gedeeld met An Peeters."
    assert git(bart, "rev-parse", "main") == git(school, "rev-parse", "main")
    assert run("sync", bart).out.splitlines()[-1] == "Nothing is new."
    again = run("join", bart, "--via", shared)
    assert (again.code, str(bart) in again.err) == (1, True)
    # A second application in the same folder: one is named.
    # (Begun on another day: two beginnings of the same second would be one application.)
    other = small_school(school.parent / "other", "2023-01-11")
    run("set", other, "school.name", "Sint-Jozefscollege")
    run("sync", other, "--via", shared)
    several = run("join", school.parent / "third", "--via", shared)
    assert (several.code, "--school" in several.err) == (2, True)
    third = run("join", school.parent / "third", "--via", shared, "--school", "sint-jozef")
    assert third.code == 0


@pytest.mark.usefixtures("an")
def test_what_git_says_of_a_remote_stands_in_a_log_and_not_on_the_screen(
    run: Run, school: Path, tmp_path: Path
) -> None:
    told = run("join", tmp_path / "x", "--remote", "https://127.0.0.1:9/school.git", "--lang", "nl")
    assert (told.code, "antwoordt niet" in told.err) == (3, True)
    remote = tmp_path / "remote.git"
    git(tmp_path, "init", "-q", "--bare", "-b", "main", str(remote))
    git(remote, "config", "transfer.hideRefs", "refs/heads")
    told = run("sync", school, "--remote", remote, "--lang", "nl")
    assert (told.code, "hidden" in told.err) == (3, False)
    assert "heeft je wijzigingen niet aangenomen" in told.err
    (log,) = [line for line in told.err.splitlines() if line.endswith(".log.")]
    assert "hidden ref" in Path(log.split(" ")[-1].rstrip(".")).read_text("utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="root obeys permissions only there")
@pytest.mark.parametrize("why", [pytest.param("read-only", marks=pytest.mark.long), "full"])
def test_where_nothing_can_be_written_what_came_in_is_kept_and_it_is_told(
    school: Path, shared: Path, why: str
) -> None:
    assert start("sync", school, "--via", shared, env=AN_IN_GIT).code == 0
    bart = joined(shared, school.parent / "bart", BART)
    writes(bart, BART, {PLAN: "Van Bart."})
    share(bart, BART)
    start("set", school, "collaboration.plan", noise(9000), env=AN_IN_GIT)
    before = files(shared)
    if why == "read-only":
        shared.chmod(0o555)
    first = obey_permissions if why == "read-only" else bound_files
    told = start("sync", school, "--today", DAY, env=AN_IN_GIT, first=first)
    shared.chmod(0o755)
    assert told.code in {1, 3}, told.said
    assert "Traceback" not in told.err
    assert told.err.strip()
    assert files(shared) == before
    assert start("sync", school, env=AN_IN_GIT).code == 0
    assert files(shared) != before
    assert start("show", school, PLAN).out.strip() == "Van Bart."
