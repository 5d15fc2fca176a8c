"""Ctrl+E: a text in the person's own editor, and back.

An editor of the terminal takes the terminal over until it ends. One with a window of its own may
say at once that it is done, and so does the computer's own opener: then a dialog waits until the
person has saved. What can't be taken back stays in its file, which is named.
"""

from time import monotonic
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from model.messages import N_, Failure, Message
from store import outside
from store.drafts import Draft
from store.processes import ProgramMissing
from tui.screens.base import LabelmapScreen

if TYPE_CHECKING:
    from tui.app import LabelmapApp
    from tui.widgets.text_box import TextBox

AT_ONCE = 2.0
"""Seconds within which nobody has read a text and decided to leave it: a window is still open."""


async def edit_outside(app: "LabelmapApp", box: "TextBox") -> None:
    """Let the person change the text of a box in their own editor, and take it back."""
    before = box.text
    try:
        draft = Draft.of(before, box.id or "text")
    except Failure as failure:
        app.tell_failure(failure)
        return
    try:
        is_done = _edited(app, draft)
    except Failure as failure:
        app.tell_failure(failure)
        _put_away(app, draft)
        return
    if not is_done:
        from tui.screens.outside import OutsideDialog

        if not await app.push_screen_wait(OutsideDialog(draft)):
            _put_away(app, draft)
            return
        if isinstance(box.screen, LabelmapScreen):  # what came in while the dialog stood before it
            box.screen.show()
    try:
        came = draft.read()
    except Failure as failure:
        app.tell_failure(failure)
        return
    if came.text != before and not await _is_meant(app, box, before, came.text):
        _put_away(app, draft)
        return
    if came.removed:
        box.post_message(box.Cleaned(box, came.removed))
    box.replace_all(came.text)
    box.focus_editor()
    draft.discard()
    if came.text == before:
        app.tell(Message(N_("Nothing was changed in your editor.")))


def _edited(app: "LabelmapApp", draft: Draft) -> bool:
    """Start the editor; whether the person is surely done with it. Raises a `Failure`."""
    if outside.editor() is not None:
        begun = monotonic()
        try:
            with app.suspend():
                outside.edit(draft.path)
        except SuspendNotSupported:
            pass  # in a browser there is no terminal: the computer's own program, then
        else:
            return draft.changed or monotonic() - begun > AT_ONCE
    try:
        outside.open_outside(draft.path)
    except ProgramMissing as error:
        raise outside.NoEditor from error
    return False


async def _is_meant(app: "LabelmapApp", box: "TextBox", before: str, after: str) -> bool:
    """Ask before a text that somebody wrote goes: what comes is empty, or the box has moved on."""
    from tui.screens.confirm import ConfirmDialog

    say = app.language.text
    if before.strip() and not after.strip():
        question = ConfirmDialog(
            say(N_("Your editor saved an empty text. Shall the box be emptied too?")),
            say(N_("Empty it")),
            say(N_("Keep the text")),
        )
    elif box.text != before:
        question = ConfirmDialog(
            say(
                N_(
                    "The text was changed here while it was open in your editor. Shall the text "
                    "from your editor take its place?"
                )
            ),
            say(N_("Take my editor's text")),
            say(N_("Keep the text that is here")),
        )
    else:
        return True
    return await app.push_screen_wait(question)


def _put_away(app: "LabelmapApp", draft: Draft) -> None:
    """Remove the file where it holds nothing of its own; else say where it stays."""
    try:
        holds_words = draft.changed and bool(draft.read().text.strip())
    except Failure:
        holds_words = True
    if not holds_words:
        draft.discard()
        return
    text = N_("What you wrote in your editor is still here: {path}")
    app.tell(Message(text, {"path": str(draft.path)}), warning=True)
