"""Somebody who knows git joins two copies with git itself: our files are joined by field."""

import os
import sys
from pathlib import Path

import pytest

from model.fields import parse_key
from model.versions import versions
from store.git_failures import UnsafeFolder
from store.git_settings import harmless
from store.school_folder import SchoolFolder
from tests.store.school import AN, BART, CLOCK, PLAN, git, plan_of, with_field
from tests.store.together import team

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(autouse=True)
def on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`labelmap` is on the PATH, as where it is installed."""
    program = tmp_path / "bin" / "labelmap"
    program.parent.mkdir()
    program.write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -c '
        '"from tui.start import main; import sys; sys.exit(main())" "$@"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")


def test_git_pull_joins_by_field_and_keeps_both_versions(tmp_path: Path) -> None:
    an, bart = team(tmp_path, 2)
    an.save(with_field(an, PLAN, "Van An."), AN)
    an.save(with_field(an, "shared-leadership.description", "Wie we zijn."), AN)
    bart.save(with_field(bart, PLAN, "Van Bart."), BART)
    bart.save(with_field(bart, "shared-leadership.statements.shared-decisions", "yes"), BART)
    git(an.path, "pull", "--quiet", "--no-rebase", "--no-edit", str(bart.path), "main")
    opened = SchoolFolder.open(an.path, CLOCK)
    assert not opened.problems
    answer = opened.application.answers["shared-leadership"]
    assert answer.description == "Wie we zijn."
    assert answer.statements["shared-decisions"] == "yes"
    key = parse_key(PLAN, opened.edition)
    assert {each.value for each in versions(opened.application, key)} == {"Van An.", "Van Bart."}
    # And Labelmap goes on from there.
    git(bart.path, "fetch", "--quiet", str(an.path), "main")
    bart.merge(git(bart.path, "rev-parse", "FETCH_HEAD"), BART)
    assert plan_of(bart) == plan_of(opened)


def test_only_our_own_program_may_be_named(tmp_path: Path) -> None:
    (an,) = team(tmp_path, 1)
    config = an.path / ".git" / "config"
    assert "driver = labelmap merge-file %O %A %B %P" in config.read_text()
    assert not harmless("merge.labelmap.driver", "labelmap merge-file %O %A %B %P; touch x")
    assert not harmless("merge.other.driver", "labelmap merge-file %O %A %B %P")
    config.write_text(config.read_text().replace("labelmap merge-file", "./labelmap merge-file"))
    with pytest.raises(UnsafeFolder):
        SchoolFolder.open(an.path, CLOCK)
