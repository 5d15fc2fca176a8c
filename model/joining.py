"""Two versions of a text made one: by paragraph, where the changes do not touch.

In a text a paragraph is a line. `merge3` (of Breezy's makers) finds what each of two people changed
in the text that both began from; where the changes overlap or stand side by side there is no
answer, and both versions stay until a person chooses.
"""

from difflib import SequenceMatcher

_MOST = 2_000
"""Lines of a text that is looked at line by line; a longer one stands as a whole."""


def join(before: str, one: str, other: str) -> str | None:
    """What both made of a text; None where they changed the same paragraph, or neighbours.

    The same whichever of the two comes first.
    """
    if other in (one, before):
        return one
    if one == before:
        return other
    first, second = sorted((one, other))
    was, mine, theirs = (text.split("\n") for text in (before, first, second))
    if not all((before, first, second)) or max(map(len, (was, mine, theirs))) > _MOST:
        return None
    from merge3 import Merge3

    made: list[str] = []
    for kind, *found in Merge3(was, mine, theirs).merge_groups():
        if kind == "conflict":
            return None
        made += found[0]
    return "\n".join(made)


def both(one: str, other: str) -> str:
    """Two versions one after the other, paragraph by paragraph; what they share stands once."""
    first, second = one.split("\n"), other.split("\n")
    if max(len(first), len(second)) > _MOST:
        return f"{one}\n\n{other}"
    made: list[str] = []
    for kind, start, end, others, end_of_others in SequenceMatcher(
        None, first, second, autojunk=False
    ).get_opcodes():
        made += first[start:end]
        if kind != "equal":
            made += second[others:end_of_others]
    return "\n".join(made)
