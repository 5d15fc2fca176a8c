"""Sentences of the contracts, held against the program as people start it.

Source: command-line.md, repository-format.md; issue 2, parts 2, 3, 4 and 8.
"""

from pathlib import Path

import pytest
from PIL import Image

from tests.tui.command_line import AN_IN_GIT, DAY, Ran, small_school, start

EN = ("--today", DAY, "--lang", "en")


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """A new application, all but empty."""
    return small_school(tmp_path / "school")


def said(*words: str | Path) -> Ran:
    """A run by An, in English."""
    return start(*words, *EN, env=AN_IN_GIT)


@pytest.mark.parametrize("words", [("show", "school.name", "--history"), ("check",), ("log",)])
def test_no_variable_of_git_but_a_name_reaches_git(
    school: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    traces = {name: str(tmp_path / name) for name in ("GIT_TRACE", "GIT_TRACE2_EVENT")}
    command, *rest = words
    ran = start(command, school, *rest, *EN, env={**AN_IN_GIT, **traces})
    assert ran.code in {0, 1}
    assert [name for name in traces if (tmp_path / name).exists()] == []


@pytest.mark.long
def test_a_name_that_is_too_long_for_the_system_is_told(school: Path, tmp_path: Path) -> None:
    long = tmp_path / ("n" * 300 + ".md")
    for words in (
        ("export", school, "--to", long),
        ("export", school, "--to", long, "--force"),
        ("check", long),
        ("new", long, "--school", "S"),
        ("new", tmp_path / "n", "--school", "S", "--edition", long.with_suffix(".toml")),
        ("new", tmp_path / "n", "--from", long),
        ("attach", school, "collaboration", long),
        ("set", school, "collaboration.plan", "--file", long),
        ("demo", "--no-open", "--into", long),
        (long,),
    ):
        ran = said(*words)
        assert ran.code in {1, 2, 3}, words
        assert ran.err


def test_an_export_never_takes_the_place_of_a_link_unasked(school: Path, tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to(tmp_path / "nowhere")
    assert said("export", school, "--to", tmp_path / "a.md").code == 1
    assert (tmp_path / "a.md").is_symlink()


def test_the_option_that_is_proposed_is_named(school: Path, tmp_path: Path) -> None:
    photo = tmp_path / "foto.webp"
    Image.new("RGB", (40, 30), "red").save(photo)
    assert "--as-jpeg" in said("attach", school, "collaboration", photo).err
    link = said("attach", school, "collaboration", "https://www.school.example/a").out.strip()
    ran = said("evidence", school, link, "--replace", photo)
    assert (ran.code, ran.out) == (1, "")
    assert "--as-jpeg" in ran.err
