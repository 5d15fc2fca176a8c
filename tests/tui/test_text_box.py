"""The box for a long text: nothing is cut off, nothing is changed behind one's back."""

import pytest
from rich.segment import Segment
from textual import events, on
from textual.binding import Binding
from textual.pilot import Pilot
from textual.widgets import Button

from tests.tui.widget_app import WidgetApp
from tui.widgets.counter import Counter
from tui.widgets.text_box import TextBox
from tui.widgets.text_editor import TextEditor

pytestmark = pytest.mark.drawn

PROSE = "De school werkt samen met scholen in heel Europa. " * 40
"""2,000 characters."""
ODD = "een\u2028twee\x0bdrie\x0cvier\u2029vijf\nzes"


class BoxApp(WidgetApp):
    """One box and what it says."""

    def __init__(self, text: str = "", *, limit: int = 2500) -> None:
        self.box = TextBox(text, limit=limit, title="Plannen", id="plan")
        super().__init__(self.box, Button("Verder"), language="en")
        self.edits: list[str] = []
        self.removed = 0
        self.offers = 0

    def on_mount(self) -> None:
        """The cursor in the box."""
        super().on_mount()
        self.box.focus_editor()

    @on(TextBox.Edited, "#plan")
    def keep_edit(self, message: TextBox.Edited) -> None:
        """Keep what was sent."""
        self.edits.append(message.text)

    @on(TextBox.Cleaned, "#plan")
    def count_removed(self, message: TextBox.Cleaned) -> None:
        """Count what was taken out."""
        self.removed += message.removed

    @on(TextBox.TidyOffered, "#plan")
    def count_offer(self) -> None:
        """Count the offers."""
        self.offers += 1

    async def paste(self, pilot: Pilot[None], text: str) -> None:
        """Paste as a terminal does."""
        self.post_message(events.Paste(text))
        await pilot.pause()

    def line(self, y: int) -> str:
        """What stands on a line of the editor, with the styles' text only."""
        return self.box.editor.render_line(y).text.rstrip()

    def counter(self) -> str:
        """What stands above the editor."""
        return self.query_one(Counter).render().plain


async def test_typing_sends_the_text_and_moves_the_counter() -> None:
    app = BoxApp("acht")
    async with app.run_test() as pilot:
        await pilot.press("e", "n", "space")
        await pilot.pause()
        assert app.edits == ["eacht", "enacht", "en acht"]
        assert app.counter().endswith("7 / 2,500")
        assert app.line(0) == "en acht"


async def test_words_are_counted_too_and_give_way_in_a_narrow_box() -> None:
    app = BoxApp("een twee")
    async with app.run_test() as pilot:
        assert app.counter().startswith("2 words")
        await pilot.press("ctrl+end", "space", "x", "shift+left", "space")
        await pilot.pause()
        assert app.counter().startswith("2 words")
        await pilot.resize_terminal(22, 10)
        await pilot.pause()
        assert app.counter() == " " * (app.query_one(Counter).size.width - 10) + "10 / 2,500"


async def test_a_box_that_nobody_edited_sends_nothing() -> None:
    app = BoxApp(ODD)
    async with app.run_test() as pilot:
        await pilot.press("right", "down", "end", "shift+up", "ctrl+a", "tab")
        await pilot.pause()
        assert app.edits == []
        assert app.box.text == ODD


async def test_an_edit_leaves_odd_line_ends_elsewhere_as_they_are() -> None:
    app = BoxApp(ODD)
    async with app.run_test() as pilot:
        await pilot.press("down", "end", "x")
        await pilot.pause()
        assert app.edits == [ODD + "x"]
        assert app.line(0) == "een␤twee␋drie␌vier␤vijf"


async def test_a_paste_beyond_the_limit_keeps_every_character() -> None:
    text = "0123456789" * 500
    app = BoxApp()
    async with app.run_test() as pilot:
        await app.paste(pilot, text)
        assert app.edits == [text]
        assert "2,500 too many" in app.counter()


async def test_control_characters_stay_outside_and_the_person_is_told() -> None:
    app = BoxApp()
    async with app.run_test() as pilot:
        await app.paste(pilot, "een\r\ntwee\x1b]0;x\x07\x00 drie\rvier\ud800")
        assert app.edits == ["een\ntwee]0;x drie\nvier"]
        assert app.removed == 4


async def test_what_comes_from_a_word_processor_is_offered_to_be_tidied() -> None:
    pasted = "een\u00a0twee\u00ad drie  \n\n\n\nvier"
    app = BoxApp()
    async with app.run_test() as pilot:
        await app.paste(pilot, pasted)
        assert app.edits == [pasted]
        assert app.offers == 1
        app.box.tidy()
        await pilot.pause()
        assert app.box.text == "een twee drie\n\nvier"
        await pilot.press("ctrl+z")
        assert app.box.text == pasted


async def test_plain_text_is_not_offered_to_be_tidied() -> None:
    app = BoxApp()
    async with app.run_test() as pilot:
        await app.paste(pilot, PROSE.strip())
        assert app.offers == 0


async def test_what_is_undone_can_be_done_again() -> None:
    app = BoxApp("begin ")
    async with app.run_test() as pilot:
        await app.paste(pilot, "een\n")
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert app.edits == ["een\nbegin ", "begin "]
        await pilot.press("ctrl+y")
        await pilot.pause()
        assert app.edits[-1] == "een\nbegin "
        assert [app.line(0), app.line(1)] == ["een", "begin"]


async def test_ctrl_end_and_ctrl_home_go_to_the_ends_of_the_text() -> None:
    app = BoxApp("een\ntwee")
    async with app.run_test() as pilot:
        await pilot.press("ctrl+end", "x", "ctrl+home", "y")
        assert app.box.text == "yeen\ntweex"
        await pilot.press("ctrl+shift+end", "delete")
        assert app.box.text == "y"


async def test_tab_leaves_the_box_and_shift_tab_comes_back() -> None:
    app = BoxApp()
    async with app.run_test() as pilot:
        await pilot.press("tab")
        assert app.focused is app.query_one(Button)
        await pilot.press("shift+tab")
        assert app.query_one(TextEditor).has_focus
        assert app.box.text == ""


async def test_select_all_and_type_replaces_the_text() -> None:
    app = BoxApp("weg\nermee")
    async with app.run_test() as pilot:
        await pilot.press("ctrl+a", "x")
        assert app.box.text == "x"


@pytest.mark.parametrize(
    ("length", "said"), [(89, None), (90, "10 left"), (100, "0 left"), (101, "! 1 too many")]
)
async def test_the_counter_warns_from_nine_tenths_on(length: int, said: str | None) -> None:
    app = BoxApp("x" * length, limit=100)
    async with app.run_test():
        words = app.counter().removeprefix("1 word").removesuffix(f"{length} / 100").strip()
        assert words == (said or "")


async def test_the_length_is_counted_as_a_form_does() -> None:
    app = BoxApp("é😀\n", limit=100)
    async with app.run_test():
        assert app.counter().endswith("4 / 100")


def marked(app: BoxApp, y: int) -> str:
    """The part of a line that is marked as being past the limit."""
    return "".join(
        segment.text
        for segment in app.box.editor.render_line(y)
        if segment.style is not None and segment.style.underline
    ).rstrip()


async def test_what_lies_past_the_limit_is_marked() -> None:
    app = BoxApp("0123456789\nabc\ndef", limit=12)
    async with app.run_test() as pilot:
        assert [marked(app, y) for y in range(3)] == ["", "bc", "def"]
        await pilot.press("backspace", "delete")
        assert [marked(app, y) for y in range(3)] == ["", "c", "def"]
        await pilot.press("ctrl+a", "x")
        assert marked(app, 0) == ""


async def test_a_text_from_outside_is_shown_and_not_sent() -> None:
    app = BoxApp("een")
    async with app.run_test() as pilot:
        app.box.take("twee\ndrie")
        await pilot.pause()
        assert app.edits == []
        assert [app.line(0), app.line(1)] == ["twee", "drie"]
        assert app.counter().endswith("9 / 2,500")
        await pilot.press("ctrl+z")
        assert app.box.text == "twee\ndrie"


async def test_the_same_text_from_outside_leaves_cursor_and_undo_alone() -> None:
    app = BoxApp("een")
    async with app.run_test() as pilot:
        await pilot.press("end", "x")
        app.box.take("eenx")
        await pilot.press("y")
        assert app.box.text == "eenxy"


CHANGES = sorted(
    key
    for binding in TextEditor.BINDINGS
    if isinstance(binding, Binding) and binding.action.startswith(("delete", "cut"))
    for key in binding.key.split(",")
)


@pytest.mark.parametrize("text", ["", "een", "een\ntwee", "een\n", "\n\n"])
async def test_every_key_that_takes_away_can_be_taken_back_wherever_the_cursor_stands(
    text: str,
) -> None:
    assert {"ctrl+x", "delete"} <= set(CHANGES)
    app = BoxApp(text)
    async with app.run_test() as pilot:
        for place in (["ctrl+home"], ["ctrl+end"], ["ctrl+home", "end"], ["ctrl+a"]):
            for key in CHANGES:
                await pilot.press(*place, key)
                if app.box.text != text:
                    await pilot.press("ctrl+z")
                assert app.box.text == text, (place, key)


def picture(app: BoxApp) -> list[list[Segment]]:
    """The editor's lines as they stand on the screen, styles and all."""
    region = app.box.editor.region
    strips = app.screen._compositor.render_strips()  # noqa: SLF001 - the picture that a test is about
    rows = strips[region.y : region.bottom]
    return [list(strip.crop(region.x, region.right).simplify()) for strip in rows]


KEYS = [
    ["x"],
    ["end", "x", "backspace"],
    ["down", "down", "enter", "x", "enter"],
    ["ctrl+end", "x", "y", "enter", "z"],
    ["end", "delete", "delete"],
    ["ctrl+end", *["backspace"] * 12],
    ["pagedown", "pagedown", "x"],
    ["shift+down", "shift+down", "delete"],
    ["shift+down", "shift+end", "up"],
    ["ctrl+a", "delete", "ctrl+z"],
    ["enter", "enter", "ctrl+z", "ctrl+z", "ctrl+y"],
    [*["enter"] * 30, "up", "x"],
    ["ctrl+right", "ctrl+w", "ctrl+k", "ctrl+z"],
    ["ctrl+end", "ctrl+x", "x", "ctrl+x"],
    ["ctrl+end", "shift+up", "ctrl+shift+k"],
]


@pytest.mark.parametrize("keys", KEYS, ids="-".join)
async def test_redrawing_a_few_lines_gives_the_picture_of_drawing_all(keys: list[str]) -> None:
    text = "\n".join((PROSE[:400], "", PROSE[100:350] + "\u2028 einde", PROSE[:700]))
    app = BoxApp(text, limit=300)
    async with app.run_test(size=(60, 16)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        drawn = picture(app)
        app.box.editor.refresh()
        await pilot.pause()
        assert drawn == picture(app)
