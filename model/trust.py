"""How far it is proven that the NSO said something: four states, and the weakest of several.

Source: repository-format.md, 'Who is who'; command-line.md, `signature`.
"""

from collections.abc import Iterable
from enum import StrEnum


class Signature(StrEnum):
    """What a signature proves."""

    VERIFIED = "verified"
    """Made with a key that this user trusts."""
    UNKNOWN_KEY = "unknown-key"
    """Sound, but with a key that this user does not trust, or no longer did at that moment."""
    UNSIGNED = "unsigned"
    BAD = "bad"
    """It does not fit what was said, or its key was revoked."""


_BY_STRENGTH = (
    Signature.BAD,
    Signature.UNSIGNED,
    Signature.UNKNOWN_KEY,
    Signature.VERIFIED,
)


def weakest(found: Iterable[Signature]) -> Signature | None:
    """The one that proves least; None where there is none."""
    return min(found, key=_BY_STRENGTH.index, default=None)
