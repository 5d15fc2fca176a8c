"""Two versions of a text made one: by paragraph, where the changes do not touch.

In a text a paragraph is a line. `merge3` (of Breezy's makers) finds what each of two people changed
in the text that both began from; where the changes overlap or stand side by side there is no
answer, and both versions stay until a person chooses.
"""

from collections.abc import Callable, Sequence
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
    for kind, *found in Merge3(was, mine, theirs, sequence_matcher=_Matcher).merge_groups():
        if kind == "conflict":
            return None
        made += found[0]
    return "\n".join(made)


class _Matcher:
    """What two texts share, as difflib finds it; at once where lines were only written anew."""

    def __init__(
        self,
        _isjunk: Callable[[str], bool] | None = None,
        a: Sequence[str] = (),
        b: Sequence[str] = (),
        _autojunk: bool = True,  # noqa: FBT001, FBT002 - as difflib has it
    ) -> None:
        self._one, self._other = a, b

    def get_matching_blocks(self) -> list[tuple[int, int, int]]:
        """Where equal lines begin in both, and how many; the last one is empty."""
        one, other = self._one, self._other
        new = {mine for mine, theirs in zip(one, other, strict=False) if mine != theirs}
        if len(one) == len(other) and new.isdisjoint(other):
            same = [n for n, mine in enumerate(one) if mine not in new]
            return [*((n, n, 1) for n in same), (len(one), len(other), 0)]
        found = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
        return [(block.a, block.b, block.size) for block in found]


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
