"""What stands in the boxes of a form and what is chosen in it, by name; and putting it there."""

from collections.abc import Mapping
from typing import Any

from textual.screen import Screen
from textual.widgets import Input

from model.application import YesNo
from tui.widgets.choice_line import ChoiceLine
from tui.widgets.form import FormField
from tui.widgets.text_box import TextBox
from tui.widgets.tick import Tick
from tui.widgets.yes_no import YesNoChoice

AnyScreen = Screen[Any]


def texts_in(screen: AnyScreen) -> dict[str, str]:
    """What stands in each box in which one types; a day that can't be read too."""
    found = {box.id: box.value for box in screen.query(Input) if box.id}
    found.update({field.key: field.box.value for field in screen.query(FormField)})
    boxes = (box for box in screen.query(TextBox) if not box.editor.read_only)
    return found | {box.id: box.text for box in boxes if box.id}


def chosen_in(screen: AnyScreen) -> dict[str, str]:
    """What is ticked and chosen."""
    answers = {choice.id: choice.value or "" for choice in screen.query(YesNoChoice) if choice.id}
    ticks = {tick.id: YesNo.YES if tick.value else "" for tick in screen.query(Tick) if tick.id}
    lines = {line.id: line.value for line in screen.query(ChoiceLine) if line.id}
    return {name: str(value) for name, value in {**answers, **ticks, **lines}.items()}


def put_into(screen: AnyScreen, words: Mapping[str, str]) -> None:
    """Let these stand there, as if the person had typed and chosen them; all else stays."""
    for field in screen.query(FormField):
        field.box.value = words.get(field.key, field.box.value)
    for line in screen.query(Input):
        line.value = words.get(line.id or "", line.value)
    for box in screen.query(TextBox):
        if not box.editor.read_only:
            box.replace_all(words.get(box.id or "", box.text))
    _choose(screen, words)


def _choose(screen: AnyScreen, words: Mapping[str, str]) -> None:
    for choices in screen.query(ChoiceLine):
        wanted = words.get(choices.id or "", "")
        if wanted in choices.names:
            choices.choose(wanted)
    for tick in screen.query(Tick):
        tick.value = words.get(tick.id or "", YesNo.YES if tick.value else "") == YesNo.YES
    for choice in screen.query(YesNoChoice):
        answer = words.get(choice.id or "", choice.value or "")
        choice.choose(YesNo(answer) if answer in set(YesNo) else None)
