"""`labelmap evidence`: changes one piece of evidence."""

from pathlib import Path

import click

from model.messages import N_, Failure
from store.evidence import Options
from store.evidence_acts import Attached
from tui.exits import Exit, of_failure
from tui.intake import listed, name_option, step_named
from tui.start import tell
from tui.world import World


class NothingAsked(Failure):
    """No change was asked for."""

    kind = "usage"
    text = N_(
        "Say what is to change: --title, --supports, --rename, --replace, --move, --accept, "
        "--consent or --no-consent."
    )


@click.command(help=N_("Change a piece of evidence."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("evidence_id", metavar="EVIDENCE-ID")
@click.option("--title", help=N_("Another title."))
@click.option("--supports", metavar="ID,...", help=N_("The statements that it backs."))
@click.option("--rename", metavar="NAME", help=N_("Another name for the document's file."))
@click.option(
    "--replace",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=N_("Another document in its place."),
)
@click.option("--move", metavar="STEP", help=N_("Move it to another step."))
@click.option("--accept", is_flag=True, help=N_("Take the document as it now is."))
@click.option(
    "--consent/--no-consent",
    default=None,
    help=N_("Whether the school has on file that who can be seen agreed."),
)
@click.option("--as-jpeg", is_flag=True, help=N_("Make a JPG of a picture of another kind."))
@click.option("--shrink", is_flag=True, help=N_("Make a picture smaller that is too large."))
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - one parameter an option of the contract
    world: World,
    folder: Path,
    evidence_id: str,
    title: str | None,
    supports: str | None,
    rename: str | None,
    replace: Path | None,
    move: str | None,
    accept: bool,
    consent: bool | None,
    as_jpeg: bool,
    shrink: bool,
) -> int:
    """Change it, and say what was recorded."""
    if (title, supports, rename, replace, move, consent) == (None,) * 6 and not accept:
        raise NothingAsked
    opened = world.open_to_change(folder)
    target = None if move is None else step_named(move)

    def change() -> Attached:
        return opened.change_evidence(
            evidence_id,
            world.person,
            title=title,
            supports=None if supports is None else listed(supports),
            name=rename,
            replace=replace,
            move=target,
            accept=accept,
            consent=consent,
            options=Options(as_jpeg=as_jpeg, shrink=shrink),
        )

    try:
        changed = world.act(opened, change)
    except Failure as failure:
        tell(failure, world.language)
        name_option(world, failure)
        return of_failure(failure)
    for note in changed.notes:
        world.note(note)
    world.say_recorded(opened, changed.entry)
    return Exit.DONE
