"""A whole application as it once was: in a commit of the diary, or as a round was submitted."""

import re
from datetime import datetime

from model.application import FILES, Application
from model.light import dataclass
from model.messages import N_, Failure
from store import toml_file
from store.git import Git
from store.history import with_data

_ID = re.compile(r"[0-9a-f]{4,40}")
_ROUND = re.compile(r"round-([1-9]\d{0,2})")


class NoSuchPast(Failure):
    """There is no such commit or round."""

    kind = "usage"
    text = N_("There is no version '{name}' of the application.")
    remedy = N_("'labelmap log' names the versions there are; a submission is 'round-1'.")


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier version."""

    commit: str
    """The full id."""
    at: datetime
    application: Application
    """Without documents and record: only what its own files say."""


def past(git: Git, name: str) -> Past:
    """The application in a commit (its id or the beginning of it) or a round ("round-1").

    Raises `NoSuchPast`. A file that could not be read then counts as empty.
    """
    if found := _ROUND.fullmatch(name):
        revision = f"refs/tags/submission/round-{found[1]}"
    elif _ID.fullmatch(name):
        revision = name
    else:
        raise NoSuchPast(name=name)
    result = git.run(
        "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", allowed=(0, 1, 128)
    )
    if result.returncode != 0:
        raise NoSuchPast(name=name)
    commit = result.stdout.decode("ascii").strip()
    files = git.files_at(commit, [*FILES.values()], toml_file.LIMIT)
    application = Application()
    for path, data in files.items():
        application = with_data(application, path, data)
    return Past(commit, git.commit_time(commit), application)
