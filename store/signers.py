"""The NSO keys that this user trusts: an allowed-signers file in the user's own settings.

It is git's and ssh-keygen's own format, so both can be pointed at it. What somebody wrote in it by
hand stays. A revoked key stands in a second file, as ssh-keygen wants it.
Source: repository-format.md, 'Who is who'; ssh-keygen(1), ALLOWED SIGNERS.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from model.light import dataclass
from model.messages import N_, Failure
from store import places
from store.folder import FileTooLarge, NotAFile, UnsafePath, atomic_write, read_file
from store.public_keys import BadKey, PublicKey, as_file, parse_key, readable_keys

ALLOWED = "allowed_signers"
REVOKED = "revoked_signers"
NSO = "nso"
"""The name under which others' keys stand in the file."""
OWN = "own"
"""The name under which the user's own key stands there."""
_LIMIT = 1_000_000
_OPTION = re.compile(r'(?:[a-z-]+(?:="[^"]*")?)(?:,[a-z-]+(?:="[^"]*")?)*')
_UNTIL = re.compile(r'valid-before="(\d{4})(\d{2})(\d{2})')


class NoSuchKey(Failure):
    """No trusted key has this fingerprint."""

    kind = "usage"
    text = N_("No key with the fingerprint “{fingerprint}” is trusted here.")
    remedy = N_("'labelmap trust' lists the keys that you trust.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """A key that this user trusts, or that was revoked."""

    key: PublicKey
    name: str = NSO
    until: date | None = None
    """The last day on which what it signs counts."""
    revoked: bool = False

    @property
    def line(self) -> str:
        """As a line of the file of allowed signers."""
        options = 'namespaces="git"'
        if self.until is not None:
            options += f',valid-before="{self.until + timedelta(days=1):%Y%m%d}"'
        return f"{self.name} {options} {self.key.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signers:
    """The keys that this user trusts."""

    allowed: Path
    revoked: Path
    signers: tuple[Signer, ...]
    key_set: str
    """A hash of all of it: what was verified with one set says nothing for another."""

    @property
    def trusted(self) -> tuple[Signer, ...]:
        """Those that are not revoked."""
        return tuple(signer for signer in self.signers if not signer.revoked)

    @property
    def has_nso_key(self) -> bool:
        """Whether a key is pinned; then what is not signed with one is a finding."""
        return bool(self.trusted)

    def knows(self, key: PublicKey) -> bool:
        """Whether this very key is pinned or revoked."""
        return any(signer.key.body == key.body for signer in self.signers)


def load() -> Signers:
    """The keys as they stand now; what can't be read counts as nobody."""
    folder = places.settings_folder()
    allowed, revoked = _read(folder, ALLOWED), _read(folder, REVOKED)
    gone = {key.body: key for key in readable_keys(revoked)}
    found = [signer for line in _lines(allowed) if (signer := _signer(line)) is not None]
    kept = [signer for signer in found if signer.key.body not in gone]
    kept += [Signer(key=key, revoked=True) for key in gone.values()]
    digest = sha256(b"%d\0" % len(allowed) + allowed + revoked).hexdigest()
    return Signers(
        allowed=folder / ALLOWED,
        revoked=folder / REVOKED,
        signers=tuple(kept),
        key_set=digest[:32],
    )


def _read(folder: Path, name: str) -> bytes:
    try:
        return read_file(folder, name, _LIMIT)
    except (OSError, UnsafePath, NotAFile, FileTooLarge):
        return b""


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8", "replace").splitlines()


def _signer(line: str) -> Signer | None:
    """What a line of the file says; None for a comment, and for what we do not understand."""
    name, _, rest = line.strip().partition(" ")
    if not name or name.startswith("#"):
        return None
    options, _, after = rest.strip().partition(" ")
    is_option = _OPTION.fullmatch(options) is not None and '="' in options
    try:
        key = parse_key(after if is_option else rest)
    except BadKey:
        return None
    return Signer(key=key, name=name, until=_until(options) if is_option else None)


def _until(options: str) -> date | None:
    found = _UNTIL.search(options)
    if found is None:
        return None
    try:
        return date(*map(int, found.groups())) - timedelta(days=1)
    except ValueError:
        return None


def pin(keys: Iterable[PublicKey], *, name: str = NSO, until: date | None = None) -> Signers:
    """Trust these keys from now on; one that is trusted already gets the new day.

    Raises a `WriteFailure`. A revoked key stays revoked.
    """
    folder = places.settings_folder()
    wanted = {key.body: Signer(key=key, name=name, until=until) for key in keys}
    kept = [line for line in _lines(_read(folder, ALLOWED)) if not _is_among(line, wanted)]
    lines = [*kept, *(signer.line for signer in wanted.values())]
    atomic_write(folder / ALLOWED, "".join(f"{line}\n" for line in lines).encode("utf-8"))
    return load()


def remove(fingerprint: str, *, revoke: bool = False) -> Signer:
    """Trust a key no longer; revoked, what it signed counts as bad. Raises `NoSuchKey`."""
    folder = places.settings_folder()
    found = [s for s in load().signers if fingerprint in {s.key.fingerprint, s.key.body}]
    if not found:
        raise NoSuchKey(fingerprint=fingerprint)
    bodies = {signer.key.body: signer for signer in found}
    if revoke:
        gone = {key.body: key for key in readable_keys(_read(folder, REVOKED))}
        gone |= {signer.key.body: signer.key for signer in found}
        atomic_write(folder / REVOKED, as_file(gone.values()))
    else:
        # What is revoked stays known: else it would count as a stranger's.
        kept = [line for line in _lines(_read(folder, ALLOWED)) if not _is_among(line, bodies)]
        atomic_write(folder / ALLOWED, "".join(f"{line}\n" for line in kept).encode("utf-8"))
    return found[0]


def _is_among(line: str, bodies: Iterable[str]) -> bool:
    signer = _signer(line)
    return signer is not None and signer.key.body in bodies
