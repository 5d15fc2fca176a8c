"""What is said when a save was undone, or done again."""

from typing import Literal

from model import fields
from model.application import Application
from model.messages import N_, Message
from tui.field_names import field_name
from tui.language import Language
from tui.session import Session
from tui.undo_list import Undone

_NAMED = 2
"""So many fields are named; of more only their number is."""


def said(
    way: Literal["undo", "redo"],
    done: Undone | None,
    before: Application,
    session: Session,
    language: Language,
) -> Message:
    """Which fields were changed back, or why nothing was. `before`: as it was until then."""
    if done is None:
        nothing = {
            "undo": N_("Nothing was changed since the school was opened that can be undone."),
            "redo": N_("Nothing was undone that can be done again."),
        }
        return Message(nothing[way])
    if not done.keys:
        return Message(N_("A colleague has changed this since then: it stays as it is."))
    if len(done.keys) > _NAMED:
        texts = {"undo": N_("Undone: {count} fields."), "redo": N_("Done again: {count} fields.")}
        return Message(texts[way], {"count": len(done.keys)})
    what = ", ".join(
        field_name(
            key,
            session.edition,
            language,
            before if fields.get(before, key) is not None else done.application,
        )
        for key in done.keys
    )
    texts = {"undo": N_("Undone: {what}"), "redo": N_("Done again: {what}")}
    return Message(texts[way], {"what": what})
