"""What an export needs to speak a language; `tui.language.Language` is one."""

from datetime import date
from typing import Protocol

from model.messages import Message


class Translator(Protocol):
    """One language, with its dates and numbers."""

    @property
    def language(self) -> str:
        """Its code, as in "nl"; the document is marked with it."""
        ...

    def text(self, english: str) -> str:
        """The translation of a text without facts."""
        ...

    def say(self, message: Message) -> str:
        """A message as a sentence, its facts filled in and harmless."""
        ...

    def date(self, day: date) -> str:
        """A day with its year."""
        ...

    def number(self, n: int) -> str:
        """A whole number, its thousands apart."""
        ...

    def size(self, count: int) -> str:
        """A number of bytes for people, as in 182.7 kB."""
        ...
