"""Colleagues who speak to the NSO, in whatever order: one line of acts, on every side, all in it.

They reply, mark, share, send to the NSO and take in what it says; files to the NSO may be lost. In
the end all have one record in which every act stands once, and what was sent is part of it.
"""

import shutil
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from model.review import DecisionKind, FeedbackKind
from store import joining, sharing, signers
from store.audit import audit
from store.clock import Clock
from store.git import Git
from store.inbox_folder import Inbox
from store.receiving import take_in
from store.record_travel import NothingToSend, Outcome
from store.rounds import Share
from store.school_folder import SchoolFolder
from tests.nso import NELE, PIECE_ID, complete_school, reviewed, words
from tests.store.school import AN, BART, PLAN, git
from tests.store.sharing import CARLA, shared_folder
from tui.inviting import invite

FEBRUARY = Clock.of("2023-02-08")
PEOPLE = (AN, BART, CARLA)
ACT = st.tuples(
    st.sampled_from(("reply", "mark", "share", "send", "lost", "nso")), st.integers(0, 2)
)
LIKE = settings(
    deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)


class World:
    """Some colleagues, each with a copy, the folder that they share, and the NSO."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.inbox = Inbox.made_at(place / "inbox")
        self.shares = [
            Share(folder=place / "shared", name=name)
            for name in (place / "names").read_text().split()
        ]
        self.said: list[str] = []
        self.files = count(1)

    def folder(self, who: int) -> SchoolFolder:
        return SchoolFolder.open(self.place / str(who), FEBRUARY)

    def act(self, what: str, who: int) -> None:
        """One thing that somebody does."""
        folder, person = self.folder(who), PEOPLE[who]
        if what in {"reply", "mark"}:
            self.said.append(f"w{len(self.said)}")
            if what == "reply":
                folder.reply(PIECE_ID, self.said[-1], person)
            else:
                folder.mark_addressed(PIECE_ID, person, text=self.said[-1])
        elif what == "share":
            folder.sync(self.shares[who], person)
        elif what == "nso":
            self.nso_says(who)
        else:
            self.send(who, is_lost=what == "lost")

    def send(self, who: int, *, is_lost: bool = False) -> Outcome | None:
        """A file to the NSO; what came of it there."""
        file = self.place / f"{next(self.files)}.labelmap"
        try:
            self.folder(who).send(file, PEOPLE[who])
        except NothingToSend:
            return None
        if is_lost:
            return None
        (taken,) = take_in([file], self.inbox, NELE, FEBRUARY)
        assert taken.received is not None, taken.failure
        return taken.received.outcome

    def nso_says(self, who: int) -> None:
        """The NSO opens the thread again, and one of them gets the file."""
        nso = reviewed(next(self.inbox.schools()))
        self.said.append(f"n{len(self.said)}")
        nso.reopen(PIECE_ID, NELE, text=self.said[-1])
        file = self.place / f"{next(self.files)}.labelmap"
        nso.send(file, NELE, whole=True)
        (taken,) = take_in([file], self.folder(who), PEOPLE[who], FEBRUARY)
        assert taken.received is not None, taken.failure

    def settle(self) -> None:
        """All share and send, until nothing is new anywhere."""
        people = range(len(self.shares))
        for _ in range(6):
            for who in (*people, *people):
                self.folder(who).sync(self.shares[who], PEOPLE[who])
            self.send(0)
            file = self.place / f"{next(self.files)}.labelmap"
            nso = reviewed(next(self.inbox.schools()))
            nso.send(file, NELE, whole=True)
            take_in([file], self.folder(0), AN, FEBRUARY)
            tips = {git(self.place / str(who), "rev-parse", "record") for who in people}
            if tips == {git(nso.path, "rev-parse", "record")}:
                return
        raise AssertionError("they never come to one record")

    def check(self) -> None:
        """One record, with every act once; and nobody is accused."""
        self.settle()
        for folder in (self.folder(0), self.folder(len(self.shares) - 1)):
            (thread,) = folder.application.record.feedback
            assert sorted(event.text for event in thread.events) == sorted(self.said)
            assert git(folder.path, "status", "--porcelain") == ""
            assert audit(Git(folder.path), signers.load()).findings == ()


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three copies of a school whose application was returned with one must-fix."""
    place = tmp_path_factory.mktemp("begun")
    an, shared = complete_school(place / "0"), shared_folder(place)
    an.submit(AN, words)
    inbox = Inbox.made_at(place / "inbox")
    an.send(place / "first.labelmap", AN)
    take_in([place / "first.labelmap"], inbox, NELE, FEBRUARY)
    nso = reviewed(next(inbox.schools()))
    nso.draft(PLAN, FeedbackKind.MUST_FIX, "Zeg wie.", NELE)
    nso.decide(DecisionKind.RETURNED, "Vul aan.", NELE)
    nso.send(place / "answer.labelmap", NELE)
    an = SchoolFolder.open(place / "0", FEBRUARY)
    take_in([place / "answer.labelmap"], an, AN, FEBRUARY)
    invite(an, shared, AN)
    (offer,) = joining.offers(shared)
    names = []
    for who, person in enumerate(PEOPLE):
        if who:
            joining.join(shared, offer.application, place / str(who), person, FEBRUARY)
        share = sharing.remembered(place / str(who))
        assert share is not None
        names.append(share.name)
    (place / "names").write_text("\n".join(names))
    return place


def run(begun: Path, place: Path, acts: list[tuple[str, int]]) -> None:
    shutil.copytree(begun, place)
    world = World(place)
    for what, who in acts:
        world.act(what, who)
    world.check()
    shutil.rmtree(place)


@settings(LIKE, max_examples=1)
@given(acts=st.lists(ACT, min_size=5, max_size=7))
def test_colleagues_and_the_nso_come_to_one_record(
    begun: Path, tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int]]
) -> None:
    run(begun, tmp_path_factory.mktemp("any") / "world", acts)


@pytest.mark.long
@settings(LIKE, max_examples=40)
@given(acts=st.lists(ACT, min_size=5, max_size=14))
def test_colleagues_and_the_nso_come_to_one_record_many_times(
    begun: Path, tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int]]
) -> None:
    run(begun, tmp_path_factory.mktemp("any") / "world", acts)
