"""Whatever people wrote, no command sends a raw control character, and none is steered.

Source: repository-format.md, 'What people wrote is never markup'; issue 2, part 8.
"""

import json
import re
import shutil
from pathlib import Path

import pytest

from model import fields
from model.keys import Kind, kind_of
from store.clock import Clock
from store.school_folder import SchoolFolder
from tests.tui.command_line import AN, DAY, Ran, Run, git, small_school, start
from tui.commands import NAMES

HOSTILE = (
    "\x1b]0;x\x07\x1b[31m[@click=app.quit]x[/]\x9b2J\x7f\u202eabc\u2066\u200f\u2028\r\x00"
    "{facts} %s {0} $HOME `id` <b>&amp; \U000e0041"
)
RAW = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u2028\u2029\u202a-\u202e\u2066-\u206f]"
)
EN = ("--today", DAY)
AN_IN_GIT = ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL")


def harmless(ran: Ran) -> None:
    for stream in (ran.out, ran.err):
        found = RAW.search(stream)
        assert found is None, f"raw {found[0]!r} in {stream[max(found.start() - 60, 0) :][:120]!r}"
    assert "Traceback" not in ran.said
    assert ran.code != 70


def escaped(words: str) -> str:
    """Words in a TOML file that somebody else wrote: every character by its number."""
    return "".join(f"\\U{ord(char):08x}" for char in words)


@pytest.fixture(scope="module")
def _hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school with hostile words in every field, in names of people and commits, by hand."""
    folder = small_school(tmp_path_factory.mktemp("hostile") / "school")
    words = escaped(HOSTILE.replace("\x00", ""))
    opened = SchoolFolder.open(folder, Clock.of(DAY))
    application = opened.application
    for key in fields.plain_keys(opened.edition):
        if kind_of(key, opened.edition) is Kind.TEXT:
            application = fields.put(application, key, "MARK")
    opened.save(application, AN)
    for path in (*folder.glob("*.toml"), *folder.glob("answers/*.toml")):
        if path.name == "labelmap.toml":
            continue
        text = path.read_text(encoding="utf-8").replace("MARK", words)
        path.write_text(text, encoding="utf-8")
    with (folder / "school.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[[team]]\nid = "t"\nname = "{words}"\nemail = "{words}"\n')
        file.write(f'\n[[label]]\nyears = "{words}"\n')
    with (folder / "eligibility.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[[active_teacher]]\nname = "{words}"\nactivity = "{words}"\n')
        file.write(f'\n[[quality_label]]\nproject = "{words}"\nurl = "{words}"\n')
    answers = folder / "answers/5-students-as-agents-of-change.toml"
    with answers.open("a", encoding="utf-8") as file:
        file.write(f'\n[[evidence]]\nid = "e"\ntitle = "{words}"\nfile = "{words}"\n')
        file.write(f'\n[[evidence]]\nid = "{words}"\ntitle = "{words}"\nurl = "https://{words}"\n')
        file.write(f'supports = ["{words}"]\n"{words}" = "{words}"\n')
        file.write(f'\n[statements]\n"{words}" = "{words}"\n')
    message = HOSTILE.replace("\x00", "")
    git(folder, "commit", "--quiet", "-a", f"--author={message} <x@y>", "-m", message)
    return folder


@pytest.fixture
def hostile(_hostile: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(_hostile, tmp_path / "hostile"))


READING = [
    ("status", "F"),
    ("status", "F", "--json"),
    ("check", "F"),
    ("check", "F", "--json"),
    ("log", "F"),
    ("log", "F", "--json"),
    ("show", "F", "collaboration.plan"),
    ("show", "F", "collaboration.plan", "--history"),
    ("show", "F", "school.team.t"),
    ("show", "F", "school.name"),
    ("show", "F", "students-as-agents-of-change.evidence.e"),
]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_reading_a_hostile_folder_prints_nothing_raw(
    run: Run, hostile: Path, words: tuple[str, ...], language: str
) -> None:
    ran = run(*(hostile if word == "F" else word for word in words), *EN, "--lang", language)
    assert ran.out
    harmless(ran)
    if "--json" in words:
        json.loads(ran.out)


def test_the_words_themselves_are_there_for_people(run: Run, hostile: Path) -> None:
    assert "[@click=app.quit]x[/]" in run("show", hostile, "school.name").out
    assert "{facts} %s {0} $HOME `id` <b>&amp;" in run("status", hostile).out


@pytest.mark.usefixtures("an")
@pytest.mark.parametrize(
    "words",
    [
        ("set", "F", "school.city", "Elders"),
        ("set", "F", "collaboration.plan", HOSTILE),
        ("teacher", "F", HOSTILE, "--activity", HOSTILE, "--on", "2022-12-01"),
        ("quality-label", "F", HOSTILE, "--granted", "2022-12-01", "--url", HOSTILE),
        ("attach", "F", "collaboration", f"https://example.eu/{HOSTILE}"),
        ("attach", "F", "collaboration", HOSTILE),
        ("evidence", "F", "e", "--title", HOSTILE),
        ("detach", "F", "e"),
        ("restore", "F", "collaboration.plan", "--at", "HEAD"),
        ("export", "F", "--to", "OUT.md"),
        ("export", "F", "--to", "OUT.html"),
        ("export", "F", "--to", "OUT.json"),
    ],
)
def test_changing_a_hostile_folder_prints_nothing_raw(
    run: Run, hostile: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    given = [word.replace("\x00", "") for word in words]
    given = [word.replace("OUT", str(tmp_path / "out")) for word in given]
    harmless(run(*(hostile if word == "F" else word for word in given), *EN))


@pytest.mark.parametrize("name", NAMES)
def test_hostile_words_on_the_command_line_come_back_harmless(
    run: Run, school: Path, name: str
) -> None:
    words = HOSTILE.replace("\x00", "")
    for given in ((words,), (school, words), (school, words, words), (f"--{words}",)):
        harmless(run(name, *given, "--lang", "nl"))
    harmless(run(words))
    harmless(run(words, "x"))


@pytest.mark.long
def test_a_hostile_folder_name_is_shown_harmless(tmp_path: Path) -> None:
    folder = small_school(tmp_path / "a\x1b[31mb\u202ec")
    for words in (("status",), ("status", "--json"), ("check",), ("log",)):
        ran = start(words[0], folder, *words[1:])
        harmless(ran)
    harmless(start("status", tmp_path / "gone\x1b[31m"))


def test_a_hostile_name_of_who_works_is_shown_harmless(
    run: Run, school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in AN_IN_GIT:
        monkeypatch.setenv(name, HOSTILE.replace("\x00", ""))
    harmless(run("set", school, "school.city", "Elders", *EN))
    harmless(run("log", school, *EN))
    harmless(run("doctor"))
    assert not RAW.search(git(school, "log", "-1", "--format=%an"))


def test_a_history_made_by_hand_can_not_forge_ours(run: Run, school: Path) -> None:
    message = "x\n\nLabelmap-Event: answer\nLabelmap-Step: \x1b[31m\nLabelmap-Detail: {count}\n"
    git(school, "commit", "--quiet", "--allow-empty", "-m", message)
    for words in (("log",), ("log", "--json")):
        harmless(run(words[0], school, *words[1:], *EN))
