"""Colleagues share one application through a folder: everybody has all, and nothing is lost."""

from pathlib import Path

from model.fields import parse_key
from model.versions import versions
from store.school_folder import SchoolFolder
from tests.store.school import AN, BART, PLAN, git, new_school, plan_of, with_field
from tests.store.sharing import (
    CARLA,
    COLLABORATION,
    files,
    inviting,
    joined,
    noise,
    share,
    together,
    writes,
)


def collaboration(folder: SchoolFolder) -> str:
    return folder.application.answers["collaboration"].plan


def test_the_first_puts_it_there_with_a_page_and_the_second_has_a_copy(tmp_path: Path) -> None:
    an, shared = inviting(tmp_path)
    writes(an, AN, {PLAN: "Wij plannen samen."})
    share(an, AN)
    page = (shared / "Samenwerken - go-atheneum-voorbeeldstad.html").read_text("utf-8")
    assert "An Peeters" in page
    assert "commit" not in page
    bart = joined(shared, tmp_path / "bart")
    assert plan_of(bart) == "Wij plannen samen."
    assert git(bart.path, "log", "--format=%H") == git(an.path, "log", "--format=%H")
    assert git(bart.path, "status", "--porcelain") == ""
    assert len(files(shared)) == 2


def test_different_fields_come_together_on_both_sides(tmp_path: Path) -> None:
    an, bart, _shared = together(tmp_path)
    writes(an, AN, {PLAN: "Van An."})
    writes(bart, BART, {COLLABORATION: "Van Bart."})
    for folder, person in ((an, AN), (bart, BART), (an, AN)):
        share(folder, person)
    for folder in (an, bart):
        assert (plan_of(folder), collaboration(folder)) == ("Van An.", "Van Bart.")
        assert git(folder.path, "fsck", "--strict") == ""
    assert an.newest() == bart.newest()
    names = [one.name for one in share(an, AN).colleagues]
    assert names == ["Bart Claes"]


def test_with_nothing_new_nothing_is_written(tmp_path: Path) -> None:
    an, bart, shared = together(tmp_path)
    writes(an, AN, {PLAN: "Van An."})
    for folder, person in ((an, AN), (bart, BART), (an, AN), (bart, BART)):
        share(folder, person)
    before = files(shared)
    for folder, person in ((an, AN), (bart, BART)):
        done = share(folder, person)
        assert (done.written, done.changed, done.refused) == (0, False, ())
    assert files(shared) == before


def test_a_third_joins_later_and_has_all_of_it(tmp_path: Path) -> None:
    an, bart, shared = together(tmp_path)
    for number in range(2):
        writes(an, AN, {PLAN: f"Van An, {number}."})
        share(an, AN)
        writes(bart, BART, {COLLABORATION: f"Van Bart, {number}."})
        share(bart, BART)
    carla = joined(shared, tmp_path / "carla", CARLA)
    assert (plan_of(carla), collaboration(carla)) == ("Van An, 1.", "Van Bart, 1.")


def test_what_is_written_grows_with_what_is_new_and_not_with_the_history(tmp_path: Path) -> None:
    an, shared = inviting(tmp_path)
    for number in range(2):
        writes(an, AN, {PLAN: noise(400_000, number)})
        share(an, AN)
    bart = joined(shared, tmp_path / "bart")
    writes(bart, BART, {COLLABORATION: noise(400_000, 9)})
    share(bart, BART)
    share(an, AN)
    light = []
    for number in range(3):
        writes(an, AN, {PLAN: f"Kort, {number}."})
        light.append(share(an, AN).written)
        assert share(bart, BART).refused == ()
    assert max(light) < 10_000
    sizes = [len(data) for data in files(shared).values()]
    assert sum(sizes) < 4 * 250_000  # each of the long texts lies there once
    carla = joined(shared, tmp_path / "carla", CARLA)
    assert plan_of(carla) == "Kort, 2."
    assert collaboration(carla) == noise(400_000, 9)
    for copy in (an, bart, carla):
        assert "error" not in git(copy.path, "fsck", "--strict")


def test_two_who_join_one_another_at_once_come_to_rest(tmp_path: Path) -> None:
    an, bart, shared = together(tmp_path)
    writes(an, AN, {PLAN: "Van An."})
    writes(bart, BART, {COLLABORATION: "Van Bart."})
    share(an, AN)
    apart = {name: data for name, data in files(shared).items() if "an-peeters" in name}
    share(bart, BART)
    # An's file comes to Bart as it was before she joined his work, and the other way round.
    share(an, AN)
    for name, data in apart.items():
        (shared / name).write_bytes(data)
    writes(an, AN, {PLAN: "Van An, nog eens."})
    writes(bart, BART, {COLLABORATION: "Van Bart, nog eens."})
    for _ in range(3):
        for folder, person in ((an, AN), (bart, BART)):
            share(folder, person)
    assert an.newest() == bart.newest()
    before = files(shared)
    assert share(an, AN).written == share(bart, BART).written == 0
    assert files(shared) == before


def test_what_is_typed_over_an_arrival_says_who_typed_and_who_wrote_the_other(
    tmp_path: Path,
) -> None:
    an, bart, _shared = together(tmp_path)
    before = an.application
    typed = with_field(an, PLAN, "Van An.")
    writes(an, AN, {COLLABORATION: "Ook van An."})
    writes(bart, BART, {PLAN: "Van Bart."})
    share(bart, BART)
    share(an, AN)  # a joining, which is not who wrote the plan
    an.write(typed, before, AN)  # as the app does while one types
    plan = parse_key(PLAN, an.edition)
    for folder in (an, SchoolFolder.open(an.path, an.clock)):
        found = versions(folder.application, plan)
        assert [(v.value, v.by) for v in found] == [
            ("Van An.", "An Peeters"),
            ("Van Bart.", "Bart Claes"),
        ]
        assert all(v.when for v in found)


def test_what_stands_in_no_history_is_nobodys(tmp_path: Path) -> None:
    an = new_school(tmp_path / "an")
    before, typed = an.application, with_field(an, PLAN, "Van An.")
    an.write(with_field(an, PLAN, "Van wie?"))
    an.write(typed, before)
    found = versions(an.application, parse_key(PLAN, an.edition))
    assert [(v.value, v.by, v.when) for v in found] == [("Van An.", "", ""), ("Van wie?", "", "")]
