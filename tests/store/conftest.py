"""Schools that are dear to make are made once, and copied for each test."""

import shutil
from pathlib import Path

import pytest

from store import signers, signing
from store.public_keys import PublicKey
from store.school_folder import SchoolFolder
from tests.made_once import made_once
from tests.nso import complete_school, into_inbox, words
from tests.store.school import AN, CLOCK, new_school
from tests.store.story import key_of_story, tell_story


@pytest.fixture(scope="session")
def _new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "new", new_school)


@pytest.fixture
def folder(_new: Path, tmp_path: Path) -> SchoolFolder:
    """A new application's folder with its first commit."""
    return SchoolFolder.open(Path(shutil.copytree(_new, tmp_path / "school")), CLOCK)


@pytest.fixture(scope="session")
def _submitted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def make(place: Path) -> None:
        complete_school(place / "school").submit(AN, words)
        into_inbox(place / "school", place / "inbox")

    return made_once(tmp_path_factory, "submitted", make)


@pytest.fixture
def submitted(_submitted: Path, tmp_path: Path) -> Path:
    """The own folder of a school that submitted round 1."""
    return Path(shutil.copytree(_submitted / "school", tmp_path / "school"))


@pytest.fixture
def received(_submitted: Path, tmp_path: Path) -> Path:
    """The same school in an inbox."""
    shutil.copytree(_submitted / "inbox", tmp_path / "inbox", dirs_exist_ok=True)
    return tmp_path / "inbox/schools/atheneum"


@pytest.fixture
def key(home: Path) -> signing.SigningKey:
    """The reviewer's key; nobody trusts it yet."""
    return signing.make(home / "key", "nele", ask=False)


@pytest.fixture(scope="session")
def _told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, PublicKey]:
    place = made_once(tmp_path_factory, "told", tell_story)
    return place, key_of_story(place)


@pytest.fixture
def told(_told: tuple[Path, PublicKey], tmp_path: Path) -> Path:
    """The school's own folder, for somebody who trusts the NSO's key."""
    signers.pin([_told[1]])
    return Path(shutil.copytree(_told[0] / "school", tmp_path / "told"))


@pytest.fixture
def inbox_side(_told: tuple[Path, PublicKey], tmp_path: Path) -> Path:
    """The same school in the inbox."""
    signers.pin([_told[1]])
    shutil.copytree(_told[0] / "inbox", tmp_path / "inbox")
    (folder,) = (tmp_path / "inbox/schools").iterdir()
    return folder
