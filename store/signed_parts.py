"""What is proven of each piece of feedback and each decision: by whose commits it was written.

Source: issue 6, 'Trust': signature states are shown wherever a decision or feedback is.
"""

from collections.abc import Mapping

from model.review import Decision, Feedback
from model.trust import Signature, weakest
from store.git import RECORD, Git
from store.signers import Signers
from store.trust import Memory, nso_commits, of_commits


def of_parts(git: Git, signers: Signers, memory: Memory | None = None) -> Mapping[str, Signature]:
    """For each file of review/ the weakest signature of the NSO's commits that wrote in it."""
    if git.reference(RECORD) is None:
        return {}
    said = nso_commits(git, RECORD)
    proven = of_commits(git, list(said), signers, memory)
    written: dict[str, list[Signature]] = {}
    words = ("log", "--no-color", "--no-renames", "--name-only", "--root", "-z", "--format=%x01%H")
    answer = git.run(*words, RECORD, "--", "review").stdout.decode("utf-8", "replace")
    for item in answer.split("\x01")[1:]:
        commit, _, rest = item.partition("\0")
        if commit in proven:
            for path in rest.split("\0"):
                written.setdefault(path.strip("\n"), []).append(proven[commit])
    found = {path: weakest(several) for path, several in written.items() if path}
    return {path: signature for path, signature in found.items() if signature is not None}


def proven_of(said: Feedback | Decision, parts: Mapping[str, Signature]) -> Signature | None:
    """What is proven of one piece, or of a round's decision with its corrections; None: unknown."""
    if isinstance(said, Decision):
        start = f"review/round-{said.round}/decision"
        return weakest(found for path, found in parts.items() if path.startswith(start))
    where = f"draft-{said.draft}" if said.draft else f"round-{said.round}"
    return parts.get(f"review/{where}/{said.id}.toml")
