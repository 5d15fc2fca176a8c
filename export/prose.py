"""People's words, made ready to be shown: harmless, in paragraphs, each with its direction."""

import re
import unicodedata

from export.page import Paragraph, Prose
from model.text import shown, shown_line

_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_LONG_WORD = re.compile(r"\S{60}")
# Only these are ever made a link: no javascript:, no file:, no data:.
_LINK = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x20\x7f-\x9f<>\"\\^`{|}]+\Z", re.IGNORECASE)


def is_rtl(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left (UAX 9, rule P2)."""
    for character in text:
        match unicodedata.bidirectional(character):
            case "L":
                return False
            case "R" | "AL":
                return True
    return False


def prose(text: str) -> Prose:
    """A text in paragraphs, parted where blank lines are; every other character stays.

    Empty for a text that holds nothing but white space.
    """
    safe = shown(text)
    parts = (part.strip("\n") for part in _BLANK_LINES.split(safe))
    return tuple(
        Paragraph(part, is_rtl(part), _LONG_WORD.search(part) is not None)
        for part in parts
        if part.strip()
    )


def link(address: str) -> str:
    """The address, if a page may lead to it (http, https, mailto); else ""."""
    return address if _LINK.match(address) and shown_line(address) == address else ""


def mail_link(address: str) -> str:
    """A mailto link, where the text looks like one plain mail address; else ""."""
    if re.fullmatch(r"[^\s@:?&%<>\"]+@[^\s@:?&%<>\"]+\.[^\s@:?&%<>\"]+", address):
        return link(f"mailto:{address}")
    return ""
