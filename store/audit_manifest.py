"""Each submission held against its list of files: every byte that was submitted, and no other.

Source: repository-format.md, `submissions/round-N.toml`, `round-N.sha256`.
"""

from collections.abc import Iterator, Mapping

from store import git_plumbing
from store.audit_acts import tables_of
from store.audit_findings import Code, Finding, finding
from store.blobs import Blobs
from store.git import RECORD, Git
from store.record_branch import COPIES
from store.record_range import SUBMISSIONS, RangeAct


def of_manifests(git: Git, blobs: Blobs, acts: tuple[RangeAct, ...]) -> Iterator[Finding]:
    """What is amiss with the submissions."""
    last: RangeAct | None = None
    for act in acts:
        if act.entry.event in {*SUBMISSIONS, "draft"}:
            yield from _of_submission(git, blobs, act)
            last = act
    if last is not None:
        yield from _since(git, last, acts[-1])


def _of_submission(git: Git, blobs: Blobs, act: RangeAct) -> Iterator[Finding]:
    tree = git_plumbing.listing(git, act.commit)
    blobs.fetch(name for _, name in tree.values())
    is_draft = act.entry.event == "draft"
    start = (
        f"submissions/draft-{act.entry.detail}" if is_draft else f"submissions/round-{act.round}"
    )
    path = f"{start}.toml"
    entries = tables_of(blobs, tree[path][1]).get("file") if path in tree else None
    if not isinstance(entries, list):
        yield finding(Code.MANIFEST_MISMATCH, act.commit, path)
        return
    listed: dict[str, tuple[object, object]] = {}
    for entry in entries:
        if isinstance(entry, dict):
            listed[str(entry.get("path"))] = (entry.get("sha256"), entry.get("bytes"))
    own = {name for name in tree if name.partition("/")[0] not in COPIES}
    for name in sorted(own | set(listed)):
        if name not in tree or listed.get(name) != blobs.facts(tree[name][1]):
            yield finding(Code.MANIFEST_MISMATCH, act.commit, name)
    sums = f"{start}.sha256"
    if sums not in tree:
        yield finding(Code.MANIFEST_MISMATCH, act.commit, sums)
        return
    said = _sums(blobs.get(tree[sums][1]))
    for name in sorted({*own, path, f"{start}.md", *said}):
        if name not in tree or said.get(name) != blobs.facts(tree[name][1])[0]:
            yield finding(Code.MANIFEST_MISMATCH, act.commit, sums)
            return


def _sums(data: bytes) -> Mapping[str, str]:
    """What a file for `sha256sum -c` says: path to hash."""
    found = {}
    for line in data.decode("utf-8", "surrogateescape").split("\n"):
        escaped = line.startswith("\\")
        digest, gap, path = line.removeprefix("\\").partition("  ")
        if gap:
            if escaped:
                path = path.replace("\\n", "\n").replace("\\r", "\r").replace("\\\\", "\\")
            found[path] = digest
    return found


def _since(git: Git, submission: RangeAct, tip: RangeAct) -> Iterator[Finding]:
    """What the record's tip has of the application is what was submitted last."""
    before = git_plumbing.listing(git, submission.commit)
    after = git_plumbing.listing(git, RECORD)
    for path in sorted(set(before) | set(after)):
        if path.startswith("evidence/") and before.get(path) != after.get(path):
            yield finding(Code.EVIDENCE_DIFFERS, tip.commit, path)
