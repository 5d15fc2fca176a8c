"""A program by itself: reads a page as HTML on standard input, writes it as PDF on standard output.

It runs in a process of its own, because WeasyPrint takes time and memory and reads what strangers
wrote: it can be ended at any moment, its memory is bounded where the system can, and it fetches
nothing: fonts and pictures stand in the page as `data:` addresses, every other address is refused.
It imports nothing of ours, so that it can be started by its path.

    python -I render.py SECONDS        SECONDS since 1970: the day that the PDF bears

Exit codes: 0 done; 1 it could not be rendered; 3 Pango is missing. Standard error: a line
`progress N TEXT` for each step of the renderer, and what went wrong.
"""

import hashlib
import logging
import os
import sys
from contextlib import suppress

MEMORY_LIMIT = 1_500_000_000
"""Bytes; a hundred photographs take a third of it."""


def bound_memory() -> None:
    """Let a page that would eat all memory fail by itself, where the system can."""
    with suppress(ImportError, OSError, ValueError):  # Windows has no such module
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))


class Progress(logging.Handler):
    """Says each step of the renderer on standard error."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write "progress 6 Creating layout - Page 3"."""
        text = record.getMessage().removeprefix("Step ").replace(" - ", " ", 1)
        sys.stderr.write(f"progress {text.splitlines()[0][:80]}\n")
        sys.stderr.flush()


def rendered(html: bytes) -> bytes:
    """The page as PDF/UA-1. Raises `OSError` where Pango is missing."""
    import weasyprint
    from weasyprint.urls import URLFetcher

    logging.getLogger("weasyprint.progress").addHandler(Progress())
    logging.getLogger("weasyprint.progress").setLevel(logging.INFO)
    document = weasyprint.HTML(
        string=html.decode("utf-8"),
        url_fetcher=URLFetcher(allowed_protocols={"data"}, allow_redirects=False),
    )
    pdf: bytes = document.write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=hashlib.sha256(html).digest()[:16]
    )
    return pdf


def main() -> int:
    """Render standard input."""
    os.environ["SOURCE_DATE_EPOCH"] = str(int(sys.argv[1]))  # the subset fonts carry a clock
    bound_memory()
    html = sys.stdin.buffer.read()
    try:
        import weasyprint  # noqa: F401 - the first one to look for Pango
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return 3
    pdf = rendered(html)
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
