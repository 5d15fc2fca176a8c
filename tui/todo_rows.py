"""Which row of a list that changes is the one that stood there before."""

from collections.abc import Iterable, Sequence

from model.problems import Problem

_APART = "\n"
"""Between what a problem is about and how it stands with it now."""


def named(problems: Iterable[Problem]) -> dict[str, Problem]:
    """Problems by names of their own, that stay theirs however many others come and go."""
    found: dict[str, Problem] = {}
    for problem in problems:
        about = " ".join(map(str, (problem.code, problem.step, problem.field, problem.file)))
        name = f"{about}{_APART}{sorted((key, str(fact)) for key, fact in problem.facts.items())}"
        while name in found:
            name += "+"
        found[name] = problem
    return found


def kept_place(place: int | None, before: Sequence[str], after: Sequence[str]) -> int:
    """Where the row now stands that stood at a place: else its nearest, those below it first.

    Where the first is gone, what is the first now has come in its place: the most urgent.
    """
    if place is None or place >= len(before):
        return 0
    # What is like it is the same where only how it stands with it has changed.
    near = [before[place]] if place == 0 else [*before[place:], *reversed(before[:place])]
    abouts = [_about(name) for name in after]
    for name in near:
        if name in after:
            return after.index(name)
        if _about(name) in abouts:
            return abouts.index(_about(name))
    return min(place, max(0, len(after) - 1))


def _about(name: str) -> str:
    return name.partition(_APART)[0]
