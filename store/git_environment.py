"""How git is run: the environment, the settings on top, and the few questions outside a folder.

Each run has a fresh environment, names its repository, reads no settings but the repository's
own (which `store.git_safety` has held against a list before), and has every setting that could
start a program or reach out set by us on top.
Source: repository-format.md, 'A folder from somebody else is hostile until shown otherwise'.
"""

import os
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from store import processes
from store.git_failures import NoGit
from store.people import NoName, Person, person

NEEDED = (2, 34)
"""The oldest git that has all we rely on: that of Ubuntu 22.04."""

# What a program needs to run at all, and nothing that steers git.
_PASSED_ON = (
    "PATH",
    "HOME",
    "HOMEDRIVE",
    "HOMEPATH",
    "LD_LIBRARY_PATH",
    "LOCALAPPDATA",
    "APPDATA",
    "PROGRAMDATA",
    "SYSTEMDRIVE",
    "SYSTEMROOT",
    "TEMP",
    "TMP",
    "TMPDIR",
    "USERPROFILE",
    "WINDIR",
)

_SETTINGS = {
    # Nothing is started.
    "core.hooksPath": "/dev/null",
    "core.fsmonitor": "false",
    "core.sshCommand": "false",
    "core.askPass": "false",
    "core.editor": "false",
    "core.pager": "cat",
    "core.alternateRefsCommand": "false",
    "core.gitProxy": "none",
    "sequence.editor": "false",
    "credential.helper": "",
    "gpg.program": "false",
    "gpg.ssh.program": "false",
    "gpg.ssh.defaultKeyCommand": "false",
    "gc.recentObjectsHook": "",
    "merge.labelmap.driver": "false",
    "uploadpack.packObjectsHook": "false",
    "commit.gpgSign": "false",
    "tag.gpgSign": "false",
    "log.showSignature": "false",
    "protocol.allow": "never",
    "submodule.recurse": "false",
    "fetch.recurseSubmodules": "false",
    "diff.ignoreSubmodules": "all",
    "maintenance.auto": "false",
    "gc.auto": "0",
    # Nothing outside the folder has a say in what a file or a name is.
    "core.attributesFile": "/dev/null",
    "core.excludesFile": "/dev/null",
    "core.useReplaceRefs": "false",
    "core.sparseCheckout": "false",
    "log.mailmap": "false",
    "init.templateDir": "",
    "init.defaultBranch": "main",
    # The bytes in the history are the bytes in the folder.
    "core.autocrlf": "false",
    "core.eol": "lf",
    "core.safecrlf": "false",
    "core.longPaths": "true",
    "core.quotePath": "false",
    "i18n.commitEncoding": "UTF-8",
    "i18n.logOutputEncoding": "UTF-8",
    "commit.cleanup": "verbatim",
    "commit.status": "false",
    # What was saved survives a power cut. The last is the name that git had for it before 2.36;
    # newer ones only warn of it.
    "core.fsync": "all",
    "core.fsyncMethod": "fsync",
    "core.fsyncObjectFiles": "true",
}


_THE_USER_S = frozenset({"core.sshCommand", "core.gitProxy", "credential.helper"})
"""What the user's own settings say of reaching out; ours are silent while they may."""
_PASSED_ON_OUTSIDE = frozenset(
    {
        "DBUS_SESSION_BUS_ADDRESS",
        "SSH_AGENT_PID",
        "SSH_AUTH_SOCK",
        "SSL_CERT_DIR",
        "SSL_CERT_FILE",
        "XDG_CONFIG_HOME",
        "XDG_RUNTIME_DIR",
    }
)
_PROXIES = frozenset({"all_proxy", "http_proxy", "https_proxy", "no_proxy"})


def with_settings(more: Mapping[str, str]) -> Mapping[str, str]:
    """The variables that give git our settings, and more of them for one run: `Git.run(extra=)`."""
    settings = {**_SETTINGS, **more}
    variables = {"GIT_CONFIG_COUNT": str(len(settings))}
    for number, (key, value) in enumerate(settings.items()):
        variables[f"GIT_CONFIG_KEY_{number}"] = key
        variables[f"GIT_CONFIG_VALUE_{number}"] = value
    return MappingProxyType(variables)


_FIXED = MappingProxyType(
    {
        **with_settings({}),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_LITERAL_PATHSPECS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_PAGER": "cat",
        "GIT_EDITOR": "false",
        "LC_ALL": "C",
        "LANGUAGE": "C",
    }
)


def environment(
    folder: Path | None = None, extra: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The whole environment of one run of git in a folder (None: in no repository)."""
    variables = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    variables.update(_FIXED)
    if folder is not None:
        variables["GIT_DIR"] = str(folder / ".git")
        variables["GIT_WORK_TREE"] = str(folder)
    if extra is not None:
        variables.update(extra)
    return variables


def reaching(folder: Path) -> dict[str, str]:
    """The environment of a git that speaks to another computer because the user asked for it.

    The user's own settings and the system's hold (credential helpers, proxies, keys), the ssh agent
    too; the repository's own settings say no more than ever, and nobody is asked for a password.
    """
    variables = environment(folder)
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM"):
        del variables[name]
    kept = {key: value for key, value in _SETTINGS.items() if key not in _THE_USER_S}
    variables["GIT_CONFIG_COUNT"] = str(len(kept))
    for number, (key, value) in enumerate(kept.items()):
        variables[f"GIT_CONFIG_KEY_{number}"] = key
        variables[f"GIT_CONFIG_VALUE_{number}"] = value
    for name in os.environ:
        if name in _PASSED_ON_OUTSIDE or name.lower() in _PROXIES:
            variables[name] = os.environ[name]
    variables["GIT_ALLOW_PROTOCOL"] = "file:git:http:https:ssh"
    # Whatever ssh would ask, it asks a program that has no answer, never the terminal of the app.
    variables["SSH_ASKPASS"] = "false"
    variables["SSH_ASKPASS_REQUIRE"] = "force"
    if not _user_settings("--get", "core.sshCommand"):
        variables["GIT_SSH_COMMAND"] = "ssh -o BatchMode=yes"
    return variables


def git_version() -> tuple[int, int]:
    """The installed git's version. Raises `NoGit`."""
    return _version(program())


@lru_cache(maxsize=4)
def _version(path: str) -> tuple[int, int]:
    result = processes.run([path, "version"], env=environment())
    found = re.search(rb"(\d+)\.(\d+)", result.stdout)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def program() -> str:
    """The full path of git. Raises `NoGit`."""
    path = processes.find_program("git")
    if path is None:
        raise NoGit
    return path


def outside() -> Path:
    """A folder to run in where no repository is meant."""
    from tempfile import gettempdir

    return Path(gettempdir())


def trusted_folders() -> tuple[str, ...]:
    """The folders of others that the user told git to trust (`safe.directory`)."""
    return tuple(_user_settings("--get-all", "safe.directory"))


def user_identity() -> Person | None:
    """Who the user's own git settings name: what `people.who_works` asks last."""
    names = _user_settings("--get", "user.name")
    emails = _user_settings("--get", "user.email")
    try:
        return person(names[0], emails[0] if emails else "") if names else None
    except NoName:
        return None


def user_setting(name: str) -> str | None:
    """One value of the user's own git settings, the last one; None where it is not set."""
    return next(reversed(_user_settings("--get-all", name)), None)


def _user_settings(*what: str) -> list[str]:
    """Values from the user's git settings; this one run reads them and nothing else."""
    variables = environment(extra={"GIT_DIR": os.devnull})
    del variables["GIT_CONFIG_GLOBAL"]
    if "XDG_CONFIG_HOME" in os.environ:
        variables["XDG_CONFIG_HOME"] = os.environ["XDG_CONFIG_HOME"]
    result = processes.run(
        [program(), "config", "--global", "-z", *what], env=variables, cwd=outside()
    )
    if result.returncode != 0:
        return []
    return [item for item in result.stdout.decode("utf-8", "replace").split("\0") if item]
