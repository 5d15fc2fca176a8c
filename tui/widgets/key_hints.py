"""The keys of a dialog, told on its frame: a click on one presses it, as on the line of keys."""

from textual.content import Content
from textual.style import Style

_SHOWN = {"escape": "esc"}


def key_hints(*keys: tuple[str, str] | tuple[str, str, str]) -> Content:
    """Each key with what it does, in the person's language; its own name may be given as third.

    A dialog without buttons is left by the mouse here only.
    """
    return Content(" · ").join(
        Content.styled(
            f"{shown[0] if shown else _SHOWN.get(key, key)} {does}",
            Style.from_meta({"@click": f"app.press_key({key!r})"}),
        )
        for key, does, *shown in keys
    )
