"""The app in a browser on this computer: who is let in, and what the page may do.

textual-serve starts one app for each window and carries keys and pictures between the two. It lets
anybody in who reaches it, so everything it is asked passes `_guarded` first:

- It listens on 127.0.0.1 only, and a request that names another host is refused: a web page
  elsewhere can let its own name point here (DNS rebinding).
- A request from another page (its `Origin`) is refused.
- The address holds a token that opens once; a cookie, unreadable for scripts and sent to no other
  page, stands for it from then on. Without it nothing is answered, the websocket neither.

The page loads nothing from elsewhere, and its Content-Security-Policy holds the browser to that.
"""

import secrets
import socket
from collections.abc import Awaitable, Callable
from hmac import compare_digest
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiohttp_jinja2
from aiohttp import web
from textual_serve.server import Server, to_int

from model.messages import N_, Failure
from tui.language import Language

HOST = "127.0.0.1"
"""The only address it listens on: this computer's own."""
PAGES = Path(__file__).parent / "web"
GRACE = 3
"""Seconds that the open windows get to save and close when the server ends."""
FONT_SIZE = 16
_BOUNDS = (8, 48)

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_NOT_FROM_HERE = N_("This address is not Labelmap's own.")
_WRONG = N_("This address does not open Labelmap.")
_USED = N_("This address was used already: it opens Labelmap once.")
_REMEDY = N_(
    "Labelmap stays open in the browser in which you opened it. To open it in another one: stop "
    "'labelmap serve' with Ctrl+C and start it again."
)


class PortTaken(Failure):
    """Another program listens there."""

    kind = "environment"
    text = N_("Port {port} is in use by another program.")
    remedy = N_("Choose another number with --port, or leave it out: a free one is taken.")


class PortRefused(Failure):
    """The system does not let us listen there."""

    kind = "environment"
    text = N_("This computer does not let Labelmap use port {port} ({reason}).")
    remedy = N_("Choose a number above 1023 with --port, or leave it out: a free one is taken.")


def listening(port: int) -> socket.socket:
    """A socket on this computer's own address; port 0: any that is free.

    Taken before anything else starts, so that the number is known and nobody comes between.
    Raises `PortTaken`, `PortRefused`.
    """
    import errno

    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows would share the port otherwise
            found.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((HOST, port))
        found.listen()
    except OSError as error:
        found.close()
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(port=str(port)) from error
        raise PortRefused(port=str(port), reason=error.strerror or "") from error
    return found


class LabelmapServer(Server):
    """textual-serve with a door."""

    def __init__(self, command: str, at: socket.socket, language: Language, title: str) -> None:
        port: int = at.getsockname()[1]
        super().__init__(command, HOST, port, title, templates_path=str(PAGES))
        self._socket = at
        self._language = language
        self._authority = f"{HOST}:{port}"
        self.public_url = f"http://{self._authority}"
        self._token = secrets.token_urlsafe(32)
        self._is_used = False
        self._cookie = f"labelmap-{port}"
        self._secret = secrets.token_urlsafe(32)

    @property
    def address(self) -> str:
        """The address that opens the app, once."""
        return f"{self.public_url}/?token={self._token}"

    def initialize_logging(self) -> None:
        """Nothing is logged: what one types passes here."""

    async def on_startup(self, app: web.Application) -> None:
        """No banner: `labelmap serve` says what is to be said."""

    def run(self) -> None:
        """Serve until Ctrl+C."""
        web.run_app(
            self._make_app(),
            sock=self._socket,
            print=None,
            access_log=None,
            shutdown_timeout=GRACE,
        )

    async def _make_app(self) -> web.Application:
        # textual-serve's own hook, and private: tests/tui/test_serving.py fails when it changes.
        app = await super()._make_app()

        @web.middleware
        async def guarded(request: web.Request, handler: _Handler) -> web.StreamResponse:
            return await self._guarded(request, handler)

        app.middlewares.append(guarded)
        app.on_response_prepare.append(self._with_headers)
        return app

    # ------------------------------------------------------------------ the door

    async def _guarded(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        if request.headers.get("Host") != self._authority:
            return self._refused(request, _NOT_FROM_HERE)
        if request.headers.get("Origin", self.public_url) != self.public_url:
            return self._refused(request, _NOT_FROM_HERE)
        if request.path == "/" and "token" in request.query:
            return self._opened(request, request.query["token"])
        if not _same(request.cookies.get(self._cookie, ""), self._secret):
            return self._refused(request, _WRONG)
        return await handler(request)

    def _opened(self, request: web.Request, token: str) -> web.StreamResponse:
        """Take the token for a cookie, once; the address bar then shows no token."""
        if not _same(token, self._token):
            return self._refused(request, _WRONG)
        if self._is_used or request.method != "GET":
            return self._refused(request, _USED)
        self._is_used = True
        response = web.HTTPSeeOther("/")
        response.set_cookie(self._cookie, self._secret, httponly=True, samesite="Strict", path="/")
        return response

    def _refused(self, request: web.Request, reason: str) -> web.StreamResponse:
        context = {
            "language": self._language.code,
            "title": "Labelmap",
            "reason": self._language.text(reason),
            "remedy": self._language.text(_REMEDY),
        }
        return aiohttp_jinja2.render_template("refused.html", request, context, status=403)

    async def _with_headers(self, request: web.Request, response: web.StreamResponse) -> None:
        """What the browser may do with an answer: nothing from elsewhere, nothing kept."""
        headers = response.headers
        headers["X-Content-Type-Options"] = "nosniff"
        headers["X-Frame-Options"] = "DENY"
        headers["Referrer-Policy"] = "no-referrer"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["Cache-Control"] = "no-store"
        if request.path.startswith("/download/"):
            await self._as_document(request, response)
            return
        headers["Content-Security-Policy"] = (
            "default-src 'none'; script-src 'self' 'unsafe-inline'; "
            "style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; "
            f"connect-src 'self' ws://{self._authority}; frame-ancestors 'none'; "
            "base-uri 'none'; form-action 'none'"
        )

    async def _as_document(self, request: web.Request, response: web.StreamResponse) -> None:
        """A document may be anybody's: it is saved, and never runs as a page of ours."""
        response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
        try:
            key = request.path.rpartition("/")[2]
            name = (await self.download_manager.get_download_metadata(key)).file_name
        except KeyError:
            return
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"

    # ------------------------------------------------------------------ the page

    async def handle_index(self, request: web.Request) -> web.Response:
        """The page with the app in it."""
        text = self._language.text
        low, high = _BOUNDS
        wanted = to_int(request.query.get("fontsize", ""), FONT_SIZE)
        context: dict[str, Any] = {
            "language": self._language.code,
            "title": self.title,
            "font_size": min(max(wanted, low), high),
            "websocket_url": f"ws://{self._authority}/ws",
            "opening": text(N_("Labelmap is opening ...")),
            "closed": text(
                N_("Labelmap is closed here. You may close this window, or open Labelmap again.")
            ),
            "again": text(N_("Open again")),
        }
        return aiohttp_jinja2.render_template("index.html", request, context)


def _same(given: str, known: str) -> bool:
    """Whether two secrets are equal, in a time that does not tell how much of them is."""
    return compare_digest(given.encode(), known.encode())
