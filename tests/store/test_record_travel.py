"""School and NSO by file alone: what travels, how it converges, and what is refused."""

import hashlib
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from model.review import DecisionKind, FeedbackKind
from model.standing import decision_of
from model.trust import Signature
from store import record_range, signers, signing, trust
from store.audit import audit
from store.clock import Clock
from store.git import RECORD, Git
from store.inbox_folder import Inbox
from store.parts import split
from store.platform_acts import OnPlatform
from store.receiving import Taken, take_in
from store.record_travel import NothingToSend, Outcome, Received
from store.reviewed_school import ReviewedSchool
from store.school_folder import SchoolFolder
from tests.made_once import made_once
from tests.nso import NELE, PIECE_ID, complete_school, words
from tests.store.school import AN, PLAN, git, with_field

FEBRUARY = Clock.of("2023-02-08")


@dataclass
class Sides:
    """A school and its NSO, who have nothing in common but files."""

    place: Path
    files: list[Path] = field(default_factory=list)
    made: int = 0

    @property
    def school(self) -> SchoolFolder:
        return SchoolFolder.open(self.place / "school", FEBRUARY)

    @property
    def inbox(self) -> Inbox:
        return Inbox.made_at(self.place / "inbox")

    @property
    def nso(self) -> ReviewedSchool:
        (folder,) = self.inbox.schools()
        return ReviewedSchool.open(folder, FEBRUARY)

    def send(self, side: str, *, whole: bool = False) -> Path:
        """A file of one side's."""
        self.made += 1
        target = self.place / f"{side}-{self.made}.labelmap"
        if side == "school":
            self.school.send(target, AN, whole=whole)
        else:
            self.nso.send(target, NELE, whole=whole)
        self.files.append(target)
        return target

    def to_nso(self, *files: Path) -> tuple[Taken, ...]:
        return take_in(files, self.inbox, NELE, FEBRUARY)

    def to_school(self, *files: Path) -> tuple[Taken, ...]:
        return take_in(files, self.school, AN, FEBRUARY)

    def tips(self) -> tuple[str, str]:
        return git(self.place / "school", "rev-parse", "record"), git(
            self.nso.path, "rev-parse", "record"
        )

    def subjects(self) -> list[str]:
        """The record's acts, oldest first, as the school has them."""
        return git(self.place / "school", "log", "--reverse", "--format=%s", "record").splitlines()

    def exchange(self, most: int = 6) -> None:
        """Let both send until nothing is left to say."""
        for _ in range(most):
            for side, deliver in (("school", self.to_nso), ("nso", self.to_school)):
                try:
                    taken = deliver(self.send(side))
                except NothingToSend:
                    continue
                assert all(one.failure is None for one in taken), taken
            first, second = self.tips()
            if first == second:
                return
        raise AssertionError(self.tips())


@pytest.fixture
def sides(submitted: Path) -> Sides:
    """A school that submitted and sent nothing yet."""
    return Sides(submitted.parent)


@pytest.fixture
def met(both: Path, tmp_path: Path) -> Sides:
    """Both have the submission, a receipt and one piece of feedback."""
    place = Path(shutil.copytree(both, tmp_path / "met"))
    return Sides(place, [place / "school-1.labelmap", place / "nso-2.labelmap"], 2)


def only(taken: tuple[Taken, ...]) -> Received:
    (one,) = taken
    assert one.received is not None, one.failure
    return one.received


@pytest.mark.usefixtures("key")
def test_the_whole_story_goes_by_files_alone(sides: Sides) -> None:
    came = only(sides.to_nso(sides.send("school")))
    assert (came.outcome, came.folder.name) == (Outcome.NEW, "go-atheneum-voorbeeldstad")
    nso = sides.nso
    nso.draft(PLAN, FeedbackKind.MUST_FIX, "Zeg wie.", NELE)
    nso.decide(DecisionKind.RETURNED, "Vul aan.", NELE)
    assert only(sides.to_school(sides.send("nso"))).outcome is Outcome.FORWARD
    signers.pin(trust.offered_keys(Git(sides.place / "school")))
    school = sides.school
    assert str(school.signature()) == "verified"
    school.reply(PIECE_ID, "Bart.", AN)
    school = sides.school
    school.save(with_field(school, PLAN, "Bart doet het, tegen mei. " * 10), AN)
    school.submit(AN, words)
    assert only(sides.to_nso(sides.send("school"))).outcome is Outcome.FORWARD
    sides.nso.resolve(PIECE_ID, NELE)
    sides.nso.decide(DecisionKind.APPROVED, "Proficiat.", NELE)
    sides.to_school(sides.send("nso"))
    assert sides.subjects() == [
        "submit: round 1, 34 of 34",
        "receipt: round 1",
        "decide: round 1 returned, 1 piece of feedback",
        f"reply(shared-leadership): {PIECE_ID}, 5 characters",
        "submit: round 2, 34 of 34",
        "receipt: round 2",
        f"resolve(shared-leadership): {PIECE_ID}",
        "decide: round 2 approved",
    ]
    first, second = sides.tips()
    assert first == second
    for folder in (sides.place / "school", sides.nso.path):
        assert git(folder, "fsck", "--strict", "--no-dangling") == ""
        assert git(folder, "status", "--porcelain") == ""
        assert git(folder, "tag").split() == [
            "decision/round-1",
            "decision/round-2",
            "submission/round-1",
            "submission/round-2",
        ]
    assert git(sides.nso.path, "rev-parse", "main") == second


def test_a_file_holds_only_what_the_other_side_lacks_and_nothing_of_the_diary(met: Sides) -> None:
    first = met.files[0]
    diary = set(git(met.place / "school", "rev-list", "--objects", "main").split())
    own = set(git(met.place / "school", "rev-list", "--objects", "record").split())
    met.school.reply(PIECE_ID, "Bart.", AN)
    second = met.send("school")
    assert second.stat().st_size < first.stat().st_size
    for file in met.files:
        fresh = met.place / f"fresh-{file.stem}"
        shutil.copytree(met.nso.path, fresh)
        git(fresh, "fetch", "-q", str(file), "refs/heads/record:refs/heads/came")
        there = set(git(fresh, "rev-list", "--objects", "came").split())
        assert not there & (diary - own), file.name
        names = git(fresh, "bundle", "list-heads", str(file)).split()[1::2]
        assert all(n == RECORD or n.startswith(("refs/tags/sub", "refs/tags/dec")) for n in names)


@pytest.mark.long
def test_the_same_file_again_and_ones_own_are_nothing_new(met: Sides) -> None:
    before = met.tips()
    for file in (*met.files, *reversed(met.files)):
        for deliver in (met.to_nso, met.to_school):
            assert only(deliver(file)).outcome is Outcome.NOTHING
    assert met.tips() == before
    with pytest.raises(NothingToSend):
        met.send("school")
    met.nso.resolve(PIECE_ID, NELE)
    lost = met.send("nso")
    assert only(met.to_nso(lost)).outcome is Outcome.NOTHING, "its own file, by mistake"
    assert only(met.to_school(met.send("nso"))).outcome is Outcome.FORWARD


def test_acts_of_both_sides_at_once_become_one_record(met: Sides) -> None:
    met.school.reply(PIECE_ID, "Bart.", AN)
    met.nso.resolve(PIECE_ID, NELE)
    to_nso, to_school = met.send("school"), met.send("nso")
    waiting = only(met.to_nso(to_nso))
    assert waiting.outcome is Outcome.WAITS
    joined = only(met.to_school(to_school))
    assert joined.outcome is Outcome.JOINED
    assert met.subjects()[-2:] == [
        f"resolve(shared-leadership): {PIECE_ID}",
        f"reply(shared-leadership): {PIECE_ID}, 5 characters",
    ]
    assert only(met.to_nso(met.send("school"))).outcome is Outcome.FORWARD
    assert only(met.to_nso(to_nso)).outcome is Outcome.NOTHING, "an old file accuses nobody"
    first, second = met.tips()
    assert first == second
    (piece,) = met.school.application.record.feedback
    assert [event.kind.value for event in piece.events] == ["resolved", "reply"]


def test_what_the_nso_did_not_send_yet_is_signed_anew_on_top(
    met: Sides, key: signing.SigningKey
) -> None:
    met.nso.resolve(PIECE_ID, NELE)
    met.nso.decide(DecisionKind.APPROVED, "Proficiat.", NELE)
    met.school.reply(PIECE_ID, "Bart.", AN)
    assert only(met.to_nso(met.send("school"))).outcome is Outcome.JOINED
    signers.pin([key.public])
    folder = met.nso.path
    commits = git(folder, "rev-list", "record").split()[:2]
    found = trust.of_commits(Git(folder), commits, signers.load())
    assert set(found.values()) == {Signature.VERIFIED}
    assert git(folder, "rev-parse", "decision/round-1^{commit}") == commits[0]
    tag = Git(folder).reference("refs/tags/decision/round-1")
    assert tag is not None
    assert trust.of_tag(Git(folder), tag, signers.load()) is Signature.VERIFIED
    met.to_school(met.send("nso"))
    first, second = met.tips()
    assert first == second


def test_a_submission_that_has_to_give_way_keeps_its_tag(met: Sides) -> None:
    met.nso.decide(DecisionKind.RETURNED, "Vul aan.", NELE)
    met.to_school(met.send("nso"))
    school = met.school
    school.reply(PIECE_ID, "Bart.", AN)
    school.submit(AN, words)
    met.nso.draft("collaboration", FeedbackKind.PRAISE, "Mooi.", NELE)
    met.nso.publish(NELE)
    met.exchange()
    for folder in (met.place / "school", met.nso.path):
        commit = git(folder, "rev-parse", "submission/round-2^{commit}")
        subject = git(folder, "log", "-1", "--format=%s", commit)
        assert subject == "submit: round 2, 34 of 34"
        assert commit in git(folder, "rev-list", "record").split()


def test_a_decision_taken_over_and_one_of_the_nso_at_once_are_both_kept(met: Sides) -> None:
    met.nso.decide(DecisionKind.RETURNED, "Vul aan.", NELE)
    day = FEBRUARY.today
    met.school.record_platform(OnPlatform(on=day, decision=DecisionKind.APPROVED), AN)
    met.exchange()
    decisions = met.school.application.record.decisions
    assert {made.kind for made in decisions} == {DecisionKind.RETURNED, DecisionKind.APPROVED}
    counts = decision_of(met.school.application.record, 1)
    assert counts is not None
    assert counts.kind is DecisionKind.RETURNED, "what the NSO decided here comes first"


def rewritten(folder: Path, message: str = "receipt: round 1") -> None:
    """The last act of a record made anew, as somebody who knows git would."""
    tree = git(folder, "rev-parse", "record^{tree}")
    parent = git(folder, "rev-parse", "record^")
    trailers = "Labelmap-Event: reply\nLabelmap-Round: 1\nLabelmap-Role: teacher\n"
    commit = git(folder, "commit-tree", tree, "-p", parent, "-m", f"{message}\n\n{trailers}")
    git(folder, "update-ref", "refs/heads/record", commit)


@pytest.mark.long
def test_a_record_that_the_school_rewrote_is_told_and_both_are_kept(met: Sides) -> None:
    met.school.reply(PIECE_ID, "Bart.", AN)
    met.to_nso(met.send("school"))
    before = met.nso
    tip = git(before.path, "rev-parse", "record")
    rewritten(met.place / "school", "reply: something else")
    came = only(met.to_nso(met.send("school", whole=True)))
    assert came.outcome is Outcome.REWRITTEN
    assert [entry.event for entry in came.lost] == ["reply"]
    assert git(before.path, "rev-parse", "record") == tip
    kept = git(before.path, "for-each-ref", "--format=%(objectname)", "refs/labelmap/aside")
    assert came.kept in kept.split()
    assert git(before.path, "cat-file", "-t", came.kept) == "commit"


def test_a_record_that_the_nso_rewrote_is_told_to_the_school(met: Sides) -> None:
    folder = met.nso.path
    rewritten(folder, "feedback: other words")
    git(folder, "update-ref", "refs/heads/main", "record")
    assert only(met.to_school(met.send("nso", whole=True))).outcome is Outcome.REWRITTEN


def test_another_school_s_file_is_refused(met: Sides, tmp_path: Path) -> None:
    other = complete_school(tmp_path / "other/school")
    other.submit(AN, words)
    file = tmp_path / "other.labelmap"
    other.send(file, AN)
    (taken,) = met.to_school(file)
    assert taken.received is None
    assert "another application" in str(taken.failure)
    two = met.to_nso(file)
    assert only(two).folder.name == "go-atheneum-voorbeeldstad-2"
    assert two[0].namesake, "two schools with one name are two, and it is said"
    names = [folder.name for folder in met.inbox.schools()]
    assert names == ["go-atheneum-voorbeeldstad", "go-atheneum-voorbeeldstad-2"]


def test_a_school_that_was_renamed_keeps_its_folder(met: Sides) -> None:
    met.nso.decide(DecisionKind.RETURNED, "Vul aan.", NELE)
    met.to_school(met.send("nso"))
    school = met.school
    school.reply(PIECE_ID, "Bart.", AN)
    school.save(with_field(school, "school.name", "Atheneum De Nieuwe Naam"), AN)
    school.submit(AN, words)
    assert only(met.to_nso(met.send("school"))).folder.name == "go-atheneum-voorbeeldstad"
    assert met.nso.application.school.name == "Atheneum De Nieuwe Naam"
    only(met.to_nso(met.send("school", whole=True)))
    assert len(list(met.inbox.schools())) == 1


@pytest.mark.parametrize(
    ("at_the_nso", "at_school"), [("2023-02-07", "2023-02-08"), ("2023-02-09", "2023-02-08")]
)
def test_a_clock_that_is_wrong_by_a_day_is_told_and_the_record_stays_honest(
    sides: Sides, at_the_nso: str, at_school: str
) -> None:
    school = Clock.of(at_school)
    folder = SchoolFolder.open(sides.place / "school", school)
    folder.record_platform(OnPlatform(on=school.today), AN)
    sides.to_nso(sides.send("school"))
    (path,) = sides.inbox.schools()
    nso = ReviewedSchool.open(path, Clock.of(at_the_nso))
    nso.draft(PLAN, FeedbackKind.MUST_FIX, "Zeg wie.", NELE)
    nso.publish(NELE)
    told = [str(notice) for notice in nso.notices]
    sides.to_school(sides.send("nso"))
    folder = SchoolFolder.open(sides.place / "school", school)
    folder.reply(PIECE_ID, "Bart.", AN)
    told += [str(notice) for notice in folder.notices]
    assert len([one for one in told if "is it yours?" in one]) == 1
    found = audit(Git(folder.path), signers.load())
    assert found.findings == ()


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _flip(data: bytes) -> bytes:
    place = len(data) - 200
    return data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]


HARM: tuple[Callable[[bytes], bytes], ...] = (
    _cut,
    _flip,
    lambda _: b"",
    lambda _: b"\0" * 4096,
    lambda _: b"PK\x03\x04 no bundle",
    lambda data: data.replace(b"refs/heads/record", b"refs/heads/recore"),
    lambda data: data.replace(b"refs/heads/record", b"../../../x/record"),
    lambda data: data[:15],
)


def test_a_damaged_or_foreign_file_is_refused_and_nothing_changes(sides: Sides) -> None:
    file = sides.send("school")
    whole = file.read_bytes()
    for number, harm in enumerate(HARM):
        file.write_bytes(harm(whole))
        (taken,) = sides.to_nso(file)
        assert taken.failure is not None, number
        assert [path.name for path in (sides.place / "inbox/schools").iterdir()] == []
    file.write_bytes(whole)
    assert only(sides.to_nso(file)).outcome is Outcome.NEW


def test_one_bad_file_keeps_no_other_out_and_any_order_is_right(met: Sides, tmp_path: Path) -> None:
    met.school.reply(PIECE_ID, "Bart.", AN)
    thin = met.send("school")
    bad = tmp_path / "bad.labelmap"
    bad.write_bytes(b"nothing")
    inbox = Inbox.made_at(tmp_path / "second")
    answers = take_in([thin, bad, tmp_path / "nowhere"], inbox, NELE, FEBRUARY)
    assert all(one.failure is not None for one in answers)
    shutil.copytree(met.nso.path, tmp_path / "third/schools/x")
    third = Inbox.made_at(tmp_path / "third")
    answers = take_in([bad, thin], third, NELE, FEBRUARY)
    assert [one.failure is None for one in answers if one.name == thin.name] == [True]


def hostile(place: Path, entries: str) -> Path:
    """A file whose record has a tree of these entries, each `mode type object path`."""
    git(place, "init", "-q", "-b", "record", ".")
    (place / "x").write_text("hello\n")
    blob = git(place, "hash-object", "-w", "x")
    lines = "".join(f"{line.format(blob=blob)}\n" for line in entries.splitlines())
    tree = subprocess.run(
        ["git", "mktree", "--missing"],
        cwd=place,
        input=lines.encode(),
        capture_output=True,
        check=True,
    ).stdout.decode()
    commit = git(place, "commit-tree", tree.strip(), "-m", "submit: round 1")
    git(place, "update-ref", "refs/heads/record", commit)
    git(place, "bundle", "create", "-q", "../hostile.labelmap", "refs/heads/record")
    return place.parent / "hostile.labelmap"


@pytest.mark.parametrize(
    "entry",
    [
        "120000 blob {blob}\tevidence",
        "100644 blob {blob}\t..",
        "100644 blob {blob}\t.git",
        "100644 blob {blob}\tCON",
        "100644 blob {blob}\ta:b",
        "160000 commit 1111111111111111111111111111111111111111\tsub",
    ],
)
def test_what_could_write_elsewhere_is_not_taken_in(tmp_path: Path, entry: str) -> None:
    (tmp_path / "made").mkdir()
    file = hostile(tmp_path / "made", entry)
    inbox = Inbox.made_at(tmp_path / "inbox")
    (taken,) = take_in([file], inbox, NELE, FEBRUARY)
    assert taken.failure is not None
    assert list(inbox.schools()) == []


def test_a_record_with_a_merge_is_refused(met: Sides) -> None:
    folder = met.place / "school"
    tree = git(folder, "rev-parse", "record^{tree}")
    merge = git(folder, "commit-tree", tree, "-p", "record", "-p", "main", "-m", "smuggled")
    git(folder, "update-ref", "refs/heads/record", merge)
    target = met.place / "smuggled.labelmap"
    git(folder, "bundle", "create", "-q", str(target), "record")
    (taken,) = met.to_nso(target)
    assert taken.failure is not None
    assert "merge" in str(taken.failure)


def test_a_large_file_goes_in_parts(sides: Sides) -> None:
    file = sides.send("school")
    parts = split(file, sides.place / "parts.labelmap", file.stat().st_size // 3 + 1)
    assert len(parts) == 3
    (taken,) = sides.to_nso(*parts[:2])
    assert "missing: 3 of 3" in str(taken.failure)
    damaged = parts[1].read_bytes()
    parts[1].write_bytes(damaged[:-1] + b"x")
    (taken,) = sides.to_nso(*parts)
    assert taken.failure is not None
    parts[1].write_bytes(damaged)
    assert only(sides.to_nso(*reversed(parts))).outcome is Outcome.NEW


STEPS = st.lists(
    st.sampled_from(["reply", "addressed", "school file", "publish", "resolve", "nso file"])
    | st.tuples(st.sampled_from(["to nso", "to school"]), st.integers(0, 40)),
    max_size=14,
)


def run_any_order(place: Path, steps: list[Any], sides: Sides) -> None:
    """Acts, files made, and files that arrive in any order, twice, or never."""
    for number, step in enumerate(steps):
        match step:
            case "reply":
                sides.school.reply(PIECE_ID, f"Antwoord {number}.", AN)
            case "addressed":
                sides.school.mark_addressed(PIECE_ID, AN, text=f"Klaar {number}.")
            case "publish":
                sides.nso.draft("collaboration", FeedbackKind.PRAISE, f"Mooi {number}.", NELE)
                sides.nso.publish(NELE)
            case "resolve":
                sides.nso.resolve(PIECE_ID, NELE, text=f"Goed {number}.")
            case "school file" | "nso file":
                try:
                    sides.send(step.partition(" ")[0])
                except NothingToSend:
                    continue
            case (to, which):
                file = sides.files[which % len(sides.files)]
                deliver = sides.to_nso if to == "to nso" else sides.to_school
                came = only(deliver(file))
                assert came.outcome is not Outcome.REWRITTEN, "honest files accuse nobody"
    sides.exchange()
    wanted = [number for number, step in enumerate(steps) if step in _SAID]
    said = git(place / "school", "show", f"record:review/round-1/{PIECE_ID}.toml")
    said += (
        git(place / "school", "grep", "-h", "Mooi", "record", "--", "review")
        if any(step == "publish" for step in steps)
        else ""
    )
    for number in wanted:
        assert said.count(f" {number}.") == 1, "each act once, and none lost"
    assert git(place / "school", "fsck", "--strict", "--no-dangling") == ""
    keys = [act.key for act in record_range.acts(Git(place / "school"), RECORD)]
    assert len(keys) == len(set(keys))


_SAID = {"reply", "addressed", "publish", "resolve"}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both sides after their first meeting, to be copied."""
    return made_once(tmp_path_factory, "both", _both)


def _both(place: Path) -> None:
    complete_school(place / "school").submit(AN, words)
    sides = Sides(place)
    sides.to_nso(sides.send("school"))
    sides.nso.draft(PLAN, FeedbackKind.MUST_FIX, "Zeg wie.", NELE)
    sides.nso.publish(NELE)
    sides.to_school(sides.send("nso"))


def any_order(both: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[Any]) -> None:
    digest = hashlib.sha256(repr(steps).encode()).hexdigest()[:12]
    place = tmp_path_factory.mktemp(f"any-{digest}")
    shutil.copytree(both, place, dirs_exist_ok=True)
    run_any_order(place, steps, Sides(place, sorted(place.glob("*.labelmap")), 2))
    shutil.rmtree(place)


@settings(max_examples=1, phases=[Phase.explicit, Phase.generate])
@given(steps=STEPS)
def test_any_order_of_acts_and_files_ends_with_one_record(
    both: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[Any]
) -> None:
    any_order(both, tmp_path_factory, steps)


@pytest.mark.long
@settings(max_examples=60, phases=[Phase.explicit, Phase.generate])
@given(steps=STEPS)
def test_many_orders_of_acts_and_files_end_with_one_record(
    both: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[Any]
) -> None:
    any_order(both, tmp_path_factory, steps)
