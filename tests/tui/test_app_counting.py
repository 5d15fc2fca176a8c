"""What a key costs, counted and not timed: no process, no file, and few widgets drawn anew.

Python's own audit events tell which files the interface's thread opens and which processes start.
"""

import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import OptionList

from model.application import Application, Evidence
from model.fields import Key, put
from store.clock import Clock
from store.school_folder import SchoolFolder
from tests.tui.command_line import AN, DAY
from tests.tui.school import HIGH, app_on, opened, seen, settled
from tui.app import LabelmapApp
from tui.screens.dashboard import DashboardScreen
from tui.screens.evidence_list import EvidenceList
from tui.screens.evidence_table import EvidenceScreen
from tui.screens.matrix import MatrixScreen
from tui.screens.step import StepScreen
from tui.widgets.text_box import TextBox

pytestmark = pytest.mark.drawn

STEP = "shared-leadership"
_heard: list[str] = []
_listening: list[int] = []
"""The thread that is listened to, while one is."""


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if _listening and threading.get_ident() in _listening and event in _COSTLY:
        _heard.append(f"{event} {arguments[:1]}")


_COSTLY = {"open", "os.listdir", "os.scandir", "subprocess.Popen", "os.posix_spawn", "os.fork"}
sys.addaudithook(_hear)


@contextmanager
def listening() -> Iterator[list[str]]:
    """What this thread does with files and processes inside."""
    _heard.clear()
    _listening.append(threading.get_ident())
    try:
        yield _heard
    finally:
        _listening.clear()


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the content of which widgets was made anew; the rest Textual has in store."""
    count: Counter[str] = Counter()
    draw = Widget._render_content  # noqa: SLF001 - Textual has no public way to count

    def counting(self: Widget) -> None:
        count[type(self).__name__] += 1
        draw(self)

    monkeypatch.setattr(Widget, "_render_content", counting)
    return count


def with_much_evidence(application: Application) -> Application:
    """200 pieces of evidence in the step, and every box of it full."""
    for index in range(200):
        id_ = f"link-{index}"
        item = Evidence(id=id_, title=f"Bewijs {index}", url=f"https://x.example/{index}")
        application = put(application, Key(STEP, ("evidence", id_)), item)
    text = ("Wij beslissen samen. " * 200)[:2490]
    answer = replace(application.answers[STEP], description=text, plan=text)
    return replace(application, answers={**application.answers, STEP: answer})


@pytest.fixture
def full(sample: Path) -> Path:
    """The sample school with much evidence in step 3."""
    folder = SchoolFolder.open(sample, Clock.of(DAY))
    folder.save(with_much_evidence(folder.application), AN)
    return sample


async def at_the_plan(pilot: Pilot[str], app: LabelmapApp) -> TextBox:
    """Step 3 with the cursor in the plan."""
    await opened(pilot, DashboardScreen)
    await settled(pilot)
    app.go_to(STEP, "plan")
    screen = await opened(pilot, StepScreen)
    await pilot.press("ctrl+end", "x")
    await settled(pilot)
    return screen.query_one("#plan", TextBox)


async def test_a_key_opens_no_file_and_starts_no_process(full: Path) -> None:
    app = app_on(full)
    async with app.run_test(size=HIGH) as pilot:
        await at_the_plan(pilot, app)
        with listening() as heard:
            await pilot.press("a", "b", "backspace", "enter", "left", "c")
        assert heard == []


async def test_the_listener_hears_files_and_processes(tmp_path: Path) -> None:
    with listening() as heard:
        (tmp_path / "a").write_text("", encoding="utf-8")
    assert heard


async def test_a_key_draws_few_widgets(full: Path, drawn: Counter[str]) -> None:
    app = app_on(full)
    async with app.run_test(size=HIGH) as pilot:
        await at_the_plan(pilot, app)
        drawn.clear()
        for key in "vijf!":
            await pilot.press("exclamation_mark" if key == "!" else key)
        assert drawn["Counter"] == 5
        assert sum(drawn.values()) <= 5 * 3, drawn  # the header and the bar above, at most


@pytest.mark.long
async def test_a_key_leaves_200_pieces_of_evidence_alone(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_on(full)
    async with app.run_test(size=HIGH) as pilot:
        await at_the_plan(pilot, app)
        listed = app.screen.query_one(EvidenceList)
        options = list(listed.options)
        assert len(options) > 200
        touched: list[str] = []
        for name in ("clear_options", "add_options", "add_option", "_update_lines"):
            method = getattr(OptionList, name)

            def noting(
                self: OptionList, *args: object, _of: object = method, **more: object
            ) -> object:
                touched.append(str(_of))
                return _of(self, *args, **more)  # type: ignore[operator] # Textual's own method

            monkeypatch.setattr(OptionList, name, noting)
        await pilot.press("a", "b", "c")
        await settled(pilot)
        assert touched == []
        assert all(now is then for now, then in zip(listed.options, options, strict=True))


async def test_typing_fifty_characters_writes_one_commit(full: Path) -> None:
    from tests.tui.command_line import subjects

    before = len(subjects(full))
    app = app_on(full)
    async with app.run_test(size=HIGH) as pilot:
        await at_the_plan(pilot, app)
        await pilot.press(*("abcde" * 10))
        await pilot.press("escape")
        await settled(pilot)
    assert len(subjects(full)) == before + 1


async def test_the_keys_are_drawn_anew_only_where_they_became_others(
    sample: Path, drawn: Counter[str]
) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        drawn.clear()
        app.screen.refresh_bindings()
        await settled(pilot)
        assert drawn["KeyBar"] == 0
        await pilot.press("e")
        await opened(pilot, EvidenceScreen)
        before = seen(app).splitlines()[-1]
        drawn.clear()
        await pilot.press("slash")
        await settled(pilot)
        assert seen(app).splitlines()[-1] != before
        assert drawn["KeyBar"] == 1


async def test_the_matrix_says_once_what_stands_at_its_cursor(
    sample: Path, drawn: Counter[str]
) -> None:
    app = app_on(sample)
    async with app.run_test(size=HIGH) as pilot:
        await settled(pilot)
        await pilot.press("e", "m")
        screen = await opened(pilot, MatrixScreen)
        drawn.clear()
        screen.show()
        await settled(pilot)
        assert drawn["Line"] + drawn["Static"] == 0
