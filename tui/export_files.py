"""Writing an export to its place: one file, an archive, or a folder; whole, or not at all."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from export.kinds import What
from model.messages import N_, Failure
from store.folder import atomic_write
from store.new_files import new_file, new_folder
from tui.exports import Maker, Wish

if TYPE_CHECKING:
    from collections.abc import Iterator

    from export.files import File

_FOLDERS = (What.PLATFORM, What.DOSSIER)


class TargetExists(Failure):
    """The file is there already."""

    text = N_("'{path}' already exists.")
    remedy = N_("Choose another name, or replace it with --force.")


class TargetInFolder(Failure):
    """The target lies in the school's own folder."""

    kind = "usage"
    text = N_("'{path}' lies in the application's own folder.")
    remedy = N_("Choose a place outside of it: that folder holds the application and nothing else.")


def write_export(maker: Maker, wish: Wish, target: Path, *, force: bool = False) -> None:
    """Make an export and put it in its place.

    Raises `TargetExists`, `TargetInFolder`, `Cancelled`, a `WriteFailure`, and what makes the
    export impossible. Nothing half is left.
    """
    check_target(maker, target, force=force)
    if wish.what not in _FOLDERS:
        data = maker.data(wish)
        maker.runner.check()
        atomic_write(target, data)
    elif wish.suffix == ".zip":
        from export.files import archive

        with new_file(target) as stream:
            archive(_watched(maker, wish), maker.folder.clock.today, stream)
    else:
        with new_folder(target) as folder:
            for file in _watched(maker, wish):
                (folder / file.name).write_bytes(file.read())
    if wish.what is What.PRINCIPAL:
        maker.note_given()


def _watched(maker: Maker, wish: Wish) -> "Iterator[File]":
    """The files, one after another, until somebody stops it."""
    for file in maker.files(wish):
        maker.runner.check()
        yield file


def check_target(maker: Maker, target: Path, *, force: bool) -> None:
    """Raise `TargetExists` or `TargetInFolder` where nothing may be written."""
    inside = Path(os.path.realpath(target)).is_relative_to(os.path.realpath(maker.folder.path))
    if inside:
        raise TargetInFolder(path=str(target))
    if not force and os.path.lexists(target):
        raise TargetExists(path=str(target))
