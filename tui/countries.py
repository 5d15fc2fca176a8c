"""What is said of a country that is no code of two letters: it is kept, and finds no days."""

from model.application import Application
from model.messages import N_, Message

FIELD = "school.country"
BESIDE = N_("Labelmap finds your NSO's own days by two letters, such as BE")
"""Beside the field."""
_WHOLE = N_(
    "Labelmap finds the days of a school's own NSO by two letters, such as BE. With “{country}” it "
    "goes by the central days. That is how Labelmap names a country, not a rule of the platform."
)


def is_no_code(application: Application) -> bool:
    """Whether a country stands there that Labelmap finds no days by."""
    school = application.school
    return bool(school.country.strip()) and not school.country_code


def told(application: Application) -> Message:
    """The same in whole sentences."""
    return Message(_WHOLE, {"country": application.school.country})
