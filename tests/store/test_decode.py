"""From files to an application and back: strict about meaning, kind about form, nothing lost."""

import os
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from model.application import (
    ANSWER_STEPS,
    ActiveTeacher,
    Answer,
    Application,
    Conflict,
    Contact,
    Declaration,
    Eligibility,
    Evidence,
    Label,
    Planning,
    Principal,
    QualityLabel,
    School,
    TeamMember,
    YesNo,
)
from model.edition import Edition, Statement, Step, StepKind
from model.problems import Code, Problem
from model.text import clean
from store import application_files, toml_file
from store.decode import decode, would_lose
from store.encode import encode, encode_file
from store.folder import FileTooLarge
from store.shapes import ANSWER_PATHS, PATHS
from tests.store.files import read_only

SAMPLE = Path(__file__).parents[2] / "sample-school"
PLAN = ANSWER_PATHS["shared-leadership"]


def write(root: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)


def shown(problem: Problem) -> tuple[object, ...]:
    return (problem.code, problem.step, problem.field, problem.line, dict(problem.facts))


# Round trips

TEXT = st.text(st.characters(codec="utf-8"), max_size=60).map(lambda text: clean(text).text)
LINE = TEXT
DAY = st.none() | st.dates()
FLAG = st.none() | st.booleans()
ID = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,4})?", fullmatch=True)


def entries(
    kind: type, **fields: st.SearchStrategy[object]
) -> st.SearchStrategy[tuple[object, ...]]:
    made = st.builds(kind, id=ID, **fields)
    return st.lists(made, max_size=3, unique_by=lambda entry: entry.id).map(tuple)


def frozen(
    keys: st.SearchStrategy[str], values: st.SearchStrategy[object]
) -> st.SearchStrategy[object]:
    return st.dictionaries(keys, values, max_size=3).map(MappingProxyType)


EVIDENCE = entries(
    Evidence,
    title=LINE,
    file=LINE,
    url=LINE,
    sha256=LINE,
    bytes=st.none() | st.integers(0, 2**40),
    supports=st.lists(LINE, max_size=3).map(tuple),
    added=DAY,
    consent=FLAG,
)
ANSWER = st.builds(
    Answer,
    description=TEXT,
    plan=TEXT,
    statements=frozen(LINE, st.sampled_from(YesNo)),
    explanations=frozen(LINE, TEXT.filter(bool)),
    evidence=EVIDENCE,
    conflict=frozen(LINE, st.builds(Conflict, theirs=TEXT, by=LINE, when=LINE)),
)
APPLICATION = st.builds(
    Application,
    edition=LINE,
    language=st.sampled_from(["nl", "en"]),
    school=st.builds(
        School,
        name=LINE,
        city=LINE,
        country=LINE,
        region=LINE,
        website=LINE,
        platform_id=LINE,
        contact=st.builds(Contact, name=LINE, email=LINE, on_platform=FLAG),
        principal=st.builds(Principal, name=LINE, email=LINE),
        team=entries(TeamMember, name=LINE, email=LINE, on_platform=FLAG),
        label=entries(Label, years=LINE),
        checklist=frozen(LINE, st.dates()),
        planning=st.builds(Planning, platform_by=DAY, signature_by=DAY),
    ),
    eligibility=st.builds(
        Eligibility,
        invited_on=DAY,
        registered_since=DAY,
        active_teacher=entries(ActiveTeacher, name=LINE, activity=LINE, on=DAY),
        quality_label=entries(
            QualityLabel, project=LINE, granted=DAY, european=st.booleans(), url=LINE
        ),
    ),
    answers=st.fixed_dictionaries(dict.fromkeys(ANSWER_STEPS, ANSWER)).map(MappingProxyType),
    declaration=st.builds(Declaration, signed_by=LINE, signed_on=DAY, evidence=EVIDENCE),
)


@settings(max_examples=25)
@given(APPLICATION)
def test_an_application_comes_back_whole_and_byte_for_byte(
    tmp_path_factory: pytest.TempPathFactory, application: Application
) -> None:
    root = tmp_path_factory.mktemp("school")
    files = encode(application)
    write(root, files)
    reading = application_files.read(root)
    assert reading.problems == ()
    assert reading.application == application
    assert dict(reading.raw) == files
    assert encode(reading.application) == files
    assert not any(would_lose(path, data) for path, data in files.items())


def test_the_sample_school_is_canonical() -> None:
    reading = application_files.read(SAMPLE)
    assert reading.problems == ()
    assert encode(reading.application) == dict(reading.raw)
    assert set(reading.raw) == set(PATHS)


def test_an_empty_application_writes_every_file_and_reads_without_a_problem(tmp_path: Path) -> None:
    files = encode(Application(edition="2023-2024"))
    assert tuple(files) == PATHS
    write(tmp_path, files)
    reading = application_files.read(tmp_path)
    assert reading.problems == ()
    assert reading.application == Application(edition="2023-2024")


def test_the_keys_stand_in_the_contracts_order() -> None:
    answer = Answer(
        plan="Eén.\nTwee.",
        description="Zo.",
        statements={"shared-decisions": YesNo.YES},
        explanations={"shared-decisions": "Elke maand."},
        evidence=(
            Evidence(
                id="verslag",
                added=date(2022, 11, 30),
                title="Verslag",
                file="evidence/shared-leadership/verslag.pdf",
                sha256="ab",
                bytes=3,
                supports=("shared-decisions",),
            ),
        ),
    )
    application = Application().with_answer("shared-leadership", answer)
    assert encode_file(application, PLAN).decode() == (
        'description = """\nZo.\n"""\n'
        'plan = """\nEén.\nTwee.\n"""\n'
        '\n[statements]\nshared-decisions = "yes"\n'
        '\n[explanations]\nshared-decisions = """\nElke maand.\n"""\n'
        '\n[[evidence]]\nid = "verslag"\ntitle = "Verslag"\n'
        'file = "evidence/shared-leadership/verslag.pdf"\nsha256 = "ab"\nbytes = 3\n'
        'supports = [\n    "shared-decisions",\n]\nadded = 2022-11-30\n'
    )


def test_a_text_keeps_its_own_line_breaks_and_one_without_any_in_the_file_is_whole() -> None:
    for text in ("a", "a\n", "\n", "\n\na\n\n"):
        application = Application().with_answer("esafety", Answer(plan=text))
        data = encode_file(application, ANSWER_PATHS["esafety"])
        assert decode(ANSWER_PATHS["esafety"], data).value == Answer(plan=text)
    assert decode(PLAN, b'plan = "op \xc3\xa9\xc3\xa9n regel"\n').value == Answer(
        plan="op één regel"
    )


def test_a_file_that_nobody_could_read_again_is_not_written() -> None:
    answer = Answer(plan="x" * toml_file.LIMIT)
    with pytest.raises(FileTooLarge, match="3-shared-leadership"):
        encode_file(Application().with_answer("shared-leadership", answer), PLAN)


# Faults


@pytest.mark.parametrize(
    ("path", "line", "field", "kind", "detail"),
    [
        ("school.toml", "name = 5", "name", "text", "5"),
        ("school.toml", "website = true", "website", "text", "true"),
        ("school.toml", "contact = 'An'", "contact", "table", "An"),
        ("school.toml", "contact.on_platform = 'yes'", "contact.on_platform", "true-false", "yes"),
        ("school.toml", "contact.on_platform = 1", "contact.on_platform", "true-false", "1"),
        ("school.toml", "team = {name = 'An'}", "team", "tables", "{...}"),
        ("school.toml", "team = ['An']", "team.1", "table", "An"),
        (
            "school.toml",
            "checklist.profile-linked = true",
            "checklist.profile-linked",
            "date",
            "true",
        ),
        (
            "eligibility.toml",
            "invited_on = '2022-11-24'",
            "eligibility.invited_on",
            "date",
            "2022-11-24",
        ),
        (
            "eligibility.toml",
            "registered_since = 2018-09-01T10:00:00Z",
            "eligibility.registered_since",
            "date",
            "2018-09-01 10:00:00+00:00",
        ),
        (
            "eligibility.toml",
            "active_teacher = [{name = 'An', on = 2022}]",
            "eligibility.active_teacher.an.on",
            "date",
            "2022",
        ),
        (PLAN, "plan = ['a']", "plan", "text", "[...]"),
        (PLAN, "statements = 'yes'", "statements", "table", "yes"),
        (PLAN, "statements.shared-decisions = 'ja'", "statements.shared-decisions", "yes-no", "ja"),
        (
            PLAN,
            "statements.shared-decisions = true",
            "statements.shared-decisions",
            "yes-no",
            "true",
        ),
        (PLAN, "explanations.x = 1.5", "explanations.x", "text", "1.5"),
        (PLAN, "evidence = [{id = 'a', bytes = true}]", "evidence.a.bytes", "number", "true"),
        (PLAN, "evidence = [{id = 'a', bytes = -1}]", "evidence.a.bytes", "number", "-1"),
        (
            PLAN,
            "evidence = [{id = 'a', bytes = 0x" + "f" * 4000 + "}]",
            "evidence.a.bytes",
            "number",
            "9223372036854775808 ...",
        ),
        (PLAN, "evidence = [{id = 'a', supports = 'b'}]", "evidence.a.supports", "list", "b"),
        (PLAN, "evidence = [{id = 'a', supports = ['b', 2]}]", "evidence.a.supports", "text", "2"),
        (PLAN, "evidence = [{id = 'A b'}]", "evidence.1.id", "id", "A b"),
        (PLAN, "evidence = [{id = 7}]", "evidence.1.id", "id", "7"),
        (PLAN, "evidence = [{id = 'a'}, {id = 'a'}]", "evidence.2.id", "unique", "a"),
        (PLAN, "conflict.plan = 'x'", "conflict.plan", "table", "x"),
        ("labelmap.toml", "format = 2", "format", "format", "2"),
        ("labelmap.toml", "language = 'fr'", "language", "language", "fr"),
        ("labelmap.toml", "edition = 2023", "edition", "text", "2023"),
    ],
)
def test_what_can_not_stand_there_is_a_problem_with_its_line(
    path: str, line: str, field: str, kind: str, detail: str
) -> None:
    decoded = decode(path, f"# eerst\n\n{line}\n".encode())
    (problem,) = decoded.problems
    assert problem.code is Code.WRONG_TYPE
    assert (problem.file, problem.field, problem.line) == (path, field, 3)
    assert problem.facts == {"kind": kind, "detail": detail}
    assert problem.blocking
    assert decoded.readable


def test_the_rest_of_a_faulty_file_is_kept() -> None:
    data = b"""\
plan = 5
description = "Wel goed"

[statements]
shared-decisions = "misschien"
staff-supported = "no"

[[evidence]]
id = "verslag"
bytes = "veel"
title = "Verslag"
supports = ["a", 1, "b"]
"""
    decoded = decode(PLAN, data)
    assert decoded.value == Answer(
        description="Wel goed",
        statements={"staff-supported": YesNo.NO},
        evidence=(Evidence(id="verslag", title="Verslag", supports=("a", "b")),),
    )
    assert [(p.field, p.line) for p in decoded.problems] == [
        ("plan", 1),
        ("statements.shared-decisions", 5),
        ("evidence.verslag.bytes", 10),
        ("evidence.verslag.supports", 12),
    ]


def test_an_unknown_key_gets_a_suggestion_and_does_not_block() -> None:
    data = b'nam = "x"\n\n[contact]\nemial = "y"\nzzz = 1\n\n[[team]]\nname = "An"\nmail = "z"\n'
    decoded = decode("school.toml", data)
    assert [shown(problem) for problem in decoded.problems] == [
        (Code.UNKNOWN_KEY, "school", "nam", 1, {"name": "nam", "suggestion": "name"}),
        (Code.UNKNOWN_KEY, "school", "contact.emial", 4, {"name": "emial", "suggestion": "email"}),
        (Code.UNKNOWN_KEY, "school", "contact.zzz", 5, {"name": "zzz", "suggestion": ""}),
        (Code.UNKNOWN_KEY, "school", "team.an.mail", 9, {"name": "mail", "suggestion": "email"}),
    ]
    assert not any(problem.blocking for problem in decoded.problems)
    assert decoded.lost == ("nam", "contact.emial", "contact.zzz", "team.an.mail")


def test_a_file_full_of_rubbish_is_told_in_part_and_soon() -> None:
    data = b"".join(b"k%d = 1\n" % number for number in range(50_000)) + b"x" * 9999 + b" = 1\n"
    decoded = decode("school.toml", data)
    assert len(decoded.problems) == 200
    assert len(decoded.lost) == 50_001


def test_entries_without_an_id_get_one_of_their_own() -> None:
    data = """
[[team]]
name = "An Peeters"
[[team]]
name = "An Peeters"
[[team]]
id = "an-peeters-2"
name = "Élise"
[[team]]
[[team]]
name = "Ελένη"
""".encode()
    decoded = decode("school.toml", data)
    assert decoded.problems == ()
    assert isinstance(decoded.value, School)
    ids = [member.id for member in decoded.value.team]
    assert ids[:4] == ["an-peeters", "an-peeters-3", "an-peeters-2", "team"]
    assert len(set(ids)) == 5
    assert decode("school.toml", data).value == decoded.value


@given(st.binary(max_size=200), st.sampled_from(PATHS))
def test_no_bytes_make_decoding_raise(data: bytes, path: str) -> None:
    decoded = decode(path, data)
    assert decoded.readable == (toml_file.parse(data, path).tables is not None)


JUNK = st.recursive(
    st.none().map(lambda _: 0)
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.dates()
    | st.datetimes()
    | st.times(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "name", "contact", "team", "plan", "evidence", "statements", "conflict", "x"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "name",
                "contact",
                "team",
                "plan",
                "evidence",
                "statements",
                "explanations",
                "conflict",
                "checklist",
                "active_teacher",
                "format",
            ]
        ),
        JUNK,
    ),
    st.sampled_from(PATHS),
)
@example({"explanations": {"policy": ""}}, "answers/2-esafety.toml")
def test_whatever_stands_in_the_tables_is_read_told_and_written_again(
    tables: dict[str, object], path: str
) -> None:
    try:
        data = toml_file.dump(tables)
    except UnicodeEncodeError:
        return
    decoded = decode(path, data)
    assert bool(decoded.lost) <= bool(decoded.problems)
    application = application_files.with_file(Application(), path, decoded.value)
    again = decode(path, encode_file(application, path))
    assert again.value == decoded.value
    assert again.lost == ()


@pytest.mark.parametrize(
    ("data", "keys", "comments"),
    [
        (b'name = "x"\ncity = "y"\n', (), False),
        (b"city = 'y'\nname = 'x'", (), False),
        (b'name = "C# en #1"\n', (), False),
        (b'name = "x" # de school\n', (), True),
        (b"# niets\n", (), True),
        (b'name = "\\u0023"\n# toch\n', (), True),
        (b'nam = "x"\n', ("nam",), False),
        (b'[contact]\non_platform = "ja"\n', ("contact.on_platform",), False),
        (b'checklist = {"#" = 2022-11-30}\n', (), False),
    ],
)
def test_what_a_rewrite_would_lose_is_known(
    data: bytes, keys: tuple[str, ...], *, comments: bool
) -> None:
    losses = would_lose("school.toml", data)
    assert (losses.keys, losses.comments) == (keys, comments)
    assert bool(losses) == bool(keys or comments)


# A folder


def test_a_file_that_is_not_as_it_should_be_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    files = encode(Application(edition="2023-2024", school=School(name="Atheneum")))
    write(tmp_path, files)
    (tmp_path / "eligibility.toml").unlink()
    (tmp_path / PLAN).unlink()
    (tmp_path / PLAN).mkdir()
    (tmp_path / ANSWER_PATHS["esafety"]).write_bytes(b"")
    (tmp_path / ANSWER_PATHS["collaboration"]).write_bytes(b"plan = \n")
    (tmp_path / "answers/8-declaration.toml").write_bytes(b"#" * (toml_file.LIMIT + 1))
    reading = application_files.read(tmp_path)
    assert reading.application.school.name == "Atheneum"
    assert [(p.file, p.facts["detail"], p.line, p.step) for p in reading.problems] == [
        ("eligibility.toml", "missing", None, "school"),
        (ANSWER_PATHS["esafety"], "empty", None, "esafety"),
        (PLAN, "not-a-file", None, "shared-leadership"),
        (ANSWER_PATHS["collaboration"], "syntax", 1, "collaboration"),
        ("answers/8-declaration.toml", "too-large", None, "declaration"),
    ]
    assert all(problem.code is Code.FILE_UNREADABLE for problem in reading.problems)
    # What is missing or empty may be written; what could not be read may not.
    assert reading.frozen == {
        PLAN,
        ANSWER_PATHS["collaboration"],
        "answers/8-declaration.toml",
    }


@pytest.mark.skipif(os.name == "nt", reason="needs links without rights")
def test_links_and_pipes_are_never_opened(tmp_path: Path) -> None:
    root = tmp_path / "school"
    write(root, encode(Application()))
    secret = tmp_path / "secret.toml"
    secret.write_bytes(b'name = "geheim"\n')
    (root / "school.toml").unlink()
    (root / "school.toml").symlink_to(secret)
    (root / "eligibility.toml").unlink()
    os.mkfifo(root / "eligibility.toml")
    reading = application_files.read(root)
    assert [(p.file, p.facts["detail"]) for p in reading.problems] == [
        ("school.toml", "unsafe"),
        ("eligibility.toml", "not-a-file"),
    ]
    assert reading.application.school.name == ""
    assert reading.frozen == {"school.toml", "eligibility.toml"}


@pytest.mark.skipif(os.name == "nt", reason="needs links without rights")
def test_a_folder_of_answers_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    root, outside = tmp_path / "school", tmp_path / "outside"
    write(root, encode(Application()))
    (root / "answers").rename(outside)
    (root / "answers").symlink_to(outside)
    reading = application_files.read(root)
    assert {p.facts["detail"] for p in reading.problems} == {"unsafe"}
    assert len(reading.frozen) == 7


@pytest.mark.skipif(os.name == "nt", reason="needs modes of POSIX")
def test_a_file_without_permission_is_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, encode(Application()))
    (tmp_path / "school.toml").chmod(0)
    monkeypatch.chdir(tmp_path)
    with read_only(tmp_path):
        reading = application_files.read(Path())
    (problem,) = reading.problems
    assert (problem.file, problem.facts["detail"]) == ("school.toml", "no-permission")
    assert reading.frozen == {"school.toml"}


def test_ids_that_the_edition_does_not_know_are_told_and_kept(tmp_path: Path) -> None:
    step = Step(
        id="shared-leadership",
        number=3,
        kind=StepKind.MISSION,
        title={},
        statements=(Statement(id="shared-decisions", number=1, text={}),),
    )
    answer = Answer(
        statements={"shared-decision": YesNo.YES},
        evidence=(Evidence(id="verslag", supports=("shared-decisions", "oud")),),
    )
    write(tmp_path, encode(Application().with_answer("shared-leadership", answer)))
    reading = application_files.read(tmp_path)
    problems = application_files.unknown_ids(reading, Edition(id="x", steps=(step,)))
    assert [(p.field, p.line, dict(p.facts)) for p in problems] == [
        (
            "statements.shared-decision",
            2,
            {"name": "shared-decision", "suggestion": "shared-decisions", "kind": "id"},
        ),
        (
            "evidence.verslag.supports",
            6,
            {"name": "oud", "suggestion": "", "kind": "id"},
        ),
    ]
    assert reading.application.answers["shared-leadership"] == answer
