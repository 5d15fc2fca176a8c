"""The platform's page with all that it points to: the renamed documents, one merged file a step."""

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from export.files import File, documents, upload_names
from export.html import document
from export.merge_run import Joined, join
from export.page import Sheet
from export.pdf import rendered
from export.platform import PlatformPage, PlatformStep, platform_page
from export.programs import Run
from export.sheet import sheet
from export.translator import Translator
from model.application import Application
from model.edition import Edition, in_language
from model.messages import N_, Message

SHEETS = ("page.css", "paper.css", "screen.css", "platform.css")
_COVER_SHEETS = ("page.css", "paper.css", "cover.css")
INDEX = "index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverPage:
    """The pages that stand before each step's documents."""

    sheet: Sheet
    steps: tuple[PlatformStep, ...]


def platform_files(
    application: Application,
    edition: Edition,
    translator: Translator,
    root: Path,
    run: Run,
    *,
    made_on: date,
    to_do: int = 0,
) -> Iterator[File]:
    """Each file of the folder. Raises as `export.pdf.rendered` does, and what `run` raises."""
    merged = _merged(application, edition, translator, root, run, made_on)
    names = {step: one.name for step, one in merged.items() if one.fits}
    page = platform_page(
        application, edition, translator, made_on=made_on, to_do=to_do, merged=names
    )
    yield File(INDEX, to_html(page).encode("utf-8"))
    called = upload_names(application, edition)
    for path, source in documents(application, root):
        yield File(called[path], source=source)
    for one in merged.values():
        if one.fits:
            yield File(one.name, one.data)


def _merged(
    application: Application,
    edition: Edition,
    translator: Translator,
    root: Path,
    run: Run,
    made_on: date,
) -> Mapping[str, Joined]:
    """Id of each step with documents that can be joined, to the file that holds them all."""
    page = platform_page(application, edition, translator, made_on=made_on)
    steps = tuple(step for step in page.steps if step.documents)
    if not steps:
        return {}
    label = in_language(edition.title, translator.language) or edition.id
    title = translator.say(Message(N_("Evidence: {label}"), {"label": label}))
    cover = CoverPage(sheet=sheet(title, application, translator, made_on=made_on), steps=steps)
    html = document("cover.html", _COVER_SHEETS, for_paper=True, page=cover, sheet=cover.sheet)
    covers = rendered(html, made_on.isoformat(), run)
    return join(covers, steps, application, edition.document_limit, root, run)


def to_html(page: PlatformPage) -> str:
    """The page: it works from a folder, without a network; its only script is ours."""
    from markupsafe import Markup

    script, mark = _script()
    return document(
        "platform.html",
        SHEETS,
        for_paper=False,
        page=page,
        sheet=page.sheet,
        script=Markup(script),  # noqa: S704 - our own file, not a word of anybody's
        policy=f" script-src '{mark}';",
    )


@cache
def _script() -> tuple[str, str]:
    """Our script, and the mark by which the page's policy lets it run."""
    script = (files("export") / "scripts" / "platform.js").read_text("utf-8")
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return script, f"sha256-{b64encode(digest).decode('ascii')}"
