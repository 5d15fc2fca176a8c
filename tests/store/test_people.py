"""Who works on this computer, and the user's own settings."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import places
from store.folder import ReadOnlyFolder
from store.people import (
    NoName,
    Person,
    Settings,
    change_settings,
    committer,
    forget,
    load_settings,
    parse_person,
    person,
    remember,
    remember_settings,
    who_works,
)
from tests.store.files import read_only

AN = Person("An Peeters", "an@school.example")
BART = Person("Bart Claes", "bart@school.example")
GIT = Person("Git", "git@school.example")


def settings_file() -> Path:
    return places.settings_folder() / "settings.toml"


def test_nobody_is_known_at_first() -> None:
    assert load_settings() == Settings()
    assert who_works(variables={}) is None
    assert not settings_file().exists()


def test_the_persons_setting_goes_before_the_configuration_of_git() -> None:
    assert who_works(lambda: GIT, {}) == GIT
    remember(AN)
    assert who_works(lambda: GIT, {}) == AN
    forget()
    assert who_works(lambda: GIT, {}) == GIT


@pytest.mark.parametrize(
    ("variables", "who"),
    [
        (
            {"GIT_AUTHOR_NAME": "Bart", "GIT_AUTHOR_EMAIL": "b@x.example"},
            Person("Bart", "b@x.example"),
        ),
        (
            {"GIT_COMMITTER_NAME": "Bart", "GIT_COMMITTER_EMAIL": "b@x.example"},
            Person("Bart", "b@x.example"),
        ),
        # A name alone does not take somebody else's address.
        ({"GIT_AUTHOR_NAME": "Bart"}, Person("Bart")),
        ({"GIT_AUTHOR_NAME": "An Peeters"}, AN),
        ({"GIT_AUTHOR_EMAIL": "thuis@x.example"}, Person("An Peeters", "thuis@x.example")),
        ({"GIT_AUTHOR_NAME": ""}, AN),
    ],
)
def test_the_variables_of_git_go_first(variables: dict[str, str], who: Person) -> None:
    remember(AN)
    assert who_works(lambda: GIT, variables) == who


def test_the_variables_of_the_process_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Bart Claes")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "bart@school.example")
    assert who_works() == BART
    assert committer(AN) == AN
    monkeypatch.setenv("GIT_COMMITTER_NAME", "Robot")
    assert committer(AN) == Person("Robot")
    monkeypatch.setenv("GIT_COMMITTER_EMAIL", "robot@school.example")
    assert committer(AN) == Person("Robot", "robot@school.example")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("An Peeters <an@school.example>", AN),
        ("  An   Peeters  < an@school.example > ", AN),
        ("An Peeters", Person("An Peeters")),
        ("An\nPeeters\x1b[31m", Person("An Peeters[31m")),
    ],
)
def test_a_person_is_read_from_one_line(text: str, who: Person) -> None:
    assert parse_person(text) == who


@pytest.mark.parametrize("text", ["", "  ", "<an@school.example>", "...", "\x00", "<>"])
def test_what_holds_no_name_is_refused(text: str) -> None:
    with pytest.raises(NoName):
        parse_person(text)


@given(st.text(), st.text())
def test_whatever_is_typed_can_stand_in_a_commit(name: str, email: str) -> None:
    try:
        who = person(name, email)
    except NoName:
        return
    for text in (who.name, who.email):
        assert not set(text) & set("<>\n\r\0")
        text.encode("utf-8")
    assert " " not in who.email


def test_settings_come_back_and_leave_one_file() -> None:
    remember(AN)
    remember_settings(theme="labelmap-dark", language="nl")
    change_settings(lambda settings: settings.with_recent(Path("/a")))
    change_settings(lambda settings: settings.with_recent(Path("/b")))
    change_settings(lambda settings: settings.with_recent(Path("/a")))
    change_settings(lambda settings: settings.with_demo(Path("/demo"), "2023-01-20"))
    remember_settings(seen=frozenset({"hint"}))
    settings = load_settings()
    assert settings == Settings(
        person=AN,
        theme="labelmap-dark",
        language="nl",
        recent=(str(Path("/a")), str(Path("/b"))),
        seen=frozenset({"hint"}),
        demos={str(Path("/demo")): "2023-01-20"},
    )
    assert settings.is_demo(Path("/demo"))
    assert settings.demo_day(Path("/demo")) == "2023-01-20"
    assert settings.demo_day(Path("/a")) is None
    assert [path.name for path in places.settings_folder().iterdir()] == ["settings.toml"]


def test_ten_folders_are_remembered() -> None:
    for number in range(15):
        change_settings(lambda settings, n=number: settings.with_recent(Path(f"/{n}")))  # type: ignore[misc] # a default binds the number
    assert load_settings().recent == tuple(str(Path(f"/{n}")) for n in range(14, 4, -1))


def test_a_change_of_nothing_writes_nothing() -> None:
    remember(AN)
    before = settings_file().stat().st_mtime_ns, settings_file().stat().st_ino
    remember(AN)
    assert (settings_file().stat().st_mtime_ns, settings_file().stat().st_ino) == before


def test_a_key_of_a_newer_program_stays() -> None:
    places.settings_folder().mkdir(parents=True)
    settings_file().write_bytes(b'later = "x"\ntheme = 5\n')
    assert load_settings().theme == ""
    remember(AN)
    assert b'later = "x"' in settings_file().read_bytes()


@pytest.mark.parametrize(
    "data",
    [b"theme = \n", b"\xff\xfe", b"person = 5\nrecent = 'x'\nseen = [1]\ndemos = []\n", b""],
)
def test_settings_that_cannot_be_read_count_as_none(data: bytes) -> None:
    places.settings_folder().mkdir(parents=True)
    settings_file().write_bytes(data)
    assert load_settings() == Settings()
    remember(AN)
    assert load_settings().person == AN


def test_settings_that_cannot_be_read_are_kept_aside() -> None:
    places.settings_folder().mkdir(parents=True)
    settings_file().write_bytes(b"theme = \n")
    remember(AN)
    aside = places.settings_folder() / "settings-unreadable.toml"
    assert aside.read_bytes() == b"theme = \n"


def test_settings_that_cannot_be_written_are_told() -> None:
    remember(AN)
    folder = places.settings_folder()
    with read_only(folder), pytest.raises(ReadOnlyFolder):
        remember(BART)
    assert load_settings().person == AN
