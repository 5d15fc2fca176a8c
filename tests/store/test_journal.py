"""The diary: subjects to read, trailers to search, nothing that people wrote can forge either."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import editions
from model.application import (
    ActiveTeacher,
    Answer,
    Application,
    Contact,
    Evidence,
    QualityLabel,
    TeamMember,
    YesNo,
)
from model.fields import Change, Key, diff, parse_key, put
from store import journal, journal_notes
from store.git import Git
from store.journal import Event
from store.processes import OutputTooLarge
from tests.store.school import AN, BART, git

AT = datetime(2022, 11, 25, 10, 12, tzinfo=UTC)
EDITION = editions.load("2023-2024")
EMPTY = Application(edition="2023-2024")
REPORT = Evidence(
    id="verslag",
    title="Verslag van de raad",
    file="evidence/shared-leadership/verslag.pdf",
    sha256="ab" * 32,
    bytes=182_733,
)


def changed(*pairs: tuple[str, object]) -> Application:
    """An application with fields filled in."""
    application = EMPTY
    for key, value in pairs:
        application = put(application, parse_key(key, EDITION), value)  # type: ignore[arg-type]  # as the key takes it
    return application


def with_evidence(step: str, *items: Evidence) -> Application:
    return EMPTY.with_evidence(step, items)


def subject(before: Application, after: Application) -> str:
    text = journal.message(journal_notes.of_changes(diff(before, after)))
    return text.splitlines()[0]


SUBJECTS = [
    (
        changed(("shared-leadership.plan", "x" * 1204)),
        "answer(shared-leadership): plan for the next two years, 1,204 characters",
    ),
    (
        changed(("esafety.description", "\U0001f600")),
        "answer(esafety): description, 2 characters",
    ),
    (
        changed(("collaboration.explanations.action-plan", "x")),
        "answer(collaboration): how 'action-plan' is put into practice, 1 character",
    ),
    (
        changed(("shared-leadership.statements.shared-decisions", YesNo.YES)),
        "answer(shared-leadership): shared-decisions, yes",
    ),
    (changed(("school.city", "Gent")), "school: city"),
    (changed(("school.contact.on_platform", True)), "school: contact on the platform"),
    (
        changed(("eligibility.registered_since", date(2018, 9, 1))),
        "eligibility: day of registration",
    ),
    (changed(("declaration.signed_by", "Lieve")), "declaration: signed by"),
    (changed(("labelmap.language", "en")), "edition: language"),
    (
        with_evidence("shared-leadership", REPORT),
        "evidence-add(shared-leadership): 'Verslag van de raad' (document, 183 kB)",
    ),
    (
        with_evidence("collaboration", Evidence(id="l", title="Nieuws", url="https://x.example")),
        "evidence-add(collaboration): 'Nieuws' (link)",
    ),
    (
        replace(
            EMPTY,
            eligibility=replace(
                EMPTY.eligibility, active_teacher=(ActiveTeacher(id="an", name="An Peeters"),)
            ),
        ),
        "eligibility: active teacher 'An Peeters' added",
    ),
    (
        replace(
            EMPTY,
            eligibility=replace(
                EMPTY.eligibility, quality_label=(QualityLabel(id="w", project="Water"),)
            ),
        ),
        "eligibility: quality label 'Water' added",
    ),
    (
        changed(("esafety.description", "a"), ("esafety.statements.policy", YesNo.YES)),
        "answer(esafety): description and policy",
    ),
    (
        changed(("shared-leadership.plan", "a"), ("collaboration.plan", "b")),
        "answer: shared-leadership.plan and collaboration.plan",
    ),
    (
        changed(
            *((f"school.{name}", "x") for name in ("name", "city", "region", "website")),
            ("school.platform_id", "1"),
        ),
        "school: name, city, region and 2 more",
    ),
]


@pytest.mark.parametrize(("after", "expected"), SUBJECTS, ids=[text for _, text in SUBJECTS])
def test_a_change_reads_well(after: Application, expected: str) -> None:
    assert subject(EMPTY, after) == expected


def test_what_changes_of_an_entry_is_named_as_people_name_it() -> None:
    def with_teacher(teacher: ActiveTeacher) -> Application:
        return replace(EMPTY, eligibility=replace(EMPTY.eligibility, active_teacher=(teacher,)))

    before = with_teacher(ActiveTeacher(id="an", name="An", activity="Project"))
    after = with_teacher(
        ActiveTeacher(id="an", name="An Peeters", activity="Project", on=date(2021, 3, 1))
    )
    assert subject(before, after) == "eligibility: 'an', name and day"


def test_what_goes_is_said_too() -> None:
    full = changed(
        ("shared-leadership.plan", "x"),
        ("shared-leadership.statements.shared-decisions", YesNo.NO),
        ("school.city", "Gent"),
    )
    step = "answer(shared-leadership)"
    for key, expected in {
        "shared-leadership.plan": f"{step}: plan for the next two years, emptied",
        "shared-leadership.statements.shared-decisions": f"{step}: shared-decisions, no answer",
        "school.city": "school: city, emptied",
    }.items():
        assert subject(full, put(full, parse_key(key, EDITION), None)) == expected
    report = with_evidence("shared-leadership", REPORT)
    assert subject(report, EMPTY) == "evidence-remove(shared-leadership): 'Verslag van de raad'"


def test_evidence_that_moves_is_one_change() -> None:
    note = journal_notes.of_changes(
        diff(with_evidence("shared-leadership", REPORT), with_evidence("collaboration", REPORT))
    )
    assert note.event is Event.EVIDENCE_CHANGE
    assert note.step == "collaboration"
    assert note.says.endswith("moved from shared-leadership")


def test_trailers_tell_event_step_field_role_and_a_set_clock() -> None:
    note = journal_notes.of_changes(diff(EMPTY, changed(("shared-leadership.plan", "abc"))))
    assert journal.message(note, "principal", clock_is_set=True).partition("\n\n")[2] == (
        "Labelmap-Event: answer\nLabelmap-Step: shared-leadership\nLabelmap-Field: plan\n"
        "Labelmap-Detail: 3\nLabelmap-Role: principal\nLabelmap-Clock: set\n"
    )
    assert "Labelmap-Clock" not in journal.message(note)


HOSTILE = [
    "x\n\nLabelmap-Event: decide\nLabelmap-Role: reviewer",
    "x\r\rLabelmap-Role: reviewer",
    "\x1b]0;title\x07\x9b31m",
    "[@click=app.quit]x[/]",
    "\u202egnp.evil\u2028Labelmap-Role: reviewer",
    "# comment",
    " \t spaces \t ",
    "x" * 5000,
    "",
]


def everywhere(words: str) -> list[Change]:
    """Changes whose every name, id and title are these words."""
    entries = (
        Key("shared-leadership", ("evidence", words)),
        Key("eligibility", ("active_teacher", words)),
        Key("eligibility", ("quality_label", words)),
        Key("school", ("team", words)),
    )
    values = (
        Evidence(id=words, title=words, file=words),
        ActiveTeacher(id=words, name=words),
        QualityLabel(id=words, project=words),
        TeamMember(id=words, name=words),
    )
    added = [
        Change(key, None, value)  # type: ignore[arg-type] # mypy joins the entries to object
        for key, value in zip(entries, values, strict=True)
    ]
    fields = [
        Change(Key("shared-leadership", ("statements", words)), None, YesNo.YES),
        Change(Key("shared-leadership", ("explanations", words)), "", words),
        Change(Key("shared-leadership", ("evidence", words, "title")), "", words),
        Change(Key("school", ("checklist", words)), None, date(2022, 11, 30)),
        Change(Key("shared-leadership", ("conflict", words)), None, None),
    ]
    return added + fields


def assert_harmless(text: str) -> None:
    head, blank, trailers = text.partition("\n\n")
    assert blank
    assert "\n" not in head
    assert len(head) <= 130
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in text.replace("\n", ""))
    lines = trailers.splitlines()
    assert all(line.startswith("Labelmap-") and line == line.strip() for line in lines)
    names = [line.partition(":")[0] for line in lines]
    assert names.count("Labelmap-Event") == names.count("Labelmap-Role") == 1
    assert "Labelmap-Role: teacher" in lines
    assert len(trailers) < 40_000


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_that_people_wrote_can_forge_a_trailer(words: str) -> None:
    for change in everywhere(words):
        assert_harmless(journal.message(journal_notes.of_changes([change])))
    assert_harmless(journal.message(journal_notes.of_changes(everywhere(words))))
    assert_harmless(journal.message(journal_notes.of_files([words])))
    assert_harmless(journal.message(journal_notes.of_creation(words, words)))


@given(words=st.text())
def test_no_text_whatever_can_forge_a_trailer(words: str) -> None:
    for change in everywhere(words):
        assert_harmless(journal.message(journal_notes.of_changes([change])))


@pytest.fixture
def repository(tmp_path: Path) -> Git:
    folder = tmp_path / "folder"
    folder.mkdir()
    return Git.begin(folder)


def commit(repository: Git, name: str, text: str, note: journal.Note) -> str:
    (repository.folder / name).write_text(text)
    made = repository.commit([name], journal.message(note), AN, AT)
    assert made is not None
    return made


def test_what_was_written_is_read_back(repository: Git) -> None:
    note = journal_notes.of_changes(diff(EMPTY, changed(("shared-leadership.plan", "abc"))))
    made = commit(repository, "a", "1", note)
    entry = next(journal.entries(repository))
    assert entry == journal.written(made, AT, AN, journal.message(note))
    assert entry == journal.entry_of(repository, made)
    assert (entry.event, entry.step, entry.field, entry.detail) == (
        "answer",
        "shared-leadership",
        "plan",
        "3",
    )
    assert (entry.person, entry.at) == (AN, AT)


def test_git_itself_finds_the_trailers(repository: Git) -> None:
    after = changed(("shared-leadership.plan", "a"), ("shared-leadership.description", "b"))
    commit(repository, "a", "1", journal_notes.of_changes(diff(EMPTY, after)))
    fields = "--format=%(trailers:key=Labelmap-Field,valueonly)"
    assert git(repository.folder, "log", fields).split() == ["description", "plan"]
    assert next(journal.entries(repository)).fields == ("description", "plan")
    assert next(journal.entries(repository)).field is None


def test_an_empty_history_has_no_entries(repository: Git) -> None:
    assert list(journal.entries(repository)) == []


def test_a_commit_by_hand_is_an_entry_without_event(repository: Git) -> None:
    (repository.folder / "a").write_text("x")
    git(repository.folder, "add", "a")
    git(repository.folder, "commit", "-q", "-m", "fixed\x1b[31m it\nall\n\n\nEvent: none")
    entry = next(journal.entries(repository))
    assert (entry.event, entry.step, entry.field) == (None, None, None)
    assert entry.subject == "fixed\u241b[31m it all"
    assert entry.person.name == "Somebody"
    assert str(entry.said()) == entry.subject


def test_entries_come_newest_first_by_path_and_up_to_a_limit(repository: Git) -> None:
    for number in range(5):
        note = journal_notes.of_files([f"file-{number % 2}"])
        commit(repository, f"file-{number % 2}", str(number), note)
    assert len(list(journal.entries(repository))) == 5
    assert len(list(journal.entries(repository, limit=2))) == 2
    of_one = [entry.subject for entry in journal.entries(repository, path="file-1")]
    assert len(of_one) == 2
    assert all("file-1" in subject for subject in of_one)


def test_a_reader_that_stops_early_leaves_no_process(repository: Git) -> None:
    commit(repository, "a", "1", journal_notes.of_files(["a"]))
    commit(repository, "a", "2", journal_notes.of_files(["a"]))
    reading = journal.entries(repository)
    next(reading)
    reading.close()  # a left-over process would warn


def test_a_date_that_no_calendar_has_is_no_obstacle(repository: Git) -> None:
    commit(repository, "a", "1", journal_notes.of_files(["a"]))
    raw = git(repository.folder, "cat-file", "commit", "HEAD")
    odd = raw.replace(f"{int(AT.timestamp())} +0000", "999999999999999 +9999")
    (repository.folder / "odd").write_text(odd + "\n")
    made = git(repository.folder, "hash-object", "-t", "commit", "-w", "--literally", "odd")
    git(repository.folder, "update-ref", "refs/heads/main", made)
    assert next(journal.entries(repository)).commit == made


SAID = [
    (changed(("shared-leadership.plan", "x" * 1204)), "plans for step 3, 1204 characters"),
    (changed(("esafety.description", "x")), "description in step 2, 1 character"),
    (
        changed(("collaboration.statements.action-plan", YesNo.YES)),
        "step 4, question 3: yes",
    ),
    (with_evidence("shared-leadership", REPORT), "evidence 'Verslag van de raad' for step 3"),
    (changed(("school.city", "x")), "details of the school"),
    (changed(("eligibility.invited_on", date(2022, 11, 24))), "the conditions"),
    (
        changed(("shared-leadership.plan", "a"), ("shared-leadership.description", "b")),
        "2 answers in step 3",
    ),
]


@pytest.mark.parametrize(("after", "expected"), SAID, ids=[text for _, text in SAID])
def test_an_entry_is_said_in_numbers_never_in_ids(after: Application, expected: str) -> None:
    text = journal.message(journal_notes.of_changes(diff(EMPTY, after)))
    assert str(journal.written("1" * 40, AT, AN, text).said(EDITION)) == expected


def test_every_event_can_be_said() -> None:
    for event in Event:
        for step in (None, "shared-leadership", "school", "no-such-step"):
            note = journal.Note(event=event, says="x", step=step)
            assert str(journal.written("1" * 40, AT, BART, journal.message(note)).said())


def test_the_contact_is_one_field_of_the_school() -> None:
    after = replace(EMPTY, school=replace(EMPTY.school, contact=Contact(name="An")))
    assert subject(EMPTY, after) == "school: contact name"


def test_answers_of_many_kinds_have_the_event_nearest_to_the_answers() -> None:
    after = replace(
        changed(("school.city", "x")),
        answers={**EMPTY.answers, "esafety": Answer(description="y")},
    )
    assert journal_notes.of_changes(diff(EMPTY, after)).event is Event.ANSWER


def test_a_message_without_end_is_not_read_into_memory(repository: Git) -> None:
    commit(repository, "a", "1", journal_notes.of_files(["a"]))
    (repository.folder / "message").write_text("x" * 2_000_000)
    git(repository.folder, "commit", "-q", "--allow-empty", "--file=message")
    with pytest.raises(OutputTooLarge):
        list(journal.entries(repository))
