"""`labelmap trust`: the NSO keys that this user trusts, and the key with which a reviewer signs."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from model.messages import N_, Failure, Message
from store.clock import Clock
from tui import console
from tui.asking import may_ask, said_yes
from tui.exits import Exit
from tui.world import World

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.public_keys import PublicKey

WHAT = ("show", "pin", "remove", "key")


class NotAgreed(Failure):
    """A key is pinned only by a person's own word."""

    text = N_("No key was pinned: whether these are the NSO's keys, you have to say yourself.")
    remedy = N_(
        "Compare the fingerprints with those that the NSO publishes, then give one of them: "
        "--fingerprint SHA256:..., or say that you did: --yes."
    )


class OtherFingerprint(Failure):
    """None of the keys has the fingerprint that the NSO publishes."""

    text = N_("None of these keys has the fingerprint “{fingerprint}”. No key was pinned.")
    remedy = N_("Ask your NSO; do not trust what was sent until you know.")


class NoKeys(Failure):
    """Nothing to pin."""

    kind = "usage"
    text = N_("'{path}' holds no public key.")
    remedy = N_("Name the NSO's file of keys, or a school's folder to which the NSO answered.")


class WhatIsMissing(Failure):
    """A word of the command is missing."""

    kind = "usage"
    text = N_("'labelmap trust {what}' needs to know which one.")
    remedy = N_("See 'labelmap trust --help'.")


@click.command(
    help=N_(
        "Show or change the NSO keys that you trust. With pin FILE-or-FOLDER you trust those of a "
        "file or of a school's folder, after comparing their fingerprints; with remove FINGERPRINT "
        "one no longer. With key [FILE] a reviewer makes or picks the key to sign with."
    )
)
@click.argument("what", type=click.Choice(WHAT), default=WHAT[0])
@click.argument("which", required=False, default="")
@click.option("--yes", is_flag=True, help=N_("You compared the fingerprints: ask nothing."))
@click.option(
    "--fingerprint",
    metavar="SHA256:...",
    default="",
    help=N_("Pin only the key that has this one."),
)
@click.option(
    "--until", metavar="YYYY-MM-DD", help=N_("Trust what it signs up to and including this day.")
)
@click.option("--revoked", is_flag=True, help=N_("With remove: what it signed counts as false."))
@click.option(
    "--no-passphrase", is_flag=True, help=N_("With key: make one that no passphrase protects.")
)
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - each option of the command
    world: World,
    what: str,
    which: str,
    yes: bool,
    fingerprint: str,
    until: str | None,
    revoked: bool,
    no_passphrase: bool,
) -> int:
    """Do it, and list the keys that are trusted then."""
    from store import signers

    if what == "pin":
        last = Clock.of(until).today if until is not None else None
        _pin(world, which, fingerprint, last, yes=yes)
    elif what == "remove":
        if not which:
            raise WhatIsMissing(what=what)
        gone = signers.remove(which, revoke=revoked)
        world.note(Message(N_("No longer trusted: {key}"), {"key": gone.key.fingerprint}))
    elif what == "key":
        return _key(world, which, no_passphrase=no_passphrase)
    _show(world)
    return Exit.DONE


def _show(world: World) -> None:
    from store import signers

    known = signers.load().signers
    if not known:
        world.note(Message(N_("You trust no key yet. 'labelmap trust pin' does.")))
    for signer in known:
        parts = [signer.key.fingerprint, signer.name, signer.key.comment]
        if signer.revoked:
            parts.append(world.language.text(N_("revoked")))
        elif signer.until is not None:
            text = N_("until {day}")
            parts.append(world.language.say(Message(text, {"day": signer.until})))
        console.answer(" · ".join(part for part in parts if part))


def _pin(world: World, which: str, fingerprint: str, until: date | None, *, yes: bool) -> None:
    from store import signers

    if not which:
        raise WhatIsMissing(what="pin")
    keys = _keys_in(Path(which))
    if not keys:
        raise NoKeys(path=which)
    if fingerprint:
        keys = tuple(key for key in keys if key.fingerprint == fingerprint)
        if not keys:
            raise OtherFingerprint(fingerprint=fingerprint)
    elif not yes and not agreed(world, keys):
        raise NotAgreed
    signers.pin(keys, until=until)


def agreed(world: World, keys: "Sequence[PublicKey]") -> bool:
    """Show the fingerprints, and ask whether they are the NSO's; no, where nobody can be asked."""
    for key in keys:
        console.note(f"  {key.fingerprint}  {key.comment}")
    if not may_ask():
        return False
    question = N_("Are these the fingerprints that your NSO publishes? Then trust them (y/n)")
    return said_yes(world, question)


def _keys_in(path: Path) -> "tuple[PublicKey, ...]":
    """The keys of a file, or those that the NSO put in a school's record."""
    from store.folder import read_file
    from store.git import Git
    from store.public_keys import LIMIT, parse_keys
    from store.trust import offered_keys

    if path.is_dir():
        return offered_keys(Git(path.absolute()))
    try:
        return parse_keys(read_file(path.absolute().parent, path.name, LIMIT))
    except OSError as error:
        raise NoKeys(path=str(path)) from error


def _key(world: World, which: str, *, no_passphrase: bool) -> int:
    """Make or pick the key to sign with; it is trusted here too, and its public half printed."""
    if which:
        from store import signers, signing

        key = signing.choose(Path(which))
        signers.pin([key.public], name=signers.OWN)
    else:
        from tui.new_key import new_key

        if not no_passphrase and not may_ask():
            raise NoPassphrase
        key = new_key(world.person.name, ask=not no_passphrase)
    world.note(Message(N_("You sign with {path} from now on."), {"path": str(key.path)}))
    world.note(
        Message(
            N_("Publish its fingerprint, so that schools can compare: {fingerprint}"),
            {"fingerprint": key.public.fingerprint},
        )
    )
    console.answer(key.public.line)
    return Exit.DONE


class NoPassphrase(Failure):
    """A passphrase can't be asked for without a terminal."""

    text = N_("A new key gets a passphrase, and there is no terminal to ask for one.")
    remedy = N_("Make it in a terminal, or without one: --no-passphrase.")
