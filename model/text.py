"""Counting, cleaning and showing what people write.

Three promises: what comes in is cleaned once, at the door, and never changed again; a text's length
is what an HTML form counts; and nothing of what people wrote can steer the terminal or the page it
is shown on (`shown`, `shown_line`: the only functions that print people's words).
Source: repository-format.md, 'Files'; command-line.md, 'What counts'.
"""

import re

from model.light import dataclass
from model.messages import N_, Failure

_LINE_ENDS = re.compile(r"\r\n?")
# C0 and C1 controls and DEL, but for tab and line feed.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_HIGH_SURROGATE = range(0xD8, 0xDC)
"""The high byte of the first half of a character that UTF-16 writes in two units."""

_SHOWN: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20) if code not in (0x09, 0x0A)},
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),
    # Marks, embeddings, overrides and isolates of the bidirectional algorithm: they reorder what
    # stands around them, so a reader must see that they are there. So do their deprecated kin.
    **dict.fromkeys([0x061C, 0x200E, 0x200F], "\u21c6"),
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x2070)], "\u21c6"),
    # Line and paragraph separator: a terminal may break the line there.
    0x2028: "\u2424",
    0x2029: "\u2424",
    # Tag characters and interlinear annotation marks hide text in plain sight.
    **dict.fromkeys([*range(0xFFF9, 0xFFFC), 0xE0001, *range(0xE0020, 0xE0080)], "\ufffd"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
_HARMFUL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff"
    r"\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f]"
)
"""The keys of `_SHOWN`; a test holds the two together."""


class NotUnicodeError(Failure):
    """The text holds half a character (a lone surrogate); it can't be kept in a UTF-8 file."""

    kind = "usage"
    text = N_("The text holds a character that is broken; it was not taken in.")
    remedy = N_("Copy the text again from where it comes, or type it.")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text as it may come in."""

    text: str
    removed: int
    """How many control characters were taken out; the person is told when it is not 0."""


def clean(text: str) -> Cleaned:
    """Take in a text that was typed, pasted or read.

    Line ends become LF; NUL and the C0 and C1 controls other than LF and tab go. Nothing else is
    changed: no normalisation, no trimming. Raises `NotUnicodeError` for a lone surrogate.
    """
    if _SURROGATE.search(text):
        raise NotUnicodeError
    unix = _LINE_ENDS.sub("\n", text) if "\r" in text else text
    kept, removed = _CONTROLS.subn("", unix)
    return Cleaned(kept, removed)


def length(text: str) -> int:
    """Length in UTF-16 code units, a line break counting as one: an HTML form's own count (F13)."""
    if text.isascii():
        return len(text)
    # Encoding is many times faster than looking for the characters that count twice.
    return len(_utf16(text)) // 2


def fitting(text: str, limit: int) -> int:
    """The index up to which a text fits `limit` UTF-16 code units; `len(text)` if all fits."""
    if length(text) <= limit:
        return len(text)
    kept = _utf16(text)[: 2 * max(limit, 0)]
    if kept and kept[-1] in _HIGH_SURROGATE:
        kept = kept[:-2]
    return len(kept.decode("utf-16-le", "surrogatepass"))


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


_SOFT = "[\u00ad\u200b\u2060\ufeff]"
_SPACES = "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"


def tidied(text: str) -> str:
    """A proposal for a text that was pasted from a word processor; the person decides.

    Soft hyphens and zero-width spaces go, odd spaces become plain ones, spaces at a line's end and
    third blank lines go. Returns a text that is equal when there is nothing to tidy.
    """
    plain = re.sub(_SPACES, " ", re.sub(_SOFT, "", text))
    # Line by line: a pattern for spaces at a line's end takes quadratic time within a line.
    lines = (line.rstrip(" \t") for line in plain.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def words(text: str) -> int:
    """How many words a text has, split at white space."""
    return len(text.split())


def shown(text: str) -> str:
    """People's words, harmless on any terminal or page, character for character.

    Control characters, bidirectional marks and line separators become visible signs, one sign for
    each character, so positions stay. Tab and line feed stay.
    """
    # Translating is slow, and most texts hold nothing harmful.
    if text.isprintable() if text.isascii() else not _HARMFUL.search(text):
        return text
    return text.translate(_SHOWN)


def shown_line(text: str) -> str:
    """As `shown`, on one line: tab and line feed become a space."""
    if text.isascii() and text.isprintable():
        return text
    return shown(text).replace("\t", " ").replace("\n", " ")


def first_words(text: str, limit: int = 40) -> str:
    """The beginning of a text on one line, cut at a word; an ellipsis where something follows."""
    line = " ".join(shown_line(text).split())
    if len(line) <= limit:
        return line
    return line[:limit].rsplit(" ", 1)[0].rstrip(",;:.") + " \u2026"
