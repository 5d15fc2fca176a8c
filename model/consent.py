"""Photographs of which nobody noted that the school has consent on file for who can be seen.

A reminder and no judgement: what a photograph shows, only people can see, and not every one needs
it. So it is no problem with a code and blocks nothing. Source: issue 3, part 4, 'Personal data'.
"""

from model.application import Application, Evidence, Kind

PICTURES = frozenset({Kind.JPG, Kind.PNG, Kind.IMAGE})


def is_photo(application: Application, item: Evidence) -> bool:
    """Whether a piece of evidence is a picture that is there."""
    document = application.documents.get(item.file)
    return document is not None and document.kind in PICTURES


def photos_without_consent(application: Application) -> tuple[tuple[str, Evidence], ...]:
    """(step id, evidence) of each picture without the note, in the form's order."""
    return tuple(
        (step, item)
        for step, item in application.all_evidence()
        if not item.consent and is_photo(application, item)
    )
