"""What is being typed in a dialog and is not recorded yet: kept until it is, whatever happens.

It stands in the user's own recovery folder, one file a dialog and school, and comes back when that
dialog is opened again: after Escape, after a crash. Source: house rule, nothing typed is ever lost.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from store import places, toml_file
from store.folder import FileTooLarge, NotAFile, UnsafePath, atomic_write, read_file
from store.names import slug


class Unfinished:
    """One dialog's words about one folder."""

    def __init__(self, folder: Path, name: str) -> None:
        """`name`: which dialog, and what about; the same name is the same file."""
        from hashlib import sha256

        mark = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        self._root = places.recovery_folder() / places.mark_of(folder)
        self._name = f"typed-{slug(name, 'text')[:40]}-{mark}.toml"

    @property
    def path(self) -> Path:
        """Its file."""
        return self._root / self._name

    def read(self) -> Mapping[str, str]:
        """What was typed, by the box's name; nothing where there is none, or none that is read."""
        try:
            data = read_file(self._root, self._name, toml_file.LIMIT)
        except (OSError, UnsafePath, NotAFile, FileTooLarge):
            return {}
        tables = toml_file.parse(data, self._name).tables or {}
        return {
            key: value.removesuffix("\n") for key, value in tables.items() if isinstance(value, str)
        }

    def keep(self, words: Mapping[str, str]) -> None:
        """Keep what is typed now. Raises a `WriteFailure`."""
        if self.read() != words:
            tables = {key: f"{value}\n" for key, value in words.items()}
            atomic_write(self.path, toml_file.dump(tables))

    def done(self) -> None:
        """It is recorded, or no longer wanted."""
        with suppress(OSError):
            self.path.unlink()
