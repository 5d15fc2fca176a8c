"""Objects read one after the other: alone or in a pack, sound or not."""

from contextlib import suppress
from pathlib import Path

from store.git import Git
from store.git_failures import GitFailure
from store.git_objects import Reader, toml_files
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
