"""Signing with an SSH key of the user's own: git signs commits, ssh-keygen tags; nobody is asked.

A key with a passphrase is used through ssh-agent; one that is locked is told, never asked for, as a
question of another program would stand across the screen. Without a key nothing is signed.
Source: repository-format.md, 'Who is who'.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from model.light import dataclass
from model.messages import N_, Failure
from model.text import shown_line
from store import people, processes
from store.folder import read_file
from store.git_environment import environment, outside, user_setting, with_settings
from store.processes import Result
from store.public_keys import LIMIT, BadKey, PublicKey, parse_key
from store.typed_path import typed_path

KEYGEN = "ssh-keygen"
_LOCKED = re.compile(
    r"passphrase|agent refused|incorrect|no private key|not found in agent", re.IGNORECASE
)


class NoSshKeygen(Failure):
    """The program that makes and checks signatures is missing."""

    kind = "environment"
    text = N_("ssh-keygen was not found on this computer; it makes and checks signatures.")
    remedy = N_("'labelmap doctor' says how to install it.")


class NoKeyFile(Failure):
    """The key with which to sign is not there."""

    kind = "environment"
    text = N_("The key “{path}”, with which you sign, can't be read.")
    remedy = N_("Choose another one: labelmap trust key FILE. Or make one: labelmap trust key.")


class LockedKey(Failure):
    """The key has a passphrase, and no agent has it open."""

    kind = "environment"
    text = N_("The key “{path}” is locked, so nothing was signed and nothing was recorded.")
    remedy = N_("Unlock it for this session, and do it again: ssh-add '{path}'")


class NoAgent(LockedKey):
    """The same where no agent runs that could have it open."""

    remedy = N_(
        "No ssh-agent runs here to unlock it. Leave Labelmap (what you typed waits), type: eval "
        "\"$(ssh-agent)\" and then: ssh-add '{path}'. Start Labelmap again in that window."
    )


class NotSigned(Failure):
    """ssh-keygen did not sign, for another reason."""

    kind = "environment"
    text = N_("Signing with the key “{path}” failed: {reason}")
    remedy = N_("Nothing was recorded. Choose another key: labelmap trust key FILE.")


class KeyInTheWay(Failure):
    """A new key would overwrite one."""

    text = N_("There is a key already: “{path}”.")
    remedy = N_("Use it: labelmap trust key '{path}'")


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The key with which this user signs."""

    path: Path
    """The private key, or its public half where ssh-agent has the private one."""
    public: PublicKey

    def variables(self) -> Mapping[str, str]:
        """What git is run with to sign. Raises `NoSshKeygen`."""
        settings = {
            "gpg.format": "ssh",
            "gpg.ssh.program": keygen(),
            "user.signingKey": str(self.path),
        }
        return {**with_settings(settings), **_unasked()}

    def sign(self, payload: bytes) -> bytes:
        """The signature of a tag's bytes. Raises `LockedKey`, `NotSigned`, `NoSshKeygen`."""
        words = [keygen(), "-Y", "sign", "-n", "git", "-f", str(self.path)]
        result = processes.run(
            words, stdin=payload, env={**environment(), **_unasked()}, cwd=outside()
        )
        if result.returncode != 0:
            raise self.failure(result)
        return result.stdout

    def failure(self, result: Result) -> Failure:
        """Why it did not sign."""
        said = result.stderr.decode("utf-8", "replace")
        if _LOCKED.search(said):
            locked = LockedKey if os.environ.get("SSH_AUTH_SOCK") or os.name == "nt" else NoAgent
            return locked(path=str(self.path))
        lines = [line for line in said.splitlines() if line.strip() and "warning" not in line]
        return NotSigned(path=str(self.path), reason=shown_line(lines[0] if lines else "?"))


def keygen() -> str:
    """The full path of ssh-keygen. Raises `NoSshKeygen`."""
    path = processes.find_program(KEYGEN)
    if path is None:
        raise NoSshKeygen
    return path


def _unasked() -> Mapping[str, str]:
    """ssh-agent may be spoken to; a passphrase is never asked for."""
    agent = {name: os.environ[name] for name in ("SSH_AUTH_SOCK",) if name in os.environ}
    return {
        **agent,
        "SSH_ASKPASS": processes.find_program("false") or "false",
        "SSH_ASKPASS_REQUIRE": "force",
        "DISPLAY": ":",
    }


def signing_key() -> SigningKey | None:
    """The key that the user chose, else the one that git was told of; None: there is none.

    Raises `NoKeyFile` where it is gone.
    """
    chosen = people.load_settings().signing_key
    if not chosen and user_setting("gpg.format") == "ssh":
        chosen = user_setting("user.signingKey") or ""
    return key_at(Path(chosen)) if chosen else None


def key_at(path: Path) -> SigningKey:
    """The key in a file, of which the public half stands beside it. Raises `NoKeyFile`."""
    place = Path(os.path.abspath(typed_path(str(path))))  # noqa: PTH100 - links are the user's own
    half = place if place.suffix == ".pub" else place.with_name(f"{place.name}.pub")
    try:
        data = read_file(half.parent.resolve(), half.name, LIMIT)
        public = parse_key(data.decode("utf-8", "replace"))
    except (OSError, BadKey, Failure) as error:
        raise NoKeyFile(path=str(path)) from error
    return SigningKey(place, public)


def choose(path: Path) -> SigningKey:
    """Sign with this key from now on. Raises `NoKeyFile`."""
    key = key_at(path)
    people.remember_settings(signing_key=str(key.path))
    return key


def make_key(path: Path, comment: str) -> Path:
    """A new key without a passphrase, with which nobody signs yet. As `make`."""
    words = [keygen(), "-q", "-t", "ed25519", "-C", shown_line(comment)[:60], "-f", str(path)]
    result = processes.run([*words, "-N", ""], env=environment(), cwd=outside())
    if result.returncode != 0:
        raise NotSigned(path=str(path), reason=shown_line(result.stderr.decode("utf-8", "replace")))
    return path


def make(path: Path, comment: str, *, ask: bool) -> SigningKey:
    """A new key, and sign with it from now on; `ask`: ssh-keygen asks for a passphrase itself.

    Raises `KeyInTheWay`, `NoSshKeygen`, `NotSigned`.
    """
    if os.path.lexists(path):
        raise KeyInTheWay(path=str(path))
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if ask:
        words = [keygen(), "-q", "-t", "ed25519", "-C", shown_line(comment)[:60], "-f", str(path)]
        if processes.run_in_front(words) != 0:
            raise NotSigned(path=str(path), reason=KEYGEN)
    else:
        make_key(path, comment)
    return choose(path)
