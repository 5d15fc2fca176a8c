"""`labelmap merge-file`: what git calls when somebody joins two histories by hand.

Its help is not shown among the commands: it is for programs.
"""

from pathlib import Path

import click

from model.messages import N_
from tui.exits import Exit


@click.command(
    hidden=True,
    help=N_("Join two versions of one of our files for git; OURS becomes what both made."),
)
@click.argument("base", type=click.Path(path_type=Path))
@click.argument("ours", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
@click.argument("path")
def command(base: Path, ours: Path, theirs: Path, path: str) -> int:
    """Join the file; 1 where that can't be done and git is to say so."""
    from store.merge_driver import join_file

    return Exit.DONE if join_file(base, ours, theirs, path) else Exit.NO
