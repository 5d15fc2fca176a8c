"""The one module that starts programs: what it bounds, what it refuses, what it finds."""

import os
import sys
from pathlib import Path

import pytest

from store import processes

PYTHON = sys.executable


def test_gives_what_a_program_answers() -> None:
    code = "import sys; sys.stderr.write('note'); print(sys.stdin.read().upper()); sys.exit(3)"
    result = processes.run([PYTHON, "-c", code], stdin=b"hallo")
    assert (result.returncode, result.stdout.strip(), result.stderr) == (3, b"HALLO", b"note")


def test_feeds_more_than_a_pipe_holds_to_a_program_that_answers_as_much() -> None:
    data = os.urandom(3_000_000)
    code = "import sys, shutil; shutil.copyfileobj(sys.stdin.buffer, sys.stdout.buffer)"
    assert processes.run([PYTHON, "-c", code], stdin=data).stdout == data


def test_a_program_that_does_not_listen_is_no_fault() -> None:
    assert processes.run([PYTHON, "-c", "pass"], stdin=b"x" * 1_000_000).returncode == 0


def test_a_program_that_was_started_before_goes_on_with_what_it_gets() -> None:
    args = [PYTHON, "-c", "import sys; print(sys.stdin.read().upper())"]
    for stdin in (b"", b"hallo", b"x" * 100_000):
        ready = processes.Ready(args)
        result = processes.run(args, stdin=stdin, ready=ready)
        assert (result.returncode, result.stdout.strip()) == (0, stdin.upper())
        assert ready.process.returncode == 0
    unused = processes.Ready(args)
    unused.end()
    assert unused.process.returncode != 0


def test_an_answer_over_the_bound_is_refused() -> None:
    with pytest.raises(processes.OutputTooLarge):
        processes.run([PYTHON, "-c", "print('x' * 100_000)"], limit=1000)


def test_an_endless_answer_is_refused() -> None:
    code = "import sys\nwhile True: sys.stdout.write('x' * 1000)"
    with pytest.raises(processes.OutputTooLarge):
        processes.run([PYTHON, "-c", code], limit=100_000)


def test_much_on_standard_error_neither_blocks_nor_fills_memory() -> None:
    code = "import sys; sys.stderr.write('x' * 5_000_000); print('done')"
    result = processes.run([PYTHON, "-c", code])
    assert result.stdout.strip() == b"done"
    assert len(result.stderr) == processes.ERROR_LIMIT


def test_a_program_that_hangs_is_ended() -> None:
    with pytest.raises(processes.ProgramHung):
        processes.run([PYTHON, "-c", "import time; time.sleep(600)"], timeout=0.3)


def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(processes.ProgramMissing) as failure:
        processes.run(["labelmap-no-such-program"])
    assert failure.value.kind == "environment"
    assert "labelmap-no-such-program" in str(failure.value)


@pytest.mark.skipif(sys.platform == "win32", reason="there .exe is what counts")
def test_nothing_is_found_in_the_folder_one_stands_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    trap = tmp_path / "git"
    trap.write_text("#!/bin/sh\nexit 0\n")
    trap.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", "relative"]))
    assert processes.find_program("git") is None


def test_the_environment_is_the_given_one_and_nothing_else() -> None:
    code = "import os; print('HOME' in os.environ, os.environ.get('MINE'))"
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if name in os.environ}
    result = processes.run([PYTHON, "-I", "-c", code], env={**kept, "MINE": "yes"})
    assert result.stdout.split() == [b"False", b"yes"]


def test_an_answer_is_read_while_the_program_runs() -> None:
    code = "import sys\nfor i in range(10**9): print(i)"
    with processes.running([PYTHON, "-c", code]) as running:
        assert next(running.chunks()).startswith(b"0")


def test_who_listens_hears_each_line_and_gets_the_same_answer() -> None:
    code = "import sys; sys.stderr.write('een\\ntwee\\n'); print(len(sys.stdin.buffer.read()))"
    heard: list[str] = []
    result = processes.run([PYTHON, "-c", code], stdin=b"x" * 200_000, heard=heard.append)
    assert (heard, result.stdout.strip(), result.stderr) == (
        ["een", "twee"],
        b"200000",
        b"een\ntwee\n",
    )
    with pytest.raises(processes.ProgramHung):
        processes.run(
            [PYTHON, "-c", "import time; time.sleep(600)"], timeout=0.3, heard=heard.append
        )
    with pytest.raises(processes.OutputTooLarge):
        processes.run([PYTHON, "-c", "print('x' * 100_000)"], limit=1000, heard=heard.append)


@pytest.mark.skipif(sys.platform == "win32", reason="closes its own pipes")
def test_a_program_that_says_nothing_more_and_does_not_end_is_ended_too() -> None:
    code = "import os, time; os.close(1); os.close(2); time.sleep(600)"
    with pytest.raises(processes.ProgramHung):
        processes.run([PYTHON, "-c", code], timeout=0.3)
