"""The application as Markdown, as GitHub reads it.

For reading in any editor, and for comparing versions. People's words stay words: no character of
theirs starts a heading, a list, a link, a table, HTML, code or mathematics.
"""

import re
from collections.abc import Iterable, Iterator

from export.page import ApplicationPage, Box, Exhibit, Fact, Prose, Question, Remark, Section

_ANYWHERE = re.compile(r"[\\`*_\[\]<>|~&$]")
# `https://...`, `www. ...` and `:smile:` would become a link or a picture by themselves.
_BY_THEMSELVES = re.compile(r":(?=//|[\w+-]+:)|(?<=www)\.", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,9})([.)])")


def to_markdown(page: ApplicationPage) -> str:
    """The whole document."""
    blocks = [*_front(page)]
    for section in page.sections:
        blocks += _section(section, page)
    blocks += _history(page)
    return "\n\n".join(block for block in blocks if block) + "\n"


def escaped(line: str) -> str:
    """One line of somebody's words, as Markdown that shows exactly these."""
    text = line.strip(" \t")
    indent = len(line) - len(line.lstrip(" \t"))
    text = _ANYWHERE.sub(r"\\\g<0>", text)
    text = _BY_THEMSELVES.sub(r"\\\g<0>", text)
    if text[:1] in "#+-=" and text:
        text = f"\\{text}"
    text = _NUMBER.sub(r"\1\\\2", text, count=1) if _NUMBER.match(text) else text
    return "&nbsp;" * indent + text


def _words(text: Prose) -> str:
    """Paragraphs, quoted, so that one sees what the school says; line breaks stay."""
    paragraphs = (
        "\\\n".join(escaped(line) for line in paragraph.text.split("\n")) for paragraph in text
    )
    return "\n>\n".join(
        f"> {paragraph.replace(chr(10), chr(10) + '> ')}" for paragraph in paragraphs
    )


def _link(text: str, href: str) -> str:
    return f"[{escaped(text)}](<{href}>)" if href else escaped(text)


def _front(page: ApplicationPage) -> Iterator[str]:
    labels = page.labels
    yield f"# {escaped(page.school)}"
    yield f"**{escaped(page.title)}**" + (f"\\\n{escaped(page.place)}" if page.place else "")
    yield _facts(page.cover, page)
    yield _table(
        (labels["step"], "", labels["progress"], ""),
        (
            (str(section.number), section.title, section.progress, section.to_do)
            for section in page.sections
        ),
    )
    yield _remarks(page.remarks, page)
    yield f"## {escaped(labels['about'])}"
    for note in page.notes:
        link = f" {_link(note.href, note.href)}" if note.href else ""
        yield f"**{escaped(note.label)}.** {escaped(note.text)}{link}"


def _section(section: Section, page: ApplicationPage) -> Iterator[str]:
    labels = page.labels
    yield f"## {section.number}. {escaped(section.title)}"
    state = [section.original, f"{labels['progress']}: {section.progress}", section.to_do]
    yield " · ".join(escaped(part) for part in state if part)
    yield escaped(section.intro)
    yield _remarks(section.remarks, page)
    for heading, facts in section.facts:
        yield f"### {escaped(heading)}"
        yield _facts(facts, page)
    if section.requirements:
        yield f"### {escaped(labels['requirements'])}"
        for requirement in section.requirements:
            yield f"**{escaped(requirement.title)}**: {escaped(requirement.verdict)}"
            yield _facts(requirement.proof, page)
            yield _remarks(requirement.remarks, page)
    if section.questions:
        yield f"### {escaped(labels['questions'])}"
        for question in section.questions:
            yield from _question(question, page)
    for box in section.boxes:
        yield from _box(box, page)
    if section.takes_evidence:
        yield f"### {escaped(labels['evidence'])}"
        yield "\n".join(_exhibit(item, page) for item in section.exhibits) or escaped(
            labels["no_evidence"]
        )
        yield _remarks(section.evidence_remarks, page)


def _question(question: Question, page: ApplicationPage) -> Iterator[str]:
    yield f"**{question.number}. {escaped(question.text)}** **{escaped(question.answer)}**"
    yield _words(question.explanation)
    if question.backed_by:
        backed = "; ".join(f"{item.number} {escaped(item.title)}" for item in question.backed_by)
        yield f"{escaped(page.labels['backed_by'])} {backed}"
    yield _remarks(question.remarks, page)


def _box(box: Box, page: ApplicationPage) -> Iterator[str]:
    yield f"### {escaped(box.title)}"
    yield escaped(box.count)
    yield _words(box.text) or escaped(page.labels["no_text"])
    if box.overflow:
        yield f"**{escaped(page.labels['beyond'])}**"
        yield _words(box.overflow)
    yield _remarks(box.remarks, page)


def _exhibit(item: Exhibit, page: ApplicationPage) -> str:
    parts = [item.kind, f"{page.labels['added']} {item.added}" if item.added else ""]
    parts.append(f"{page.labels['backs']} {item.backs_text}" if item.backs_text else "")
    about = "".join(f" · {escaped(part)}" for part in parts if part)
    line = f"- **{item.number}** {escaped(item.title)} · {_link(item.where, item.href)}{about}"
    remarks = _remarks(item.remarks, page).replace("\n", "\n  ")
    return f"{line}\n  {remarks}" if remarks else line


def _facts(facts: Iterable[Fact], page: ApplicationPage) -> str:
    lines = []
    for fact in facts:
        text = _link(fact.text, fact.href) if fact.text else f"*{escaped(page.labels['empty'])}*"
        lines.append(f"- {escaped(fact.label)}: {text}")
        lines += [f"  {line}" for line in _remarks(fact.remarks, page).splitlines()]
    return "\n".join(lines)


def _remarks(remarks: Iterable[Remark], page: ApplicationPage) -> str:
    """What is to do as a list of boxes to tick."""
    return "\n".join(
        f"- [ ] **{escaped(page.labels['to_do'])}** {escaped(remark.text)} {escaped(remark.fix)}"
        if remark.blocking
        else f"- **{escaped(page.labels['note'])}** {escaped(remark.text)} {escaped(remark.fix)}"
        for remark in remarks
    )


def _history(page: ApplicationPage) -> Iterator[str]:
    if not page.diary:
        return
    labels = page.labels
    yield f"## {escaped(labels['history'])}"
    yield _table(
        (labels["history_who"], labels["history_steps"], labels["history_changes"]),
        (
            (person.name, ", ".join(map(str, person.steps)), person.changes)
            for person in page.contributors
        ),
    )
    yield _table(
        (labels["history_day"], labels["history_who"], labels["history_what"]),
        ((line.day, line.who, line.what) for line in page.diary),
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head)]
    body = [*(tuple(map(escaped, row)) for row in rows)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (*lines, *body))
