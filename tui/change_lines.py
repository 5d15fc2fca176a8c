"""What changed, for the eye: the field's name, then its words with what went and what came marked.

Marked by signs first, `[− gone −]` and `[+ new +]`, and by colour and line besides: it reads the
same without colour, in 16 colours and copied out of the terminal.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from model.differences import Part, Passage, passages
from model.fields import Change, get
from model.keys import Key
from model.light import dataclass
from model.messages import N_
from tui.field_names import field_name, value_text

if TYPE_CHECKING:
    from model.application import Application
    from model.edition import Edition
    from store.changes import Changed
    from tui.language import Language

GONE, NEW = ("[−", "−]"), ("[+", "+]")
_STYLES = {Part.GONE: "$text-error strike", Part.NEW: "$text-success underline"}
_AROUND = 160
"""Characters of an unchanged passage that stay before and after a change."""
_DOCUMENT = ("file", "bytes", "sha256", "added")
"""Fields of evidence that change together when a document is replaced."""
_OF_ENTRY = 3


@dataclass(frozen=True, slots=True)
class Told:
    """One field that changed, in words."""

    key: Key
    title: str
    before: str
    after: str
    stands: bool
    """Whether it is as the change left it to this day."""


def told(
    changes: Sequence[Change], edition: "Edition", language: "Language", application: "Application"
) -> tuple[Told, ...]:
    """Each field that changed; of a document that was replaced one line, not one a fact of it."""
    found: list[Told] = []
    documents: dict[tuple[str, ...], list[Change]] = {}
    for change in changes:
        path = change.key.path
        if len(path) == _OF_ENTRY and path[0] == "evidence" and path[2] in _DOCUMENT:
            documents.setdefault((change.key.file, *path[:2]), []).append(change)
            continue
        entry = change.after if change.after is not None else change.before
        found.append(
            Told(
                change.key,
                field_name(change.key, edition, language, application, entry),
                value_text(change.key, change.before, edition, language),
                value_text(change.key, change.after, edition, language),
                _stands(change, application),
            )
        )
    found += [_replaced(parts, edition, language, application) for parts in documents.values()]
    return tuple(found)


def _replaced(
    parts: list[Change], edition: "Edition", language: "Language", application: "Application"
) -> Told:
    file, path = parts[0].key.file, parts[0].key.path
    values = {part.key.path[2]: (part.before, part.after) for part in parts}

    def side(which: int) -> str:
        name = values.get("file", ("", ""))[which]
        size = values.get("bytes", (None, None))[which]
        said = [str(name).rpartition("/")[2]] if name else []
        said += [language.size(size)] if isinstance(size, int) else []
        return " · ".join(said) or language.text(N_("another document"))

    entry = Key(file, path[:2])
    title = field_name(Key(file, (*path[:2], "file")), edition, language, application)
    return Told(entry, title, side(0), side(1), all(_stands(p, application) for p in parts))


def _stands(change: Change, application: "Application") -> bool:
    return get(application, change.key) == change.after


def change_content(
    changed: "Changed", shown: Sequence[Told], language: "Language", *, legend: bool = True
) -> Content:
    """All of one entry, from top to bottom."""
    parts: list[Content] = []
    for each in shown:
        parts += [
            Content.styled(each.title, "bold"),
            difference(each.before, each.after),
            Content(),
        ]
    for path in changed.unreadable:
        text = N_(
            "{file} can't be read before or after this change; what changed in it is unknown."
        )
        parts.append(Content(language.text(text).replace("{file}", path)))
    if not parts:
        parts.append(Content(language.text(_nothing(changed))))
    elif legend and any(each.before and each.after for each in shown):
        parts.append(legend_line(language))
    return Content("\n").join(parts)


def _nothing(changed: "Changed") -> str:
    """What is said of an entry that changed no field."""
    if changed.others:
        return N_("No answer changed here: documents, or what school and NSO told one another.")
    return N_("No answer changed here.")


def legend_line(language: "Language") -> Content:
    """What the marks mean."""
    return Content.assemble(
        _marked(Passage(Part.GONE, language.text(N_("gone")))),
        "  ",
        _marked(Passage(Part.NEW, language.text(N_("new")))),
    )


def difference(before: str, after: str) -> Content:
    """What went and what came: word by word where there was something on both sides."""
    if not before or not after:
        sign, part = ("+ ", Part.NEW) if after else ("− ", Part.GONE)
        lines = (after or before).split("\n") if after or before else []
        style = _STYLES[part].partition(" ")[0]
        return Content("\n").join(Content.styled(f"{sign}{line}", style) for line in lines)
    found = passages(before, after)
    if all(passage.part is not Part.SAME for passage in found):
        # Nothing stayed: one below the other reads better than one in the other.
        return Content("\n").join((difference(before, ""), difference("", after)))
    last = len(found) - 1
    return Content().join(
        _marked(passage)
        if passage.part is not Part.SAME
        else Content(_cut(passage.text, first=place == 0, last=place == last))
        for place, passage in enumerate(found)
    )


def only_here(text: str, other: str) -> Content:
    """A text of which the words that another one lacks stand out; all of it, nothing between.

    Where the two share nothing, nothing stands out: a text that is underlined as a whole tells no
    more and reads worse.
    """
    found = passages(other, text)
    if all(passage.part is not Part.SAME for passage in found):
        return Content(text)
    return Content().join(
        Content.styled(passage.text, _STYLES[Part.NEW])
        if passage.part is Part.NEW and passage.text.strip()
        else Content(passage.text)
        for passage in found
        if passage.part is not Part.GONE
    )


def _marked(passage: Passage) -> Content:
    begin, end = GONE if passage.part is Part.GONE else NEW
    style = _STYLES[passage.part]
    text = passage.text
    # Spaces around stay outside the marks, so that lines can still break there.
    left = text[: len(text) - len(text.lstrip())]
    right = text[len(text.rstrip()) :] if text.strip() else ""
    inner = text.strip().replace("\n", "⏎\n") if text.strip() else text.replace("\n", "⏎\n")
    if not text.strip():
        left = ""
    return Content.assemble(
        left,
        (begin, style.partition(" ")[0]),
        (inner, style),
        (end, style.partition(" ")[0]),
        right,
    )


def _cut(text: str, *, first: bool, last: bool) -> str:
    """An unchanged passage: its middle gives way where it is long."""
    keep_head, keep_tail = 0 if first else _AROUND, 0 if last else _AROUND
    if len(text) <= keep_head + keep_tail + _AROUND:
        return text
    head = text[:keep_head].rpartition(" ")[0] if keep_head else ""
    tail = text[len(text) - keep_tail :].partition(" ")[2] if keep_tail else ""
    return f"{head} … {tail}".strip(" ") if first or last else f"{head} … {tail}"
