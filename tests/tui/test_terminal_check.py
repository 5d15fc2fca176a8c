"""A terminal whose locale is not UTF-8: the picture is written whole, and the person is told."""

import io
from pathlib import Path

import pytest

from tests.tui.school import app_on, opened, said, settled
from tui.screens.dashboard import DashboardScreen
from tui.terminal_check import NOT_UTF8, speak_utf8


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "cp1252"])
def test_in_another_encoding_the_screen_is_utf8_all_the_same(encoding: str) -> None:
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, encoding=encoding, errors="backslashreplace")
    assert speak_utf8(stream) == (NOT_UTF8,)
    stream.write("╭─ ● é \ud800")
    stream.flush()
    assert written.getvalue().decode("utf-8") == "╭─ ● é ?"


def test_in_utf8_nothing_is_changed_or_said() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="strict")
    assert speak_utf8(stream) == ()
    assert stream.errors == "strict"


def test_without_a_stream_nothing_is_said() -> None:
    assert speak_utf8(io.StringIO()) == ()


async def test_what_is_to_be_known_is_said_with_the_first_picture(sample: Path) -> None:
    app = app_on(sample)
    app.told_at_start = (NOT_UTF8,)
    async with app.run_test() as pilot:
        await opened(pilot, DashboardScreen)
        await settled(pilot)
        assert "UTF-8" in said(app)
