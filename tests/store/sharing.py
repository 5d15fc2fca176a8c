"""What the tests of sharing have in common: two or three colleagues, each with a copy, one folder.

All of them work at this one computer, in copies of their own, as `labelmap sync --via` does it.
"""

import random
from collections.abc import Mapping
from pathlib import Path

from store import joining, sharing
from store.people import Person
from store.rounds import Synced
from store.school_folder import SchoolFolder
from tests.nso import complete_school
from tests.store.school import AN, BART, CLOCK, new_school, with_field
from tui.inviting import invite

CARLA = Person("Carla Maes", "carla.maes@voorbeeldstad.example")
COLLABORATION = "collaboration.plan"


def shared_folder(place: Path) -> Path:
    """A folder that a drive carries."""
    folder = place / "shared"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def inviting(place: Path) -> tuple[SchoolFolder, Path]:
    """An's application, and the folder in which she shares it."""
    an, shared = new_school(place / "an"), shared_folder(place)
    invite(an, shared, AN)
    return an, shared


def joined(shared: Path, path: Path, person: Person = BART) -> SchoolFolder:
    """A colleague's own copy."""
    (offer,) = joining.offers(shared)
    joining.join(shared, offer.application, path, person, CLOCK)
    return SchoolFolder.open(path, CLOCK)


def together(place: Path) -> tuple[SchoolFolder, SchoolFolder, Path]:
    """An's and Bart's copies of one application."""
    an, shared = inviting(place)
    return an, joined(shared, place / "bart"), shared


def two(place: Path) -> tuple[SchoolFolder, SchoolFolder]:
    """Two colleagues' copies of an application to which nothing is to be done."""
    an, shared = complete_school(place / "an"), shared_folder(place)
    invite(an, shared, AN)
    (offer,) = joining.offers(shared)
    joining.join(shared, offer.application, place / "bart", BART, an.clock)
    return an, SchoolFolder.open(place / "bart", an.clock)


def share(folder: SchoolFolder, person: Person) -> Synced:
    """One round."""
    how = sharing.remembered(folder.path)
    assert how is not None
    return folder.sync(how, person)


def writes(folder: SchoolFolder, person: Person, fields: Mapping[str, str]) -> None:
    """Somebody fills in fields and saves each."""
    for key, text in fields.items():
        folder.save(with_field(folder, key, text), person)


def noise(length: int, seed: int = 0) -> str:
    """A text that no program makes much shorter."""
    letters = random.Random(seed)  # noqa: S311 - a text, no secret
    return letters.randbytes(length // 2).hex()


def file_of(shared: Path, folder: SchoolFolder) -> Path:
    """The newest file that one copy wrote."""
    how = sharing.remembered(folder.path)
    assert how is not None
    return shared / f"{how.name}.labelmap"


def files(shared: Path) -> dict[str, bytes]:
    """What Labelmap wrote in a shared folder."""
    return {
        path.relative_to(shared).as_posix(): path.read_bytes()
        for path in sorted(shared.rglob("*.labelmap"))
    }
