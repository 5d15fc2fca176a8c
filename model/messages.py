"""Sentences for people, as data: an English template and the facts that fill it.

The packages below the screens never translate. They hand out messages; `tui.language` (or the
translator given to an export) turns them into Dutch or English. The English template is the gettext
message id.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Literal

from model.light import dataclass

Refusal = Literal["no", "usage", "environment"]

Fact = str | int | date
"""What fills a brace of a template. A `str` is somebody's words or a name: whoever prints it passes
it through `model.text.shown_line` first."""

NO_FACTS: Mapping[str, Fact] = MappingProxyType({})


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "translate this later"
    """Mark a text for translation without translating it now."""
    return text


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence (or a few) for a person."""

    text: str
    """English template in `str.format` style, marked with `N_` where it is written."""
    facts: Mapping[str, Fact] = field(default_factory=lambda: NO_FACTS)
    plural: str | None = None
    """English plural template, chosen by the fact `count`."""

    def __str__(self) -> str:
        """The English sentence, for logs and tests; people get the translated one."""
        from model.text import shown_line  # text.py imports this module

        count = self.facts.get("count")
        template = self.plural if self.plural is not None and count != 1 else self.text
        return template.format(
            **{k: shown_line(v) if isinstance(v, str) else v for k, v in self.facts.items()}
        )


class Failure(Exception):  # noqa: N818 - a refusal told to a person, not a programming error
    """Base of every act that can't be done. One subclass a reason.

    The constructor takes facts; the class makes the sentence. The front ends map `kind` to an exit
    code in one place: "no" is 1, "usage" (wrong usage, or a folder that can't be read or is not
    safe) is 2, "environment" (something is lacking on this computer) is 3.
    """

    kind: ClassVar[Refusal] = "no"
    text: ClassVar[str] = ""
    """English template of what is wrong."""
    remedy: ClassVar[str] = ""
    """English template of what the person can do; may be empty where there is nothing to do."""

    def __init__(self, **facts: Fact) -> None:
        self.facts: Mapping[str, Fact] = facts
        super().__init__(str(self.message))

    @property
    def message(self) -> Message:
        """What is wrong."""
        return Message(self.text, self.facts)

    @property
    def fix(self) -> Message:
        """What to do about it."""
        return Message(self.remedy, self.facts)
