"""Asking whether a link works: only the web, only outside, never for long; nothing is kept."""

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest

from store.links import Answer, Verdict, check, is_public

ANYWHERE = {"may_reach": lambda _: True}
"""The test's own site stands inside: at 127.0.0.1."""
PLACES = {
    "/verder": "/pagina",
    "/rondjes": "/rondjes",
    "/bestand": "file:///etc/passwd",
    "/ftp": "ftp://127.0.0.1/x",
    "/binnen": "http://10.0.0.1/",
}
ASKED: list[str] = []


class Site(BaseHTTPRequestHandler):
    """A small site."""

    def do_GET(self) -> None:
        """Answer by the path."""
        ASKED.append(self.path)
        if self.path in PLACES:
            self.send_response(302)
            self.send_header("Location", PLACES[self.path])
        else:
            code = self.path.strip("/")
            self.send_response(int(code) if code.isdecimal() else 200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.parametrize(
    ("path", "verdict"),
    [
        ("/pagina", Verdict.WORKS),
        ("/verder", Verdict.WORKS),
        ("/401", Verdict.LOGIN),
        ("/403", Verdict.LOGIN),
        ("/404", Verdict.GONE),
        ("/410", Verdict.GONE),
        ("/500", Verdict.REFUSED),
        ("/rondjes", Verdict.REFUSED),
        ("/bestand", Verdict.NOT_WEB),
        ("/ftp", Verdict.NOT_WEB),
    ],
)
def test_what_a_site_answers(site: str, path: str, verdict: Verdict) -> None:
    answer = check(site + path, **ANYWHERE)  # type: ignore[arg-type] # one function
    assert answer.verdict is verdict
    assert answer.is_fine is (verdict is Verdict.WORKS)
    assert str(answer.message)


def test_an_address_inside_is_not_asked(site: str) -> None:
    ASKED.clear()
    assert check(f"{site}/pagina").verdict is Verdict.PRIVATE
    assert ASKED == []


def test_a_detour_to_an_address_inside_is_not_taken(site: str) -> None:
    def may_reach(address: str) -> bool:
        return address == "127.0.0.1"

    assert check(f"{site}/binnen", may_reach=may_reach).verdict is Verdict.PRIVATE


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.1",
        "172.16.0.1",
        "169.254.169.254",
        "0.0.0.0",  # noqa: S104 - an address to refuse
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:127.0.0.1",
        "2002:7f00:1::",
        "224.0.0.1",
        "100.64.0.1",
        "geen adres",
        "",
    ],
)
def test_these_are_no_public_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111"])
def test_these_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://school.example/x", "javascript:1"])
def test_other_schemes_are_not_asked(url: str) -> None:
    assert check(url, **ANYWHERE).verdict is Verdict.NOT_WEB  # type: ignore[arg-type] # one function


@pytest.mark.parametrize("url", ["http://", "http://[", "https://school.example:hoi/"])
def test_an_address_that_is_none_crashes_nothing(url: str) -> None:
    assert not check(url, **ANYWHERE).is_fine  # type: ignore[arg-type] # one function


def test_where_nobody_listens_the_site_is_not_reached() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        found = check(f"http://127.0.0.1:{port}/", **ANYWHERE)  # type: ignore[arg-type] # one function
    assert found.verdict is Verdict.UNREACHABLE


def test_a_site_that_says_nothing_is_left_in_time() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        assert check(url, seconds=0.3, **ANYWHERE).verdict is Verdict.SLOW  # type: ignore[arg-type] # one function
        stop = Event()
        stop.set()
        assert check(url, stopped=stop.is_set, **ANYWHERE) == Answer(Verdict.SLOW)  # type: ignore[arg-type] # one function
