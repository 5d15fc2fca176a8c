"""What conftest.py promises: no test sees the machine that it runs on."""

import os
import subprocess
from pathlib import Path

import platformdirs


def test_home_is_empty_and_no_part_of_tmp_path(home: Path, tmp_path: Path) -> None:
    assert Path.home() == home
    assert list(home.iterdir()) == []
    assert not home.is_relative_to(tmp_path)


def test_the_users_folders_lie_in_that_home(home: Path) -> None:
    dirs = platformdirs.PlatformDirs("labelmap", appauthor=False)
    for folder in (dirs.user_config_path, dirs.user_data_path, dirs.user_cache_path):
        assert folder.is_relative_to(home)


def test_git_has_no_configuration(tmp_path: Path) -> None:
    listed = subprocess.run(
        ["git", "config", "--list"], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert listed.stdout == ""


def test_no_variable_of_ours_or_of_git_is_set() -> None:
    ours = {name for name in os.environ if name.startswith(("LABELMAP_", "GIT_"))}
    assert ours == {"GIT_CONFIG_NOSYSTEM"}
