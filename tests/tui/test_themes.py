"""Both themes can be read by people with weak eyes: contrast 4.5 or more (WCAG 2.2, 1.4.3)."""

import re

import pytest
from textual.color import Color, ColorParseError
from textual.theme import Theme

from tests.tui.widget_app import STYLES
from tui.themes import DARK, LIGHT

TEXT_ON_GROUND = [
    (text, ground)
    for ground in ("background", "surface", "panel")
    for text in (
        "foreground",
        "primary",
        "secondary",
        "accent",
        "warning",
        "error",
        "success",
        "text-muted",
        "text-disabled",
    )
] + [
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("button-color-foreground", "primary"),
    ("button-color-foreground", "success"),
    ("button-color-foreground", "warning"),
    ("button-color-foreground", "error"),
    ("button-foreground", "surface"),
    ("footer-key-foreground", "footer-background"),
    ("footer-description-foreground", "footer-background"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("foreground", "input-selection-background"),
    ("foreground", "primary-muted"),
    ("foreground", "error-muted"),
    ("foreground", "warning-muted"),
    ("foreground", "success-muted"),
]
# 3 is what WCAG asks of what is no text (1.4.11).
FOCUS_ON_GROUND = [
    ("border", "background"),
    ("border", "surface"),
    ("scrollbar", "scrollbar-background"),
]


def luminance(color: Color) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b)


def contrast(theme: Theme, text: str, ground: str) -> float:
    colors = theme.to_color_system().generate()
    below = Color.parse(colors[ground])
    pair = sorted((luminance(below + Color.parse(colors[text])), luminance(below)))
    return (pair[1] + 0.05) / (pair[0] + 0.05)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_can_be_read(theme: Theme, text: str, ground: str) -> None:
    assert contrast(theme, text, ground) >= 4.5


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize(("part", "ground"), FOCUS_ON_GROUND)
def test_what_shows_the_focus_can_be_seen(theme: Theme, part: str, ground: str) -> None:
    assert contrast(theme, part, ground) >= 3


def is_colour(word: str) -> bool:
    try:
        Color.parse(word)
    except ColorParseError:
        return word.startswith("auto")
    return word != "transparent"


def test_style_sheets_name_no_colour_but_the_themes() -> None:
    for sheet in STYLES.parent.parent.rglob("*.tcss"):
        rules = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
        values = re.findall(r"(?:color|background|border[\w-]*|tint):\s*([^;]+);", rules)
        assert not [value for value in values if any(map(is_colour, value.split()))], sheet.name


def used_pairs() -> set[str]:
    rules = "".join(path.read_text("utf-8") for path in STYLES.parent.parent.rglob("*.tcss"))
    return set(re.findall(r"(?<!-)\b(?:color|background):\s*\$([\w-]+)", rules))


def test_every_colour_that_a_style_sheet_uses_is_among_the_pairs() -> None:
    known = {name for pair in TEXT_ON_GROUND + FOCUS_ON_GROUND for name in pair}
    assert used_pairs() <= known
