"""Ctrl+G: any field of the form by a part of its name, in Dutch or in English."""

from collections.abc import Sequence

from textual.content import Content

from model.find import fold, likeness
from model.messages import N_
from tui.form_fields import named_fields
from tui.screens.finder import FinderDialog, Place


class JumpDialog(FinderDialog):
    """Every field of the form; typing leaves those whose name has these letters in this order."""

    HELP_TEXT = N_(
        "Type a part of a field's name, as in 'plans 4' or 'principal': the fields that fit are "
        "listed, the best one first. Letters may be left out.\n\n"
        "The arrows choose, Enter or a click goes there."
    )
    TITLE_TEXT = N_("Go to a field")

    def on_mount(self) -> None:
        """The names, made ready once."""
        session = self.session
        self._fields = [
            (named, fold(named.name), fold(named.other).text)
            for named in named_fields(session.application, session.edition, self.language)
        ]

    def rows(self, wanted: str) -> Sequence[tuple[Content, Place]]:
        """The fields, the best match first; without a word all, in the form's order."""
        parts = fold(wanted).text.split()
        found: list[tuple[float, Content, Place]] = []
        for named, name, other in self._fields:
            line, total = Content(named.name), 0.0
            for part in parts:
                score, places = likeness(part, name.text)
                for place in places:
                    start = name.places[place]
                    line = line.stylize("bold underline", start, start + 1)
                # A word of another language counts for a little less.
                score = score or likeness(part, other)[0] * 0.9
                if not score:
                    break
                # Of two that fit alike, the one that says it sooner.
                total += score - (places[0] if places else 0) / 1000
            else:
                found.append((total, line, Place(named.key)))
        found.sort(key=lambda row: -row[0])
        return [(line, place) for _, line, place in found]

    def summary(self, wanted: str, count: int) -> str:  # noqa: ARG002 - as the other finders have it
        """How many fields fit."""
        if not count:
            return self.say("No field has a name like that.")
        return self.language.plural(N_("{count} field"), N_("{count} fields"), count)
