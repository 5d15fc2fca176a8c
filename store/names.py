"""Names that every system takes: lower case, ASCII, none that Windows refuses.

Source: repository-format.md, 'Files'.
"""

import re
import unicodedata
from collections.abc import Container
from hashlib import sha256

_STEM = 60
"""Characters in a name before its suffix; long paths fail on Windows."""
_SUFFIX = 10
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(?:\..*)?", re.IGNORECASE
)
"""Names of devices on Windows, with any suffix."""
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "þ": "th",
        "ħ": "h",
        "ı": "i",
        "&": " en ",
        "’": "",
        "'": "",
    }
)
"""Letters that Unicode does not take apart; the apostrophe joins what it stands between."""


def is_reserved(name: str) -> bool:
    """Whether a file or folder can't have this name on Windows, or is taken for a device there."""
    return _RESERVED.fullmatch(name) is not None


def is_portable(name: str) -> bool:
    """Whether every common system can have a file of this name, as it is written."""
    return not (
        not name
        or name in {".", ".."}
        or name != name.rstrip(". ")
        or _FORBIDDEN.search(name)
        or is_reserved(name)
    )


def slug(text: str, fallback: str) -> str:
    """A text as lower-case ASCII letters, digits and hyphens, at most 60.

    Where letters were lost (Greek, Cyrillic) a piece of the text's hash keeps it apart from others;
    the same text always gives the same slug. A text without a letter or digit gives `fallback`.
    """
    composed = unicodedata.normalize("NFC", text).strip()
    plain = unicodedata.normalize("NFKD", composed.lower().translate(_LETTERS))
    kept = re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c)))
    kept = kept[: _STEM + 2].strip("-")[:_STEM].rstrip("-")
    if any(c.isalnum() and not c.isascii() for c in plain):
        mark = sha256(composed.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        kept = f"{kept[: _STEM - 9].rstrip('-') or fallback}-{mark}"
    return f"{fallback}-{kept}" if is_reserved(kept) else kept or fallback


def is_slug(text: str) -> bool:
    """Whether a text is of lower-case ASCII letters, digits and single hyphens between them."""
    return _SLUG.fullmatch(text) is not None


def portable_name(name: str, fallback: str = "document") -> str:
    """A file's name as every system takes it: `Verslag (2).PDF` becomes `verslag-2.pdf`."""
    base = re.split(r"[/\\]", name)[-1].strip()
    stem, dot, suffix = base.rpartition(".")
    suffix = re.sub(r"[^a-z0-9]", "", suffix.lower())
    if not dot or not stem or not suffix or len(suffix) > _SUFFIX:
        stem, suffix = base, ""
    portable = slug(stem, fallback)
    return f"{portable}.{suffix}" if suffix else portable


def unique_name(name: str, taken: Container[str]) -> str:
    """The name, or the first of `verslag-2.pdf`, `verslag-3.pdf` ... that is not taken."""
    stem, dot, suffix = name.rpartition(".") if "." in name else (name, "", "")
    unique, number = name, 1
    while unique in taken:
        number += 1
        unique = f"{stem}-{number}{dot}{suffix}"
    return unique


def new_id(words: str, fallback: str, taken: Container[str]) -> str:
    """The id of a new entry of a list, made of its name or title: `an-peeters`, `an-peeters-2`."""
    return unique_name(slug(words, fallback), taken)
