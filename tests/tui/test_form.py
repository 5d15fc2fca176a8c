"""A form's field: what one types stays in the box; only what can be read is handed on."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import on
from textual.widgets import Input, Static

from tests.tui.widget_app import WidgetApp
from tui.widgets.form import FieldKind, FormField, focus_field, read_day


class Form(WidgetApp):
    """One field, and what it sent."""

    def __init__(self, field: FormField) -> None:
        super().__init__(field)
        self.sent: list[str | date | None] = []

    @on(FormField.Edited)
    def _edited(self, message: FormField.Edited) -> None:
        self.sent.append(message.value)


@pytest.mark.parametrize(
    "text", ["24/11/2022", "24-11-2022", "24.11.2022", "2022-11-24", " 24/11/2022 "]
)
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert read_day(text) == date(2022, 11, 24)


@pytest.mark.parametrize("text", ["24/11", "24/13/2022", "gisteren", "2022-11", "24/11/22"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_day(text)


@given(st.dates())
def test_every_day_reads_back(day: date) -> None:
    assert read_day(f"{day.day}/{day.month}/{day.year:04}") == day
    assert read_day(day.isoformat()) == day


async def test_typing_sends_the_text() -> None:
    app = Form(FormField("Naam", "", key="school.name"))
    async with app.run_test() as pilot:
        focus_field(app.screen, "school.name")
        await pilot.press("a", "b")
        assert app.sent == ["a", "ab"]


async def test_half_a_day_stays_in_the_box_and_is_not_sent() -> None:
    app = Form(FormField("Dag", None, key="d", kind=FieldKind.DAY, wrong="geen dag"))
    async with app.run_test() as pilot:
        focus_field(app.screen, "d")
        await pilot.press(*"24/11/202")
        assert app.sent == []
        assert app.query_one(Input).value == "24/11/202"
        assert "geen dag" in str(app.query_one(".wrong", Static).render())
        await pilot.press("2")
        assert app.sent == [date(2022, 11, 24)]
        assert str(app.query_one(".wrong", Static).render()) == ""


async def test_a_box_that_nobody_edited_sends_nothing() -> None:
    app = Form(FormField("Naam", "An\x1b]0;x\x07", key="n"))
    async with app.run_test() as pilot:
        focus_field(app.screen, "n")
        await pilot.press("tab")
        assert app.sent == []
        assert "\x1b" not in app.query_one(Input).value


async def test_another_value_shows_unless_one_is_typing() -> None:
    field = FormField("Naam", "An", key="n")
    app = Form(field)
    async with app.run_test() as pilot:
        app.screen.set_focus(None)
        await pilot.pause()
        field.take("Bart")
        assert field.box.value == "Bart"
        focus_field(app.screen, "n")
        await pilot.press("end", "!")
        field.take("Cis")
        assert field.box.value == "Bart!"
        assert app.sent == ["Bart!"]


async def test_a_hint_that_does_not_fit_says_that_it_goes_on() -> None:
    field = FormField("Getekend door", "", key="k", hint="de directeur: Lieve Wouters-Van den Berg")
    app = Form(field)
    async with app.run_test(size=(60, 10)) as pilot:
        field.styles.width = 60
        await pilot.pause()
        assert app.query_one(Input).render_line(0).text.strip().endswith("…")
        field.styles.width = 100
        await pilot.pause()
        assert "Van den Berg" in app.query_one(Input).render_line(0).text
