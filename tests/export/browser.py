"""A real browser without a window, spoken to over its own pipe: no library, no port, no network."""

import json
import os
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

PATIENCE = 120.0
"""Seconds after which an answer counts as not coming."""
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def chromium() -> str:
    """The browser's path; without one the test is skipped, and says why."""
    found = next((path for path in map(shutil.which, _NAMES) if path), None)
    if found is None or sys.platform == "win32":
        pytest.skip("there is no Chromium on this computer: the page is not tried in a browser")
    return found


class Page:
    """One page in the browser."""

    def __init__(self, asks: int, answers: int) -> None:
        self._asks = asks
        self._answers = answers
        self._rest = b""
        self._numbers = count(1)
        self._session = ""
        self.requested: list[str] = []
        """Every address that the page asked for."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setFocusEmulationEnabled", enabled=True)

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """Ask the browser something; its answer."""
        number = next(self._numbers)
        message: dict[str, Any] = {"id": number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._asks, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == number:
                assert "error" not in answer, answer
                result: dict[str, Any] = answer["result"]
                return result

    def _next(self) -> dict[str, Any]:
        end = monotonic() + PATIENCE
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._answers], [], [], max(end - monotonic(), 0))
            assert ready, "the browser does not answer"
            block = os.read(self._answers, 1 << 16)
            assert block, "the browser has gone"
            self._rest += block
        line, _, self._rest = self._rest.partition(b"\0")
        found: dict[str, Any] = json.loads(line)
        if found.get("method") == "Network.requestWillBeSent":
            self.requested.append(found["params"]["request"]["url"])
        return found

    def go(self, path: Path) -> None:
        """Open a file, and wait until it is there."""
        self.call("Page.navigate", url=path.as_uri())
        while self._next().get("method") != "Page.loadEventFired":
            pass

    def reload(self) -> None:
        """Load the page anew."""
        self.call("Page.reload")
        while self._next().get("method") != "Page.loadEventFired":
            pass

    def value(self, program: str) -> Any:  # noqa: ANN401 - what JSON holds
        """What a piece of JavaScript in the page comes to."""
        answer = self.call(
            "Runtime.evaluate", expression=program, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def click(self, selector: str) -> None:
        """Click with the mouse in the middle of an element."""
        place = self.value(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)});"
            "e.scrollIntoView({block: 'center', behavior: 'instant'});"
            "const b = e.getBoundingClientRect();"
            "return [b.x + b.width / 2, b.y + b.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.call(
                "Input.dispatchMouseEvent",
                type=kind,
                x=place[0],
                y=place[1],
                button="left",
                clickCount=1,
            )

    def clipboard(self) -> str:
        """What would be pasted now."""
        text: str = self.value("navigator.clipboard.readText()")
        return text

    def picture(self, width: int, height: int, *, dark: bool = False) -> bytes:
        """The page as PNG."""
        from base64 import b64decode

        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.call("Emulation.setEmulatedMedia", features=scheme)
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        return b64decode(self.call("Page.captureScreenshot", format="png")["data"])


def _pipe() -> tuple[int, int]:
    """A pipe whose ends stay clear of the numbers that Chromium wants."""
    import fcntl

    ends = os.pipe()
    high = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends]
    for end in ends:
        os.close(end)
    return high[0], high[1]


@contextmanager
def browser(profile: Path) -> Iterator[Page]:
    """A browser with a fresh profile; it ends with the block."""
    program = chromium()
    hears, asks = _pipe()
    answers, says = _pipe()
    options = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--remote-debugging-pipe",
        f"--user-data-dir={profile}",
    ]

    def give_pipes() -> None:
        """Chromium hears on 3 and answers on 4."""
        os.dup2(hears, 3)
        os.dup2(says, 4)

    with subprocess.Popen(
        [program, *options],
        preexec_fn=give_pipes,  # noqa: PLW1509 - no thread of the tests runs meanwhile
        close_fds=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        os.close(hears)
        os.close(says)
        try:
            page = Page(asks, answers)
            permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"]
            session, page._session = page._session, ""  # noqa: SLF001 - asked of the browser itself
            page.call("Browser.grantPermissions", permissions=permissions)
            page._session = session  # noqa: SLF001 - as above
            yield page
        finally:
            process.kill()
            os.close(asks)
            os.close(answers)
