"""What is measured leaves the settings of whoever measures alone."""

from pathlib import Path

import pytest

from bench import sharing
from store import places


@pytest.mark.long
def test_measuring_what_sharing_costs_writes_nothing_in_ones_own_home(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sharing, "ENTRIES", 2)
    monkeypatch.setattr(sharing, "DOCUMENT", 1000)
    home = [places.settings_folder(), places.cache_folder(), places.recovery_folder()]
    assert [row.what for row in sharing.measure(1)]
    assert [folder for folder in home if Path(folder).exists()] == []
