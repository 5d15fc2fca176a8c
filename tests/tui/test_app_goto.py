"""Enter on what is still to be done leads to the very field, whatever it is."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import OptionList

from model.problems import Code, Problem
from store.people import load_settings
from tests.nso import complete_school, decide_returned, words
from tests.store.school import AN
from tests.tui.command_line import DAY, EXTRA, copied
from tests.tui.school import HIGH, app_on, opened, settled
from tui.app import LabelmapApp
from tui.open_app import open_session
from tui.screens.dashboard import DashboardScreen
from tui.screens.evidence_list import EvidenceList
from tui.screens.preview import PreviewScreen
from tui.screens.versions import VersionsDialog
from tui.widgets.form import FormField
from tui.widgets.text_box import TextBox


def rewrite(file: Path, *changes: tuple[str, str]) -> None:
    """Change a file by hand, as a text editor would."""
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, f"{old!r} is not in {file}"
        text = text.replace(old, new, 1)
    file.write_text(text, encoding="utf-8", newline="\n")


def as_it_is(folder: Path) -> None:
    """The sample school: what is still to be done in it."""


def without_a_school(folder: Path) -> None:
    """Nothing of step 1 is filled in, and the declaration is half."""
    (folder / "school.toml").write_text("", encoding="utf-8")
    (folder / "eligibility.toml").write_text("", encoding="utf-8")
    (folder / "answers/8-declaration.toml").write_text('signed_by = "A"\n', encoding="utf-8")


def not_allowed(folder: Path) -> None:
    """The school may not apply: F1, F2 and F3 are not met."""
    rewrite(folder / "school.toml", ("on_platform = true", "on_platform = false"))
    (folder / "eligibility.toml").write_text(
        "registered_since = 2021-09-01\n"
        '[[active_teacher]]\nid = "a"\nname = "An"\nactivity = "webinar"\non = 2021-01-01\n'
        '[[active_teacher]]\nid = "b"\nname = "an"\nactivity = "project"\non = 2021-02-01\n'
        '[[quality_label]]\nid = "q"\nproject = "Water"\ngranted = 2019-01-01\neuropean = true\n',
        encoding="utf-8",
    )


def with_bad_texts(folder: Path) -> None:
    """Texts too long and too short, and a statement answered no."""
    answers = folder / "answers"
    rewrite(answers / "3-shared-leadership.toml", ('plan = """\n', 'plan = """\n' + "Plan. " * 600))
    rewrite(answers / "3-shared-leadership.toml", ('= "yes"', '= "no"'))
    (answers / "6-models-for-other-schools.toml").write_text(
        'description = "Kort."\nplan = "Ook."\n', encoding="utf-8"
    )


def with_bad_evidence(folder: Path) -> None:
    """Evidence of every kind that is not sound."""
    (folder / "evidence/esafety").mkdir(exist_ok=True)
    (folder / "evidence/esafety/leeg.pdf").write_bytes(b"")
    (folder / "evidence/esafety/pagina.pdf").write_bytes(b"<!doctype html><html></html>")
    (folder / "evidence/esafety/groot.pdf").write_bytes(b"%PDF-1.4\n" + b"0" * 11_000_000)
    entries = "".join(
        f'\n[[evidence]]\nid = "{id_}"\ntitle = "{id_}"\n{what}\nadded = 2022-12-01\n'
        for id_, what in (
            ("weg", 'file = "evidence/esafety/weg.pdf"'),
            ("leeg", 'file = "evidence/esafety/leeg.pdf"'),
            ("pagina", 'file = "evidence/esafety/pagina.pdf"'),
            ("groot", 'file = "evidence/esafety/groot.pdf"'),
            ("buiten", 'file = "../geheim.pdf"'),
            ("krom", 'url = "htp:/nergens"'),
            ("oud", 'url = "https://twinspace.etwinning.net/123/home"'),
        )
    )
    file = folder / "answers/2-esafety.toml"
    file.write_text(file.read_text(encoding="utf-8") + entries, encoding="utf-8", newline="\n")
    for document in (folder / "evidence/shared-leadership").iterdir():
        document.write_bytes(document.read_bytes() + b"\n")


def with_bad_files(folder: Path) -> None:
    """Files that can't be read, wrong types, keys that nobody knows."""
    (folder / "answers/3-shared-leadership.toml").write_text("plan = [\n", encoding="utf-8")
    (folder / "answers/4-collaboration.toml").write_bytes(b"\xff\xfe\x00")
    (folder / "answers/5-students-as-agents-of-change.toml").write_text(
        'plan = 3\nonbekend = 1\n[statements]\nstudents-promote = "misschien"\n', encoding="utf-8"
    )
    (folder / "school.toml").write_text("name = 4\nnaam = 'x'\n", encoding="utf-8")
    (folder / "answers/8-declaration.toml").write_text("signed_on = 'gisteren'\n", encoding="utf-8")


def with_what_is_worth_a_look(folder: Path) -> None:
    """What blocks nothing but one, and is seldom: two versions, twice the same, links only ..."""
    answers = folder / "answers"
    plan = '[conflict.plan]\ntheirs = "Wij ook."\nby = "Bart Claes"\nwhen = "2023-01-19"\n'
    twice = '[[evidence]]\nid = "{id}"\ntitle = "Nog eens"\nurl = "https://school.example/nieuws"\n'
    (answers / "4-collaboration.toml").write_text(
        f'plan = "Wij."\n{plan}' + twice.format(id="een") + twice.format(id="twee"),
        encoding="utf-8",
    )
    places = folder / "evidence/esafety"
    places.mkdir(exist_ok=True)
    (places / "nota.docx").write_bytes((EXTRA / "getekende-verklaring.pdf").read_bytes())
    film = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 2000
    (folder / "evidence/collaboration").mkdir(exist_ok=True)
    (folder / "evidence/collaboration/film.mp4").write_bytes(film)
    (answers / "7-inclusive-and-innovative.toml").write_text(
        '[[evidence]]\nid = "film"\ntitle = "Film"\nfile = "evidence/collaboration/film.mp4"\n',
        encoding="utf-8",
    )
    (answers / "8-declaration.toml").write_text(
        'signed_by = "Lieve Wouters"\nsigned_on = 2022-11-25\n', encoding="utf-8"
    )
    rewrite(
        folder / "school.toml",
        ("[contact]", '[[label]]\nid = "vorig"\nyears = "2022-2023"\n\n[contact]'),
    )
    esafety = answers / "2-esafety.toml"
    esafety.write_bytes(esafety.read_bytes().replace(b"\n", b"\r\n"))
    (answers / ".gitattributes").write_text("* -text\n", encoding="utf-8")


def sent_back(folder: Path) -> None:
    """The NSO asks for something that was not answered, and the revision period is over."""
    shutil.rmtree(folder)
    school = complete_school(folder)
    school.submit(AN, words)
    decide_returned(folder)


DAYS: dict[Callable[[Path], None], str] = {sent_back: "2023-03-20"}
"""On which day: other than the sample's."""
CASES = [
    as_it_is,
    without_a_school,
    not_allowed,
    with_bad_texts,
    with_bad_evidence,
    with_bad_files,
    with_what_is_worth_a_look,
    sent_back,
]


def stands_at(app: LabelmapApp, problem: Problem) -> bool:  # noqa: PLR0911 - a line a kind of field
    """Whether the cursor is in the field of a problem; any of the step where that has no field."""
    if problem.step is None:
        return isinstance(app.screen, PreviewScreen)
    if problem.code is Code.CONFLICT_UNRESOLVED:
        return isinstance(app.screen, VersionsDialog)
    focused, field = app.focused, problem.field or ""
    if focused is None or problem.code is Code.UNKNOWN_KEY or not field:
        return focused is not None and not isinstance(app.screen, DashboardScreen)
    if problem.step == "school":
        return _stands_in_the_form(focused, field)
    head, _, rest = field.partition(".")
    match head:
        case "statements":
            return focused.id == f"answer-{rest}"
        case "description" | "plan":
            return focused is app.screen.query_one(f"#{head}", TextBox).editor
        case "evidence":
            return isinstance(focused, EvidenceList) and (not rest or _points_at(focused, rest))
        case _:
            parent = focused.parent
            return isinstance(parent, FormField) and parent.key == f"{problem.step}.{field}"


def _points_at(listed: EvidenceList, evidence_id: str) -> bool:
    assert listed.highlighted is not None
    return listed.options[listed.highlighted].id == f"={evidence_id}"


def _stands_in_the_form(focused: object, field: str) -> bool:
    parts = field.split(".")
    key = field if parts[0] == "eligibility" else f"school.{field}"
    name = parts[1] if parts[0] == "eligibility" else parts[0]
    if isinstance(focused, OptionList):
        return focused.id == name
    if getattr(focused, "id", None) == "on-platform":
        return field == "contact.on_platform"
    parent = getattr(focused, "parent", None)
    return isinstance(parent, FormField) and parent.key == key


def test_the_cases_have_a_problem_of_every_code(sample: Path, tmp_path: Path) -> None:
    found = set()
    for spoil in CASES:
        folder = copied(sample, tmp_path / spoil.__name__)
        spoil(folder)
        for day in (DAYS.get(spoil, DAY), "2022-11-01"):
            session = open_session(folder, day, load_settings())
            found |= {problem.code for problem in session.assessment.all_problems()}
    assert set(Code) - found == set()


@pytest.mark.parametrize("spoil", CASES)
async def test_enter_on_what_is_to_be_done_leads_to_the_very_field(
    sample: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(sample)
    app = app_on(sample, day=DAYS.get(spoil, DAY))
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        assert app.session is not None
        problems = app.session.assessment.all_problems()
        assert problems
        missed = []
        tried = set()
        for index, problem in enumerate(problems):
            # One of each kind in each kind of field: the same in another step leads there alike.
            kind = problem.code, problem.step == "school", (problem.field or "").partition(".")[0]
            if kind in tried:
                continue
            tried.add(kind)
            todo = app.screen.query_one("#todo", OptionList)
            todo.focus()
            todo.highlighted = index
            await pilot.press("enter")
            await pilot.pause()
            if not stands_at(app, problem):
                missed.append((problem.code.value, problem.step, problem.field, app.focused))
            await pilot.press("escape")
            await opened(pilot, DashboardScreen)
        assert missed == []


async def test_the_place_in_the_list_is_kept_on_the_way_back(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test() as pilot:
        await opened(pilot, DashboardScreen)
        await pilot.press("down", "down", "enter")
        await settled(pilot)
        await pilot.press("escape")
        await opened(pilot, DashboardScreen)
        todo = app.screen.query_one("#todo", OptionList)
        assert (todo.has_focus, todo.highlighted) == (True, 2)


@pytest.mark.long
async def test_each_step_opens_by_its_number_and_by_the_mouse(sample: Path) -> None:
    app = app_on(sample)
    async with app.run_test() as pilot:
        dashboard = await opened(pilot, DashboardScreen)
        for number in range(1, 9):
            await pilot.press(str(number))
            await until_left(app, dashboard)
            await pilot.press("escape")
            await opened(pilot, DashboardScreen)
        await pilot.click("#steps", offset=(4, 3))
        await settled(pilot)
        assert getattr(app.screen, "step_id", "") == "shared-leadership"


async def until_left(app: LabelmapApp, screen: object) -> None:
    """Another screen stands on top."""
    assert app.screen is not screen
