"""What changed in a text, word by word.

The words that went and those that came, in reading order: `before` is all that is not `NEW` put
together, `after` all that is not `GONE`. Found by Google's diff-match-patch, which was made for
letters: here each word is one letter, so no word is ever cut in two, and its clean-up joins
scattered words to a passage as a reader would. It has no clock: the same texts give the same answer
on every machine. Very long texts are compared by lines, as the work grows as the square.
"""

import re
from collections.abc import Iterable, Iterator
from enum import Enum

from model.light import dataclass

_TOKEN = re.compile(r"\w+|\W")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_MANY = 6000
"""Beyond so many words in both texts together, lines are compared."""
_FIRST_WORD = 0x20000
"""From here on a character stands for a word; those below stand for themselves."""


class Part(Enum):
    """Which of the two texts a passage stands in."""

    SAME = 0
    GONE = -1
    NEW = 1


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that went, came or stayed together."""

    part: Part
    text: str


def passages(before: str, after: str) -> tuple[Passage, ...]:
    """What became of a text; nothing where both are empty."""
    if before == after or not before or not after:
        part = Part.SAME if before == after else Part.NEW if after else Part.GONE
        text = after or before
        return (Passage(part, text),) if text else ()
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(old) + len(new) > 2 * _MANY:  # a word, and the space behind it
        old, new = _LINE.findall(before), _LINE.findall(after)
    words = _Words()
    from diff_match_patch import diff_match_patch

    finder = diff_match_patch()
    finder.Diff_Timeout = 0
    found = finder.diff_main(words.letters(old), words.letters(new), checklines=False)
    finder.diff_cleanupSemantic(found)
    return tuple(Passage(Part(kind), words.text(letters)) for kind, letters in found if letters)


class _Words:
    """One letter for each word; spaces and signs stay, as they tell where a sentence ends."""

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}
        self._words: list[str] = []

    def letters(self, tokens: Iterable[str]) -> str:
        """A text with a letter for each word."""
        return "".join(map(self._letter, tokens))

    def _letter(self, token: str) -> str:
        if len(token) == 1 and ord(token) < _FIRST_WORD and not token.isalnum():
            return token
        if token not in self._letters:
            self._letters[token] = chr(_FIRST_WORD + len(self._words))
            self._words.append(token)
        return self._letters[token]

    def text(self, letters: str) -> str:
        """The text again."""
        return "".join(self._tokens(letters))

    def _tokens(self, letters: str) -> Iterator[str]:
        for letter in letters:
            place = ord(letter) - _FIRST_WORD
            yield self._words[place] if place >= 0 else letter
