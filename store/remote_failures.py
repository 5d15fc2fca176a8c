"""Why a git remote could not be reached or took nothing: one sentence of ours for each reason.

What git, ssh and the other side say is read by what is known of their words, and never shown as the
sentence itself: it is in no language of the person's. Where no reason is known the words go along
(`RemoteFailure.said`), for a log. Source: issue of 'together', bad input; docs/command-line.md.
"""

import re
from pathlib import Path
from typing import ClassVar

from model.messages import N_, Fact, Failure, Refusal
from store.git_answers import explained, said
from store.processes import Result


class RemoteFailure(Failure):
    """Base of what keeps a remote from being reached; nothing is lost."""

    kind: ClassVar[Refusal] = "environment"

    def __init__(self, *, said: str = "", **facts: Fact) -> None:
        super().__init__(**facts)
        self.said = said
        """What git said, where we know no reason for it; "" elsewhere."""


class NoRemote(RemoteFailure):
    """None was named, and the application knows none."""

    kind = "usage"
    text = N_("It is not known with whom '{path}' is to be shared.")
    remedy = N_(
        "Name a folder that you share: labelmap sync FOLDER --via SHARED-FOLDER. Or, if you know "
        "git, a remote: --remote ADDRESS."
    )


class BadRemote(RemoteFailure):
    """An address that git could take for something else."""

    kind = "usage"
    text = N_("“{remote}” is no address with which an application can be shared.")
    remedy = N_("Take an address of https or ssh, or a folder that is there.")


class FolderNotThere(RemoteFailure):
    """A folder on a stick or drive that is not connected."""

    text = N_("The folder “{remote}” is not there.")
    remedy = N_(
        "Plug in the stick or connect the drive, or check the name. Your changes are safe here."
    )


class AsksForPassword(RemoteFailure):
    """The remote wants to know who is there, and git knows no answer."""

    text = N_("“{remote}” asks who you are, and this computer has no answer stored.")
    remedy = N_(
        "Labelmap never asks for passwords. Let git remember it once: run 'git ls-remote {remote}' "
        "in a terminal and answer there, with a credential helper set up. Your changes are safe "
        "here meanwhile."
    )


class WrongPassword(RemoteFailure):
    """What git knows is not what the remote wants."""

    text = N_("“{remote}” does not accept the name and password that git has stored for it.")
    remedy = N_(
        "Perhaps the password or the access token has expired. Run 'git ls-remote {remote}' in a "
        "terminal and answer anew. Your changes are safe here meanwhile."
    )


class KeyNotAccepted(RemoteFailure):
    """ssh: no key of this computer opens the door."""

    text = N_("“{remote}” does not accept any ssh key of this computer.")
    remedy = N_(
        "Give whoever looks after it the public half of your key (a file that ends in .pub, in "
        "~/.ssh), and open the key in the ssh agent: ssh-add. Your changes are safe here meanwhile."
    )


class UnknownHost(RemoteFailure):
    """ssh does not know the other computer yet."""

    text = N_("This computer does not know yet whether “{remote}” is the one that it says it is.")
    remedy = N_("Connect to it once in a terminal (git ls-remote {remote}) and look at its key.")


class HostChanged(RemoteFailure):
    """ssh knows another key of that name."""

    text = N_("“{remote}” is not the computer that it was before: its key is another one.")
    remedy = N_(
        "Ask whoever looks after it whether that is right, before you go on: it may be somebody "
        "else's. Nothing was sent, and your changes are safe here."
    )


class NotTrusted(RemoteFailure):
    """https: nobody vouches for the other side."""

    text = N_("It can't be checked that “{remote}” is the one that it says it is.")
    remedy = N_(
        "Is this computer's clock right? Otherwise ask whoever looks after that address, or your "
        "network. Nothing was sent, and your changes are safe here."
    )


class NoSuchHost(RemoteFailure):
    """The name leads nowhere: no network, or a slip of the pen."""

    text = N_("The computer in the address “{remote}” could not be found.")
    remedy = N_(
        "Is there a network connection? Then check the address. Your changes are safe here, and "
        "can be shared later."
    )


class NoAnswer(RemoteFailure):
    """The name is known, and nobody answers there."""

    text = N_("“{remote}” does not answer.")
    remedy = N_(
        "Is there a network connection, and does your network allow it? Try again later; your "
        "changes are safe here."
    )


class NothingThere(RemoteFailure):
    """No repository, or one that one may not see."""

    text = N_("At “{remote}” there is nothing over which an application can be shared.")
    remedy = N_(
        "Check the address, and whether you have access. To begin, make a place for sharing: git "
        "init --bare -b main FOLDER."
    )


class NotOurs(RemoteFailure):
    """A folder of another user of this computer: git does not enter it by itself."""

    text = N_("The folder “{remote}” belongs to another user of this computer.")
    remedy = N_(
        "If you trust it, tell git so, once: git config --global --add safe.directory '{remote}'. "
        "Your changes are safe here meanwhile."
    )


class NoRights(RemoteFailure):
    """One may look, and not write."""

    text = N_("You are not allowed to put your changes in “{remote}”.")
    remedy = N_("Ask whoever looks after it for permission to write. They are safe here meanwhile.")


class RemoteFull(RemoteFailure):
    """The other side has no room left."""

    text = N_("“{remote}” has no room left for your changes.")
    remedy = N_("Ask whoever looks after it to make room. They are safe here meanwhile.")


class NotReached(RemoteFailure):
    """For a reason that we know no sentence for."""

    text = N_("“{remote}” could not be reached.")
    remedy = N_("Your changes are safe here. Check the address and the network, and try again.")


class NotForSharing(RemoteFailure):
    """A remote that has files of its own."""

    text = N_("“{remote}” is somebody's own folder and takes nothing in.")
    remedy = N_("Share over a folder that was made for it: git init --bare -b main FOLDER.")


class RemoteRefused(RemoteFailure):
    """The other side says no, and means it."""

    text = N_("“{remote}” did not take your changes.")
    remedy = N_("They are safe here. Ask whoever looks after it.")


class OthersFaster(RemoteFailure):
    """Each time somebody else was faster."""

    kind = "no"
    text = N_(
        "Colleagues are sharing over “{remote}” at this very moment; it is not your turn yet."
    )
    remedy = N_("What they did is here already. Share once more in a moment.")


_OURS = re.compile(r"^(?!remote:).*(fsck error|No space left|\.lock')", re.MULTILINE)
"""What concerns this computer, not the other one."""
_REASONS: tuple[tuple[str, type[RemoteFailure]], ...] = (
    (r"HOST IDENTIFICATION HAS CHANGED", HostChanged),
    (r"Host key verification failed", UnknownHost),
    (r"could not read (Username|Password)|terminal prompts disabled", AsksForPassword),
    (r"Authentication failed|invalid credentials|error: 401", WrongPassword),
    (r"Permission denied \((publickey|password|keyboard)|Too many authentication", KeyNotAccepted),
    (r"dubious ownership", NotOurs),
    (r"certificate|SSL_|self[- ]signed", NotTrusted),
    (r"Could not resolve host|Name or service not known|name resolution|nodename nor", NoSuchHost),
    (
        (
            r"Connection (refused|timed out|reset|closed)|Operation timed out"
            r"|Network is unreachable|No route to host"
            r"|(Failed|Could not|Couldn't) (to )?connect|remote end hung up"
        ),
        NoAnswer,
    ),
    (r"No space left|quota exceeded|file too large", RemoteFull),
    (
        (
            r"error: 403|insufficient permission|Write access|not allowed to (push|upload)"
            r"|[Pp]ermission.* denied|unable to create temporary|read-only file system"
        ),
        NoRights,
    ),
    (
        (
            r"not appear to be a git repository|not a git repository"
            r"|[Rr]epository.* not (found|exist)|error: 404|not valid: is this a git repository"
            r"|Could not read from remote repository"
        ),
        NothingThere,
    ),
)
"""In this order: ssh and git add a general word to a particular one."""


def why(folder: Path, remote: str, result: Result) -> Failure:
    """What keeps us out, from what git and ssh said. `folder`: the application's own."""
    words = "\n".join(line for line in said(result) if not line.startswith("hint:"))
    if _OURS.search(words):
        return explained(folder, result)
    return _of(words, remote) or NotReached(remote=remote, said=words)


def turned_away(remote: str, lines: list[str], result: Result) -> RemoteFailure:
    """Why what we pushed was not taken, from git's lines of what was turned away."""
    if any("checked out" in line for line in lines):
        return NotForSharing(remote=remote)
    words = "\n".join([*said(result), *lines])
    return _of(words, remote) or RemoteRefused(remote=remote, said=words)


def _of(words: str, remote: str) -> RemoteFailure | None:
    for pattern, failure in _REASONS:
        if re.search(pattern, words):
            return failure(remote=remote)
    return None
