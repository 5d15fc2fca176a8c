"""With whom an application is shared: remembered for this computer's user, never in the folder."""

import os
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from store import shared_folder
from store.git import Git
from store.people import Person, Settings, change_settings, load_settings
from store.rounds import Share
from store.shared_folder import application_of, own_name


def remembered(application: Path, settings: Settings | None = None) -> Share | None:
    """How an application is shared; None where it is not."""
    known = settings if settings is not None else load_settings()
    key = _key(application)
    folder, name = known.shared.get(key), known.shared_as.get(key)
    return Share(folder=Path(folder), name=name) if folder and name else None


def share_in(
    git: Git, shared: Path, school: str, person: Person, settings: Settings | None = None
) -> Share:
    """How an application is shared in a folder: as before, or from now on.

    Raises `InsideApplication`, `NoSharedFolder`, `ReadOnlyFolder`.
    """
    where = Path(os.path.abspath(shared))  # noqa: PTH100 - links in it are the user's own
    shared_folder.check_place(where, git.folder)
    known = settings if settings is not None else load_settings()
    before, root = known.shared_as.get(_key(git.folder), ""), root_of(git)
    if before and application_of(before) == root[:8]:
        return Share(folder=where, name=before)  # one copy, one name, wherever it is shared
    return Share(folder=where, name=own_name(school, person, root))


def remember(application: Path, share: Share) -> Settings:
    """Share an application in this way from now on. Raises a `WriteFailure`."""
    key = _key(application)

    def changed(now: Settings) -> Settings:
        return replace(
            now,
            shared=MappingProxyType({**now.shared, key: str(share.folder)}),
            shared_as=MappingProxyType({**now.shared_as, key: share.name}),
        )

    return change_settings(changed)


def forget(application: Path) -> Settings:
    """Share it no longer from this computer; what lies in the shared folder stays there."""
    key = _key(application)

    def changed(now: Settings) -> Settings:
        left = {name: folder for name, folder in now.shared.items() if name != key}
        return replace(now, shared=MappingProxyType(left))

    return change_settings(changed)


def root_of(git: Git) -> str:
    """The first commit of the diary, which all copies of an application have in common."""
    answer = git.run("rev-list", "--first-parent", "--max-parents=0", "refs/heads/main").stdout
    return answer.decode("ascii").split()[-1]


def _key(application: Path) -> str:
    return os.path.realpath(application)
