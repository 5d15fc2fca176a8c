"""What changed between two versions, in the format that a file's name asks for."""

from collections.abc import Iterator

from export.changes_page import ChangedStep, ChangesPage, TextChange, ValueChange
from export.html import document
from export.markdown import escaped
from model.differences import Part

SHEETS = ("page.css", "paper.css", "screen.css", "changes.css")
_MARKS = {
    Part.SAME: ("", ""),
    Part.GONE: ("<del>", "</del>"),
    Part.NEW: ("<ins>", "</ins>"),
}


def to_html(page: ChangesPage, *, for_paper: bool = False) -> str:
    """The page; `for_paper` when it is the renderer that reads it."""
    return document("changes.html", SHEETS, for_paper=for_paper, page=page, sheet=page.sheet)


def to_markdown(page: ChangesPage) -> str:
    """The comparison, its words in `<ins>` and `<del>`, as GitHub shows them."""
    return "\n\n".join(block for block in _blocks(page) if block) + "\n"


def _blocks(page: ChangesPage) -> Iterator[str]:
    labels = page.sheet.labels
    yield f"# {escaped(page.sheet.title)}: {escaped(page.sheet.school)}"
    yield escaped(page.between)
    if not page.steps:
        yield escaped(labels["nothing_changed"])
    for step in page.steps:
        yield f"## {step.number}. {escaped(step.title)}"
        yield from _step(step, page)


def _step(step: ChangedStep, page: ChangesPage) -> Iterator[str]:
    labels = page.sheet.labels
    yield escaped(step.summary)
    yield "\n".join(_value(value) for value in step.values)
    for text in step.texts:
        yield f"### {escaped(text.label)} ({escaped(text.count)})"
        yield _text(text)
    if step.added or step.removed or step.altered:
        yield f"### {escaped(labels['evidence'])}"
        lines = [f"- <ins>{escaped(name)}</ins>" for name in step.added]
        lines += [f"- <del>{escaped(name)}</del>" for name in step.removed]
        lines += [_value(value) for value in step.altered]
        yield "\n".join(lines)


def _value(value: ValueChange) -> str:
    before = f"<del>{escaped(value.before)}</del> " if value.before else ""
    after = f"<ins>{escaped(value.after)}</ins>" if value.after else ""
    return f"- {escaped(value.label)}: {before}{after}".rstrip()


def _text(text: TextChange) -> str:
    """Quoted lines; a mark ends and begins again where a line does."""
    lines = [""]
    for piece in text.pieces:
        begin, end = _MARKS[piece.part]
        for number, part in enumerate(piece.text.split("\n")):
            if number:
                lines.append("")
            if part:
                inner = escaped(part) if lines[-1] == "" else _inline(part)
                lines[-1] += f"{begin}{inner}{end}"
    return "\n>\n".join(f"> {line}" for line in lines if line.strip())


def _inline(text: str) -> str:
    """Words in the middle of a line, with the spaces around them."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return f"{before}{escaped(text)}{after}" if text.strip() else " "
