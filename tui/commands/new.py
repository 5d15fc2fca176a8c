"""`labelmap new`: a new application: files, history, first change."""

from pathlib import Path

import click

from model import editions
from model.application import SCHOOL, Contact
from model.keys import Key
from model.messages import N_, Failure, Message
from model.succession import FROM_NOTHING, Succession, succeed
from store import cloud
from store.people import Person, parse_person
from store.school_folder import SchoolFolder
from tui import console
from tui.exits import Exit
from tui.intake import take_in_text
from tui.world import World, known_person


class NoSchool(Failure):
    """Neither a name nor an earlier application was given."""

    kind = "usage"
    text = N_("What is the school called?")
    remedy = N_("Give --school NAME, or --from the folder of an earlier application.")


class UnknownEdition(Failure):
    """No edition has this id."""

    kind = "usage"
    text = N_("'{edition}' is not an edition that Labelmap knows.")
    remedy = N_("Choose from {editions}, or give the file of an edition: PATH.toml.")


def _edition(wanted: str | None, world: World, folder: Path) -> tuple[str, Path | None]:
    """The id of the edition, and the file that it stands in where it is not one of ours."""
    if wanted is None:
        edition = editions.newest_not_over(world.clock(folder).today).id
        if edition == editions.NEXT:
            text = N_(
                "Every edition that Labelmap knows is over; nothing is known yet of the next one."
            )
            world.note(Message(text))
        return edition, None
    if wanted in (*editions.known(), editions.NEXT):
        return wanted, None
    if wanted.endswith(".toml"):
        return "", Path(wanted)
    known = ", ".join((*editions.known(), editions.NEXT))
    raise UnknownEdition(edition=wanted, editions=known)


def _begin_from(earlier: Path | None, world: World) -> Succession:
    """What still holds of an earlier application, and what was promised in it."""
    if earlier is None:
        return FROM_NOTHING
    old = SchoolFolder.open(earlier, world.clock(earlier))
    return succeed(old.application, old.edition, old.clock.today)


def _person(contact: Person | None, world: World) -> Person:
    """Who acts: whoever is known here, else the contact, who is remembered."""
    known = known_person()
    if known is None and contact is not None:
        world.remember(contact)
        return contact
    return known or world.person


@click.command(help=N_("Begin a new application in a new folder."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--school", metavar="NAME", help=N_("The school's name."))
@click.option(
    "--edition",
    metavar="EDITION",
    help=N_("An edition, as 2023-2024, or an edition file; otherwise the newest that is not over."),
)
@click.option("--city", default="", help=N_("Where the school is."))
@click.option("--contact", metavar='"NAME <MAIL>"', help=N_("Who applies."))
@click.option(
    "--from",
    "earlier",
    metavar="OLD-FOLDER",
    type=click.Path(path_type=Path),
    help=N_(
        "Begin from an earlier application: its school, its people, its plans to look back at."
    ),
)
@click.pass_obj
def command(
    world: World,
    folder: Path,
    school: str | None,
    edition: str | None,
    city: str,
    contact: str | None,
    earlier: Path | None,
) -> int:
    """Make the folder and print its path."""
    begun = _begin_from(earlier, world)
    name = school or begun.start.school.name
    if not name.strip():
        raise NoSchool
    edition_id, edition_file = _edition(edition, world, folder)
    applicant = parse_person(contact) if contact else None
    in_cloud = cloud.warning(folder.absolute())
    if in_cloud is not None:
        world.note(in_cloud)
    described = editions.load(edition_id or editions.NEXT)
    made = SchoolFolder.create(
        folder,
        edition=edition_id,
        edition_file=edition_file,
        school=take_in_text(world, Key(SCHOOL, ("name",)), name, described),
        city=take_in_text(world, Key(SCHOOL, ("city",)), city, described),
        contact=Contact(name=applicant.name, email=applicant.email) if applicant else None,
        person=_person(applicant, world),
        clock=world.clock(folder),
        language=world.language.code,
        start=begun.start,
        previous=begun.previous,
    )
    console.answer(str(made.path))
    return Exit.DONE
