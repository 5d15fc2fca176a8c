"""Help and refusals in Dutch and English: click's own sentences too."""

import ast
import os
import re
from pathlib import Path

import click
import pytest

from tests.tui.command_line import Run, start
from tui import click_texts
from tui.commands import NAMES

ENGLISH_OF_CLICK = ("Usage", "Options", "Commands", "Show this message", "Try '", "Missing")


def texts_of_click() -> set[str]:
    """Every literal in click's source."""
    found = set()
    for file in Path(click.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def test_every_sentence_in_our_catalog_is_one_of_clicks() -> None:
    known = texts_of_click()
    single = set(click_texts.HELP) | set(click_texts.FAULTS)
    pairs = {form for message in click_texts.COUNTED for form in (message.text, message.plural)}
    assert single | pairs <= known


@pytest.mark.parametrize("name", [None, *NAMES])
def test_each_help_speaks_the_language_that_was_asked_for(run: Run, name: str | None) -> None:
    words = ["--help"] if name is None else [name, "--help"]
    english, dutch = run(*words, "--lang", "en"), run(*words, "--lang", "nl")
    assert (english.code, english.err) == (dutch.code, dutch.err) == (0, "")
    assert not [word for word in ENGLISH_OF_CLICK if word in dutch.out]
    assert "Usage: labelmap" in english.out
    said = [set(help_.out.splitlines()) for help_ in (english, dutch)]
    # A line without words, a range of numbers, has no language.
    shared = {line for line in said[0] & said[1] if re.search("[A-Za-z]{2}", line)}
    assert not shared, "the same line in both languages"


def test_the_overview_names_every_command_on_one_line(run: Run) -> None:
    for language in ("en", "nl"):
        lines = run("--help", "--lang", language).out.splitlines()
        for name in NAMES:
            (line,) = [line for line in lines if line.startswith(f"  {name} ")]
            assert "..." not in line, "longer than one line"


@pytest.mark.parametrize(
    ("words", "dutch"),
    [
        (("check", "--nonsense"), "geen optie"),
        (("set",), "ontbreekt"),
        (("check", "a", "b"), "b"),
        (("export", ".", "--to", "x.pdf", "--what", "dossier"), "'dossier'"),
        (("teacher", ".", "An", "--on", "2022-12-01", "--activity"), "--activity"),
        (("editions", "--jason"), "--json"),
        (("chek", "x"), "'chek'"),
        (("labelmap-folder",), "'labelmap-folder'"),
    ],
)
def test_refusals_are_in_dutch_too(run: Run, words: tuple[str, ...], dutch: str) -> None:
    ran = run("--lang", "nl", *words)
    assert ran.code == 2
    assert dutch in ran.err
    assert not [word for word in ENGLISH_OF_CLICK if word in ran.err]


@pytest.mark.long
def test_the_language_comes_from_option_variable_setting_locale_in_that_order(
    school: Path, home: Path
) -> None:
    settings = home / ".config/labelmap/settings.toml"
    words = ("status", school, "--today", "2023-01-20")
    dutch, english = start(*words, "--lang", "nl").out, start(*words, "--lang", "en").out
    assert dutch != english
    assert start(*words).out == english
    assert start(*words, env={"LC_ALL": "nl_BE.UTF-8"}).out == dutch
    settings.parent.mkdir(parents=True)
    settings.write_text('language = "nl"\n')
    assert start(*words).out == dutch
    assert start(*words, env={"LABELMAP_LANG": "en"}).out == english
    assert start(*words, "--lang", "nl", env={"LABELMAP_LANG": "en"}).out == dutch


def test_what_click_is_made_to_speak_is_not_handed_on(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "fr")
    run("editions", "--lang", "nl")
    assert os.environ["LANGUAGE"] == "fr"
    monkeypatch.delenv("LANGUAGE")
    run("editions", "--lang", "nl")
    assert "LANGUAGE" not in os.environ
