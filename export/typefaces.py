"""The pages' own typefaces: which files a text needs, and the CSS that brings them.

They lie in export/fonts, all under the SIL Open Font License (OFL.txt there), so that a page looks
the same on every machine. Latin, Greek and Cyrillic have a sans and a serif in two weights, which
every page carries; Arabic, Hebrew, signs and emoji have one file each, carried where the text needs
it. Other scripts use the machine's fonts. bin/fonts.py made the files.
"""

import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_RANGE = re.compile(r"([0-9A-F]+)(?:-([0-9A-F]+))?")


@dataclass(frozen=True, slots=True)
class Face:
    """One file."""

    family: str
    weight: int
    file: str
    characters: str = ""
    """Ranges of code points for which it is there, hexadecimal; "" for a face of every page."""
    on_paper_only: bool = False
    """Whether a screen has something better of its own: emoji in colour."""

    def serves(self, characters: frozenset[int]) -> bool:
        """Whether a text of these characters needs it."""
        return not self.characters or any(
            start <= code <= end for start, end in _ranges(self.characters) for code in characters
        )


@cache
def _ranges(characters: str) -> tuple[tuple[int, int], ...]:
    found = (match.groups() for match in _RANGE.finditer(characters))
    return tuple((int(start, 16), int(end or start, 16)) for start, end in found)


FACES = (
    Face("Labelmap Sans", 400, "sans-400.woff2"),
    Face("Labelmap Sans", 600, "sans-600.woff2"),
    Face("Labelmap Serif", 400, "serif-400.woff2"),
    Face("Labelmap Serif", 600, "serif-600.woff2"),
    Face("Labelmap Arabic", 400, "arabic-400.woff2", "0600-06FF 0750-077F 0870-08FF FB50-FEFC"),
    Face("Labelmap Hebrew", 400, "hebrew-400.woff2", "0590-05FF FB1D-FB4F"),
    Face("Labelmap Arrows", 400, "arrows-400.woff2", "2194-2211 2213-2214 2216-22FF"),
    Face("Labelmap Signs", 400, "signs-400.woff2", "2400-2426 2600-27BF"),
    Face(
        "Labelmap Emoji",
        400,
        "emoji-400.woff2",
        "203C 2049 20E3 231A-231B 2328 23CF 23E9-23FA 2600-27BF 2B05-2B07 2B1B-2B1C 2B50 2B55 "
        "1F000-1FAFF",
        on_paper_only=True,
    ),
)


def font_css(text: str, *, on_paper: bool) -> str:
    """The `@font-face` rules that a text needs, each with its file as a `data:` address."""
    characters = frozenset(map(ord, set(text)))
    return "\n".join(
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};font-style:normal;'
        f"font-display:swap;src:url(data:font/woff2;base64,{_encoded(face.file)}) "
        "format('woff2');}"
        for face in FACES
        if (on_paper or not face.on_paper_only) and face.serves(characters)
    )


@cache
def _encoded(name: str) -> str:
    return b64encode((files("export") / "fonts" / name).read_bytes()).decode("ascii")
