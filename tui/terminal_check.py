"""Whether the terminal takes our signs, and what is done and said where it may not."""

import io
import sys

from model.messages import N_, Message

NOT_UTF8 = Message(
    N_(
        "This terminal is not set to UTF-8. Labelmap writes UTF-8 all the same. If lines and "
        "letters look odd, set the terminal or the language of the computer to UTF-8; what you "
        "type is saved well either way."
    )
)


def speak_utf8(stream: object = None) -> tuple[Message, ...]:
    """Let the screen be written in UTF-8, whatever the locale; what the person should know of it.

    Textual draws on standard error. In another encoding each line of a frame would become a row of
    escapes, and no picture is left; most terminals read UTF-8 whatever the locale says.
    """
    target = stream if stream is not None else sys.__stderr__
    if not isinstance(target, io.TextIOWrapper) or "utf" in target.encoding.lower():
        return ()
    target.reconfigure(encoding="utf-8", errors="replace")
    return (NOT_UTF8,)
