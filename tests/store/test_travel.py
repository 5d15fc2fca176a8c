"""A file from somebody else: looked at before it is taken in, and nothing of it lands elsewhere."""

import subprocess
from pathlib import Path

import pytest

from store import arrivals, travel
from store.git import Git
from store.travel import FileTooHeavy, NotOurFile, NotWhole, UnsafeContents, WaitsForAnother
from tests.store.school import AN, BART, PLAN, git, new_school
from tests.store.sharing import file_of, share, together, writes

HOSTILE = ("refs/heads/evil", "refs/replace/" + "a" * 40, "refs/tags/v1", "refs/labelmap/joined/x")


def bundle_of(folder: Path, target: Path, *names: str) -> Path:
    git(folder, "bundle", "create", str(target), *names)
    return target


def refs(folder: Path) -> set[str]:
    return set(git(folder, "for-each-ref", "--format=%(refname)").splitlines())


def test_it_says_what_it_holds_and_on_what_it_builds(tmp_path: Path) -> None:
    folder = new_school(tmp_path / "an")
    begun = folder.newest()
    writes(folder, AN, {PLAN: "Van An."})
    made = Git(folder.path)
    look = travel.make_bundle(made, tmp_path / "all", ["refs/heads/main"])
    assert look is not None
    assert (dict(look.references), look.needs) == ({"refs/heads/main": folder.newest()}, ())
    new = travel.make_bundle(made, tmp_path / "new", ["refs/heads/main"], [str(begun)])
    assert new is not None
    assert new.needs == (begun,)
    assert new.bytes < look.bytes
    nothing = travel.make_bundle(made, tmp_path / "none", ["refs/heads/main"], ["main"])
    assert nothing is None


def test_only_what_is_asked_for_lands_and_only_where_we_say(tmp_path: Path) -> None:
    source, target = new_school(tmp_path / "source"), new_school(tmp_path / "target")
    for name in HOSTILE:
        git(source.path, "update-ref", name, "main")
    file = bundle_of(source.path, tmp_path / "b.labelmap", "main", *HOSTILE)
    before = refs(target.path)
    look = travel.look_at(file)
    assert [arrivals.short_name(name) for name in HOSTILE] == [None] * len(HOSTILE)
    assert set(HOSTILE) <= set(look.references)
    travel.fetch_bundle(Git(target.path), file, {"refs/heads/main": "refs/labelmap/from/x/main"})
    assert refs(target.path) - before == {"refs/labelmap/from/x/main"}


def test_a_colleague_s_file_moves_nothing_of_ours_by_its_names(tmp_path: Path) -> None:
    an, bart, shared = together(tmp_path)
    writes(bart, BART, {PLAN: "Van Bart."})
    for name in HOSTILE:
        git(bart.path, "update-ref", name, "main")
    bundle_of(bart.path, tmp_path / "b", "main", *HOSTILE)
    (tmp_path / "b").replace(file_of(shared, bart))
    before = refs(an.path)
    assert share(an, AN).refused == ()
    new = refs(an.path) - before
    assert all(name.startswith(("refs/labelmap/from/", "refs/labelmap/joined/")) for name in new)
    assert not any("evil" in name or "replace" in name for name in new)


@pytest.mark.parametrize(
    ("mode", "path"),
    [
        ("120000", "evidence/link.pdf"),
        ("160000", "evidence/module"),
        ("100644", ".githooks/pre-commit"),
        ("100644", "evidence/con.pdf"),
        ("100644", "evidence/a:b.pdf"),
    ],
)
def test_what_could_write_elsewhere_is_refused_and_the_rest_goes_on(
    tmp_path: Path, mode: str, path: str
) -> None:
    an, bart, _shared = together(tmp_path)
    blob = git(bart.path, "rev-parse", "HEAD" if mode == "160000" else "HEAD:school.toml")
    git(bart.path, "update-index", "--add", "--cacheinfo", f"{mode},{blob},{path}")
    tree = git(bart.path, "write-tree")
    commit = git(bart.path, "commit-tree", tree, "-p", "main", "-m", "x")
    git(bart.path, "update-ref", "refs/heads/main", commit)
    git(bart.path, "reset", "-q", "--soft", "main")
    share(bart, BART)
    before = an.newest()
    (refused,) = share(an, AN).refused
    assert isinstance(refused, UnsafeContents)
    assert path in str(refused)
    assert an.newest() == before
    assert not (an.path / path).exists()


def test_what_git_finds_fault_with_is_not_taken_in(tmp_path: Path) -> None:
    source, target = new_school(tmp_path / "source"), new_school(tmp_path / "target")
    blob = git(source.path, "rev-parse", "HEAD:school.toml")
    made = subprocess.run(
        ["git", "hash-object", "-t", "tree", "--literally", "-w", "--stdin"],
        input=b"100644 .git\0" + bytes.fromhex(blob),
        cwd=source.path,
        capture_output=True,
        check=True,
    )
    tree = made.stdout.decode().strip()
    commit = git(source.path, "commit-tree", tree, "-p", "main", "-m", "x")
    git(source.path, "update-ref", "refs/heads/main", commit)
    file = bundle_of(source.path, tmp_path / "b.labelmap", "main")
    into = {"refs/heads/main": "refs/labelmap/from/x/main"}
    with pytest.raises(UnsafeContents):
        travel.fetch_bundle(Git(target.path), file, into)
    assert "refs/labelmap/from/x/main" not in refs(target.path)


def test_each_kind_of_unreadable_file_has_its_own_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = new_school(tmp_path / "an")
    file = bundle_of(folder.path, tmp_path / "b.labelmap", "main")
    whole = file.read_bytes()
    for data, kind in (
        (b"", NotWhole),
        (b"# v2 git", NotWhole),
        (whole[:60], NotWhole),
        (b"PK\3\4", NotOurFile),
        (b"# v3 git bundle\n@filter=blob:none\n\nPACK", NotOurFile),
    ):
        file.write_bytes(data)
        with pytest.raises(kind):
            travel.look_at(file)
    file.write_bytes(whole)
    monkeypatch.setattr(travel, "FILE_LIMIT", 100)
    with pytest.raises(FileTooHeavy):
        travel.look_at(file)
    monkeypatch.undo()
    writes(folder, AN, {PLAN: "Van An."})
    part = bundle_of(folder.path, tmp_path / "part.labelmap", "main", "^main~1")
    git(tmp_path, "init", "-q", "-b", "main", "empty")
    with pytest.raises(WaitsForAnother):
        travel.fetch_bundle(Git(tmp_path / "empty"), part, {"refs/heads/main": "refs/labelmap/x"})
