"""Documents as PDF/UA-1: a page's own HTML, rendered by export/render.py in a child.

The same page gives the same bytes: the day stands in the page, the fonts in the package. The child
fetches nothing; it can be ended at any moment.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from export.html import to_html
from export.page import ApplicationPage
from export.pango import install_command
from export.programs import Run
from model.messages import N_, Failure

PROGRAM = Path(__file__).with_name("render.py")
COMMAND = (sys.executable, "-I", str(PROGRAM))
"""What is started; it may be started before there is a page."""
TIMEOUT = 300.0
"""Seconds; a hundred photographs take a minute on a slow machine."""
PANGO_MISSING = 3
"""The child's exit code where it finds no Pango."""


class PangoMissing(Failure):
    """WeasyPrint finds no Pango on this computer."""

    kind = "environment"
    text = N_("A PDF can't be made on this computer: Pango is missing.")
    remedy = N_("Install it: {command}. Until then, export to .html and print that from a browser.")

    def __init__(self) -> None:
        super().__init__(command=install_command())


class NotRendered(Failure):
    """The renderer gave up."""

    kind = "environment"
    text = N_("The PDF could not be made: {detail}")
    remedy = N_("Export to .html and print that from a browser.")

    def __init__(self, detail: str) -> None:
        super().__init__(detail=detail)


def to_pdf(page: ApplicationPage, run: Run) -> bytes:
    """The application. Raises as `rendered` does."""
    return rendered(to_html(page, for_paper=True), page.made_on, run)


def rendered(html: str, made_on: str, run: Run) -> bytes:
    """A page as PDF that bears this day (ISO 8601).

    Raises `PangoMissing`, `NotRendered`, and what `run` raises.
    """
    day = datetime.fromisoformat(made_on).replace(tzinfo=UTC)
    result = run(
        COMMAND,
        stdin=b"%d\n%s" % (int(day.timestamp()), html.encode("utf-8")),
        timeout=TIMEOUT,
    )
    if result.returncode == PANGO_MISSING:
        raise PangoMissing
    if result.returncode != 0 or not result.stdout.startswith(b"%PDF-"):
        raise NotRendered(_last_words(result.stderr))
    return result.stdout


def _last_words(stderr: bytes) -> str:
    """The last line that is no progress."""
    lines = stderr.decode("utf-8", "replace").splitlines()
    return next(
        (line for line in reversed(lines) if line and not line.startswith("progress ")), "?"
    )
