"""Feeding a program and reading what it says, in one thread that waits for its pipes together.

Where the system can wait for pipes (not Windows). A thread for each pipe, and one that watches the
time, cost as much as a small program's whole run.
"""

import io
import os
import selectors
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import IO

_PIECE = 65536
_SMALL = 4096
"""Bytes that any pipe takes at once: written without a thread."""
_FIRST_LOOKS = 40
_MOMENT = 0.00005
"""Seconds between the first looks whether a program has ended that says nothing more."""


class OutOfTime(Exception):  # noqa: N818 - for `store.processes` alone
    """The program did not end in time."""


def exchange(
    process: "subprocess.Popen[bytes]",
    stdin: bytes,
    limits: tuple[int, int],
    timeout: float,
    heard: Callable[[str], None] | None = None,
) -> tuple[bytes, bytes]:
    """What a program says on standard output and as its errors, up to these limits.

    It has ended then, or says more than the first limit and is the caller's to end. `heard` gets
    each line of its errors when it is said. Raises `OutOfTime`.
    """
    by = _in_one_thread if heard is None and os.name == "posix" else _by_threads
    return by(process, stdin, limits, timeout, heard or _nobody_hears)


def _nobody_hears(_line: str) -> None:
    """Nobody wants to hear it."""


def _in_one_thread(
    process: "subprocess.Popen[bytes]",
    stdin: bytes,
    limits: tuple[int, int],
    timeout: float,
    _heard: Callable[[str], None],
) -> tuple[bytes, bytes]:
    limit, errors = limits
    deadline = time.monotonic() + timeout
    output, said = bytearray(), bytearray()
    left = memoryview(stdin)
    with selectors.PollSelector() as waiting:
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                waiting.register(pipe, selectors.EVENT_READ)
        if process.stdin is not None:
            os.set_blocking(process.stdin.fileno(), False)
            waiting.register(process.stdin, selectors.EVENT_WRITE)
        while waiting.get_map() and len(output) <= limit:
            for key in _ready(waiting, deadline):
                if key.fileobj is process.stdin:
                    left = _fed(process.stdin, left)
                    is_done = not left
                else:
                    chunk = os.read(key.fd, _PIECE)
                    is_done = not chunk
                    if key.fileobj is process.stdout:
                        output += chunk
                    else:
                        said += chunk[: max(0, errors - len(said))]
                if is_done:
                    waiting.unregister(key.fileobj)
                    _close(key.fileobj)
    if len(output) <= limit:
        _wait(process, deadline)
    return bytes(output), bytes(said)


def _ready(waiting: selectors.PollSelector, deadline: float) -> list[selectors.SelectorKey]:
    """The pipes for which something can be done now. Raises `OutOfTime`."""
    found = [key for key, _ in waiting.select(max(0, deadline - time.monotonic()))]
    if not found and time.monotonic() >= deadline:
        raise OutOfTime
    return found


def _fed(stream: IO[bytes] | None, left: memoryview) -> memoryview:
    """What is still to be written; nothing where nobody listens any more: that is no fault."""
    if stream is None:
        return left[:0]
    try:
        return left[os.write(stream.fileno(), left[:_PIECE]) :]
    except BlockingIOError:
        return left
    except OSError:
        return left[:0]


def _close(pipe: object) -> None:
    if isinstance(pipe, io.IOBase):
        with suppress(OSError):
            pipe.close()


def _wait(process: "subprocess.Popen[bytes]", deadline: float) -> None:
    """It says nothing more: nearly always it has ended in the same moment."""
    for _ in range(_FIRST_LOOKS):
        if process.poll() is not None:
            return
        time.sleep(_MOMENT)
    try:
        process.wait(max(0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        raise OutOfTime from None


# Where pipes can't be waited for together, or somebody listens


def _by_threads(
    process: "subprocess.Popen[bytes]",
    stdin: bytes,
    limits: tuple[int, int],
    timeout: float,
    heard: Callable[[str], None],
) -> tuple[bytes, bytes]:
    hung = threading.Event()

    def end() -> None:
        hung.set()
        process.kill()

    watchdog = threading.Timer(timeout, end)
    watchdog.daemon = True
    watchdog.start()
    errors: list[bytes] = []
    helpers = [threading.Thread(target=_drain, args=(process.stderr, errors, limits[1], heard))]
    if len(stdin) > _SMALL:
        helpers.append(threading.Thread(target=_feed, args=(process.stdin, stdin)))
    for helper in helpers:
        helper.daemon = True
        helper.start()
    try:
        if len(stdin) <= _SMALL:
            _feed(process.stdin, stdin)
        output = _read_up_to(process.stdout, limits[0])
        if len(output) > limits[0]:
            process.kill()
        process.wait()
    except BaseException:
        process.kill()
        raise
    finally:
        watchdog.cancel()
        for helper in helpers:
            helper.join()
    if hung.is_set():
        raise OutOfTime
    return output, b"".join(errors)


def _read_up_to(stream: IO[bytes] | None, limit: int) -> bytes:
    """A stream's bytes; more than `limit` of them when there are more."""
    chunks = []
    room = limit
    while stream is not None and room >= 0 and (chunk := os.read(stream.fileno(), 65536)):
        chunks.append(chunk)
        room -= len(chunk)
    return b"".join(chunks)


def _drain(
    stream: IO[bytes] | None, kept: list[bytes], most: int, heard: Callable[[str], None]
) -> None:
    """Read a stream to its end, keeping its beginning and handing on its lines."""
    if stream is None:
        return
    room = most
    line = b""
    while chunk := os.read(stream.fileno(), 8192):
        kept.append(chunk[:room])
        room -= len(kept[-1])
        *whole, line = (line + chunk).split(b"\n")
        line = line[:most]
        for said in whole:
            heard(said.decode("utf-8", "replace"))


def _feed(stream: IO[bytes] | None, data: bytes) -> None:
    """Write all of it; a program that stops listening is no fault of ours."""
    if stream is not None:
        with suppress(BrokenPipeError, OSError):
            stream.write(data)
        with suppress(BrokenPipeError, OSError):
            stream.close()
