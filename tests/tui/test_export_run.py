"""The runner of an export's child programs: one that was started before is the one that is used."""

import sys

import pytest

from store import processes
from tui.export_run import Cancelled, Runner

COMMAND = (sys.executable, "-c", "import os, sys; sys.stdin.read(); print(os.getpid())")


def _number(answer: processes.Result) -> int:
    return int(answer.stdout)


def test_a_child_that_was_prepared_is_the_one_that_runs_and_only_once() -> None:
    with Runner() as runner:
        runner.prepare(COMMAND)
        ready = runner._ready  # noqa: SLF001 - which process it is, only the runner knows
        assert ready is not None
        first = runner(COMMAND, stdin=b"x", timeout=60)
        second = runner(COMMAND, stdin=b"x", timeout=60)
    assert _number(first) == ready.process.pid != _number(second)


def test_another_child_than_the_prepared_one_is_started_anew_and_the_unused_one_is_ended() -> None:
    other = (*COMMAND, "other")
    with Runner() as runner:
        runner.prepare(COMMAND)
        ready = runner._ready  # noqa: SLF001 - as above
        assert ready is not None
        assert _number(runner(other, stdin=b"x", timeout=60)) != ready.process.pid
    assert ready.process.returncode not in (None, 0)


def test_a_stopped_export_uses_no_prepared_child() -> None:
    with Runner() as runner:
        runner.prepare(COMMAND)
        ready = runner._ready  # noqa: SLF001 - as above
        runner.cancel()
        with pytest.raises(Cancelled):
            runner(COMMAND, stdin=b"x", timeout=60)
    assert ready is not None
    assert ready.process.returncode not in (None, 0)
