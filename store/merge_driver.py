"""One file joined for git itself: what `git merge` by hand calls for our files.

Git is told of it in the folder's own settings; `.gitattributes` says for which files. It names the
program and no place: whoever joins by hand has `labelmap` on their PATH, on any computer.
Source: repository-format.md, 'How it travels'.
"""

from contextlib import suppress
from pathlib import Path

from model.merging import Side, merge
from store import toml_file
from store.decode import decode
from store.encode import encode_value, value_of
from store.folder import FileTooLarge, atomic_write, write_failure
from store.git_settings import DRIVER
from store.merge_state import application_of, empty
from store.shapes import FORMAT, PATHS, Head, Value


def join_file(base: Path, ours: Path, theirs: Path, path: str) -> bool:
    """Put into `ours` what both made of a file; False where it can't be done, and nothing was.

    Fields that both changed stand there in different versions: the file is whole all the same.
    """
    if path not in PATHS:
        return False
    values = [_value(path, file) for file in (base, ours, theirs)]
    if values[1] is None or values[2] is None:
        return False
    before = values[0] if values[0] is not None else empty(path)
    merging = merge(
        application_of({path: before}),
        Side(application_of({path: values[1]})),
        Side(application_of({path: values[2]})),
    )
    with suppress(FileTooLarge):
        atomic_write(ours, encode_value(path, value_of(merging.application, path)))
        return True
    return False


def _value(path: str, file: Path) -> Value | None:
    """What one version of a file says; None where it can't be read."""
    try:
        if file.stat().st_size > toml_file.LIMIT:
            return None
        decoded = decode(path, file.read_bytes())
    except OSError:
        return None
    known = not isinstance(decoded.value, Head) or decoded.value.format == FORMAT
    return decoded.value if decoded.readable and known else None


def register(folder: Path) -> None:
    """Tell git of it in a folder's own settings, where it was not told yet; starts no process."""
    path = folder / ".git" / "config"
    try:
        data = path.read_bytes()
        if b'[merge "labelmap"]' not in data and data.endswith(b"\n"):
            atomic_write(path, data + DRIVER)
    except OSError as error:
        raise write_failure(error, path) from error
