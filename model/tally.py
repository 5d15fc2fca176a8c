"""The count of one step while it is made: items asked, items done, and what is still to do."""

from collections.abc import Mapping
from dataclasses import field

from model.application import Conflict
from model.light import dataclass
from model.messages import Fact
from model.problems import Code, Problem


@dataclass(slots=True)
class Tally:
    """One step's count. The checks fill it; `model.completeness` makes a `StepProgress` of it."""

    step: str
    file: str
    """The step's own file, for problems that name no other."""
    unreadable: frozenset[str] = frozenset()
    """Files that could not be read: what they hold is not known, so it is not done, nor judged."""
    required: int = 0
    done: int = 0
    recommended: int = 0
    recommended_done: int = 0
    not_checked: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def require(self, *, done: bool, file: str = "") -> None:
        """Count a required item."""
        self.required += 1
        self.done += done and (file or self.file) not in self.unreadable

    def recommend(self, *, done: bool) -> None:
        """Count a recommended item."""
        self.recommended += 1
        self.recommended_done += done and self.file not in self.unreadable

    def note_conflicts(
        self, conflicts: Mapping[str, Conflict], prefix: str = "", file: str = ""
    ) -> None:
        """Note each field that stands in several versions, with whose they are."""
        for name, found in conflicts.items():
            all_by = (found.ours_by, found.by, *(each.by for each in found.more.values()))
            by = ", ".join(dict.fromkeys(each for each in all_by if each))
            self.note(Code.CONFLICT_UNRESOLVED, prefix + name, {"name": by}, file)

    def note(self, code: Code, field_name: str, facts: Mapping[str, Fact], file: str = "") -> None:
        """Note what is to be done or mended, with the facts that `model.problem_texts` asks for."""
        where = file or self.file
        if where not in self.unreadable:
            self.problems.append(Problem(code, self.step, field_name, file=where, facts=facts))
