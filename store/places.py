"""Where the user's own settings and caches live: in the user's folders, never in the school's.

Source: repository-format.md, 'Files'.
"""

import os
from hashlib import sha256
from pathlib import Path

_NAME = "labelmap"


def settings_folder() -> Path:
    """Where the user's settings are; it need not exist."""
    from platformdirs import user_config_path

    return user_config_path(_NAME, appauthor=False, roaming=True)


def cache_folder() -> Path:
    """Where caches are, which may be deleted at any time; it need not exist."""
    from platformdirs import user_cache_path

    return user_cache_path(_NAME, appauthor=False)


def recovery_folder() -> Path:
    """Where a text is kept that could not be saved; it need not exist."""
    from platformdirs import user_data_path

    return user_data_path(_NAME, appauthor=False) / "recovery"


def mark_of(folder: Path) -> str:
    """A name for what belongs to one school folder: a piece of its absolute path's hash."""
    return sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:32]
