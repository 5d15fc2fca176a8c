"""A program by itself: reads a page as HTML on standard input, writes it as PDF on standard output.

It runs in a process of its own, because WeasyPrint takes time and memory and reads what strangers
wrote: it can be ended at any moment, its memory is bounded where the system can, and it fetches
nothing: fonts and pictures stand in the page as `data:` addresses, every other address is refused.
It imports nothing of ours, so that it can be started by its path.

    python -I render.py

The first line of the page is the day that the PDF bears, in SECONDS since 1970. What takes long to
import is imported before the page is read: whoever wants a page rendered may start the program
while the page is still being made.

Exit codes: 0 done; 1 it could not be rendered; 3 Pango is missing. Standard error: a line
`progress N TEXT` for each step of the renderer, and what went wrong.
"""

import hashlib
import logging
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY_LIMIT = 1_500_000_000
"""Bytes; a hundred photographs take a third of it."""
WORD_JOINER = b"<2060>"


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


def finish(_document: object, pdf: Any) -> None:  # noqa: ANN401 - pydyf's, which is not imported here
    """Mend the tags where WeasyPrint stops short of PDF/UA-1.

    Each box inside a link gets an annotation of its own, tied to that box: here it is tied to the
    link (ISO 14289-1, 7.18.5), and printed. A heading of a table gets its direction (7.5). Of a
    letter that is drawn in pieces the first one carries the text; the others get a character that
    shows nothing and parts nothing (7.21.7).
    """
    nodes = {node.reference: node for node in pdf.objects if _is(node, "/StructElem")}
    (root,) = [node for node in pdf.objects if _is(node, "/StructTreeRoot")]
    (parents,) = [node for node in pdf.objects if node.reference == root["ParentTree"]]
    for place, parent in enumerate(parents["Nums"]):
        if not isinstance(parent, bytes) or nodes[parent]["S"] == "/Link":
            continue
        link = next((up for up in _above(parent, nodes) if nodes[up]["S"] == "/Link"), None)
        if link is not None:
            parents["Nums"][place] = link
            _move_annotations(nodes[parent], nodes[link], pdf)
    for node in pdf.objects:
        if _is(node, "/Annot"):
            node["F"] = 4
        elif _is(node, "/StructElem") and node["S"] == "/TH":
            row = nodes[node["P"]]
            kinds = {nodes[cell]["S"] for cell in row["K"] if cell in nodes}
            node["A"]["Scope"] = "/Row" if "/TD" in kinds else "/Column"
        elif _is(node, "/Font") and "ToUnicode" in node:
            lines = pdf.objects[int(node["ToUnicode"].split()[0])].stream
            lines[:] = [line.replace(b"<>", WORD_JOINER) for line in lines]


def _is(node: Any, kind: str) -> bool:  # noqa: ANN401 - as above
    return isinstance(node, dict) and node.get("Type") == kind


def _above(reference: bytes, nodes: dict[bytes, Any]) -> "Iterator[bytes]":
    """What a piece of the document stands in, the nearest first."""
    while (up := nodes[reference].get("P")) in nodes:
        yield up
        reference = up


def _move_annotations(source: Any, target: Any, pdf: Any) -> None:  # noqa: ANN401 - as above
    for kid in list(source["K"]):
        if isinstance(kid, bytes) and _is(pdf.objects[int(kid.split()[0])], "/OBJR"):
            source["K"].remove(kid)
            target["K"].append(kid)


def rendered(html: bytes) -> bytes:
    """The page as PDF/UA-1. Raises `OSError` where Pango is missing."""
    import weasyprint
    from weasyprint.urls import URLFetcher

    document = weasyprint.HTML(
        string=html.decode("utf-8"),
        url_fetcher=URLFetcher(allowed_protocols={"data"}, allow_redirects=False),
    )
    pdf: bytes = document.write_pdf(
        finisher=finish,
        pdf_variant="pdf/ua-1",
        pdf_identifier=hashlib.sha256(html).digest()[:16],
    )
    return pdf


def main() -> int:
    """Render standard input."""
    bound_memory()
    try:
        import weasyprint  # noqa: F401 - the first one to look for Pango
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return 3
    logging.getLogger("weasyprint.progress").addHandler(Progress())
    logging.getLogger("weasyprint.progress").setLevel(logging.INFO)
    day = int(sys.stdin.buffer.readline())
    os.environ["SOURCE_DATE_EPOCH"] = str(day)  # the subset fonts carry a clock
    pdf = rendered(sys.stdin.buffer.read())
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # to take the document apart first takes a tenth of what making it takes
