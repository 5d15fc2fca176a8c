"""What changed between two texts, word by word.

diff-match-patch compares sequences of characters; here each word is made one character first, so
that no word is cut. Without a clock, so the same texts always give the same answer.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

_TOKEN = re.compile(r"\n|[^\S\n]+|\w+(?:['’]\w+)*|[^\w\s]")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_MANY = 6000
"""Beyond so many words in both texts together, lines are compared: the work grows as the square."""
_FIRST_CODE = 0x100
_SURROGATES = range(0xD800, 0xE000)


class Kind(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that share their fate."""

    kind: Kind
    text: str


_KINDS = {-1: Kind.REMOVED, 0: Kind.SAME, 1: Kind.ADDED}


def word_changes(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces of both texts, in order; the same and the added ones together are `after`."""
    if before == after:
        return (Piece(Kind.SAME, after),) if after else ()
    from diff_match_patch import diff_match_patch

    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(old) + len(new) > _MANY:
        old, new = _LINE.findall(before), _LINE.findall(after)
    codes: dict[str, str] = {}
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    found = engine.diff_main(_coded(old, codes), _coded(new, codes), False)  # noqa: FBT003 - theirs
    engine.diff_cleanupSemantic(found)
    words = {code: word for word, code in codes.items()}
    return tuple(
        Piece(_KINDS[kind], "".join(words[code] for code in text)) for kind, text in found if text
    )


def _coded(tokens: list[str], codes: dict[str, str]) -> str:
    """Each word as one character of its own."""
    for token in tokens:
        if token not in codes:
            code = _FIRST_CODE + len(codes)
            if code >= _SURROGATES.start:
                code += len(_SURROGATES)
            codes[token] = chr(code)
    return "".join(codes[token] for token in tokens)
