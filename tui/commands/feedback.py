"""`labelmap feedback`: a reviewer drafts one piece of feedback, which stays in the inbox."""

from pathlib import Path

import click

from model.messages import N_, Message
from model.review import FeedbackKind
from tui.exits import Exit
from tui.reviewing import open_reviewed, place_of
from tui.world import World

KINDS = tuple(kind.value for kind in FeedbackKind)


@click.command(
    help=N_(
        "Draft a piece of feedback (reviewer). Nobody but the reviewers of the inbox sees it until "
        "'labelmap publish' or 'labelmap decide'."
    )
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("about", metavar="[STEP[.FIELD]]", required=False, default="")
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    required=True,
    metavar="KIND",
    help=N_("must-fix, suggestion, question or praise."),
)
@click.option("--text", required=True, help=N_("What you say."))
@click.option("--quote", default="", metavar="PASSAGE", help=N_("The passage that it is about."))
@click.pass_obj
def command(world: World, folder: Path, about: str, kind: str, text: str, quote: str) -> int:
    """Keep the draft, and say how many there are."""
    school = open_reviewed(world, folder)
    place = place_of(about)
    school.draft(place, FeedbackKind(kind), text, world.person, quote=quote)
    if school.application.record.draft_shown is not None:
        text = N_("The school did not submit this yet: what you publish about it is advice.")
        world.note(Message(text))
    count = len(school.drafts)
    world.say(
        Message(
            N_("Kept as a draft; {count} is waiting to be published."),
            {"count": count},
            N_("Kept as a draft; {count} are waiting to be published."),
        )
    )
    return Exit.DONE
