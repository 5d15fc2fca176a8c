"""Which keys of the review screen do something: by what was read and what is pointed at."""

from model.review import Feedback, FeedbackKind, ThreadState
from tui.reviewed_reading import Reading
from tui.widgets.reader import Block


def applies(
    action: str, reading: Reading | None, block: Block | None, piece: Feedback | None
) -> bool:
    """Whether an action has something to do.

    `block` is what is pointed at on the left, None where one is on the right; `piece` the other
    way round.
    """
    if action not in _ACTIONS:
        return True
    if reading is None:
        return False
    thread = _is_thread(piece)
    holds: dict[str, bool] = {
        "feedback": block is not None,
        "only_changes": reading.earlier is not None,
        "decide": reading.school.edition_known and reading.draft is None,
        "publish": bool(reading.drafts),
        "outside": block is not None and block.evidence is not None,
        "go": piece is not None,
        "drop": piece is not None and not piece.is_published,
        "resolve": thread and not is_resolved(piece),
        "reopen": thread and is_resolved(piece),
    }
    return holds[action]


_ACTIONS = frozenset(
    {
        "feedback",
        "only_changes",
        "decide",
        "publish",
        "outside",
        "go",
        "drop",
        "resolve",
        "reopen",
    }
)


def _is_thread(piece: Feedback | None) -> bool:
    return piece is not None and piece.is_published and piece.kind is not FeedbackKind.PRAISE


def is_resolved(piece: Feedback | None) -> bool:
    """Whether nothing more needs doing about it."""
    return piece is not None and piece.state is ThreadState.RESOLVED
