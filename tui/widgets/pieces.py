"""Drafts and published threads in one list, by place; what the school answered since is marked."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from model.messages import N_, Message
from model.review import Feedback
from model.text import first_words
from model.threads import changed_since
from tui.language import Language
from tui.reviewed_reading import Reading
from tui.thread_words import KINDS, about, row, sign, thread
from tui.widgets.hanging import Hanging
from tui.widgets.rows import Rows

_WORDS = 60


class Conversation(VerticalScroll, inherit_bindings=False):
    """Scrolls up and down; left and right go to another side of the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_up", show=False),
        Binding("down", "scroll_down", show=False),
        Binding("home", "scroll_home", show=False),
        Binding("end", "scroll_end", show=False),
        Binding("pageup", "page_up", show=False),
        Binding("pagedown", "page_down", show=False),
    ]


class Pieces(Rows, inherit_bindings=False):
    """The rows; `piece` is the one that is pointed at."""

    BINDINGS: ClassVar[list[BindingType]] = OptionList.BINDINGS

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id, markup=False)
        self._pieces: tuple[Feedback, ...] = ()

    @property
    def piece(self) -> Feedback | None:
        """The draft or thread that is pointed at."""
        place = self.highlighted
        return self._pieces[place] if place is not None and place < len(self._pieces) else None

    def fill(self, reading: Reading, language: Language) -> None:
        """Show these; the same one stays pointed at, where it is still there."""
        held = _key(self.piece) if self.piece is not None else None
        place = self.highlighted or 0
        self._pieces = reading.pieces
        self.clear_options()
        nothing = language.text(N_("No feedback yet: point at a place and press f."))
        options = [Option(Hanging(*lines_of(piece, reading, language))) for piece in self._pieces]
        self.add_options(options or [Option(Content(nothing), disabled=True)])
        keys = [_key(piece) for piece in self._pieces]
        if options:
            self.highlighted = keys.index(held) if held in keys else min(place, len(keys) - 1)

    def point_at(self, place: str) -> bool:
        """Point at the first piece about a place; whether there is one."""
        from tui.review_blocks import place_of

        for number, piece in enumerate(self._pieces):
            if place_of(piece) == place:
                self.highlighted = number
                return True
        return False


def _key(piece: Feedback) -> tuple[int, str]:
    return piece.round + piece.draft, piece.id


def lines_of(piece: Feedback, reading: Reading, language: Language) -> tuple[tuple[str, str], ...]:
    """A row of the list: where and what, then the first words."""
    if not piece.is_published:
        parts = (
            language.text(N_("DRAFT")),
            about(piece, reading.edition, language),
            language.text(KINDS[piece.kind]),
        )
        return ("✎ ", " · ".join(parts)), ("  ", first_words(piece.text, _WORDS))
    changed = changed_since(piece, reading.application)
    head, words = row(piece, reading.edition, language, changed=changed)
    if piece.id in reading.news:
        new = language.text(N_("NEW from the school"))
        return (f"{sign(piece)} ", f"{new} · {head}"), ("  ", words)
    return (f"{sign(piece)} ", head), ("  ", words)


def conversation(
    piece: Feedback, reading: Reading, language: Language
) -> tuple[tuple[str, str], ...]:
    """All that was said in it; what is new is named."""
    lines = list(thread(piece, reading.edition, language, reading.application))
    if not piece.is_published:
        text = N_("A draft: only reviewers see it until you publish or decide.")
        return (*lines, ("", ""), ("! ", language.text(text)))
    fresh = reading.news.get(piece.id, ())
    if fresh:
        said = Message(
            N_("New since you last acted: {count} message of the school."),
            {"count": len(fresh)},
            N_("New since you last acted: {count} messages of the school."),
        )
        lines = [("◆ ", language.say(said)), *lines]
    if changed_since(piece, reading.application):
        lines.append(("≠ ", language.text(N_("What it is about was changed since."))))
    return tuple(lines)
