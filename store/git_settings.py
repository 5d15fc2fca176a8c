"""Which settings of a repository are harmless: they start no program and reach nowhere.

Loaded only where the settings are not just as git itself makes them.
Source: repository-format.md, 'A folder from somebody else is hostile until shown otherwise'.
"""

import os
import re
from pathlib import Path

from store import processes
from store.git_environment import environment, outside, program
from store.git_failures import BareRepository, UnsafeFolder

_DRIVER_COMMAND = "labelmap merge-file %O %A %B %P"
"""The one program that settings may name: ours, wherever it is on this computer."""
DRIVER = (
    f'[merge "labelmap"]\n\tname = Labelmap joins field by field\n\tdriver = {_DRIVER_COMMAND}\n'
).encode("ascii")
"""What we write into the settings of a folder: how git joins our files by hand."""
_HARMLESS = re.compile(
    r"""core\.(repositoryformatversion|filemode|bare|ignorecase|symlinks|logallrefupdates|precomposeunicode)
    | (user|gui|branch|init)\..+
    | gc\.(?!recentobjectshook$).+      # that one names a program to run
    | remote\..+\.(url|fetch)
    | merge\.labelmap\.(name|driver)   # the latter only as we write it: see `harmless`
    """,
    re.VERBOSE | re.DOTALL,
)
_SAFE_URL = re.compile(
    r"""(https|http|ssh|git|file)://[^\s\x00-\x1f]+
    | [A-Za-z0-9][\w.@-]*:(?!:)[^\s\x00-\x1f]+      # user@host:path, or a drive letter
    | [/.\\][^\x00-\x1f]*                           # a path
    """,
    re.VERBOSE,
)
_SAFE_FETCH = re.compile(r"\+?refs/[^:\s]+:refs/(remotes|tags)/[^:\s]+")

# The part of git's settings syntax whose meaning leaves no doubt; all else git itself reads.
_PLAIN_SECTION = re.compile(r'\[([a-z]+)(?: "([A-Za-z0-9/_.-]+)")?\]')
_PLAIN_SETTING = re.compile(r"\t([A-Za-z]+) = ([A-Za-z0-9 .,@_:/+*%-]*)")


def check_settings(folder: Path, data: bytes) -> None:
    """Raise `UnsafeFolder` or `BareRepository` unless every setting in these bytes is harmless."""
    settings = plain_settings(data)
    if settings is None:
        settings = parse_settings(folder, data)
    for key, value in settings:
        if not harmless(key, value):
            raise UnsafeFolder(path=str(folder), found=f".git/config: {key}")
        if key == "core.bare" and value.lower() not in {"false", "no", "off", "0"}:
            raise BareRepository(path=str(folder))


def harmless(key: str, value: str) -> bool:
    """Whether a setting can neither start a program nor reach outside; `key` as git lists it."""
    if _HARMLESS.fullmatch(key) is None:
        return False
    if key == "merge.labelmap.driver":
        return value == _DRIVER_COMMAND
    if key.startswith("remote."):
        rule = _SAFE_URL if key.endswith(".url") else _SAFE_FETCH
        return rule.fullmatch(value) is not None
    return True


def parse_settings(folder: Path, data: bytes) -> list[tuple[str, str]]:
    """The settings in a file's bytes, as git itself reads them, following no include.

    Raises `UnsafeFolder` when git can't read them.
    """
    result = processes.run(
        [program(), "config", "--file", "-", "--no-includes", "--list", "-z"],
        stdin=data or b"\n",
        env=environment(extra={"GIT_DIR": os.devnull}),
        cwd=outside(),
    )
    if result.returncode != 0:
        raise UnsafeFolder(path=str(folder), found=".git/config")
    pairs = (item.partition("\n") for item in result.stdout.decode("utf-8", "replace").split("\0"))
    return [(key, value) for key, _, value in pairs if key]


def plain_settings(data: bytes) -> list[tuple[str, str]] | None:
    """The settings of a file that is written as git writes it; None where only git can tell."""
    try:
        lines = data.decode("ascii").split("\n")
    except UnicodeDecodeError:
        return None
    if lines.pop() != "":
        return None
    settings = []
    section = None
    for line in lines:
        if found := _PLAIN_SECTION.fullmatch(line):
            name, part = found.groups()
            section = name if part is None else f"{name}.{part}"
        elif section is not None and (found := _PLAIN_SETTING.fullmatch(line)):
            settings.append((f"{section}.{found[1].lower()}", found[2].strip()))
        else:
            return None
    return settings
