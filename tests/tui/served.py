"""`labelmap serve` in a process of its own, for tests: started, asked, ended."""

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from tests.tui.command_line import AN_IN_GIT, DAY, ENTRY

_END = signal.SIGINT if os.name != "nt" else signal.SIGTERM


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: Mapping[str, str]
    text: str


@dataclass
class Served:
    """A running server."""

    address: str
    """What `labelmap serve` printed: it opens once."""
    process: "subprocess.Popen[str]"
    cookie: str = ""
    """What the browser that opened it has."""

    @property
    def authority(self) -> str:
        """Host and port, as a browser names them."""
        return urlsplit(self.address).netloc

    def ask(self, path: str = "/", **headers: str) -> Answer:
        """One request; `Host` and others may be set, an empty one is left out."""
        connection = HTTPConnection(self.authority, timeout=60)
        connection.putrequest("GET", path, skip_host=True)
        for name, value in {"Host": self.authority, **headers}.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        response = connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        body = b"" if response.status == 101 else response.read()
        connection.close()
        return Answer(response.status, found, body.decode("utf-8", "replace"))

    def opened(self) -> Answer:
        """Use the address, as a browser does, and keep its cookie."""
        parts = urlsplit(self.address)
        answer = self.ask(f"/?{parts.query}")
        self.cookie = answer.headers["set-cookie"].partition(";")[0]
        return answer

    def end(self) -> int:
        """Ctrl+C; its exit code."""
        self.process.send_signal(_END)
        return self.process.wait(timeout=60)


def line_of(stream: IO[str] | None) -> str:
    """The next line that a program prints."""
    assert stream is not None
    return stream.readline().strip()


@contextmanager
def serving(folder: Path, *words: str, language: str = "nl") -> Iterator[Served]:
    """Serve a school to the end of the block; no browser is opened."""
    with subprocess.Popen(
        [*ENTRY, "serve", folder, "--no-open", "--today", DAY, "--lang", language, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        env={**os.environ, **AN_IN_GIT},
    ) as process:
        try:
            yield Served(line_of(process.stdout), process)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(timeout=60)
