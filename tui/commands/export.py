"""`labelmap export`: the application, and what belongs to it, for people and other programs."""

from pathlib import Path

import click

from model.messages import N_, Message
from model.problems import Code
from tui import console
from tui.assessing import assessed
from tui.exits import Exit
from tui.language import Language
from tui.progress_line import progress_line
from tui.world import World

WHAT = (
    "application",
    "blank",
    "declaration",
    "principal",
    "platform",
    "dossier",
    "feedback",
    "changes",
    "calendar",
    "mail",
)
"""`export.kinds.What`, which importing the commands must not load; a test holds them together."""
_AMISS = (Code.EVIDENCE_CHANGED, Code.EVIDENCE_FILE_MISSING)


@click.command(
    help=N_(
        "Write the application, or what belongs to it. What is missing is marked in it, and people "
        "and other programs can read it."
    )
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "target",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=N_("The file; its suffix says what is made."),
)
@click.option(
    "--what",
    type=click.Choice(WHAT),
    default=WHAT[0],
    metavar="WHAT",
    help=N_(
        "application (where nothing else is said), blank, declaration, principal, platform, "
        "dossier, feedback, changes, calendar or mail."
    ),
)
@click.option("--force", is_flag=True, help=N_("Replace a file that is there."))
@click.option("--strict", is_flag=True, help=N_("Exit 1 when the application is not complete."))
@click.option(
    "--since",
    metavar="VERSION",
    help=N_("For 'changes' and 'principal': compare with this commit or submission (round-1)."),
)
@click.option(
    "--until",
    metavar="VERSION",
    help=N_("For 'changes': the later version; without it, the one of now."),
)
@click.option(
    "--round",
    "number",
    type=click.IntRange(min=1),
    help=N_("For 'feedback': of which submission; without it, the latest."),
)
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - each option of the contract
    world: World,
    folder: Path,
    target: Path,
    what: str,
    force: bool,
    strict: bool,
    since: str | None,
    until: str | None,
    number: int | None,
) -> int:
    """Write the file, in the application's language unless --lang is there; print its path."""
    from export.kinds import What, check_suffix
    from tui.export_files import check_target, write_export
    from tui.export_run import Runner
    from tui.exports import Maker, Wish, parts_of, prepared

    suffix = check_suffix(what, target.suffix)
    wish = Wish(what=What(what), suffix=suffix, since=since, until=until, round=number)
    with progress_line(world.language) as progress, Runner(progress) as runner:
        prepared(runner, wish)
        opened = world.open(folder)
        assessment = assessed(opened)
        language = world.language if world.lang else Language(opened.application.language)
        runner.parts = parts_of(wish, opened.application)
        maker = Maker(opened, opened.application, assessment, language, runner)
        check_target(maker, target, force=force)
        write_export(maker, wish, target, force=force)
    console.answer(str(target))
    amiss = [problem for problem in assessment.all_problems() if problem.code in _AMISS]
    tells_all = what in {"application", "principal", "platform", "dossier"}
    if tells_all and not assessment.complete:
        text = N_("Not complete yet: {done} of {required}. What is missing is marked in it.")
        facts = {"done": assessment.done, "required": assessment.required}
        world.note(Message(text, facts))
    if tells_all and amiss:
        world.note(
            Message(
                N_("{count} document is missing or was changed; it is marked."),
                {"count": len(amiss)},
                N_("{count} documents are missing or were changed; they are marked."),
            )
        )
    if opened.unreadable:
        return Exit.USAGE
    return Exit.NO if strict and (amiss or not assessment.complete) else Exit.DONE
