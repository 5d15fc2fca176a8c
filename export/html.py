"""Documents as one HTML file that needs nothing else: styles, pictures, typefaces in it.

The same document is what a PDF is made of. Jinja2 escapes every value; an undefined one is an
error. The file's own policy forbids it to fetch anything.
"""

from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from export.page import ApplicationPage, Picture
from export.typefaces import font_css

if TYPE_CHECKING:
    from jinja2 import Environment

_APPLICATION = "application.html"
_SHEETS = ("page.css", "paper.css", "screen.css")
_STYLE_HERE = "\0"
"""Holds the place of the style sheets, which depend on the document's characters. It comes before
all that people wrote, and no text that may be shown holds it."""


def to_html(page: ApplicationPage, *, for_paper: bool = False) -> str:
    """The whole application; `for_paper` when it is the renderer that reads it."""
    return document(
        _APPLICATION, _SHEETS, for_paper=for_paper, page=page, sheet=page, encoded=_encoded
    )


def document(template: str, sheets: Iterable[str], *, for_paper: bool, **values: object) -> str:
    """A page of `export/templates`, with those style sheets and the typefaces it needs in it."""
    html = _environment().get_template(template).render(style=_STYLE_HERE, **values)
    style = "\n".join((font_css(html, on_paper=for_paper), *map(_sheet, sheets)))
    before, _, after = html.partition(_STYLE_HERE)
    return before + style + after


def get_ready() -> None:
    """Read what every application's page is made with; it takes as long as making the page."""
    _environment().get_template(_APPLICATION)
    for name in _SHEETS:
        _sheet(name)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("export"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _sheet(name: str) -> str:
    return (files("export") / "styles" / name).read_text("utf-8")


def _encoded(picture: Picture) -> str:
    return b64encode(picture.data).decode("ascii")
