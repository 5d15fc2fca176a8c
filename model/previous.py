"""What the school promised last time: the plans of the application before this one.

Former holders are advised to look back at what they planned (G11). It is shown beside the steps and
never changed, submitted or exported. Source: repository-format.md, `previous.toml`.
"""

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType

from model.light import dataclass

PREVIOUS_PATH = "previous.toml"
"""Where it stands in the school's folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """previous.toml: the plans of an earlier application."""

    edition: str = ""
    """Id of the edition that they were written for."""
    plans: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Step id to the plan; a step without one is not there."""


NOTHING_PROMISED = Previous()
