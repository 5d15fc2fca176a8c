"""`labelmap attach`: takes documents and links into a step, cleaned, hashed and recorded."""

from functools import partial
from pathlib import Path

import click

from model.messages import N_, Failure, Message
from store.act_failures import AlreadyAttached
from store.evidence import Options
from store.evidence_acts import Attached
from tui import console
from tui.exits import Exit, of_failure
from tui.intake import listed, name_option, step_named
from tui.start import tell
from tui.world import World

_LINKS = ("http://", "https://")


class OneTitle(Failure):
    """A title was given for several documents."""

    kind = "usage"
    text = N_("--title names one document, and {count} were given.")
    remedy = N_("Attach them one by one, or leave --title out.")


@click.command(
    help=N_(
        "Add documents or links to a step. Documents are checked, and pictures lose where and with "
        "what they were taken; your own file stays as it is. Prints the id of each."
    )
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("step")
@click.argument("sources", nargs=-1, required=True, metavar="FILE-or-URL...")
@click.option("--title", help=N_("What it is called; otherwise its file's name or its address."))
@click.option("--supports", metavar="ID,...", help=N_("The statements that it backs."))
@click.option("--as-jpeg", is_flag=True, help=N_("Make a JPG of a picture of another kind."))
@click.option("--shrink", is_flag=True, help=N_("Make a picture smaller that is too large."))
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - one parameter an option of the contract
    world: World,
    folder: Path,
    step: str,
    sources: tuple[str, ...],
    title: str | None,
    supports: str | None,
    as_jpeg: bool,
    shrink: bool,
) -> int:
    """Attach each; one that can't be taken does not keep the others out. The worst exit code."""
    if title is not None and len(sources) > 1:
        raise OneTitle(count=len(sources))
    opened = world.open_to_change(folder)
    target, backs = step_named(step), listed(supports or "")
    options = Options(as_jpeg=as_jpeg, shrink=shrink)

    def attached(source: str) -> Attached:
        if source.lower().startswith(_LINKS):
            return opened.link(target, source, world.person, title=title, supports=backs)
        return opened.attach(
            target, Path(source), world.person, title=title, supports=backs, options=options
        )

    worst = Exit.DONE
    for source in sources:
        try:
            done = world.act(opened, partial(attached, source))
        except AlreadyAttached as known:
            console.answer(str(known.facts["id"]))
            world.note(
                Message(
                    N_("'{source}': already attached as {id}"), {"source": source, **known.facts}
                )
            )
        except Failure as failure:
            tell(failure, world.language)
            name_option(world, failure)
            worst = max(worst, of_failure(failure))
        else:
            console.answer(done.evidence.id)
            for note in done.notes:
                world.note(note)
    world.say_notices(opened)
    return worst
