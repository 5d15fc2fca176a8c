"""A field has one name, one way to take it in, and one way to compare it."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.application import (
    ANSWER_STEPS,
    DECLARATION,
    ActiveTeacher,
    Answer,
    Application,
    Conflict,
    Contact,
    Evidence,
    School,
    TeamMember,
    YesNo,
)
from model.fields import (
    BadValue,
    Change,
    Key,
    NoSuchEntry,
    UnknownKey,
    Value,
    as_text,
    diff,
    get,
    parse_key,
    parse_value,
    plain_keys,
    put,
    replay,
    text_keys,
)
from model.text import NotUnicodeError
from tests.model.build import EDITION, LEADERSHIP, complete


def key(text: str) -> Key:
    return parse_key(text, EDITION)


class TestNames:
    """Keys as `set`, `show` and `restore` take them."""

    @pytest.mark.parametrize(
        "text",
        [
            "school.name",
            "school.contact.on_platform",
            "school.principal.name",
            "school.checklist.profile-linked",
            "school.team.bart.name",
            "eligibility.invited_on",
            "eligibility.active_teacher.an.activity",
            "eligibility.quality_label.water.granted",
            "esafety.statements.policy",
            "shared-leadership.plan",
            "shared-leadership.explanations.staff-supported",
            "shared-leadership.evidence.verslag-2022-10.title",
            "shared-leadership.evidence.verslag-2022-10",
            "shared-leadership.conflict.explanations.staff-supported",
            "declaration.signed_on",
            "declaration.evidence.verklaring.title",
            "labelmap.language",
        ],
    )
    def test_a_key_is_written_as_it_is_read(self, text: str) -> None:
        assert str(key(text)) == text

    @pytest.mark.parametrize(
        ("text", "meant"),
        [
            ("3-shared-leadership.plan", "shared-leadership.plan"),
            ("8-declaration.signed_by", "declaration.signed_by"),
            ("school.eligibility.invited_on", "eligibility.invited_on"),
            (" school.name ", "school.name"),
        ],
    )
    def test_other_names_for_the_same_field(self, text: str, meant: str) -> None:
        assert str(key(text)) == meant

    @pytest.mark.parametrize(
        ("text", "suggestion"),
        [
            ("school.nmae", "school.name"),
            ("shared-leadership.plans", "shared-leadership.plan"),
            ("shared-leadershp.plan", "shared-leadership.plan"),
            (
                "shared-leadership.statements.shared-decision",
                "shared-leadership.statements.shared-decisions",
            ),
            ("declaration.signed-on", "declaration.signed_on"),
            ("eligibility.active_teacher.an.activty", "eligibility.active_teacher.an.activity"),
            ("xyzzy", ""),
            ("", ""),
        ],
    )
    def test_an_unknown_key_says_what_may_be_meant(self, text: str, suggestion: str) -> None:
        with pytest.raises(UnknownKey) as caught:
            key(text)
        assert caught.value.facts["suggestion"] == suggestion
        assert caught.value.kind == "usage"
        assert suggestion in str(caught.value.fix)

    @pytest.mark.parametrize(
        "text",
        [
            "school",
            "school.contact",
            "esafety.plan",
            "school.plan",
            "shared-leadership.evidence",
            "shared-leadership.statements",
            "declaration.plan",
            "school.name.first",
            "preview.x",
        ],
    )
    def test_what_is_no_field_has_no_key(self, text: str) -> None:
        with pytest.raises(UnknownKey):
            key(text)

    def test_a_problem_names_the_field_in_its_step(self) -> None:
        field = key("eligibility.invited_on")
        assert (field.step, field.field) == ("school", "eligibility.invited_on")
        assert (key("labelmap.language").step, key("school.name").field) == (None, "name")
        for known in plain_keys(EDITION):
            if known.step is not None:
                assert key(f"{known.step}.{known.field}") == known

    def test_the_boxes_come_in_the_forms_order(self) -> None:
        boxes = [str(box) for box in text_keys(EDITION)]
        assert boxes[:2] == ["esafety.description", "esafety.explanations.policy"]
        assert [box for box in boxes if box.endswith(".plan")] == [
            f"{step}.plan" for step in ANSWER_STEPS if step != "esafety"
        ]


class TestValues:
    """What a person wrote becomes what the file wants, or is refused with the way to write it."""

    @pytest.mark.parametrize(
        ("field", "text", "value"),
        [
            ("school.name", "GO! Atheneum", "GO! Atheneum"),
            ("school.name", "", ""),
            ("school.contact.on_platform", "true", True),
            ("school.contact.on_platform", " False ", False),
            ("school.contact.on_platform", "", None),
            ("eligibility.invited_on", "2022-11-24", date(2022, 11, 24)),
            ("eligibility.invited_on", "", None),
            ("shared-leadership.statements.staff-supported", "yes", YesNo.YES),
            ("shared-leadership.statements.staff-supported", "no", YesNo.NO),
            ("shared-leadership.statements.staff-supported", "", None),
            (
                "shared-leadership.evidence.x.supports",
                "staff-supported, shared-decisions",
                ("staff-supported", "shared-decisions"),
            ),
            ("labelmap.language", "en", "en"),
        ],
    )
    def test_a_value_of_its_type_is_taken(self, field: str, text: str, value: Value) -> None:
        assert parse_value(key(field), text, EDITION).value == value

    @pytest.mark.parametrize(
        ("field", "text", "remedy"),
        [
            ("eligibility.invited_on", "24/11/2022", "2022-11-30"),
            ("eligibility.invited_on", "20221124", "2022-11-30"),
            ("eligibility.invited_on", "2022-02-30", "2022-11-30"),
            ("eligibility.invited_on", "٢٠٢٢-١١-٢٤", "2022-11-30"),
            ("school.contact.on_platform", "yes", "true, false"),
            ("shared-leadership.statements.staff-supported", "true", "yes, no"),
            ("labelmap.language", "fr", "nl, en"),
            ("labelmap.language", "", "nl, en"),
            ("labelmap.edition", "2025-2026", "commands of their own"),
            ("shared-leadership.evidence.x.sha256", "0", "commands of their own"),
            ("shared-leadership.evidence.x.supports", "policy", "shared-decisions"),
        ],
    )
    def test_another_is_refused_with_the_way_to_write_it(
        self, field: str, text: str, remedy: str
    ) -> None:
        with pytest.raises(BadValue) as caught:
            parse_value(key(field), text, EDITION)
        assert remedy in str(caught.value.fix)
        assert field in str(caught.value.message)

    def test_what_comes_in_is_cleaned_and_said(self) -> None:
        parsed = parse_value(key("school.name"), "GO!\x1b[31m\r\nX\x07", EDITION)
        assert (parsed.value, parsed.removed) == ("GO![31m\nX", 2)

    def test_half_a_character_is_refused(self) -> None:
        with pytest.raises(NotUnicodeError):
            parse_value(key("school.name"), "\ud800", EDITION)

    def test_a_long_text_is_kept(self) -> None:
        assert parse_value(key("shared-leadership.plan"), "x" * 9999, EDITION).value == "x" * 9999

    @pytest.mark.parametrize("known", plain_keys(EDITION), ids=str)
    def test_what_is_shown_can_be_set_again(self, known: Key) -> None:
        application = put(complete(), Key(LEADERSHIP, ("explanations", "staff-supported")), "Zo.")
        value = get(application, known)
        try:
            assert parse_value(known, as_text(value), EDITION).value == value
        except BadValue:
            assert known.file == "labelmap" or known.path[0] == "conflict"

    def test_an_entry_is_shown_whole(self) -> None:
        entry = ActiveTeacher(id="an", name="An", on=date(2021, 3, 1))
        assert as_text(entry) == "id: an\nname: An\non: 2021-03-01"
        assert as_text(Conflict(theirs="Anders", by="Bart")) == "Anders"


SAMPLES: tuple[tuple[str, Value], ...] = (
    ("school.name", "Andere school"),
    ("school.contact.email", "an@example.org"),
    ("school.contact.on_platform", False),
    ("school.checklist.one-record", date(2022, 12, 1)),
    ("eligibility.invited_on", date(2022, 11, 24)),
    ("eligibility.active_teacher.an.activity", "Webinar"),
    ("shared-leadership.plan", "Nieuwe plannen"),
    ("shared-leadership.statements.staff-supported", YesNo.NO),
    ("shared-leadership.explanations.staff-supported", "Met een uur per week."),
    ("shared-leadership.evidence.verslag-shared-leadership.title", "Verslag"),
    ("shared-leadership.conflict.plan", Conflict(theirs="Anders", by="Bart")),
    ("declaration.signed_by", "Lieve"),
    ("labelmap.language", "en"),
)


class TestChanging:
    """`get`, `put` and `diff` agree."""

    @pytest.mark.parametrize(("field", "value"), SAMPLES)
    def test_what_is_put_is_there_and_is_the_one_change(self, field: str, value: Value) -> None:
        before = complete()
        after = put(before, key(field), value)
        assert get(after, key(field)) == value
        assert diff(before, after) == (Change(key(field), get(before, key(field)), value),)
        assert before == complete()

    @pytest.mark.parametrize(("field", "value"), SAMPLES)
    def test_a_change_can_be_taken_back(self, field: str, value: Value) -> None:
        before = complete()
        after = put(before, key(field), value)
        assert put(after, key(field), get(before, key(field))) == before

    def test_none_clears(self) -> None:
        application = complete()
        for field in ("school.name", "shared-leadership.plan", "declaration.signed_by"):
            assert get(put(application, key(field), None), key(field)) == ""
        statement = key("shared-leadership.statements.staff-supported")
        assert get(put(application, statement, None), statement) is None
        assert (
            "staff-supported"
            not in put(application, statement, None).answers[LEADERSHIP].statements
        )
        signed = key("declaration.signed_on")
        assert get(put(application, signed, None), signed) is None

    def test_an_empty_explanation_is_none(self) -> None:
        field = key("shared-leadership.explanations.staff-supported")
        application = put(complete(), field, "Zo.")
        assert put(application, field, "") == complete()

    def test_entries_come_and_go_by_their_id(self) -> None:
        before = complete()
        entry = Evidence(id="nieuw", title="Nieuw", url="https://school.example")
        field = key("shared-leadership.evidence.nieuw")
        after = put(before, field, entry)
        assert after.answers[LEADERSHIP].evidence[-1] == entry
        assert diff(before, after) == (Change(field, None, entry),)
        assert diff(after, before) == (Change(field, entry, None),)
        assert put(after, field, None) == before
        assert get(before, field) is None

    def test_an_entry_is_replaced_where_it_stands(self) -> None:
        team = tuple(TeamMember(id=name, name=name) for name in ("an", "bart", "fatima"))
        application = replace(complete(), school=School(team=team))
        field = key("school.team.bart")
        changed = put(application, field, TeamMember(id="bart", name="Bart Claes"))
        assert [member.name for member in changed.school.team] == ["an", "Bart Claes", "fatima"]
        assert diff(application, changed) == (
            Change(key("school.team.bart.name"), "bart", "Bart Claes"),
        )

    def test_a_field_of_an_entry_that_is_gone_is_refused(self) -> None:
        with pytest.raises(NoSuchEntry) as caught:
            put(complete(), key("shared-leadership.evidence.weg.title"), "Titel")
        assert "shared-leadership.evidence.weg" in str(caught.value.message)
        assert get(complete(), key("shared-leadership.evidence.weg.title")) is None

    def test_what_concerns_a_removed_entry_is_passed_over(self) -> None:
        field = key("shared-leadership.evidence.verslag-shared-leadership")
        title = Key(field.file, (*field.path, "title"))
        mine = put(put(complete(), title, "Nieuw"), key("school.name"), "Andere school")
        theirs = put(complete(), field, None)
        merged = replay(theirs, diff(complete(), mine))
        assert get(merged, key("school.name")) == "Andere school"
        assert get(merged, field) is None

    @pytest.mark.parametrize(
        "wrong", [Key("school", ("nothing",)), Key("school", ("name", "upper")), Key("x", ("y",))]
    )
    def test_a_key_that_no_file_has_is_a_mistake(self, wrong: Key) -> None:
        with pytest.raises(KeyError):
            get(complete(), wrong)

    def test_changes_come_in_the_forms_order(self) -> None:
        after = complete()
        for field, value in reversed(SAMPLES):
            after = put(after, key(field), value)
        files = [change.key.file for change in diff(complete(), after)]
        assert files == sorted(
            files, key=["labelmap", "school", "eligibility", LEADERSHIP, DECLARATION].index
        )
        assert len(files) == len(SAMPLES)

    def test_what_the_store_gathers_is_no_change(self) -> None:
        gathered = replace(complete(), documents={}, unsafe=frozenset({"evidence/x"}))
        assert diff(complete(), gathered) == ()


words = st.text(max_size=6)
ids = st.sampled_from(["a", "b", "c"])


def entries(ids_of: list[str], titles: list[str]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(id=entry_id, title=title)
        for entry_id, title in zip(dict.fromkeys(ids_of), titles, strict=False)
    )


answers = st.builds(
    Answer,
    description=words,
    plan=words,
    statements=st.dictionaries(ids, st.sampled_from(YesNo)).map(MappingProxyType),
    explanations=st.dictionaries(ids, st.text(min_size=1, max_size=4)).map(MappingProxyType),
    evidence=st.builds(entries, st.lists(ids, max_size=4), st.lists(words, min_size=4)),
    conflict=st.dictionaries(
        st.sampled_from(["plan", "explanations.a"]), st.builds(Conflict, theirs=words)
    ).map(MappingProxyType),
)
applications = st.builds(
    lambda answer, name, contact, signed: replace(
        Application(school=School(name=name, contact=Contact(on_platform=contact))).with_answer(
            LEADERSHIP, answer
        ),
        declaration=replace(complete().declaration, signed_on=signed),
    ),
    answers,
    words,
    st.none() | st.booleans(),
    st.none() | st.dates(),
)


def in_order(application: Application) -> Application:
    """The application with its lists in the order of their ids."""
    listed = sorted(application.evidence_of(LEADERSHIP), key=lambda item: item.id)
    return application.with_evidence(LEADERSHIP, tuple(listed))


@given(applications, applications)
def test_the_changes_make_the_one_of_the_other(before: Application, after: Application) -> None:
    made = replay(before, diff(before, after))
    assert in_order(made) == in_order(after)
    assert diff(made, after) == ()
