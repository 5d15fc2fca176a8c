"""Making a folder: whole and committed, again after an interruption, around what is there."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from model.application import Application, Contact, School
from model.problems import Code
from store.creation import BadEditionFile, FolderNotEmpty
from store.school_folder import SchoolFolder
from tests.store.school import (
    AN,
    BART,
    CLOCK,
    PLAN,
    git,
    new_school,
    subjects,
    with_field,
)

AT = datetime(2022, 12, 1, 9, 30, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture
def folder(tmp_path: Path) -> SchoolFolder:
    return new_school(tmp_path / "school")


def test_a_new_folder_is_whole_and_committed(folder: SchoolFolder) -> None:
    assert subjects(folder.path) == [
        "create: application of GO! Atheneum Voorbeeldstad, edition 2023-2024"
    ]
    assert folder.uncommitted() == ()
    assert folder.problems == ()
    assert git(folder.path, "status", "--porcelain") == ""
    assert git(folder.path, "ls-files").splitlines() == [
        ".gitattributes",
        "README.md",
        "answers/2-esafety.toml",
        "answers/3-shared-leadership.toml",
        "answers/4-collaboration.toml",
        "answers/5-students-as-agents-of-change.toml",
        "answers/6-models-for-other-schools.toml",
        "answers/7-inclusive-and-innovative.toml",
        "answers/8-declaration.toml",
        "eligibility.toml",
        "labelmap.toml",
        "school.toml",
    ]
    assert "GO! Atheneum Voorbeeldstad" in (folder.path / "README.md").read_text(encoding="utf-8")
    reopened = SchoolFolder.open(folder.path, CLOCK)
    assert reopened.application == folder.application
    assert reopened.edition.id == "2023-2024"


def test_a_new_folder_can_begin_from_an_earlier_one(tmp_path: Path) -> None:
    start = Application(school=School(name="Oud", city="Gent", website="https://x.example"))
    made = SchoolFolder.create(
        tmp_path / "nieuw",
        edition="2024-2025",
        school="Nieuw",
        contact=Contact(name="An", email="an@x.example"),
        person=AN,
        clock=CLOCK,
        language="en",
        start=start,
    )
    school = made.application.school
    assert (school.name, school.city, school.website) == ("Nieuw", "Gent", "https://x.example")
    assert school.contact.name == "An"
    assert "This folder holds" in (made.path / "README.md").read_text(encoding="utf-8")


def test_the_same_beginnings_give_the_same_commits(tmp_path: Path) -> None:
    def replay(path: Path) -> str:
        made = SchoolFolder.create(
            path, edition="2023-2024", school="Same", person=AN, clock=CLOCK, at=AT
        )
        made.save(
            with_field(made, PLAN, "Eerst."), BART, at=AT + timedelta(days=1), role="principal"
        )
        return git(path, "rev-parse", "HEAD")

    assert replay(tmp_path / "a") == replay(tmp_path / "b")
    entry = next(SchoolFolder.open(tmp_path / "a", CLOCK).log())
    assert (entry.at, entry.person) == (AT + timedelta(days=1), BART)
    assert entry.trailers["Labelmap-Role"] == ("principal",)
    assert entry.trailers["Labelmap-Clock"] == ("set",)


def test_a_place_that_is_taken_is_refused(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/x").touch()
    (tmp_path / "file").touch()
    for name in ("full", "file"):
        with pytest.raises(FolderNotEmpty):
            new_school(tmp_path / name)
    (tmp_path / "empty").mkdir()
    assert new_school(tmp_path / "empty").problems == ()


def test_a_making_that_was_cut_off_can_be_done_again(tmp_path: Path) -> None:
    path = tmp_path / "school"
    path.mkdir()
    git(path, "init", "-q", "-b", "main")
    assert new_school(path).problems == ()


def test_a_making_that_was_cut_off_later_opens_and_is_taken_in(tmp_path: Path) -> None:
    path = tmp_path / "school"
    path.mkdir()
    git(path, "init", "-q", "-b", "main")
    (path / "labelmap.toml").write_text('format = 1\nedition = "2023-2024"\nlanguage = "nl"\n')
    opened = SchoolFolder.open(path, CLOCK)
    assert {problem.code for problem in opened.problems} == {Code.FILE_UNREADABLE}
    assert list(opened.log()) == []
    assert opened.recover(AN) is not None
    assert opened.save(with_field(opened, "school.name", "Toch"), AN) is not None


def test_an_edition_of_ones_own_is_copied_in(tmp_path: Path) -> None:
    source = tmp_path / "mine.toml"
    source.write_text('extends = "2023-2024"\nwording = "official"\n', encoding="utf-8")
    made = SchoolFolder.create(
        tmp_path / "school",
        edition="ignored",
        edition_file=source,
        school="School",
        person=AN,
        clock=CLOCK,
    )
    assert made.edition.wording == "official"
    assert made.application.edition == "2023-2024"
    assert "edition.toml" in git(made.path, "ls-files").splitlines()


@pytest.mark.parametrize("text", ["x = ", "nothing = 1\n", 'extends = "no-such"\n'])
def test_an_edition_that_breaks_the_schema_makes_no_folder(text: str, tmp_path: Path) -> None:
    source = tmp_path / "mine.toml"
    source.write_text(text)
    with pytest.raises(BadEditionFile, match=r"mine\.toml"):
        SchoolFolder.create(
            tmp_path / "school",
            edition="x",
            edition_file=source,
            school="School",
            person=AN,
            clock=CLOCK,
        )
    assert not (tmp_path / "school").exists()


def test_an_unknown_edition_opens_with_a_problem(folder: SchoolFolder) -> None:
    path = folder.path / "labelmap.toml"
    path.write_text(path.read_text().replace("2023-2024", "1999-2000"))
    opened = SchoolFolder.open(folder.path, CLOCK)
    assert opened.unreadable
    assert opened.edition.id == "next"
    assert opened.application.school.name == folder.application.school.name


def test_a_broken_edition_file_opens_with_a_problem(folder: SchoolFolder) -> None:
    (folder.path / "edition.toml").write_text("nothing = 1\n")
    opened = SchoolFolder.open(folder.path, CLOCK)
    assert opened.unreadable
    assert [problem.file for problem in opened.problems] == ["edition.toml"]
    assert opened.edition.id == "2023-2024"
