"""The bar, the yes or no, and the top line: readable without colour, usable by key and mouse."""

import pytest
from textual import on

from model.application import YesNo
from tests.tui.widget_app import WidgetApp
from tui.widgets.progress import FULL, bar, blocks, percentage
from tui.widgets.yes_no import YesNoChoice


@pytest.mark.parametrize(
    ("share", "said"),
    [(0, "0 %"), (0.001, "1 %"), (0.6, "60 %"), (0.999, "99 %"), (1, "100 %")],
)
def test_all_is_said_of_what_is_done_and_nothing_of_what_is_not_begun(
    share: float, said: str
) -> None:
    assert f"{percentage(share)} %" == said
    full = blocks(share, 20).count(FULL)
    assert (full == 0) == (share == 0)
    assert (full == 20) == (share == 1)


@pytest.mark.parametrize("width", [34, 40, 60, 78, 118])
@pytest.mark.parametrize("note", ["", "2 bewijzen", "geen bewijs"])
@pytest.mark.parametrize("title", ["Kort", "Leerlingen als motor van verandering", "欧洲学校"])
def test_a_bar_is_as_wide_as_its_place(title: str, note: str, width: int) -> None:
    from rich.cells import cell_len

    line = bar(title, 0.6, note, width)
    assert cell_len(line) == width
    assert "60 %" in line
    assert FULL in line
    assert line.endswith(note)


def test_a_bar_shows_people_s_words_harmless() -> None:
    assert "\x1b" not in bar("Stap\x1b[2J", 0.5, "\u202e", 60)


class ChoiceApp(WidgetApp):
    """Two questions."""

    def __init__(self) -> None:
        self.choices = YesNoChoice(id="first"), YesNoChoice(id="second")
        super().__init__(*self.choices)
        self.chosen: list[tuple[str | None, YesNo | None]] = []

    def answer(self, question: int = 0) -> YesNo | None:
        """What stands there now."""
        return self.choices[question].value

    @on(YesNoChoice.Chosen)
    def keep(self, message: YesNoChoice.Chosen) -> None:
        """Keep what was chosen."""
        self.chosen.append((message.choice.id, message.value))


async def test_a_question_is_answered_by_one_key() -> None:
    app = ChoiceApp()
    async with app.run_test() as pilot:
        await pilot.press("j", "tab", "n")
        await pilot.pause()
        assert app.chosen == [("first", YesNo.YES), ("second", YesNo.NO)]
        await pilot.press("y")
        await pilot.pause()
        assert app.answer(1) is YesNo.YES


async def test_the_same_key_takes_the_answer_back() -> None:
    app = ChoiceApp()
    async with app.run_test() as pilot:
        await pilot.press("j", "j")
        await pilot.pause()
        assert app.chosen[-1] == ("first", None)


async def test_arrows_and_space_choose_too() -> None:
    app = ChoiceApp()
    async with app.run_test() as pilot:
        await pilot.press("right")
        assert app.answer() is YesNo.NO
        await pilot.press("left", "left")
        assert app.answer() is YesNo.YES
        await pilot.press("space")
        assert app.answer() is YesNo.NO


async def test_the_mouse_chooses_the_word_under_it() -> None:
    app = ChoiceApp()
    async with app.run_test() as pilot:
        await pilot.click("#first", offset=(2, 0))
        await pilot.pause()
        assert app.answer() is YesNo.YES
        await pilot.click("#first", offset=(10, 0))
        await pilot.pause()
        assert app.answer() is YesNo.NO


async def test_what_is_chosen_has_a_dot() -> None:
    app = ChoiceApp()
    async with app.run_test() as pilot:
        assert app.choices[0].render().plain.rstrip() == "( ) Ja  ( ) Nee"
        await pilot.press("n")
        assert app.choices[0].render().plain.rstrip() == "( ) Ja  (•) Nee"


async def test_setting_the_value_tells_nobody() -> None:
    app = ChoiceApp()
    async with app.run_test() as pilot:
        app.choices[0].value = YesNo.YES
        await pilot.pause()
        assert app.chosen == []
