"""Textual's style sheet, reading each source once: for all screens, and all apps of this process.

Textual keeps what it read of 64 sources. The app has more (every kind of widget is one), so the
oldest is always gone when it is asked for, and each screen that comes with a sheet of its own made
Textual read all of them again: the larger half of what opening a screen cost. Here what a source
says is kept by its text, its place and the theme's colours.
"""

from collections.abc import Mapping
from typing import Final

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation

_READ: Final[dict[tuple[object, ...], list[RuleSet]]] = {}
"""What the sources say: a rule is never changed once it was read."""


class StyleSheet(Stylesheet):
    """One for the app, in the place of Textual's own."""

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._colours = _known(variables or {})

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the colours of another theme."""
        super().set_variables(variables)
        self._colours = _known(variables)

    def copy(self) -> Stylesheet:
        """Another one with the same sources."""
        made = StyleSheet(variables=self._variables.copy())
        made.source = self.source.copy()
        return made

    def _parse_rules(
        self,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,  # noqa: FBT002 - Textual's signature
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        key = (self._colours, css, read_from, is_default_rules, tie_breaker, scope)
        rules = _READ.get(key)
        if rules is None:
            rules = super()._parse_rules(css, read_from, is_default_rules, tie_breaker, scope)
            if not any(rule.errors for rule in rules):
                _READ[key] = rules
        return rules

    def reparse(self) -> None:
        """Read the sources with the colours of now; what was read with them before is kept.

        Like Textual's own, it changes nothing where a source is wrong: `parse` ends with the error.
        """
        self.parse()


_KNOWN: Final[dict[frozenset[tuple[str, str]], int]] = {}


def _known(variables: Mapping[str, str]) -> int:
    """A number for a set of colours: short to compare."""
    return _KNOWN.setdefault(frozenset(variables.items()), len(_KNOWN))
