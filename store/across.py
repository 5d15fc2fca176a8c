"""One question, read in many schools: what each submitted, from its record, never the files.

A school that can't be read is an answer that says why, and keeps no other out.
Source: issue 6, 'Read across'.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from model.application import Answer
from model.light import dataclass
from model.messages import N_, Failure, Message
from store import toml_file
from store.decode import decode
from store.git import RECORD, Git
from store.git_objects import toml_files
from store.record_failures import NothingSubmitted
from store.shapes import ANSWER_PATHS


@dataclass(frozen=True, slots=True)
class Across:
    """What one school has in a step."""

    folder: Path
    answer: Answer | None = None
    """None: nothing of this step was submitted, or it can't be read."""
    problem: Message | None = None


def read_across(folders: Iterable[Path], step: str) -> Iterator[Across]:
    """The step as each of these schools submitted it last, in their order. Never raises for one."""
    path = ANSWER_PATHS[step]
    for folder in folders:
        try:
            git = Git(folder)
            tip = git.reference(RECORD)
            if tip is None:
                raise NothingSubmitted
            data = toml_files(git, tip, toml_file.LIMIT).get(path)
        except Failure as failure:
            yield Across(folder, problem=failure.message)
        except OSError as error:
            text = N_("The folder can't be read: {reason}.")
            yield Across(folder, problem=Message(text, {"reason": error.strerror or ""}))
        else:
            value = None if data is None else decode(path, data).value
            yield Across(folder, answer=value if isinstance(value, Answer) else None)
