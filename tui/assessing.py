"""The assessment of an open folder, with what only its diary knows."""

from datetime import date
from typing import TYPE_CHECKING

from model.completeness import Assessment, assess
from model.since import changed_steps

if TYPE_CHECKING:
    from store.school_folder import SchoolFolder

_TEXTS = ("description", "plan", "explanations.")


def assessed(folder: "SchoolFolder") -> Assessment:
    """How far the folder's application is on its clock's day."""
    return assess(
        folder.application,
        folder.edition,
        folder.clock.today,
        folder.problems,
        texts_changed_on=texts_changed_on(folder),
        changed_steps=changed_steps(folder.submitted, folder.application),
    )


def texts_changed_on(folder: "SchoolFolder") -> date | None:
    """The day on which a text was last changed, where it is younger than the signed declaration.

    None where nothing is signed: then nobody asks, and the diary is not read.
    """
    signed_on = folder.application.declaration.signed_on
    if signed_on is None:
        return None
    for entry in folder.log():
        day = entry.at.date()
        if day <= signed_on:
            return None
        if any(field.startswith(_TEXTS) for field in entry.fields):
            return day
    return None
