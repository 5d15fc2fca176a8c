"""Objects read one after the other: alone or in a pack, sound or not."""

import os
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from store import git_plumbing
from store.git import Git
from store.git_failures import GitFailure
from store.git_objects import Reader, files, listing, toml_files
from tests.store.school import PLAN_FILE, git, new_school


def test_an_object_reads_the_same_alone_or_in_a_pack(tmp_path: Path) -> None:
    folder = new_school(tmp_path / "an").path
    alone = toml_files(Git(folder), "main", 1_000_000)
    assert alone[PLAN_FILE] == (folder / PLAN_FILE).read_bytes()
    blob = git(folder, "rev-parse", f"main:{PLAN_FILE}")
    for _ in range(2):
        reader = Reader(Git(folder))
        assert reader.read(blob, 1_000_000) == alone[PLAN_FILE]
        assert reader.read(blob, 0) is None
        assert reader.read("0" * 40, 1_000_000) is None
        commit = git(folder, "rev-parse", "main")
        assert reader.listing(f"{commit}^{{tree}}")[PLAN_FILE] == ("100644", blob)
        reader.close()
        git(folder, "gc", "-q")
    assert not (folder / ".git/objects" / blob[:2] / blob[2:]).exists()


def test_a_file_whose_object_is_gone_is_not_taken_for_an_absent_one(tmp_path: Path) -> None:
    folder = new_school(tmp_path / "an").path
    blob = git(folder, "rev-parse", f"main:{PLAN_FILE}")
    assert files(Git(folder), "HEAD", [PLAN_FILE], 1_000_000) is not None
    (folder / ".git/objects" / blob[:2] / blob[2:]).unlink()
    assert files(Git(folder), "HEAD", [PLAN_FILE], 1_000_000) is None


def test_an_object_that_is_damaged_is_git_s_to_judge(tmp_path: Path) -> None:
    folder = new_school(tmp_path / "an").path
    blob = git(folder, "rev-parse", f"main:{PLAN_FILE}")
    path = folder / ".git/objects" / blob[:2] / blob[2:]
    path.chmod(0o644)
    path.write_bytes(b"no object at all")
    reader = Reader(Git(folder))
    with suppress(GitFailure):  # git of one age says that it is missing, of another that it is bad
        assert reader.read(blob, 1_000_000) is None
    reader.close()


def _as_git_lists(folder: Path, revision: str, *under: str) -> dict[str, tuple[str, str]]:
    lines = git(folder, "ls-tree", "-r", revision, "--", *under).splitlines()
    told = (line.split("\t") for line in lines)
    return {path: (about.split()[0], about.split()[2]) for about, path in told}


def test_what_a_commit_has_is_listed_as_git_lists_it(tmp_path: Path) -> None:
    folder = new_school(tmp_path / "an").path
    commit = git(folder, "rev-parse", "main")
    for _ in range(2):
        for under in ((), ("answers",), ("answers/", "README.md"), (PLAN_FILE,), ("answ", "none")):
            expected = _as_git_lists(folder, "main", *under)
            assert (expected != {}) == (under != ("answ", "none"))
            for revision in ("HEAD", "refs/heads/main", commit):
                assert listing(Git(folder), revision, under) == expected
        git(folder, "gc", "-q")


def test_a_tree_that_is_unusual_is_git_s_to_list(tmp_path: Path) -> None:
    folder = new_school(tmp_path / "an").path
    blob = bytes.fromhex(git(folder, "rev-parse", f"main:{PLAN_FILE}"))
    inner = _literally(folder, b"100644 plan.toml\0" + blob)
    # A folder that another writer of trees wrote with a zero in front, as git never does.
    outer = _literally(folder, b"040000 review\0" + bytes.fromhex(inner))
    commit = git(folder, "commit-tree", outer, "-m", "x")
    assert listing(Git(folder), commit) is None
    assert list(git_plumbing.listing(Git(folder), commit)) == ["review/plan.toml"]
    assert Git(folder).files_at(commit, ["review"]).keys() == {"review/plan.toml"}
    cut = git(folder, "commit-tree", _literally(folder, b"100644 plan.toml"), "-m", "x")
    assert listing(Git(folder), cut) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_in_the_place_of_an_object_is_not_waited_for(tmp_path: Path) -> None:
    folder = new_school(tmp_path / "an").path
    blob = git(folder, "rev-parse", f"main:{PLAN_FILE}")
    path = folder / ".git/objects" / blob[:2] / blob[2:]
    path.unlink()
    os.mkfifo(path)
    assert Reader(Git(folder)).alone(blob, 1_000_000) is None


def _literally(folder: Path, tree: bytes) -> str:
    words = ["git", "hash-object", "-t", "tree", "-w", "--stdin", "--literally"]
    made = subprocess.run(words, cwd=folder, input=tree, capture_output=True, check=True)
    return made.stdout.decode().strip()
