"""Pasted paths and links, as people and terminals give them."""

from pathlib import Path

import pytest

from tui.pasted_paths import is_link, read_paths


@pytest.mark.parametrize("text", ["https://example.org/a?b=c", " HTTP://EXAMPLE.ORG ", "http://x"])
def test_an_address_is_a_link(text: str) -> None:
    assert is_link(text)


@pytest.mark.parametrize(
    "text", ["", "verslag.pdf", "https://", "see https://example.org", "ftp://x"]
)
def test_what_is_no_address_is_no_link(text: str) -> None:
    assert not is_link(text)


def test_a_path_with_spaces_is_taken_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "ons verslag (2).pdf"
    path.touch()
    assert read_paths(str(path)) == (path,)


def test_a_dropped_path_has_escaped_spaces(tmp_path: Path) -> None:
    path = tmp_path / "ons verslag.pdf"
    assert read_paths(str(path).replace(" ", "\\ ")) == (path,)


def test_several_quoted_paths_stand_on_one_line(tmp_path: Path) -> None:
    first, second = tmp_path / "a b.pdf", tmp_path / "c.pdf"
    assert read_paths(f"'{first}' \"{second}\"") == (first, second)


def test_paths_stand_on_lines_of_their_own(tmp_path: Path) -> None:
    first, second = tmp_path / "a.pdf", tmp_path / "b.pdf"
    assert read_paths(f"{first}\n\n{second}\n") == (first, second)


def test_a_name_in_the_list_beside_the_box_is_that_one(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    path = tmp_path / "docs/ons verslag.pdf"
    path.touch()
    assert read_paths("docs/ons verslag.pdf", tmp_path) == (path,)
    assert read_paths("'ons verslag.pdf' weg.pdf", tmp_path / "docs") == (path, Path("weg.pdf"))
    assert read_paths(str(path), tmp_path) == (path,)


def test_a_text_that_is_no_path_at_all_is_none_that_exists(tmp_path: Path) -> None:
    long = "a" * 5000
    assert read_paths(f"{long}\nx\0y", tmp_path) == (Path(long), Path("x\0y"))


def test_a_file_address_is_a_path() -> None:
    assert read_paths("file:///home/an/ons%20verslag.pdf") == (Path("/home/an/ons verslag.pdf"),)


def test_a_windows_path_keeps_its_backslashes() -> None:
    text = r"C:\Users\An\Mijn documenten\verslag.pdf"
    assert [str(path) for path in read_paths(text)] == [text]


def test_a_single_quote_in_a_name_is_no_end() -> None:
    assert read_paths("l'avenir.pdf") == (Path("l'avenir.pdf"),)


def test_home_is_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert read_paths("~/verslag.pdf") == (tmp_path / "verslag.pdf",)
