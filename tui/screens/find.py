"""Ctrl+F: words in all texts of the application, found while one types."""

from collections.abc import Sequence

from textual.content import Content

from model.find import MOST, Hit, around, find, searchable
from model.messages import N_
from tui.field_names import field_name
from tui.screens.finder import FinderDialog, Place

_ROOM = 74
"""Characters of a line of the list."""


class FindDialog(FinderDialog):
    """Every place where the words stand, with what stands around them."""

    HELP_TEXT = N_(
        "Type a word or a part of it: every place in the application where it stands is listed, in "
        "the order of the form. Capitals and accents make no difference.\n\n"
        "The arrows choose, Enter or a click goes there, with the word marked."
    )
    TITLE_TEXT = N_("Find in all texts")

    def on_mount(self) -> None:
        """What is searched, made ready once."""
        session = self.session
        self._texts = searchable(session.application, session.edition)

    def rows(self, wanted: str) -> Sequence[tuple[Content, Place]]:
        """A hit with its field's name above it."""
        return [
            (self._row(hit), Place(hit.key, (hit.start, hit.end)))
            for hit in find(self._texts, wanted)
        ]

    def _row(self, hit: Hit) -> Content:
        room = min(_ROOM, max(20, self.app.size.width - 8))
        session = self.session
        said = field_name(hit.key, session.edition, self.language, session.application)
        name = Content(said).truncate(room, ellipsis=True)
        before, found, after = around(hit, room - 2)
        return Content.assemble(name, "\n  ", before, (found, "bold underline"), after)

    def summary(self, wanted: str, count: int) -> str:
        """How often it stands there."""
        if not wanted.strip():
            return self.say("Type a part of a word.")
        if count == MOST:
            return self.say("{count} times and more: type another letter.", count=count)
        return self.language.plural(N_("{count} time"), N_("{count} times"), count)
