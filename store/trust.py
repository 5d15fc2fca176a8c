"""What the signatures in a school's record prove: a function of (git, commit or tag, signers).

git itself checks them, with ssh-keygen and the user's file of allowed signers, and nothing of the
repository's own settings. What was found is remembered by object and key set in the user's cache
folder, which may be deleted at any time; `audit` asks anew. Where ssh-keygen is missing, what is
signed counts as signed with an unknown key. Source: repository-format.md, 'Who is who'.
"""

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from model.review import DecisionKind
from model.trust import Signature, weakest
from store import git_objects, places, processes, toml_file
from store.folder import WriteFailure, atomic_write
from store.git import RECORD, Git
from store.git_environment import with_settings
from store.public_keys import KEYS_PATH, PublicKey, readable_keys
from store.signers import Signers
from store.signing import KEYGEN

_CACHE_LIMIT = 20_000_000
_KEPT = 200_000
"""Objects remembered of one set of keys."""
_GRADES = {
    "G": Signature.VERIFIED,
    "U": Signature.UNKNOWN_KEY,
    "N": Signature.UNSIGNED,
}
"""What git's %G? says; all else is bad."""
_REVIEWERS = frozenset({"add", "receipt", "feedback", "decide", "resolve", "reopen"})
_DECISION = re.compile(r"review/round-\d+/decision[^/]*\.toml")
_GOOD = re.compile(rb'^Good "git" signature (for|with) ', re.MULTILINE)


class Memory:
    """What was verified with one set of keys, by object; loaded once, kept by `keep`."""

    def __init__(self, signers: Signers) -> None:
        """Remember what earlier runs found with these keys."""
        self._file = places.cache_folder() / "signatures" / f"{signers.key_set}.json"
        self._known: dict[str, str] | None = None
        self._changed = False

    def get(self, name: str) -> Signature | None:
        """What is known of an object; None: nothing."""
        found = self._load().get(name)
        return Signature(found) if found in set(Signature) else None

    def put(self, name: str, found: Signature) -> None:
        """Remember what an object's signature proves."""
        self._load()[name] = found.value
        self._changed = True

    def keep(self) -> None:
        """Let later runs know; where that can't be written they look themselves."""
        if self._changed:
            kept = dict(list(self._load().items())[-_KEPT:])
            with suppress(WriteFailure):
                atomic_write(self._file, json.dumps(kept).encode("ascii"), durable=False)
            self._changed = False

    def _load(self) -> dict[str, str]:
        if self._known is None:
            self._known = _parse(self._file)
        return self._known


def _parse(file: Path) -> dict[str, str]:
    try:
        if file.stat().st_size > _CACHE_LIMIT:
            return {}
        found = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    pairs = found.items() if isinstance(found, dict) else ()
    return {key: value for key, value in pairs if isinstance(value, str)}


def of_commits(
    git: Git, commits: Sequence[str], signers: Signers, memory: Memory | None = None
) -> dict[str, Signature]:
    """What the signature of each commit proves; one git for all that is not remembered."""
    found = {name: known for name in commits if memory and (known := memory.get(name))}
    asked = [name for name in commits if name not in found]
    if not asked:
        return found
    if processes.find_program(KEYGEN) is None:
        return {**found, **{name: _unchecked(git, name) for name in asked}}
    answer = git.run(
        "log",
        "--no-walk=unsorted",
        "--stdin",
        "--format=%H %G?",
        stdin="".join(f"{name}\n" for name in asked).encode("ascii"),
        extra=_checking(signers),
    ).stdout
    for line in answer.decode("ascii", "replace").splitlines():
        name, _, grade = line.partition(" ")
        found[name] = _GRADES.get(grade, Signature.BAD)
        if memory is not None:
            memory.put(name, found[name])
    return found


def of_tag(git: Git, tag: str, signers: Signers, memory: Memory | None = None) -> Signature:
    """What the signature of an annotated tag, named by its object, proves."""
    known = memory.get(tag) if memory is not None else None
    if known is not None:
        return known
    raw = git_objects.contents(git, "tag", tag)
    if b"\n-----BEGIN " not in raw:
        found = Signature.UNSIGNED
    elif processes.find_program(KEYGEN) is None:
        return Signature.UNKNOWN_KEY
    else:
        result = git.run("verify-tag", "--raw", tag, extra=_checking(signers), allowed=range(256))
        good = _GOOD.search(result.stderr)
        found = Signature.BAD
        if good is not None:
            found = Signature.VERIFIED if good[1] == b"for" else Signature.UNKNOWN_KEY
    if memory is not None:
        memory.put(tag, found)
    return found


def _unchecked(git: Git, commit: str) -> Signature:
    """Without ssh-keygen: whether there is a signature at all."""
    head = git_objects.contents(git, "commit", commit).partition(b"\n\n")[0]
    return Signature.UNKNOWN_KEY if b"\ngpgsig" in head else Signature.UNSIGNED


def _checking(signers: Signers) -> Mapping[str, str]:
    """What git is run with to check a signature."""
    allowed = signers.allowed if signers.allowed.is_file() else Path(os.devnull)
    settings = {
        "gpg.format": "ssh",
        "gpg.ssh.program": processes.find_program(KEYGEN) or "false",
        "gpg.ssh.allowedSignersFile": str(allowed),
    }
    if signers.revoked.is_file():
        settings["gpg.ssh.revocationFile"] = str(signers.revoked)
    return with_settings(settings)


# The record as a whole


def of_record(git: Git, signers: Signers, memory: Memory | None = None) -> Signature | None:
    """What is proven of all that the NSO said: the weakest; None where it said nothing yet.

    Whatever stands in review/ and was not taken over from the platform counts as said by the NSO,
    whoever the commit says that it is by. A receipt counts while there is nothing else.
    """
    tip = git.reference(RECORD)
    if tip is None:
        return None
    known = memory.get(f"record:{tip}") if memory is not None else None
    if known is not None:
        return known
    said = nso_commits(git, RECORD)
    weighty = [commit for commit, event in said.items() if event != "receipt"]
    found = weakest(of_commits(git, weighty or list(said), signers, memory).values())
    if memory is not None and found is not None and processes.find_program(KEYGEN) is not None:
        memory.put(f"record:{tip}", found)
    return found


def nso_commits(git: Git, branch: str) -> Mapping[str, str]:
    """The commits of the record that the NSO should have signed, newest first, with their event."""
    own = _taken_over(git, branch)
    words = (
        "log",
        "--no-color",
        "--no-renames",
        "--name-status",
        "--root",
        "--format=%x01%H %(trailers:key=Labelmap-Event,valueonly,separator=%x2C)",
        branch,
        "--",
    )
    answer = git.run(*words).stdout.decode("utf-8", "replace")
    found = {}
    for item in answer.split("\x01")[1:]:
        first, _, rest = item.partition("\n")
        commit, _, event = first.partition(" ")
        changed = [line.partition("\t")[::2] for line in rest.splitlines() if "\t" in line]
        new = [path for how, path in changed if how == "A" and path.startswith("review/")]
        if event in _REVIEWERS or any(path not in own for path in new):
            found[commit] = event
    return found


def _taken_over(git: Git, branch: str) -> frozenset[str]:
    """The decisions that the school took over from the platform, by their own word."""
    files = git.files_at(branch, ["review"], toml_file.LIMIT)
    kinds = {kind.value for kind in DecisionKind}
    own = set()
    for path, data in files.items():
        if _DECISION.fullmatch(path) is not None:
            tables = toml_file.parse(data, path).tables or {}
            if tables.get("from_platform") is True and tables.get("decision") in kinds:
                own.add(path)
    return frozenset(own)


def offered_keys(git: Git, branch: str = RECORD) -> tuple[PublicKey, ...]:
    """The NSO's public keys as the record has them: a claim, to be compared with what it says."""
    if git.reference(branch) is None:
        return ()
    return readable_keys(git.files_at(branch, [KEYS_PATH]).get(KEYS_PATH, b""))


def unknown_of(keys: Iterable[PublicKey], signers: Signers) -> tuple[PublicKey, ...]:
    """Those keys that this user neither trusts nor revoked."""
    return tuple(key for key in keys if not signers.knows(key))
