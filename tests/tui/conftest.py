"""Fixtures of the commands' tests: a runner, an author, schools."""

from collections import defaultdict
from collections.abc import Collection
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from textual._compositor import Compositor  # Textual has no public way to it
from textual._context import visible_screen_stack  # as above

from model import fields
from store.clock import Clock
from store.school_folder import SchoolFolder
from tests.conftest import give_home
from tests.made_once import made_once
from tests.tui import quiet
from tests.tui.browser import find_chromium
from tests.tui.command_line import (
    AN,
    AN_IN_GIT,
    DAY,
    EXTRA,
    MadeInbox,
    Run,
    copied,
    runner,
    small_school,
)
from tests.tui.often import OFTEN
from tui.common_app import CommonApp
from tui.demo import make_demo
from tui.start import main


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What `tests.tui.often` does not name of a test that it names is for a long run."""
    seen = defaultdict(set)
    for item in items:
        name = f"{item.path.name}::{getattr(item, 'originalname', '')}"
        if isinstance(item, pytest.Function) and name in OFTEN and hasattr(item, "callspec"):
            seen[name].add(item.callspec.id)
            if item.callspec.id not in OFTEN[name]:
                item.add_marker(pytest.mark.long)
    for name, found in seen.items():
        if len(found) > 1 and not OFTEN[name] <= found:
            raise pytest.UsageError(f"tests/tui/often.py: {name} has no {OFTEN[name] - found}")


def _draw_later(
    self: Compositor,
    full: bool = False,  # noqa: ARG001, FBT001, FBT002 - Textual's signature
    screen_stack: Collection[object] | None = None,
    simplify: bool = False,  # noqa: ARG001, FBT001, FBT002 - as above
) -> None:
    visible_screen_stack.set([*(screen_stack or ())])  # type: ignore[list-item] # screens
    self._dirty_regions.clear()


@pytest.fixture(autouse=True)
def _waits_for_no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    quiet.install(monkeypatch)


@pytest.fixture(autouse=True)
def _drawn_when_looked_at(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """No terminal sees the pictures between two looks of a test: they took half of all time.

    `seen` and the snapshots draw what they look at. A test that counts what is drawn, or reads what
    the terminal gets, is marked `drawn`.
    """
    if request.node.get_closest_marker("drawn") is not None:
        return
    draw, export = Compositor.render_update, CommonApp.export_screenshot

    def drawn_now(self: CommonApp, *, title: str | None = None, simplify: bool = False) -> str:
        with monkeypatch.context() as now:
            now.setattr(Compositor, "render_update", draw)
            return export(self, title=title, simplify=simplify)

    monkeypatch.setattr(CommonApp, "export_screenshot", drawn_now)
    monkeypatch.setattr(Compositor, "render_update", _draw_later)


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process."""
    return runner(capfd)


@pytest.fixture
def an(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let An work on this computer, by git's own variables."""
    for name, value in AN_IN_GIT.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(scope="session")
def _made_school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "school", small_school)


@pytest.fixture
def school(_made_school: Path, tmp_path: Path) -> Path:
    """A new application, all but empty."""
    return copied(_made_school, tmp_path / "school")


@pytest.fixture(scope="session")
def _made_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "demo", lambda place: make_demo(place / "school")) / "school"


@pytest.fixture
def own_sample(_made_demo: Path, tmp_path: Path) -> Path:
    """A copy of the sample school with its history; not known as a demo in this test's HOME."""
    return copied(_made_demo, tmp_path / "sample")


@pytest.fixture
def sample(own_sample: Path) -> Path:
    """As `own_sample`."""
    return own_sample


@pytest.fixture(scope="session")
def _made_complete(_made_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    def make(place: Path) -> None:
        _complete(copied(_made_demo, place))

    return made_once(tmp_path_factory, "complete", make)


@pytest.fixture
def complete(_made_complete: Path, tmp_path: Path) -> Path:
    """A copy of the sample school with all that was still to be done."""
    return copied(_made_complete, tmp_path / "sample")


def _complete(sample: Path) -> None:
    person, clock = AN, Clock.of(DAY)
    folder = SchoolFolder.open(sample, clock)
    application = folder.application
    for key, value in (
        ("students-as-agents-of-change.statements.students-drive", "yes"),
        ("inclusive-and-innovative.statements.learning-organisation", "yes"),
        ("models-for-other-schools.plan", "We ontvangen in 2023 en 2024 vier scholen." * 5),
        ("declaration.signed_by", "Lieve Wouters"),
        ("declaration.signed_on", DAY),
    ):
        where = fields.parse_key(key, folder.edition)
        parsed = fields.parse_value(where, value, folder.edition)
        application = fields.put(application, where, parsed.value)
    folder.save(application, person)
    folder.attach("declaration", EXTRA / "getekende-verklaring.pdf", person)
    folder.attach("models-for-other-schools", EXTRA / "infosessie-scholengroep.pdf", person)


@pytest.fixture(scope="session")
def made_inbox(tmp_path_factory: pytest.TempPathFactory) -> MadeInbox:
    """The reviewer's sample inbox as the command makes it, once for all processes of this run.

    It is dear, so nobody changes it: `inbox` is a copy.
    """

    def make(place: Path) -> None:
        made = MadeInbox(place)
        with pytest.MonkeyPatch.context() as monkeypatch:
            give_home(monkeypatch, made.home)
            for name, value in AN_IN_GIT.items():
                monkeypatch.setenv(name, value)
            with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()):
                main(["demo", "--reviewer", "--into", str(made.folder), "--lang", "en"])
        made.said.write_text(out.getvalue(), encoding="utf-8")

    return MadeInbox(made_once(tmp_path_factory, "inbox", make))


@pytest.fixture
def inbox(made_inbox: MadeInbox, tmp_path: Path) -> Path:
    """A copy of the sample inbox; not known as a demo in this test's HOME."""
    return copied(made_inbox.folder, tmp_path / "aanvragen")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program; a test that needs it is skipped where it can't be had."""
    program = find_chromium()
    if program is None:
        pytest.skip(
            "Chromium is missing: that the app works in a browser is not tested "
            "(sudo apt install chromium)"
        )
    return program
