"""`labelmap serve` lets in who has the address, once, and nobody else.

Source: issue 3, item 7; `tui.serving`.
"""

import hashlib
import inspect
import re
import socket
from pathlib import Path

import pytest
from aiohttp import ClientSession, WSServerHandshakeError
from textual_serve.server import Server

from tests.tui.command_line import AN_IN_GIT, start
from tests.tui.served import Served, serving
from tests.tui.widget_app import STYLES
from tui.served_app import command

PAGES = STYLES.parent.parent / "web"
WEBSOCKET = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
}


def test_textual_serve_makes_its_app_as_we_know_it() -> None:
    # `tui.serving` puts its door into this private method. Has it changed? Then look whether every
    # request still passes `_guarded`, and write the new sum here.
    source = inspect.getsource(Server._make_app)  # noqa: SLF001 - the one private hook that we use
    assert (
        hashlib.sha256(source.encode()).hexdigest()
        == "f49af73ecb6eb2230f282d5dfcfb2cc27ce33faddd46f97b01973cd40f0e9d74"
    )


def test_the_address_opens_once(school: Path) -> None:
    with serving(school) as served:
        first = served.opened()
        assert (first.status, first.headers["location"]) == (303, "/")
        assert {"HttpOnly", "SameSite=Strict"} <= set(
            first.headers["set-cookie"].replace("; ", ";").split(";")
        )
        page = served.ask(Cookie=served.cookie)
        assert page.status == 200
        assert 'lang="nl"' in page.text
        again = served.ask(served.address.partition(served.authority)[2])
        assert again.status == 403
        assert "al gebruikt" in again.text


@pytest.mark.parametrize(
    "path", ["/", "/?token=", "/?token=wrong", "/?token=%E2%82%AC", "/ws", "/static/js/textual.js"]
)
def test_without_the_token_nothing_is_answered(school: Path, path: str) -> None:
    with serving(school) as served:
        assert served.ask(path).status == 403
        assert served.ask(path, Cookie="labelmap-1=x").status == 403
        served.opened()
        assert served.ask(path).status == 403


def test_a_name_that_points_here_is_not_let_in(school: Path) -> None:
    with serving(school) as served:
        port = served.authority.partition(":")[2]
        query = served.address.partition(served.authority)[2]
        for host in ("evil.example", f"evil.example:{port}", f"localhost:{port}", "127.0.0.1"):
            assert served.ask(query, Host=host).status == 403
        assert served.opened().status == 303
        assert served.ask(Host=f"evil.example:{port}", Cookie=served.cookie).status == 403


async def websocket(served: Served, **headers: str) -> int:
    """How a websocket is answered: 101 when it opens."""
    address = f"ws://{served.authority}/ws?width=80&height=24"
    async with ClientSession() as client:
        try:
            async with client.ws_connect(address, headers=headers) as opened:
                message = await opened.receive()
                assert message.data
                return 101
        except WSServerHandshakeError as refused:
            return refused.status


@pytest.mark.long
async def test_the_websocket_opens_for_our_own_page_only(school: Path) -> None:
    with serving(school) as served:
        ours = f"http://{served.authority}"
        assert await websocket(served) == 403
        assert await websocket(served, Origin=ours) == 403
        served.opened()
        assert await websocket(served, Origin=ours) == 403
        for origin in ("http://evil.example", "null", f"http://localhost{ours[16:]}"):
            assert await websocket(served, Cookie=served.cookie, Origin=origin) == 403
        assert await websocket(served, Cookie=served.cookie, Origin=ours) == 101


async def test_an_inbox_is_served_in_review_mode(inbox: Path) -> None:
    with serving(inbox) as served:
        served.opened()
        page = served.ask(Cookie=served.cookie)
        assert f"<title>{inbox.name} · Labelmap" in page.text
        address = f"ws://{served.authority}/ws?width=120&height=36"
        headers = {"Cookie": served.cookie, "Origin": f"http://{served.authority}"}
        seen = b""
        async with ClientSession() as client, client.ws_connect(address, headers=headers) as opened:
            while b"De Lindeboom" not in seen:
                message = await opened.receive(timeout=60)
                data = message.data
                assert data, "the app ended"
                seen += data if isinstance(data, bytes) else str(data).encode()


def test_it_listens_on_this_computer_only(school: Path) -> None:
    with serving(school) as served, socket.socket() as other:
        assert served.address.startswith("http://127.0.0.1:")
        port = int(served.authority.partition(":")[2])
        other.settimeout(60)
        with pytest.raises(ConnectionRefusedError):
            other.connect(("127.0.0.2", port))


def test_ctrl_c_ends_it(school: Path) -> None:
    with serving(school) as served:
        served.opened()
        assert served.end() in {0, 130}


def test_a_port_in_use_is_told(school: Path) -> None:
    with serving(school) as served:
        port = served.authority.partition(":")[2]
        ran = start("serve", school, "--no-open", "--port", port, "--lang", "nl", env=AN_IN_GIT)
        assert (ran.code, ran.out) == (3, "")
        assert port in ran.err
        assert "--port" in ran.err


@pytest.mark.parametrize("port", ["0", "65536", "x"])
def test_what_is_no_port_is_wrong_usage(school: Path, port: str) -> None:
    assert start("serve", school, "--no-open", "--port", port).code == 2


def test_a_folder_without_an_application_is_told_before_anything_opens(tmp_path: Path) -> None:
    ran = start("serve", tmp_path, "--no-open", env=AN_IN_GIT)
    assert (ran.code, ran.out) == (2, "")


def test_the_page_loads_nothing_from_elsewhere(school: Path) -> None:
    for file in PAGES.iterdir():
        assert not re.search(r"//[a-z0-9.-]+\.[a-z]{2,}/", file.read_text("utf-8")), file.name
    with serving(school) as served:
        served.opened()
        page = served.ask(Cookie=served.cookie)
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert set(re.findall(r"wss?://[^ ;]+|https?://[^ ;]+", policy)) == {
            f"ws://{served.authority}"
        }
        for path in re.findall(r'(?:src|href)="(/[^"]+)"|url\("(/[^"]+)"\)', page.text):
            assert served.ask("".join(path), Cookie=served.cookie).status == 200


def test_what_is_opened_never_stands_in_the_shells_line() -> None:
    assert "$" not in command()
    assert "served_app" in command()
