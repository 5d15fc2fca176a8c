"""Where a quoted passage stands in a text that may have changed since: found again by its words.

Nothing is stored but the passage itself. It is found where it stands letter by letter; else where
at least half of its words still stand, in their order and close together. Source: issue 6,
'Feedback'.
"""

import re

_WORD = re.compile(r"\w+")
_HALF = 2
_SLACK = 3
"""Words by which a short passage may have moved apart."""


def anchored(quote: str, text: str) -> tuple[int, int] | None:
    """The passage's place in the text, from and to; None where it is gone."""
    if not quote.strip():
        return None
    start = text.find(quote)
    if start >= 0:
        return start, start + len(quote)
    return _by_words(quote, text)


def _by_words(quote: str, text: str) -> tuple[int, int] | None:
    from difflib import SequenceMatcher

    wanted = [found[0].casefold() for found in _WORD.finditer(quote)]
    places = [(found.start(), found.end()) for found in _WORD.finditer(text)]
    there = [text[start:end].casefold() for start, end in places]
    blocks = SequenceMatcher(None, wanted, there, autojunk=False).get_matching_blocks()
    largest = max(blocks, key=lambda block: block.size)
    reach = len(wanted) // _HALF + _SLACK
    near = [
        block
        for block in blocks
        if block.size and abs((block.b - block.a) - (largest.b - largest.a)) <= reach
    ]
    if not near or sum(block.size for block in near) * _HALF < len(wanted):
        return None
    last = near[-1]
    return places[near[0].b][0], places[last.b + last.size - 1][1]
