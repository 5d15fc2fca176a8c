"""Feedback and decision as plain text, part by part: to paste into the platform, or into a mail.

The same page makes it that makes the PDF, so what is pasted is what the school reads.
"""

from collections.abc import Iterator

from export.feedback import FeedbackPage, Piece
from export.page import Prose
from export.translator import Translator
from model.light import dataclass
from model.messages import N_


@dataclass(frozen=True, slots=True)
class TextPart:
    """What goes into one box of the platform."""

    title: str
    """The step, or that it is about the whole."""
    text: str


def text_parts(page: FeedbackPage, translator: Translator) -> tuple[TextPart, ...]:
    """The decision first, with what is said of the whole; then step by step."""
    return tuple(_parts(page, translator))


def _parts(page: FeedbackPage, translator: Translator) -> Iterator[TextPart]:
    groups = list(page.groups)
    whole = translator.text(N_("About the application as a whole"))
    said = [page.decision, _prose(page.decision_text)] if page.decision else []
    if groups and groups[0].title == whole:
        said += [_piece(piece) for piece in groups.pop(0).pieces]
    if said:
        yield TextPart(whole, "\n\n".join(part for part in said if part))
    for group in groups:
        yield TextPart(group.title, "\n\n".join(_piece(piece) for piece in group.pieces))


def to_text(page: FeedbackPage, translator: Translator) -> str:
    """All of it, one part below the other."""
    head = f"{page.sheet.title}: {page.sheet.school}\n{page.round}"
    parts = [
        f"{part.title}\n{'-' * len(part.title)}\n\n{part.text}"
        for part in text_parts(page, translator)
    ]
    return "\n\n".join((head, *parts)) + "\n"


def _piece(piece: Piece) -> str:
    head = " · ".join(part for part in (piece.about, piece.kind) if part)
    lines = [f"{head[:1].upper()}{head[1:]}"]
    if piece.quote:
        lines.append(f"“{piece.quote}”")
    lines.append(_prose(piece.text))
    for event in piece.events:
        lines.append(f"> {event.by}, {event.on} ({event.what})")
        lines += [f"> {line}" for line in _prose(event.text).split("\n") if event.text]
    return "\n".join(lines)


def _prose(prose: Prose) -> str:
    return "\n\n".join(paragraph.text for paragraph in prose)
