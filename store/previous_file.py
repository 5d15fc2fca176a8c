"""What a folder says of the application before this one: `previous.toml`, written once, at `new`.

It is no part of the application: nothing in it stands in the way of a submission. Read like any
file of the folder, bounded, never through a link, each fault a problem.
Source: repository-format.md, the tree.
"""

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from model.application import MISSION_STEPS
from model.previous import NOTHING_PROMISED, PREVIOUS_PATH, Previous
from model.problems import Code, Problem
from store import toml_file
from store.decode import decode
from store.folder import FileTooLarge, NotAFile, UnsafePath, read_file


def read_previous(root: Path) -> tuple[Previous, tuple[Problem, ...]]:
    """The plans of last time, and what is amiss with their file. Never raises."""
    try:
        data = read_file(root, PREVIOUS_PATH, toml_file.LIMIT)
    except (FileNotFoundError, NotADirectoryError):
        return NOTHING_PROMISED, ()
    except (FileTooLarge, NotAFile, UnsafePath, OSError) as error:
        return NOTHING_PROMISED, (toml_file.unreadable(PREVIOUS_PATH, _why(error)),)
    decoded = decode(PREVIOUS_PATH, data)
    found: object = decoded.value
    previous = found if isinstance(found, Previous) else NOTHING_PROMISED
    strange = [step for step in previous.plans if step not in MISSION_STEPS]
    if not strange:
        return previous, decoded.problems
    known = {step: plan for step, plan in previous.plans.items() if step in MISSION_STEPS}
    kept = replace(previous, plans=MappingProxyType(known))
    return kept, (*decoded.problems, *_unknown(strange, data))


def _unknown(steps: list[str], data: bytes) -> list[Problem]:
    from difflib import get_close_matches

    lines = toml_file.Lines(toml_file.parse(data, PREVIOUS_PATH).source)
    found = []
    for step in steps:
        near = get_close_matches(step, MISSION_STEPS, n=1)
        facts = {"name": step, "suggestion": near[0] if near else "", "kind": "id"}
        line = lines.of(("plans", step))
        field = f"plans.{step}"
        found.append(
            Problem(Code.UNKNOWN_KEY, None, field, file=PREVIOUS_PATH, line=line, facts=facts)
        )
    return found


def _why(error: Exception) -> str:
    match error:
        case UnsafePath():
            return "unsafe"
        case NotAFile():
            return "not-a-file"
        case FileTooLarge():
            return "too-large"
        case _:
            return "no-permission"
