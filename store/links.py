"""Whether a link still works: one request over the internet, only when a person asks for it.

Only `http` and `https`, never an address inside the own network, not even by a detour: the address
that is connected to is the one that was looked at. Nothing of the page is read and nothing is kept.
"""

import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from enum import StrEnum
from time import monotonic
from types import MappingProxyType
from typing import TYPE_CHECKING

from model.light import dataclass
from model.messages import N_, Fact, Message

if TYPE_CHECKING:
    from http.client import HTTPResponse

SECONDS = 10.0
"""In which a page must answer."""
_REDIRECTS = 5
_SLICE = 0.1
"""Seconds between two looks whether the person has left."""
_SLOWEST = 3.0
"""Seconds for one connection or one reading, at most."""


class Verdict(StrEnum):
    """What came of asking."""

    WORKS = "works"
    MOVED = "moved"
    LOGIN = "login"
    GONE = "gone"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    UNSAFE = "unsafe"
    PRIVATE = "private"
    NOT_WEB = "not-web"
    SLOW = "slow"


_SENTENCES: Mapping[Verdict, str] = MappingProxyType(
    {
        Verdict.WORKS: N_("The page is there."),
        Verdict.MOVED: N_("It leads on to {host}."),
        Verdict.LOGIN: N_("One has to log in there: the NSO may not see it ({status})."),
        Verdict.GONE: N_("The page is not there any more ({status})."),
        Verdict.REFUSED: N_("The site answers with an error ({status}). Try it in your browser."),
        Verdict.UNREACHABLE: N_("The site can't be reached."),
        Verdict.UNSAFE: N_("The site can't prove that it is the right one (its certificate)."),
        Verdict.PRIVATE: N_("This address is one inside a network: the NSO can't open it."),
        Verdict.NOT_WEB: N_("It leads to what is no web page."),
        Verdict.SLOW: N_("No answer within {seconds} seconds. Try it in your browser."),
    }
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking for one address."""

    verdict: Verdict
    status: int = 0
    """What the site said, where it said anything."""
    host: str = ""
    """Where one ends up."""

    @property
    def is_fine(self) -> bool:
        """Whether a reviewer would get to see something."""
        return self.verdict in {Verdict.WORKS, Verdict.MOVED}

    @property
    def message(self) -> Message:
        """The answer as a sentence."""
        facts: dict[str, Fact] = {
            "status": str(self.status),
            "host": self.host,
            "seconds": int(SECONDS),
        }
        return Message(_SENTENCES[self.verdict], facts)


class _PrivateError(OSError):
    """A host that lies inside a network."""


class _NotWebError(OSError):
    """An address of another scheme."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the internet at large."""
    from ipaddress import IPv6Address, ip_address

    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        # An IPv4 address in another dress.
        inner = found.ipv4_mapped or found.sixtofour
        if inner is not None:
            found = inner
    return found.is_global and not found.is_multicast


def check(
    url: str,
    *,
    seconds: float = SECONDS,
    stopped: Callable[[], bool] = lambda: False,
    may_reach: Callable[[str], bool] = is_public,
) -> Answer:
    """Ask for a page once. For a worker: it takes up to `seconds`, or until `stopped`."""
    from threading import Thread

    found: list[Answer] = []

    def ask() -> None:
        found.append(_asked(url, may_reach))

    # Looking up a name can't be cut short; a thread that still does it keeps nobody waiting.
    thread = Thread(target=ask, daemon=True)
    thread.start()
    end = monotonic() + seconds
    while thread.is_alive() and monotonic() < end and not stopped():
        thread.join(_SLICE)
    return found[0] if found else Answer(Verdict.SLOW)


def _asked(url: str, may_reach: Callable[[str], bool]) -> Answer:
    from http.client import HTTPException
    from urllib.error import HTTPError, URLError
    from urllib.parse import urlsplit

    try:
        with _opened(url, may_reach) as response:
            host = urlsplit(response.geturl()).hostname or ""
            moved = host.removeprefix("www.") != (urlsplit(url).hostname or "").removeprefix("www.")
            verdict = Verdict.MOVED if moved else Verdict.WORKS
            return Answer(verdict, response.status, host)
    except HTTPError as error:
        error.close()
        if urlsplit(error.headers.get("Location") or "").scheme not in {"", "http", "https"}:
            return Answer(Verdict.NOT_WEB)
        return Answer(_of_status(error.code), error.code)
    except URLError as error:
        reason = error.reason
        return Answer(_of_error(reason if isinstance(reason, OSError) else error))
    except (OSError, ValueError, HTTPException) as error:
        return Answer(_of_error(error))


def _of_status(status: int) -> Verdict:
    if status in {401, 403, 407}:
        return Verdict.LOGIN
    return Verdict.GONE if status in {404, 410} else Verdict.REFUSED


def _of_error(error: Exception) -> Verdict:
    from ssl import SSLError

    kinds: tuple[tuple[type[Exception], Verdict], ...] = (
        (_PrivateError, Verdict.PRIVATE),
        (_NotWebError, Verdict.NOT_WEB),
        (SSLError, Verdict.UNSAFE),
        (TimeoutError, Verdict.SLOW),
    )
    return next((v for kind, v in kinds if isinstance(error, kind)), Verdict.UNREACHABLE)


def _opened(url: str, may_reach: Callable[[str], bool]) -> "HTTPResponse":
    """The answer of the site, its page not read. Handlers for other schemes are not there."""
    import ssl
    from http.client import HTTPConnection, HTTPMessage, HTTPSConnection
    from typing import IO
    from urllib import request

    class Plain(HTTPConnection):
        def connect(self) -> None:
            self.sock = _connected(self.host, self.port, may_reach)

    class Secure(HTTPSConnection):
        def connect(self) -> None:
            plain = _connected(self.host, self.port, may_reach)
            try:
                self.sock = ssl.create_default_context().wrap_socket(
                    plain, server_hostname=self.host
                )
            except BaseException:
                plain.close()
                raise

    class Web(request.AbstractHTTPHandler):
        def http_open(self, asked: request.Request) -> "HTTPResponse":
            return self.do_open(Plain, asked)

        def https_open(self, asked: request.Request) -> "HTTPResponse":
            return self.do_open(Secure, asked)

        http_request = https_request = request.AbstractHTTPHandler.do_request_

    class Redirects(request.HTTPRedirectHandler):
        max_redirections = _REDIRECTS

        def redirect_request(
            self,
            req: request.Request,
            fp: IO[bytes],
            code: int,
            msg: str,
            headers: HTTPMessage,
            newurl: str,
        ) -> request.Request | None:
            if not _is_web(newurl):
                raise _NotWebError
            return super().redirect_request(req, fp, code, msg, headers, newurl)

    if not _is_web(url):
        raise _NotWebError
    opener = request.OpenerDirector()
    for handler in (
        Web(),
        Redirects(),
        request.HTTPDefaultErrorHandler(),
        request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    asked = request.Request(url, headers={"User-Agent": "Labelmap", "Accept": "*/*"})  # noqa: S310 - held to http and https above
    response: HTTPResponse = opener.open(asked, timeout=_SLOWEST)
    return response


def _is_web(url: str) -> bool:
    return url.lower().startswith(("http://", "https://"))


def _connected(host: str, port: int, may_reach: Callable[[str], bool]) -> socket.socket:
    """A connection to a host, all of whose addresses may be reached."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = dict.fromkeys(str(place[0]) for *_, place in found)
    if not all(may_reach(address) for address in addresses):
        raise _PrivateError
    for address in addresses:
        with suppress(OSError):
            return socket.create_connection((address, port), _SLOWEST)
    raise ConnectionError
