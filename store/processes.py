"""The one module that starts other programs: always by their full path, never through a shell.

What a program says is read up to a bound, a program that hangs is ended, and a program of the
same name in the folder one stands in is never found.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import IO

from model.light import dataclass
from model.messages import N_, Failure
from store.pipes import OutOfTime, exchange

OUTPUT_LIMIT = 64 * 1024 * 1024
"""Bytes of standard output that `run` reads unless told otherwise."""
ERROR_LIMIT = 64 * 1024
"""Bytes of standard error that are kept; the rest is read and dropped."""
TIMEOUT = 120.0
"""Seconds after which `run` ends a program unless told otherwise."""


class ProgramMissing(Failure):
    """A program that is needed is not on this computer."""

    kind = "environment"
    text = N_("The program '{program}' was not found on this computer.")
    remedy = N_("'labelmap doctor' says how to install it.")


class ProgramHung(Failure):
    """A program did not end in time and was ended."""

    kind = "environment"
    text = N_("The program '{program}' gave no answer within {seconds} seconds and was stopped.")
    remedy = N_("Try again. If it happens again, restart the computer.")


class OutputTooLarge(Failure):
    """A program said more than is ever read."""

    kind = "usage"
    text = N_("The program '{program}' gave an answer of more than {limit} bytes; it was not read.")


@dataclass(frozen=True, slots=True)
class Result:
    """What a program answered."""

    returncode: int
    stdout: bytes
    stderr: bytes


def find_program(name: str) -> str | None:
    """The full path of a program on PATH, or None. Relative entries of PATH are passed over."""
    return _find(name, os.environ.get("PATH", os.defpath))


@lru_cache(maxsize=64)
def _find(name: str, path: str) -> str | None:
    suffixes = (".exe", ".com") if sys.platform == "win32" else ("",)
    for entry in path.split(os.pathsep):
        if not os.path.isabs(entry):  # noqa: PTH117 - pathlib costs more here
            continue
        for suffix in suffixes:
            candidate = os.path.join(entry, name + suffix)  # noqa: PTH118 - pathlib costs more here
            if os.path.isfile(candidate) and os.access(candidate, os.X_OK):  # noqa: PTH113 - as above
                return candidate
    return None


class Ready:
    """A program that was started before there is anything for it to do; `run` goes on with it."""

    def __init__(self, args: Sequence[str]) -> None:
        """Start it. Raises `ProgramMissing`."""
        self.args = tuple(args)
        self.process = _start(
            args, env=None, cwd=None, stdin=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def end(self) -> None:
        """End it: nobody needs it."""
        with self.process:
            self.process.kill()


def _start(
    args: Sequence[str],
    *,
    env: Mapping[str, str] | None,
    cwd: Path | None,
    stdin: int | IO[bytes] | None,
    stderr: int | IO[bytes],
) -> "subprocess.Popen[bytes]":
    program = _full_path(args[0])
    try:
        return subprocess.Popen(
            [program, *args[1:]],
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=stderr,
            env=env,
            cwd=cwd,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except FileNotFoundError as error:
        if cwd is not None and not cwd.is_dir():
            raise
        _find.cache_clear()
        raise ProgramMissing(program=args[0]) from error


def run(  # noqa: PLR0913 - how a program is run has many sides
    args: Sequence[str],
    *,
    stdin: bytes = b"",
    source: "IO[bytes] | None" = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    timeout: float = TIMEOUT,
    limit: int = OUTPUT_LIMIT,
    heard: Callable[[str], None] | None = None,
    begun: Callable[[Callable[[], None]], None] | None = None,
    ready: Ready | None = None,
) -> Result:
    """Run a program to its end.

    `source`: an open file (without a buffer) from which it reads on, instead of `stdin`. `env` is
    the whole environment of the program (None: ours). `heard` gets each line of its standard error
    when it is said, in a thread of its own. `begun` gets, once, what ends the program early, from
    any thread. `ready`: the same program, started before. Raises `ProgramMissing`, `ProgramHung`,
    `OutputTooLarge`; an exit code other than 0 is the caller's to judge.
    """
    inward = source or (subprocess.PIPE if stdin else subprocess.DEVNULL)
    started = ready.process if ready is not None else None
    with started or _start(args, env=env, cwd=cwd, stdin=inward, stderr=subprocess.PIPE) as process:
        (begun or _nobody)(process.kill)
        try:
            output, errors = exchange(process, stdin, (limit, ERROR_LIMIT), timeout, heard)
        except OutOfTime:
            process.kill()
            raise ProgramHung(program=args[0], seconds=int(timeout)) from None
        except BaseException:
            process.kill()
            raise
        if len(output) > limit:
            process.kill()
            raise OutputTooLarge(program=args[0], limit=limit)
    return Result(process.returncode, output, errors)


def _nobody(_end: Callable[[], None]) -> None:
    """Nobody wants to end the program early."""


class Running:
    """A program whose answer is read while it runs."""

    def __init__(self, process: "subprocess.Popen[bytes]", errors: IO[bytes]) -> None:
        self._process = process
        self._errors = errors

    def chunks(self, size: int = 65536) -> Iterator[bytes]:
        """Standard output, piece by piece."""
        stream = self._process.stdout
        while stream is not None and (chunk := os.read(stream.fileno(), size)):
            yield chunk

    def ended(self) -> Result:
        """The exit code and what stood on standard error; call it after the last chunk."""
        returncode = self._process.wait()
        self._errors.seek(0)
        return Result(returncode, b"", self._errors.read(ERROR_LIMIT))


@contextmanager
def running(
    args: Sequence[str], *, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Iterator[Running]:
    """Start a program and end it when the block is left, whether or not it had finished."""
    from tempfile import TemporaryFile

    with TemporaryFile() as errors:
        process = _start(args, env=env, cwd=cwd, stdin=subprocess.DEVNULL, stderr=errors)
        with process:
            try:
                yield Running(process, errors)
            finally:
                if process.poll() is None:
                    process.kill()


def converse(
    args: Sequence[str], *, env: Mapping[str, str], cwd: Path
) -> "subprocess.Popen[bytes]":
    """Start a program that answers question after question; the caller ends it.

    Standard error is dropped: such a program answers faults on standard output.
    """
    return _start(args, env=env, cwd=cwd, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)


def start_apart(args: Sequence[str]) -> None:
    """Start a program that may outlive ours, and hear no more of it. Raises `ProgramMissing`."""
    process = subprocess.Popen(
        [_full_path(args[0]), *args[1:]],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    # Waited for beside us, so that it leaves no zombie.
    threading.Thread(target=process.wait, daemon=True).start()


def run_in_front(args: Sequence[str]) -> int:
    """Run a program in this terminal, where the person works with it; its exit code.

    Raises `ProgramMissing`, and `OSError` where it can't be started.
    """
    with subprocess.Popen([_full_path(args[0]), *args[1:]]) as process:
        return process.wait()


def _full_path(name: str) -> str:
    program = name if Path(name).is_absolute() else find_program(name)
    if program is None:
        raise ProgramMissing(program=name)
    return program
