"""Public SSH keys as files have them: a kind, the key itself, a comment; and their fingerprints.

The fingerprint is the one that ssh-keygen and git show. Nothing is started here.
Source: repository-format.md, 'Who is who'; the form: sshd(8), authorized_keys, and ssh-keygen(1).
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable
from hashlib import sha256

from model.light import dataclass
from model.messages import N_, Failure
from model.text import shown_line

LIMIT = 100_000
"""Bytes of a file of public keys."""
KEYS_PATH = "review/nso.pub"
"""Where the NSO's public keys stand in a school's folder."""
_KINDS = frozenset(
    {
        "ssh-ed25519",
        "sk-ssh-ed25519@openssh.com",
        "ecdsa-sha2-nistp256",
        "ecdsa-sha2-nistp384",
        "ecdsa-sha2-nistp521",
        "sk-ecdsa-sha2-nistp256@openssh.com",
        "ssh-rsa",
    }
)
_COMMENT = 60


class BadKey(Failure):
    """Something that should be a public key is none."""

    kind = "usage"
    text = N_("“{text}” is not a public key.")
    remedy = N_("A public key is one line, as in the file that ends in .pub: ssh-ed25519 AAAA...")


@dataclass(frozen=True, slots=True)
class PublicKey:
    """One public key."""

    kind: str
    """As in `ssh-ed25519`."""
    body: str
    """The key itself, in base64."""
    comment: str = ""

    @property
    def fingerprint(self) -> str:
        """`SHA256:...`, as ssh-keygen shows it."""
        digest = sha256(b64decode(self.body)).digest()
        return "SHA256:" + b64encode(digest).decode("ascii").rstrip("=")

    @property
    def line(self) -> str:
        """As a line of a file of keys."""
        return " ".join(part for part in (self.kind, self.body, self.comment) if part)


def parse_key(line: str) -> PublicKey:
    """The key in a line. Raises `BadKey`."""
    kind, _, rest = line.strip().partition(" ")
    body, _, comment = rest.strip().partition(" ")
    if kind not in _KINDS or _kind_within(body) != kind:
        raise BadKey(text=line.strip()[:_COMMENT])
    return PublicKey(kind, body, shown_line(comment).strip()[:_COMMENT])


def _kind_within(body: str) -> str:
    """What a key's own bytes say that it is; "" where they are none."""
    try:
        data = b64decode(body, validate=True)
    except ValueError:
        return ""
    size = int.from_bytes(data[:4], "big")
    if not data or len(data) <= 4 + size:
        return ""
    return data[4 : 4 + size].decode("ascii", "replace")


def parse_keys(data: bytes) -> tuple[PublicKey, ...]:
    """Every key of a file; empty lines and comments are passed over. Raises `BadKey`."""
    lines = data.decode("utf-8", "replace").splitlines()
    return tuple(map(parse_key, (line for line in lines if _says(line))))


def readable_keys(data: bytes) -> tuple[PublicKey, ...]:
    """As `parse_keys`, without what is no key: for a file that others wrote."""
    found = []
    for line in data.decode("utf-8", "replace").splitlines():
        try:
            found.append(parse_key(line))
        except BadKey:
            continue
    return tuple(found)


def _says(line: str) -> bool:
    return re.match(r"\s*(#.*)?$", line) is None


def as_file(keys: Iterable[PublicKey]) -> bytes:
    """Keys as a file, a line each."""
    return "".join(f"{key.line}\n" for key in keys).encode("utf-8")
