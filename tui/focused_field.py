"""Which field of the application has the focus, so that a key can do something with it."""

from typing import TYPE_CHECKING

from textual.widgets import OptionList

from model import fields
from model.application import SCHOOL
from model.keys import ELIGIBILITY, LISTS, Key
from tui.screens.evidence_list import EvidenceList
from tui.widgets.form import FormField
from tui.widgets.text_box import TextBox
from tui.widgets.yes_no import YesNoChoice

if TYPE_CHECKING:
    from textual.widget import Widget

    from model.edition import Edition
    from tui.routing_app import RoutingApp


def focused_field(app: "RoutingApp") -> Key | None:
    """The field in which the cursor stands; of a list the entry that it points at."""
    session, widget = app.session, app.focused
    if session is None or widget is None:
        return None
    step = getattr(app.screen, "step_id", "")
    for node in widget.ancestors_with_self:
        if isinstance(node, FormField):
            return _known(node.key, session.edition)
        if isinstance(node, TextBox):
            return _known(
                f"{step}.{(node.id or '').replace('explanation-', 'explanations.')}",
                session.edition,
            )
        if isinstance(node, YesNoChoice):
            if node.id == "on-platform":
                return Key(SCHOOL, ("contact", "on_platform"))
            return Key(step, ("statements", (node.id or "").removeprefix("answer-")))
    return _entry(widget)


def _known(key: str, edition: "Edition") -> Key | None:
    try:
        return fields.parse_key(key, edition)
    except fields.UnknownKey:
        return None


def _entry(widget: "Widget") -> Key | None:
    """The entry that a list points at; none on its last row, which adds one."""
    if not isinstance(widget, OptionList) or widget.highlighted is None:
        return None
    option = widget.get_option_at_index(widget.highlighted).id or ""
    if not option.startswith("="):
        return None
    entry = option.removeprefix("=")
    if isinstance(widget, EvidenceList):
        return Key(widget.step, ("evidence", entry))
    listed = widget.id or ""
    file = next((file for file in (SCHOOL, ELIGIBILITY) if listed in LISTS[file]), None)
    return None if file is None else Key(file, (listed, entry))
