"""Dialogs in which one types: the words outlive Escape, a crash and a killed process."""

import importlib
import pkgutil
import re
from collections.abc import Callable
from dataclasses import replace
from inspect import getsource
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

import tui.screens
from store import places
from store.clock import Clock
from store.school_folder import SchoolFolder
from store.submitted_school import SubmittedSchool
from tests.nso import words
from tests.store.window import Window
from tests.tui.command_line import DAY
from tests.tui.ends import CrashError, crashes, is_closed, is_killed, quits
from tests.tui.places import PLACES, Place, walk
from tests.tui.school import AN, LOW, app_on, colleague, opened, said, seen, settled, until, waiting
from tests.tui.test_walk import app_at, descendants
from tui.app import LabelmapApp
from tui.common_app import CommonApp
from tui.demo_inbox import DAY as REVIEW_DAY
from tui.demo_nso import WIM
from tui.review_app import ReviewApp
from tui.screens.add_school import AddSchoolDialog
from tui.screens.base import Dialog
from tui.screens.confirm import ConfirmDialog
from tui.screens.typed_dialog import TypedDialog
from tui.widgets.form import FormField
from tui.widgets.text_box import TextBox

BOXES = {
    "reply": "text",
    "submit": "reason",
    "new-entry": "activity",
    "entry": "project",
    "on-platform": "text",
    "decision": "text",
    "add": "paste",
    "evidence": "title",
    "versions": "joined",
    "new-school": "school",
    "join": "email",
    "add-school": "name",
    "reviewed-feedback": "text",
    "reviewed-thread": "text",
    "reviewed-note": "text",
    "reviewed-decide": "text",
}
"""Every dialog in which one types, as `places` names it, and a box in it."""


OPENED = {**PLACES, "new-entry": Place(("1", *["tab"] * 13, "end", "enter"))}
WORDS = "Zeg wie"
BACK = "Wat je hier eerder typte staat er weer."


@pytest.fixture
def sample(request: pytest.FixtureRequest) -> Path:
    """What the place of this test stands on: the sample school, else the sample inbox."""
    name = request.node.callspec.params["name"]
    if name == "submit":
        return without_a_plan(request.getfixturevalue("complete"))
    found: Path = request.getfixturevalue("own_sample" if OPENED[name].reviews is None else "inbox")
    return found


def without_a_plan(folder: Path) -> Path:
    """A school that may submit, and says why something is missing."""
    school = SchoolFolder.open(folder, Clock.of(DAY))
    answer = replace(school.application.answers["collaboration"], plan="")
    school.save(school.application.with_answer("collaboration", answer), AN)
    return folder


def app_for(name: str, sample: Path) -> LabelmapApp | ReviewApp:
    """The app for a dialog."""
    return app_on(sample) if name == "new-entry" else app_at(name, sample)


async def dialog_at(pilot: Pilot[str], name: str) -> TypedDialog[object]:
    dialog = await walk(pilot, OPENED[name])
    assert isinstance(dialog, TypedDialog)
    return dialog


def box_in(dialog: TypedDialog[object], name: str) -> Input | TextArea:
    """The widget in which one types."""
    for field in dialog.query(FormField):
        if field.key == BOXES[name]:
            return field.box
    found = dialog.query_one(f"#{BOXES[name]}")
    box = found.editor if isinstance(found, TextBox) else found
    assert isinstance(box, Input | TextArea)
    return box


def text_in(dialog: TypedDialog[object], name: str) -> str:
    box = box_in(dialog, name)
    return box.value if isinstance(box, Input) else box.text


async def types(pilot: Pilot[str], dialog: TypedDialog[object], name: str) -> str:
    """Type into the box, at its beginning. What it holds then."""
    before = text_in(dialog, name)
    box_in(dialog, name).focus()
    await pilot.press("ctrl+home", "home", *WORDS)
    await settled(pilot)
    assert text_in(dialog, name) == WORDS + before
    return WORDS + before


def flat(app: CommonApp) -> str:
    return " ".join(word for word in seen(app).split() if word not in {"│", "││"})


async def killed_while_typing(name: str, sample: Path) -> str:
    """Type, and leave the disk as it was at that moment. What stood in the box."""
    app = app_for(name, sample)
    async with app.run_test(size=LOW) as pilot:
        typed = await types(pilot, await dialog_at(pilot, name), name)
        await until(pilot, lambda: WORDS in "".join(map(Path.read_text, waiting())))
        killed = is_killed()
    killed()
    return typed


@pytest.mark.parametrize("name", BOXES)
async def test_what_was_typed_outlives_a_killed_process(sample: Path, name: str) -> None:
    typed = await killed_while_typing(name, sample)
    app = app_for(name, sample)
    async with app.run_test(size=LOW) as pilot:
        dialog = await dialog_at(pilot, name)
        assert text_in(dialog, name) == typed
        assert BACK in flat(app)
        first = typed.removeprefix(WORDS)
        for expected in (first, typed, first):
            await pilot.press("f7")
            await settled(pilot)
            assert text_in(dialog, name) == expected
            assert "intussen gewijzigd" not in flat(app)
        await until(pilot, lambda: not waiting())
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen is not dialog
        assert "wacht" not in said(app)
    app = app_for(name, sample)
    async with app.run_test(size=LOW) as pilot:
        assert text_in(await dialog_at(pilot, name), name) == first
        assert "eerder typte" not in flat(app)


def test_no_dialog_with_boxes_for_texts_or_fields_does_without() -> None:
    for _, module, _ in pkgutil.iter_modules(tui.screens.__path__):
        importlib.import_module(f"tui.screens.{module}")
    dialogs = [kind for kind in descendants(Dialog) if kind.__module__.startswith("tui.screens.")]
    writes = {kind for kind in dialogs if re.search(r"(TextBox|FormField)\(", getsource(kind))}
    assert len(writes) >= len(BOXES) - 3, "some have two ways to open them"
    without = {kind.__name__ for kind in writes if not issubclass(kind, TypedDialog)}
    assert without == {"NewInboxDialog"}, "a proposed path is all that stands there"


async def escapes(pilot: Pilot[str]) -> None:
    await pilot.press("escape")
    await settled(pilot)
    assert "Wat je typte wacht daar" in said(pilot.app)  # type: ignore[arg-type] # ours


@pytest.mark.parametrize("ends", [escapes, crashes, quits, is_closed])
@pytest.mark.parametrize("name", ["reply", "reviewed-note"])
async def test_what_was_typed_last_outlives_every_end(
    sample: Path, name: str, ends: Callable[[Pilot[str]], object]
) -> None:
    app = app_for(name, sample)
    try:
        async with app.run_test(size=LOW) as pilot:
            dialog = await dialog_at(pilot, name)
            box_in(dialog, name).focus()
            await pilot.press(*WORDS)
            await ends(pilot)  # type: ignore[misc] # one of the four above
    except CrashError:
        assert ends is crashes
    app = app_for(name, sample)
    async with app.run_test(size=LOW) as pilot:
        dialog = await dialog_at(pilot, name)
        assert WORDS in text_in(dialog, name)
        assert BACK in flat(app)


# What others wrote since


def changes_the_title(sample: Path, value: str) -> None:
    folder = SchoolFolder.open(sample, Clock.of(DAY))
    item = folder.application.evidence_of("shared-leadership")[0]
    folder.change_evidence(item.id, AN, title=value)


def changes_the_entry(sample: Path, value: str) -> None:
    colleague(sample, "eligibility.quality_label.water-zonder-grenzen.project", value)


def changes_the_note(sample: Path, value: str) -> None:
    school = SubmittedSchool.open(sample / "schools/campus-de-vaart", Clock.of(REVIEW_DAY))
    school.write_note(value, WIM)


CHANGES = {
    "evidence": changes_the_title,
    "entry": changes_the_entry,
    "reviewed-note": changes_the_note,
}


def now(sample: Path, name: str) -> str:
    """What the folder has."""
    if name == "reviewed-note":
        return SubmittedSchool.open(sample / "schools/campus-de-vaart", Clock.of(REVIEW_DAY)).note
    application = SchoolFolder.open(sample, Clock.of(DAY)).application
    if name == "evidence":
        return application.evidence_of("shared-leadership")[0].title
    return application.eligibility.quality_label[0].project


@pytest.mark.parametrize("name", CHANGES)
async def test_old_words_never_come_over_new_ones_unasked(sample: Path, name: str) -> None:
    typed = await killed_while_typing(name, sample)
    CHANGES[name](sample, "Anders nu")
    app = app_for(name, sample)
    async with app.run_test(size=LOW) as pilot:
        dialog = await dialog_at(pilot, name)
        assert text_in(dialog, name) == "Anders nu"
        assert "intussen gewijzigd" in flat(app)
        assert "Toon het" in flat(app)
        box_in(dialog, name).focus()
        await pilot.press("end", "x", "escape")
        await settled(pilot)
    app = app_for(name, sample)
    async with app.run_test(size=LOW) as pilot:
        dialog = await dialog_at(pilot, name)
        assert text_in(dialog, name) == "Anders nux"
        for expected in (typed, "Anders nux", typed):
            await pilot.press("f7")
            await settled(pilot)
            assert text_in(dialog, name) == expected, "both wait, one behind the other"
        assert "intussen gewijzigd" in flat(app)
        await pilot.click("#earlier-throw")
        await settled(pilot)
        assert text_in(dialog, name) == typed
        await pilot.press("ctrl+s")
        await until(pilot, lambda: now(sample, name) == typed)
        await until(pilot, lambda: not waiting())


@pytest.mark.parametrize("name", CHANGES)
async def test_words_over_what_others_changed_are_put_there_when_one_says_so(
    sample: Path, name: str
) -> None:
    typed = await killed_while_typing(name, sample)
    CHANGES[name](sample, "Anders nu")
    app = app_for(name, sample)
    async with app.run_test(size=LOW) as pilot:
        dialog = await dialog_at(pilot, name)
        await pilot.click("#earlier-other")
        await settled(pilot)
        assert text_in(dialog, name) == typed
        assert "komen jouw woorden in de plaats" in flat(app)
        await pilot.press("f7")
        await settled(pilot)
        assert text_in(dialog, name) == "Anders nu"
        await pilot.press("escape")
        await settled(pilot)
    assert not waiting()
    assert now(sample, name) == "Anders nu"


async def goes_on_to_write(sample: Path, title: str, key: str) -> None:
    """Change the title of the evidence as it stands there, with other words waiting."""
    app = app_for("evidence", sample)
    async with app.run_test(size=LOW) as pilot:
        dialog = await dialog_at(pilot, "evidence")
        assert text_in(dialog, "evidence") == title
        assert "Toon het" in flat(app)
        box_in(dialog, "evidence").focus()
        await pilot.press("end", key, "ctrl+s")
        await until(pilot, lambda: now(sample, "evidence") == title + key)
        await until(pilot, lambda: app.screen is not dialog)


async def test_recording_something_else_leaves_the_old_words_waiting(own_sample: Path) -> None:
    typed = await killed_while_typing("evidence", own_sample)
    changes_the_title(own_sample, "Anders nu")
    await goes_on_to_write(own_sample, "Anders nu", "!")
    await goes_on_to_write(own_sample, "Anders nu!", "?")
    assert typed in waiting()[0].read_text("utf-8")


async def test_what_others_changed_in_another_field_stands_beside_ones_words(
    own_sample: Path,
) -> None:
    typed = await killed_while_typing("entry", own_sample)
    colleague(
        own_sample, "eligibility.quality_label.water-zonder-grenzen.url", "https://nieuw.example"
    )
    app = app_for("entry", own_sample)
    async with app.run_test(size=LOW) as pilot:
        dialog = await dialog_at(pilot, "entry")
        assert dialog.words()["project"] == typed
        assert dialog.words()["url"] == "https://nieuw.example"
        assert BACK in flat(app)


async def test_a_form_comes_back_whole(own_sample: Path) -> None:
    app = app_for("new-entry", own_sample)
    async with app.run_test(size=LOW) as pilot:
        await dialog_at(pilot, "new-entry")
        await pilot.press(*"Ann", "tab", *"Quiz", "tab", *"31/0")
    app = app_for("new-entry", own_sample)
    async with app.run_test(size=LOW) as pilot:
        dialog = await dialog_at(pilot, "new-entry")
        assert dialog.words() == {"name": "Ann", "activity": "Quiz", "on": "31/0"}
        assert "geen dag" in flat(app)
        await pilot.press("tab", "tab", "ctrl+s")
        await settled(pilot)
        assert app.screen is dialog, "what can't be read is not let go"
        await pilot.press("end", *"1/2022", "ctrl+s")
        await until(pilot, lambda: not waiting())
    last = SchoolFolder.open(own_sample, Clock.of(DAY)).application.eligibility.active_teacher[-1]
    assert (last.name, last.activity, str(last.on)) == ("Ann", "Quiz", "2022-01-31")


# Several windows


@pytest.mark.parametrize("name", ["reply", "evidence", "reviewed-note"])
async def test_what_two_windows_hold_is_kept_of_both(sample: Path, name: str) -> None:
    app = app_for(name, sample)
    async with app.run_test(size=LOW) as pilot:
        dialog = await dialog_at(pilot, name)
        window, first = Window(dialog.folder, dialog.about), text_in(dialog, name)
        window.types_into(BOXES[name], "Elders", over=first)
        typed = await types(pilot, dialog, name)
        await until(pilot, lambda: len(waiting()) == 2)
        window.types_into(BOXES[name], "Elders nog", over=first)
        await pilot.press("escape")
        await settled(pilot)
    window.is_killed()
    app = app_for(name, sample)
    async with app.run_test(size=LOW) as pilot:
        dialog = await dialog_at(pilot, name)
        assert "ander venster. Het is bewaard" in flat(app)
        shown = [text_in(dialog, name)]
        for _ in range(2):
            await pilot.press("f7")
            await settled(pilot)
            shown.append(text_in(dialog, name))
        assert shown in ([typed, "Elders nog", typed], ["Elders nog", typed, "Elders nog"])
        await pilot.press("escape")
        await settled(pilot)
    assert len(waiting()) == 1


async def test_recording_in_one_window_leaves_the_words_of_the_other(own_sample: Path) -> None:
    app = app_for("evidence", own_sample)
    async with app.run_test(size=LOW) as pilot:
        dialog = await dialog_at(pilot, "evidence")
        window = Window(dialog.folder, dialog.about)
        window.types_into("title", "Elders")
        await types(pilot, dialog, "evidence")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: WORDS in now(own_sample, "evidence"))
        await until(pilot, lambda: len(waiting()) == 1)
    assert "Elders" in waiting()[0].read_text("utf-8")
    window.is_killed()


# Where nothing can be kept


@pytest.fixture
def nowhere() -> Path:
    """A recovery folder in which nothing can be written, whoever one is."""
    root = places.recovery_folder()
    root.parent.mkdir(parents=True, exist_ok=True)
    root.write_text("in the way")
    return root


@pytest.mark.parametrize("name", ["reply", "reviewed-note"])
async def test_where_nothing_can_be_kept_it_is_told_once_and_one_writes_on(
    sample: Path, nowhere: Path, name: str
) -> None:
    app = app_for(name, sample)
    async with app.run_test(size=LOW) as pilot:
        dialog = await dialog_at(pilot, name)
        box_in(dialog, name).focus()
        for key in "abc":
            await pilot.press(key)
            await until(pilot, lambda: "niet opzij gehouden" in said(app))
            await pilot.pause(0.3)
        assert said(app).count("niet opzij gehouden") == 1
        assert text_in(dialog, name).startswith("abc") or text_in(dialog, name).endswith("abc")
        await pilot.press("ctrl+q")
        question = await opened(pilot, ConfirmDialog)
        await pilot.click(question.query_one("#no"))
        await until(pilot, lambda: app.screen is dialog)
        await pilot.press("escape")
        question = await opened(pilot, ConfirmDialog)
        await pilot.click(question.query_one("#no"))
        await until(pilot, lambda: app.screen is dialog)
        nowhere.unlink()
        await pilot.press("d")
        await until(pilot, lambda: bool(waiting()))
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen is not dialog
    assert "abcd" in waiting()[0].read_text("utf-8")


@pytest.mark.parametrize("name", ["reply"])
async def test_what_can_not_be_kept_can_be_left_all_the_same(
    sample: Path, nowhere: Path, name: str
) -> None:
    app = app_for(name, sample)
    async with app.run_test(size=LOW) as pilot:
        dialog = await dialog_at(pilot, name)
        await pilot.press("a", "escape")
        question = await opened(pilot, ConfirmDialog)
        await pilot.click(question.query_one("#yes"))
        await until(pilot, lambda: app.screen is not dialog and app.screen is not question)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: not app.is_running)
    assert nowhere.is_file()


async def test_an_entry_that_is_refused_because_the_answers_are_closed_waits(
    complete: Path,
) -> None:
    app = app_for("new-entry", complete)
    async with app.run_test(size=LOW) as pilot:
        dialog = await dialog_at(pilot, "new-entry")
        await pilot.press(*"Ann")
        SchoolFolder.open(complete, Clock.of(DAY)).submit(AN, words)
        app.post_message(app.FilesChanged())  # type: ignore[union-attr] # a school's app
        await until(pilot, lambda: app.session is not None and app.session.locked is not None)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.screen is not dialog)
        assert "ingediend" in said(app)
    assert "Ann" in waiting()[0].read_text("utf-8")


async def test_a_school_that_can_not_be_added_waits(inbox: Path) -> None:
    app = app_for("add-school", inbox)
    async with app.run_test(size=LOW) as pilot:
        dialog = await dialog_at(pilot, "add-school")
        await pilot.press(*"De Vlier", "tab", *"nergens.pdf", "ctrl+s")
        await until(pilot, lambda: app.screen is not dialog and bool(said(app)))
        await pilot.press("f4")
        again = await opened(pilot, AddSchoolDialog)
        assert again.words() == {"name": "De Vlier", "path": "nergens.pdf"}
