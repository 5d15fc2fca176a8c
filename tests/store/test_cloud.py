"""Cloud drives are known by names, variables and marks."""

import json
import os
from pathlib import Path

import pytest

from store.cloud import cloud_drive, warning


@pytest.mark.parametrize(
    ("place", "drive"),
    [
        ("OneDrive/school", "OneDrive"),
        ("OneDrive - GO! Atheneum/Documenten/school", "OneDrive"),
        ("Library/CloudStorage/OneDrive-School/x", "OneDrive"),
        ("Library/CloudStorage/GoogleDrive-an@school.example/My Drive/x", "Google Drive"),
        ("Google Drive/school", "Google Drive"),
        ("Mijn Drive/school", "Google Drive"),
        ("Library/CloudStorage/Dropbox/x", "Dropbox"),
        ("Dropbox (School)/x", "Dropbox"),
        ("Library/Mobile Documents/com~apple~CloudDocs/school", "iCloud"),
        ("iCloudDrive/school", "iCloud"),
        ("Documents/school", None),
        ("onedriver/school", None),
        ("mijn-dropbox-notities/school", None),
    ],
)
def test_a_drive_is_known_by_the_names_of_its_folders(
    tmp_path: Path, place: str, drive: str | None
) -> None:
    assert cloud_drive(tmp_path / place) == drive


@pytest.mark.parametrize("name", ["OneDrive", "OneDriveCommercial"])
def test_a_drive_is_known_by_its_variable(tmp_path: Path, name: str) -> None:
    assert cloud_drive(tmp_path / "Wolk/school", {name: str(tmp_path / "Wolk")}) == "OneDrive"
    assert cloud_drive(tmp_path / "school", {name: str(tmp_path / "Wolk")}) is None


def test_a_drive_is_known_by_what_its_program_leaves(tmp_path: Path) -> None:
    for name in ("doos", "drive"):
        (tmp_path / name).mkdir()
    (tmp_path / "doos/.dropbox").write_bytes(b"{}")
    (tmp_path / "drive/.tmp.drivedownload").mkdir()
    assert cloud_drive(tmp_path / "doos/a/b") == "Dropbox"
    assert cloud_drive(tmp_path / "drive/a") == "Google Drive"
    assert cloud_drive(tmp_path / "elders") is None


@pytest.mark.parametrize("note", ["niets", "[]", '{"personal": 1}', '{"personal": {"path": 5}}'])
def test_a_note_of_dropbox_that_is_not_as_expected_does_no_harm(home: Path, note: str) -> None:
    (home / ".dropbox").mkdir()
    (home / ".dropbox/info.json").write_text(note, encoding="utf-8")
    assert cloud_drive(home / "school") is None


def test_a_drive_is_known_by_its_own_note(tmp_path: Path, home: Path) -> None:
    (home / ".dropbox").mkdir()
    note = {"personal": {"path": str(tmp_path / "doos")}}
    (home / ".dropbox/info.json").write_text(json.dumps(note), encoding="utf-8")
    assert cloud_drive(tmp_path / "doos/school") == "Dropbox"


@pytest.mark.skipif(os.name == "nt", reason="needs links without rights")
def test_a_link_into_a_drive_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "OneDrive/school").mkdir(parents=True)
    (tmp_path / "school").symlink_to(tmp_path / "OneDrive/school")
    assert cloud_drive(tmp_path / "school") == "OneDrive"


def test_a_school_in_a_cloud_drive_is_warned_about_and_another_place_proposed(
    tmp_path: Path, home: Path
) -> None:
    said = warning(tmp_path / "Dropbox/aanvraag")
    assert said is not None
    assert "Dropbox" in str(said)
    assert str(home / "aanvraag") in str(said)
    assert warning(tmp_path / "aanvraag") is None
