"""`labelmap demo`: the sample school with a real history, the same one each time."""

from pathlib import Path

import pytest

from store.people import load_settings
from store.school_folder import SchoolFolder
from tests.tui.command_line import ROOT, Run, git, start, subjects
from tui.demo import DAY, make_demo

SAMPLE = ROOT / "sample-school"


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }


def test_the_demo_is_the_sample_school_byte_for_byte(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "school"
    ran = run("demo", "--into", folder, "--no-open")
    assert ran.code == 0
    assert ran.out.splitlines()[-1] == str(folder)
    story = {"history.toml"}
    wanted = {
        name: data
        for name, data in files(SAMPLE).items()
        if name not in story and not name.startswith(("extra/", "earlier/"))
    }
    assert files(folder) == wanted
    assert git(folder, "status", "--porcelain") == ""


def test_two_demos_have_the_same_history(tmp_path: Path) -> None:
    ends = [git(make_demo(tmp_path / name).folder, "rev-parse", "HEAD") for name in ("one", "two")]
    assert ends[0] == ends[1]


def test_the_history_tells_of_four_people_in_eight_weeks(run: Run, tmp_path: Path) -> None:
    folder = make_demo(tmp_path / "school").folder
    lines = git(folder, "log", "--format=%an|%ad|%s", "--date=short").splitlines()
    assert len(lines) == 27
    people, days, said = zip(*(line.split("|", 2) for line in lines), strict=True)
    assert set(people) == {"An Peeters", "Bart Claes", "Fatima El Idrissi", "Lieve Wouters"}
    assert (min(days), max(days)) == ("2022-11-25", "2023-01-20")
    assert not [subject for subject in said if subject.startswith("recover")]
    assert git(folder, "log", "--format=%B").count("Labelmap-Clock: set") == 27
    assert len(run("log", folder).out.splitlines()) == 27


def test_the_demos_own_day_counts_in_its_folder(run: Run, tmp_path: Path) -> None:
    folder = make_demo(tmp_path / "school").folder
    ran = run("status", folder, "--json", "--lang", "en")
    assert f'"today": "{DAY}"' in ran.out
    assert "invented" in ran.err
    assert '"today": "2023-02-01"' in run("status", folder, "--json", "--today=2023-02-01").out
    other = make_demo(tmp_path / "other", "2023-01-31").folder
    assert '"today": "2023-01-31"' in run("status", other, "--json").out


@pytest.mark.usefixtures("an")
def test_a_change_in_the_demo_stands_on_its_own_day(run: Run, tmp_path: Path) -> None:
    folder = make_demo(tmp_path / "school").folder
    assert run("set", folder, "school.city", "Elders").code == 0
    assert git(folder, "log", "-1", "--format=%ad", "--date=short") == DAY


def test_documents_to_try_out_lie_beside_it(tmp_path: Path) -> None:
    folder = make_demo(tmp_path / "school").folder
    beside = folder.with_name("school-documenten")
    assert files(beside) == files(SAMPLE / "extra")
    assert load_settings().is_demo(folder)


@pytest.mark.long
def test_without_into_it_goes_to_the_users_own_documents(home: Path) -> None:
    first, second = (start("demo", "--no-open").out.strip() for _ in range(2))
    assert Path(first).parent in {home, home / "Documents"}
    assert (Path(first).name, Path(second).name) == ("labelmap-demo", "labelmap-demo-2")
    assert len(subjects(Path(second))) == 27


def test_a_demo_never_goes_into_a_cloud_drive(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = home / "Dropbox/Documents"
    documents.mkdir(parents=True)
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(documents))
    settings = home / ".config/user-dirs.dirs"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(f'XDG_DOCUMENTS_DIR="{documents}"\n')
    assert make_demo(None).folder.parent == home


def test_a_folder_that_is_not_empty_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    ran = run("demo", "--into", tmp_path, "--no-open")
    assert (ran.code, ran.out) == (1, "")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_demo_takes_an_empty_folder(tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    assert make_demo(folder).folder == folder


def test_the_sample_opens_without_a_fault(tmp_path: Path) -> None:
    made = make_demo(tmp_path / "school")
    opened = SchoolFolder.open(made.folder, made.clock)
    assert (opened.problems, opened.notices, opened.uncommitted()) == ((), (), ())
