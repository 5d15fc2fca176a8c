"""Reading many schools of an inbox with several processes of ours, each its share.

Python reads and judges on one core only, so an inbox of hundreds is shared out. Each process prints
one line of JSON a school, and at its end what it verified: only who started it keeps that, as two
who write one cache lose each other's. Source: issue 6, 'Scale'.
"""

import json
import os
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from model.messages import N_, Failure
from model.trust import Signature
from store import processes, signers, trust
from store.clock import Clock
from store.signers import Signers

FEW = 48
"""So many schools are read sooner here than by a process that must be started first."""
_PROGRAM = "import sys; from store.inbox_workers import main; sys.exit(main(sys.argv[1:]))"
_MEMORY = "*"
"""What stands where a school's folder would, on the last line. No folder of ours has this name."""


class ReadingBrokenOff(Failure):
    """A process of ours ended early."""

    kind = "environment"
    text = N_("Reading the schools was broken off: {reason}")
    remedy = N_("Try again. If it happens again, restart the computer.")


def cores() -> int:
    """How many processes can work at once."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS and Windows
        return os.cpu_count() or 1


def read_beside(
    schools: Path, names: Sequence[str], clock: Clock, memory: trust.Memory
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The plain values of each school's row, as they come. Raises `ReadingBrokenOff`.

    Ends the processes when nobody listens any more.
    """
    from tempfile import TemporaryDirectory

    day = clock.day.isoformat() if clock.day is not None else ""
    with TemporaryDirectory(prefix="labelmap-") as place:
        told = _Told()
        for number in range(cores()):
            share = Path(place, str(number))
            share.write_text(json.dumps(names[number :: cores()]), encoding="utf-8")
            told.listen([str(schools), str(share), day])
        try:
            for name, values in told.lines():
                if name != _MEMORY:
                    yield name, values
                    continue
                for known, found in values.items():
                    memory.put(known, Signature(found))
        finally:
            told.leave()


class _Told:
    """What the processes say, as it comes."""

    def __init__(self) -> None:
        from queue import Queue

        self._heard: Queue[tuple[str, dict[str, Any]] | Exception | None] = Queue()
        self._left = threading.Event()
        self._threads: list[threading.Thread] = []

    def listen(self, words: Sequence[str]) -> None:
        """Start one more."""
        thread = threading.Thread(target=self._listen, args=(words,), daemon=True)
        self._threads.append(thread)
        thread.start()

    def _listen(self, words: Sequence[str]) -> None:
        try:
            for line in _lines([sys.executable, "-I", "-c", _PROGRAM, *words], self._left):
                name, values = json.loads(line)
                self._heard.put((name, values))
        except Exception as error:  # noqa: BLE001 - whoever reads the lines raises it
            self._heard.put(error)
        finally:
            self._heard.put(None)

    def lines(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each line; raises what went wrong with one of the processes."""
        running = len(self._threads)
        while running:
            found = self._heard.get()
            if found is None:
                running -= 1
            elif isinstance(found, Exception):
                raise found
            else:
                yield found

    def leave(self) -> None:
        """End them."""
        self._left.set()
        for thread in self._threads:
            thread.join()


def _lines(command: Sequence[str], left: threading.Event) -> Iterator[bytes]:
    """What a process of ours says, line by line. Raises `ReadingBrokenOff`."""
    with processes.running(command) as running:
        rest = b""
        for chunk in running.chunks():
            if left.is_set():
                return
            *lines, rest = (rest + chunk).split(b"\n")
            yield from lines
        result = running.ended()
        if result.returncode != 0:
            said = result.stderr.decode("utf-8", "replace").strip().splitlines()
            raise ReadingBrokenOff(reason=said[-1] if said else str(result.returncode))


# In such a process


class _Memory(trust.Memory):
    """What was verified before, and apart from it what is verified now."""

    def __init__(self, known: Signers) -> None:
        super().__init__(known)
        self.new: dict[str, str] = {}

    def put(self, name: str, found: Signature) -> None:
        """As ever; and tell it at the end."""
        super().put(name, found)
        self.new[name] = found.value

    def keep(self) -> None:
        """Whoever started this process keeps it."""


def main(words: Sequence[str]) -> int:
    """Read a share: the folder of the schools, a file with names as JSON, the set day or ""."""
    from store.inbox import plain_values, read_school

    schools, share, day = words
    known = signers.load()
    memory = _Memory(known)
    for name in json.loads(Path(share).read_text(encoding="utf-8")):
        row = read_school(Path(schools) / name, Clock.of(day or None), known, memory)
        _say(name, plain_values(row))
    _say(_MEMORY, memory.new)
    return 0


def _say(name: str, values: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps([name, values]) + "\n")
    sys.stdout.flush()
