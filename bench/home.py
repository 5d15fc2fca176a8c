"""A home of its own for a measurement: it reads and writes nothing of whoever runs it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NAMES = ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")


@contextmanager
def own_home(home: Path) -> Iterator[None]:
    """Settings, caches and what is kept are those of this run alone."""
    before = {name: os.environ.get(name) for name in _NAMES}
    os.environ.update({name: str(home / name) for name in _NAMES})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
