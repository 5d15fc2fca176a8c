"""A headless Chromium, driven by its own protocol over a websocket: no driver, no library more."""

import asyncio
import base64
import json
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse

from system_libraries import BROWSERS

PATIENCE = 60
"""Seconds after which something that should happen counts as not happening."""
# The names that a page gives keys, and the numbers that Windows gave them.
_KEYS = {"Enter": 13, "Escape": 27, "Tab": 9, "ArrowDown": 40, "F1": 112, "F4": 115, "F8": 119}


def find_chromium() -> str | None:
    """The browser's program, where this computer has one."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


class Page:
    """One window."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._asked = 0
        self.requested: list[str] = []
        """Every address that the page asked for."""

    async def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """One command of the protocol, and its answer."""
        self._asked += 1
        await self._socket.send_json({"id": self._asked, "method": method, "params": parameters})
        while True:
            message = await asyncio.wait_for(self._socket.receive_json(), PATIENCE)
            if message.get("method") == "Network.requestWillBeSent":
                self.requested.append(message["params"]["request"]["url"])
            if message.get("id") == self._asked:
                assert "error" not in message, message
                result: dict[str, Any] = message["result"]
                return result

    async def evaluate(self, script: str) -> Any:  # noqa: ANN401 - whatever the script answers
        """The value of a script in the page."""
        result = await self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    async def press(self, key: str, *, ctrl: bool = False) -> None:
        """A real key press: a letter, or one of `_KEYS`."""
        code = _KEYS[key] if len(key) > 1 else ord(key.upper())
        facts: dict[str, object] = {"key": key, "windowsVirtualKeyCode": code}
        if key == "Enter":
            facts["text"] = "\r"
        elif ctrl:
            facts["modifiers"] = 2
        elif len(key) == 1:
            facts["text"] = key
        await self.call("Input.dispatchKeyEvent", type="keyDown", **facts)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **facts)

    async def paste(self, text: str) -> None:
        """What Ctrl+V does in the page, with this text on the clipboard."""
        await self.evaluate(
            "(() => { const data = new DataTransfer(); data.setData('text/plain', "
            f"{json.dumps(text)}); document.activeElement.dispatchEvent(new ClipboardEvent("
            "'paste', { clipboardData: data, bubbles: true, cancelable: true })); })()"
        )

    async def picture(self) -> bytes:
        """The window as a PNG."""
        result = await self.call("Page.captureScreenshot", format="png")
        return base64.b64decode(result["data"])

    async def until(self, script: str) -> None:
        """Wait until a script's value is true."""
        end = monotonic() + PATIENCE
        while not await self.evaluate(script):
            assert monotonic() < end, f"it never came to that: {script}"
            await asyncio.sleep(0.05)


@asynccontextmanager
async def browser(program: str, folder: Path, address: str) -> AsyncIterator[Page]:
    """Open an address in a new browser, whose own files lie in `folder`."""
    with subprocess.Popen(  # noqa: ASYNC220 - it returns as soon as the program runs
        [
            program,
            "--headless=new",
            "--no-sandbox",  # a container's root has no other way; only our own page is opened
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--remote-debugging-port=0",
            f"--user-data-dir={folder}",
            "--window-size=1280,800",
            "about:blank",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            port = await _port(folder / "DevToolsActivePort")
            async with ClientSession() as client:
                async with client.get(f"http://127.0.0.1:{port}/json/list") as answer:
                    target = next(t for t in await answer.json() if t["type"] == "page")
                async with client.ws_connect(
                    target["webSocketDebuggerUrl"], max_msg_size=0
                ) as socket:
                    page = Page(socket)
                    await page.call("Page.enable")
                    await page.call("Network.enable")
                    await page.call("Page.navigate", url=address)
                    yield page
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


async def _port(file: Path) -> int:
    end = monotonic() + PATIENCE
    while not file.is_file() or not file.read_text().strip():
        assert monotonic() < end, "Chromium did not start"
        await asyncio.sleep(0.05)
    return int(file.read_text().split()[0])
