"""TOML files: canonical bytes, kind reading, bounds, and the line of a key."""

import tomllib
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from model.problems import Code
from model.text import NotUnicodeError, clean
from store.toml_file import LIMIT, Lines, dump, line_of, parse


def typed(text: str) -> str:
    """The text as it is after the door."""
    return clean(text).text


TEXTS = st.text(st.characters(codec="utf-8"), max_size=400).map(typed)
AWKWARD = st.lists(
    st.sampled_from(
        [
            '"',
            "'",
            "\\",
            '"""',
            "'''",
            "\n",
            "\r\n",
            "\t",
            "#",
            "[x]",
            "é",
            "👩‍🏫",
            "\u202e",
            "\u2028",
            "\x85",
            " ",
        ]
    ),
    max_size=30,
).map(lambda parts: typed("".join(parts)))
KEYS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).map(typed).filter(bool)
VALUES = st.one_of(
    TEXTS, AWKWARD, st.booleans(), st.integers(0, 2**62), st.dates(), st.lists(TEXTS, max_size=3)
)
FLAT = st.dictionaries(KEYS, VALUES, max_size=4)
TABLES = st.dictionaries(
    KEYS,
    st.one_of(
        VALUES,
        FLAT,
        st.dictionaries(KEYS, FLAT, max_size=2),
        st.lists(FLAT, min_size=1, max_size=3),
    ),
    max_size=5,
)


@given(TABLES)
@example({"a": {"b": {}, "c": {"d": "x\n"}}})
@example({"team": [{}, {"id": "a"}]})
@example({"text": '\n"""\\\n\\'})
def test_what_was_written_reads_back_and_is_written_the_same(tables: dict[str, Any]) -> None:
    data = dump(tables)
    parsed = parse(data, "x.toml")
    assert parsed.problems == ()
    assert parsed.tables == tables
    assert dump(parsed.tables) == data
    assert parsed.canonical
    assert data.endswith(b"\n")
    assert b"\r" not in data


@pytest.mark.parametrize(
    "text",
    ["é" * 100_000, "een zin.\n" * 10_000, '"' * 100_000, "👩‍🏫\n" * 20_000, "\\" * 99_999 + "\n"],
)
def test_a_hundred_thousand_characters_come_back(text: str) -> None:
    data = dump({"plan": f"{text}\n"})
    assert parse(data, "x.toml").tables == {"plan": f"{text}\n"}


@given(st.text())
def test_any_text_that_passes_the_door_comes_back(text: str) -> None:
    try:
        cleaned = typed(text)
    except NotUnicodeError:
        return
    assert tomllib.loads(dump({"t": cleaned}).decode()) == {"t": cleaned}


def test_a_carriage_return_in_a_hand_edited_text_is_not_lost() -> None:
    tables = parse(b't = "a\\r\\nb\\rc\\u001b\\n"\n', "x.toml").tables
    assert tables == {"t": "a\r\nb\rc\x1b\n"}
    assert parse(dump(tables), "x.toml").tables == tables


def test_the_layout_is_the_contracts() -> None:
    tables = {
        "description": "Een zin.\nNog een.\n",
        "statements": {"shared-decisions": "yes"},
        "evidence": [
            {"id": "a", "supports": ["x"]},
            {"id": "b"},
        ],
        "conflict": {"plan": {"by": "Bart"}, "explanations.x": {"by": "An"}},
    }
    assert dump(tables).decode() == (
        'description = """\nEen zin.\nNog een.\n"""\n'
        '\n[statements]\nshared-decisions = "yes"\n'
        '\n[[evidence]]\nid = "a"\nsupports = [\n    "x",\n]\n'
        '\n[[evidence]]\nid = "b"\n'
        '\n[conflict.plan]\nby = "Bart"\n'
        '\n[conflict."explanations.x"]\nby = "An"\n'
    )


def test_nothing_is_written_as_a_line_feed_so_that_a_cut_off_file_differs() -> None:
    assert dump({}) == b"\n"
    assert parse(b"\n", "x.toml").tables == {}


def test_a_byte_order_mark_and_crlf_are_read_and_told() -> None:
    parsed = parse(b'\xef\xbb\xbfa = "b"\r\nc = """\r\nd\r\n"""\r\n', "school.toml")
    assert parsed.tables == {"a": "b", "c": "d\n"}
    assert [(p.code, p.file, p.facts["detail"]) for p in parsed.problems] == [
        (Code.FILE_FORM, "school.toml", "bom"),
        (Code.FILE_FORM, "school.toml", "crlf"),
    ]
    assert not parsed.canonical


@pytest.mark.parametrize(
    ("data", "detail", "line"),
    [
        (b'a = "b\nc = 1\n', "syntax", 1),
        (b'a = "b"\nc = \n', "syntax", 2),
        (b'a = 1\nb = """\nnever ends\n', "syntax", 3),
        (b"a = 1\na = 2\n", "syntax", 2),
        (b"on = 2023-02-30\n", "syntax", 1),
        (b"a = 1\nb = " + b"1" * 5000 + b"\n", "syntax", None),
        (b"a = " + b"[" * 5000 + b"\n", "syntax", None),
        (b"a = " + b"[" * 40 + b"]" * 40 + b"\n", "syntax", None),
        (b"a = " + b"{a=" * 40 + b"1" + b"}" * 40 + b"\n", "syntax", None),
        (b"x = 1\n" + b"a." * 400_000 + b"a = 1\n", "syntax", 2),
        (b"a = " + b'\\"' * 300_000 + b"." * 40 + b"\n", "syntax", 1),
        (b'x = """\n."""\n[' + b'" " . ' * 100_000 + b"a]\n", "syntax", 3),
        (b'a = "x"\nb = "\xe9"\n', "encoding", 2),
        ('a = "x"\n'.encode("utf-16"), "encoding", 1),
        (b"\x00\x01\x02", "syntax", 1),
        (b'a = "' + b"x" * LIMIT + b'"\n', "too-large", None),
    ],
)
def test_what_cannot_be_read_is_a_problem_with_its_line(
    data: bytes, detail: str, line: int | None
) -> None:
    parsed = parse(data, "school.toml")
    assert parsed.tables is None
    (problem,) = parsed.problems
    assert problem.code is Code.FILE_UNREADABLE
    assert (problem.file, problem.facts["detail"], problem.line) == ("school.toml", detail, line)


@given(st.binary(max_size=300))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    parsed = parse(data, "x.toml")
    assert (parsed.tables is None) == any(p.code is Code.FILE_UNREADABLE for p in parsed.problems)


SOURCE = '''\
# first
name = "x"

description = """
plan = "no key"
[contact]
"""
words = [
  "a", # ]
  "b",
]

[contact]
"on_platform" = 1
inner = {deep = 1}

[[team]] # first
name = "An"

[[team]]
name = "Bart"
  email = 5

[conflict."a.b"]
by = 1
conflict.x.y = 2
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("name",), 2),
        (("description",), 4),
        (("words", 1), 8),
        (("contact",), 13),
        (("contact", "on_platform"), 14),
        (("contact", "inner", "deep"), 15),
        (("team",), 17),
        (("team", 0, "name"), 18),
        (("team", 1), 20),
        (("team", 1, "name"), 21),
        (("team", 1, "email"), 22),
        (("team", 1, "absent"), 20),
        (("conflict", "a.b", "by"), 25),
        (("conflict", "a.b", "conflict", "x", "y"), 26),
        (("absent",), None),
    ],
)
def test_the_line_of_a_key(path: tuple[str | int, ...], line: int | None) -> None:
    assert line_of(SOURCE, path) == line


@given(TABLES)
def test_every_key_of_what_we_write_has_its_line(tables: dict[str, Any]) -> None:
    source = dump(tables).decode()
    lines = Lines(source)
    for key in tables:
        line = lines.of((key,))
        assert line is not None
        assert key not in tomllib.loads("\n".join(source.split("\n")[: line - 1]))


@pytest.mark.parametrize("text", ["a." * 50_000, "a.\n" * 1000, '"a".' * 500, "1. 2. 3. " * 900])
def test_dots_in_a_text_are_no_deep_key(text: str) -> None:
    tables = {"plan": f"{text}\n", "t": text, "s": {"x": text}, text[:300]: 1}
    assert parse(dump(tables), "x.toml").tables == tables
    assert parse(b"a = [" + b"1.5, " * 100 + b"]\n", "x.toml").problems == ()
    assert parse(f"a = '{text[:40]}' # {text[:90]}\n".replace("\n", " ").encode(), "x").tables


@pytest.mark.long
def test_a_hostile_file_does_not_keep_it_busy() -> None:
    source = "x = [\n" + "[],\n" * 200_000 + "]\ny = 1\n"
    assert line_of(source, ("y",)) is None
