"""A dialog in which one types, in either mode: what is typed waits until it is recorded.

Escape, a crash, the end of the app: the words are kept in the user's own recovery folder, and stand
there again when the same dialog is opened on the same thing. They never come in the place of what
others wrote since without being asked for. Source: `store.unfinished`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.events import Mount
from textual.screen import ScreenResultType
from textual.widgets import Button, Checkbox, Input

from model.messages import N_, Failure, Message
from store.unfinished import Typed
from tui.boxes import chosen_in, put_into, texts_in
from tui.screens.base import Dialog
from tui.screens.keeps_words import KeepsWords
from tui.widgets.choice_line import ChoiceLine
from tui.widgets.earlier_words import NOT_IN_THE_BOXES, Earlier, EarlierWords
from tui.widgets.text_box import TextBox
from tui.widgets.yes_no import YesNoChoice

ROOM = 10_000
"""Characters that a text of a dialog should have at most; more is kept too."""


class TypedDialog(Dialog[ScreenResultType | None], KeepsWords[ScreenResultType | None]):
    """Keeps what is typed in its boxes, by their names, and brings it back."""

    NOT_KEPT = N_(
        "What you type here can't be kept meanwhile. Write on: it stands in the box, and "
        "is saved when you say so. {why}"
    )

    MORE_HELP = N_(
        "What you type is kept while you type it. Escape leaves it waiting: it stands here again "
        "when you come back, and F7 throws it away."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", N_("Back")),
        Binding("f7", "typed_before", N_("What you typed here before")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._at_first: Mapping[str, str] = {}
        """What stood in the boxes when it was opened."""
        self._boxes: frozenset[str] = frozenset()
        """The names of those in which one types."""
        self._aside: tuple[Mapping[str, str], ...] = ()
        """What was typed earlier and stands in no box; the next to be shown first."""
        self._thrown: Mapping[str, str] = {}
        self._is_behind = False
        """Whether what earlier words were typed over has changed since."""

    # ------------------------------------------------------------------ which dialog it is

    @property
    def about(self) -> str:
        """Which dialog, and on what: the same name on the same folder is the same words."""
        raise NotImplementedError

    @property
    def folder(self) -> Path | None:
        """The folder that it is about; None where none is open."""
        session = self.common.session
        return session.folder.path if session is not None else None

    @property
    def edits(self) -> bool:
        """Whether what stands there at first is recorded somewhere, and others may change it."""
        return False

    # ------------------------------------------------------------------ what stands in the boxes

    def words(self) -> dict[str, str]:
        """What stands in each box, and what is chosen, by its name."""
        return {**chosen_in(self), **self.texts()}

    def texts(self) -> dict[str, str]:
        """What stands in each box in which one types."""
        return texts_in(self)

    def put(self, words: Mapping[str, str]) -> None:
        """Let words stand in the boxes, as if the person had typed them; other boxes stay."""
        put_into(self, words)

    def is_written_in(self) -> bool:
        """Whether words stand there that the person brought."""
        return self._are_own(self.texts())

    def _are_own(self, words: Mapping[str, str]) -> bool:
        return any(
            text.strip() and text != self._at_first.get(name)
            for name, text in words.items()
            if name in self._boxes
        )

    # ------------------------------------------------------------------ words of an earlier time

    @on(Mount)
    def _begin_keeping(self) -> None:
        """Remember what stands there at first, then bring back what was typed here before."""
        if all(box.disabled for box in self.query(Input)) and not self.query(TextBox):
            return
        self._at_first, self._boxes = self.words(), frozenset(self.texts())
        self._bring_back(self.begin_keeping(self.folder, self.about))
        for box in self.query(Input):
            self.watch(box, "value", self._note_words, init=False)

    def _bring_back(self, kept: Typed) -> None:
        first = self._at_first
        typed = {
            name: text
            for name, text in kept.words.items()
            if name in first and text != kept.over.get(name)
        }
        self._aside = kept.aside
        state = None
        if any(first[name] != text for name, text in typed.items()) and self._are_own(typed):
            if self.edits and any(
                first[name] not in (kept.over.get(name), text) for name, text in typed.items()
            ):
                self._aside = ({**first, **typed}, *self._aside)
            else:
                self.put(typed)
                state = Earlier.BACK
        if self._aside:
            state, self._is_behind = self._not_in_the_boxes, self.edits
        if state is not None:
            self.query_one(".dialog").mount(EarlierWords(state), before=0)
            self.refresh_bindings()

    def _tell_earlier(self, state: Earlier) -> None:
        self.query_one(EarlierWords).tell(state)

    @property
    def _earlier(self) -> Earlier | None:
        """What became of the words of an earlier time; None where there were none."""
        return next((line.state for line in self.query(EarlierWords)), None)

    @property
    def _not_in_the_boxes(self) -> Earlier:
        """What is told of words that stand in no box; nobody changes what is only being begun."""
        return Earlier.ASIDE if self.edits else Earlier.ELSEWHERE

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Nothing to throw away where nothing came back."""
        return action != "typed_before" or self._earlier is not None

    def action_typed_before(self) -> None:
        """Throw away what came back, or bring back what is not in the boxes."""
        if self._earlier in {Earlier.BACK, Earlier.BACK_OVER_OTHERS}:
            self._throw_away()
        elif self._earlier is not None:
            self._show_other()

    @on(Button.Pressed, "#earlier-throw")
    def _throw_away(self) -> None:
        """Let what stood there at first stand there again; or forget what is in no box."""
        if self._earlier in NOT_IN_THE_BOXES:
            self._thrown, self._aside = self._aside[0], self._aside[1:]
            self._note_words()
        else:
            self._thrown = self.words()
            self.put(self._at_first)
        self._tell_earlier(Earlier.THROWN)

    @on(Button.Pressed, "#earlier-other")
    def _show_other(self) -> None:
        """Let the words that are in no box stand there; what the person typed there goes aside."""
        here = self.words() if self.is_written_in() else {}
        if self._thrown:
            words, self._thrown = self._thrown, {}
        else:
            words, self._aside = self._aside[0], self._aside[1:]
        if here:
            self._aside = (*self._aside, here)
        self.put(words)
        if self._aside:
            self._tell_earlier(self._not_in_the_boxes)
        else:
            self._tell_earlier(Earlier.BACK_OVER_OTHERS if self._is_behind else Earlier.BACK)
        self._note_words()

    # ------------------------------------------------------------------ keeping

    @on(TextBox.Edited)
    @on(ChoiceLine.Chosen)
    @on(YesNoChoice.Chosen)
    @on(Checkbox.Changed)
    def _note_words(self) -> None:
        """Keep what stands there now, shortly after the last key."""
        if self._keeping is None:
            return
        words = self.words()
        own = words if self._are_own(words) else {}
        self.keep_soon(Typed(own, self._at_first if own else {}, self._aside))

    def recorded(self) -> None:
        """What was typed is recorded: it need not wait any more. Needs no widget."""
        self.keep_no_more(self._aside)

    @on(Button.Pressed, "#back")
    def action_back(self) -> None:
        """Back; what was typed waits. Where it can't, the person is asked."""
        from tui.screens.confirm import ConfirmDialog

        def answered(yes: bool | None) -> None:
            if yes:
                if self._keeping is not None:
                    self._keeping.forget()
                self.dismiss(None)

        try:
            self.save_words()
        except Failure as failure:
            text = N_("Leave without saving? What you typed here is gone then.")
            question = f"{self.language.say(failure.message)}\n\n{self.language.text(text)}"
            self.app.push_screen(
                ConfirmDialog(question, self.say("Leave"), self.say("Write on")), answered
            )
            return
        if self.is_written_in():
            self.common.tell(Message(N_("What you typed waits there: open it again to go on.")))
        self.dismiss(None)

    @on(TextBox.Cleaned)
    def _cleaned(self, message: TextBox.Cleaned) -> None:
        self.common.tell(
            Message(
                N_("{count} control character was taken out."),
                {"count": message.removed},
                N_("{count} control characters were taken out."),
            )
        )
