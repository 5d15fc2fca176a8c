"""The files of an application as one open folder knows them: what was read, what was written since.

A file is only overwritten when it still is what was read or written here last; a file that could
not be read is never overwritten. Writing commits nothing.
Source: repository-format.md, 'Files'; style.md, rule 8.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from model import fields
from model.application import Application
from model.messages import N_, Failure
from store import places, toml_file
from store.application_files import Reading
from store.decode import would_lose
from store.encode import encode_file, value_of
from store.folder import FileTooLarge, NotAFile, UnsafePath, atomic_write, read_file, safe_path
from store.shapes import PATHS


class ChangedOutside(Failure):
    """A file is no longer the one that was read: somebody else wrote it meanwhile."""

    text = N_("Changed outside Labelmap in the meantime, and not overwritten: {files}.")
    remedy = N_("Take over what changed, and save again: nothing that you typed is lost.")

    def __init__(self, paths: Sequence[str]) -> None:
        self.paths = tuple(paths)
        super().__init__(files=", ".join(paths))


class MendFirst(Failure):
    """A file that can't be read would have to be rewritten."""

    kind = "usage"
    text = N_("{file} can't be read now, so it is not rewritten.")
    remedy = N_("Mend it first: 'labelmap check' says what is wrong with it.")


class TextTooLarge(Failure):
    """A text is so long that its file would pass the bound; it was kept elsewhere."""

    text = N_("The text is too long for one file ({bytes} bytes; {limit} at most).")
    remedy = N_("Nothing is lost: it is kept in '{kept}'. Make it shorter and save again.")


class WorkingFiles:
    """What one open folder knows of its files."""

    def __init__(self, root: Path, reading: Reading) -> None:
        self._root = root
        self._bytes: dict[str, bytes] = dict(reading.raw)
        self._frozen = reading.frozen
        self._ours: set[str] = set()
        self.uncommitted: set[str] = set()
        """Paths written here and not committed yet."""

    def take_over(self, reading: Reading) -> tuple[str, ...]:
        """Know the files as they now are. The paths that are not as they were known."""
        before, after = self._bytes, reading.raw
        changed = [path for path in PATHS if before.get(path) != after.get(path)]
        self._bytes = dict(after)
        self._frozen = reading.frozen
        self._ours -= set(changed)
        self.uncommitted -= set(changed)
        return tuple(changed)

    def as_read(self, path: str) -> bytes | None:
        """The bytes of a file as it was read or written here last; None where it was not read."""
        return self._bytes.get(path)

    def settle(self) -> None:
        """Everything that is on disk is committed."""
        self.uncommitted.clear()

    def to_write(self, before: Application, after: Application) -> Mapping[str, bytes]:
        """The files that say something else than `before`, path to bytes, all fit to be written.

        Raises `ChangedOutside`, `MendFirst`, `TextTooLarge`.
        """
        wanted = self._encoded(before, after)
        outside = [path for path, data in wanted.items() if not self._is_known(path, data)]
        if outside:
            raise ChangedOutside(outside)
        return wanted

    def write(self, path: str, data: bytes) -> bool:
        """Write one file; False when it is so already. Raises a `WriteFailure`."""
        changed = self._bytes.get(path) != data
        if changed:
            atomic_write(safe_path(self._root, path, for_writing=True), data)
            self._bytes[path] = data
        self._ours.add(path)
        self.uncommitted.add(path)
        return changed

    def losses(self, before: Application, after: Application) -> tuple[str, ...]:
        """The files of which the next `write` would lose comments or unknown keys."""
        changed = changed_files(before, after)
        strange = [path for path in changed if path in self._bytes and path not in self._ours]
        return tuple(path for path in strange if would_lose(path, self._bytes[path]))

    def _encoded(self, before: Application, after: Application) -> Mapping[str, bytes]:
        wanted = {}
        for path in changed_files(before, after):
            if path in self._frozen:
                raise MendFirst(file=path)
            try:
                wanted[path] = encode_file(after, path)
            except FileTooLarge as error:
                kept = keep_texts(self._root, before, after)
                raise TextTooLarge(
                    bytes=error.facts["bytes"], limit=toml_file.LIMIT, kept=str(kept)
                ) from error
        return wanted

    def _is_known(self, path: str, data: bytes) -> bool:
        """Whether the file is as we know it, or already as it is to become."""
        try:
            found = read_file(self._root, path, toml_file.LIMIT)
        except FileNotFoundError:
            return path not in self._bytes
        except (FileTooLarge, NotAFile, UnsafePath, OSError):
            return False
        return found in (self._bytes.get(path), data)


def changed_files(before: Application, after: Application) -> tuple[str, ...]:
    """The files that say something else."""
    return tuple(path for path in PATHS if value_of(before, path) != value_of(after, path))


def keep_texts(root: Path, before: Application, after: Application) -> Path:
    """Put the texts that changed into files in the user's own folder. That folder."""
    folder = places.recovery_folder() / places.mark_of(root)
    for change in fields.diff(before, after):
        text = fields.as_text(change.after)
        if text:
            atomic_write(folder / f"{change.key}.txt", text.encode("utf-8"))
    return folder
