"""Two reviewers' `work/` made one: drafts, notes and who decides, nothing of it lost.

What came of joining depends on the two commits alone, so people who join the same two get the same.
Reviewers begin each for themselves: two histories that have nothing in common are joined all the
same. Source: repository-format.md, 'Life of an application'; as `store.merge` does for schools.
"""

from collections.abc import Mapping
from typing import Any

from model.joining import both, join
from store import git_objects, git_plumbing, merge_words, toml_file
from store.git import Git
from store.git_plumbing import FILE
from store.merge import Bringing, Merged
from store.merge_state import Objects, State
from store.names import unique_name
from store.travel import UnsafeContents, check_contents
from store.work import ASSIGNED, DRAFTS
from store.work_notes import NOTES

_PARTS = 3
"""Of a draft's path: the folder, the school, the name."""


def check_work(git: Git, commit: str, name: str) -> None:
    """Raise unless what arrived is reviewers' work and nothing else.

    Raises `UnsafeContents`, `FileTooHeavy`.
    """
    check_contents(git, commit, name)
    for path in git_plumbing.listing(git, commit):
        top, *rest = path.split("/")
        known = path == ASSIGNED or (top in {DRAFTS, NOTES} and path.endswith(".toml"))
        if not known or len(rest) >= _PARTS:
            raise UnsafeContents(name=name, path=path)


def merge_work(git: Git, theirs: str) -> Merged:
    """Take in a commit of a colleague's; the folder, the index and `main` are then what both made.

    Needs the folder's lock, and nothing uncommitted. Raises `ChangedWhileJoining`, a
    `WriteFailure`, and the family `GitFailure`; then nothing has changed.
    """
    main = git.head() or ""
    with Objects(git) as objects:
        between = merge_words.between(git, main, theirs)
        bases, tips = between.bases, between.tips
        if theirs in bases:
            return Merged(None)
        ours, others = (objects.of_tree(name, tips[name].tree) for name in (main, theirs))
        if main in bases:
            bringing = Bringing(git, objects, ours.entries, others.entries)
            return Merged(theirs, bringing.bring(main, theirs, tips[theirs].by))
        first, second = sorted((tips[main], tips[theirs]), key=lambda tip: tip.rank)
        base = objects.state(bases[0]) if bases else State({})
        held = {main: ours, theirs: others}
        files = _joined(objects, base, held[first.commit], held[second.commit])
        entries = {path: (FILE, git_plumbing.blob_name(data)) for path, data in files.items()}
        tree, new = git_objects.trees(entries)
        names = ", ".join(between.people) or second.by.author.name
        text = f"merge: {names}\n"
        data = git_objects.commit(tree, [first.commit, second.commit], text, second.by)
        made = git_objects.named("commit", data)
        blobs = {git_plumbing.blob_name(one): ("blob", one) for one in files.values()}
        git_objects.keep(git, {**blobs, **new, made: ("commit", data)})
        for one in files.values():
            objects.keep(git_plumbing.blob_name(one), one)
        changed = Bringing(git, objects, ours.entries, entries).bring(main, made, second.by)
        return Merged(made, changed)


def _joined(objects: Objects, base: State, first: State, second: State) -> dict[str, bytes]:
    """Every file of both, by path; of what both changed nothing is left out."""
    found: dict[str, bytes] = {}
    aside: dict[str, bytes] = {}
    for path in sorted({*base.entries, *first.entries, *second.entries}):
        before, one, other = (state.entries.get(path) for state in (base, first, second))
        data = [objects.data(state, path) for state in (base, first, second)]
        if other in (one, before):
            kept = data[1]
        elif one == before:
            kept = data[2]
        elif data[1] is None or data[2] is None:
            kept = data[1] or data[2]  # one dropped what the other changed: it stays
        else:
            kept = _of_both(path, data[0] or b"", data[1], data[2])
            if kept is None:
                kept, aside[path] = data[2], data[1]
        if kept is not None:
            found[path] = kept
    for path, data_aside in aside.items():
        folder, _, name = path.rpartition("/")
        taken = {known.rpartition("/")[2].removesuffix(".toml") for known in found}
        found[f"{folder}/{unique_name(name.removesuffix('.toml'), taken)}.toml"] = data_aside
    return found


def _of_both(path: str, before: bytes, one: bytes, other: bytes) -> bytes | None:
    """A file that both changed; None where both are to be kept beside one another."""
    tables = [_tables(data, path) for data in (before, one, other)]
    if path == ASSIGNED:
        return toml_file.dump({"assigned": _assigned(*(_pairs(table) for table in tables))})
    if path.startswith(f"{NOTES}/"):
        texts = [_text(table) for table in tables]
        said = join(*texts)
        text = said if said is not None else both(texts[1], texts[2])
        return toml_file.dump({"text": f"{text}\n", "by": str(tables[2].get("by", ""))})
    return None


def _assigned(
    before: Mapping[str, str], one: Mapping[str, str], other: Mapping[str, str]
) -> dict[str, str]:
    """School by school; where both assigned one, the later of the two counts."""
    found = {}
    for school in sorted({*one, *other}):
        was, first, second = (known.get(school, "") for known in (before, one, other))
        if name := first if second == was else second:
            found[school] = name
    return found


def _tables(data: bytes, path: str) -> Mapping[str, Any]:
    return toml_file.parse(data, path).tables or {}


def _pairs(tables: Mapping[str, Any]) -> Mapping[str, str]:
    held = tables.get("assigned", {})
    pairs = held.items() if isinstance(held, dict) else ()
    return {school: name for school, name in pairs if isinstance(name, str)}


def _text(tables: Mapping[str, Any]) -> str:
    text = tables.get("text", "")
    return text.removesuffix("\n") if isinstance(text, str) else ""
