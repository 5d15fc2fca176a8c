"""What is told of an edition's file that breaks the schema: each fault, by its place."""

import tomllib

import pytest

from model.edition_rules import validate

OFFICIAL = """
extends = "2023-2024"
wording = "official"

[[step]]
id = "shared-leadership"

[[step.statement]]
id = "staff-supported"
text.nl = "De officiële vraag?"
"""
NEW = """
id = "2028-2029"
extends = "2023-2024"
title.nl = "eTwinning School 2028-2029"
"""


def told(text: str) -> list[str]:
    edition, faults = validate(tomllib.loads(text))
    assert edition is None
    assert faults
    return [str(fault.message) for fault in faults]


def test_a_whole_edition_without_steps_is_told_what_is_missing() -> None:
    sentences = told('id = "2030-2031"\ntitle.nl = "A"')
    assert "“step.preview.title” is missing." in sentences
    assert "“step.esafety”: this step needs at least one question." in sentences
    assert "“step.declaration”: this step must take documents or links." in sentences


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "",
            (
                "“id” is missing: give the edition an id of its own, or name with extends the "
                "edition that this file changes."
            ),
        ),
        (
            'extends = "2023-2042"',
            "“extends”: “2023-2042” is not known. Did you mean “2023-2024”?",
        ),
        ('id = "x"\nextends = "2023-2024"', "“title” is missing."),
        (OFFICIAL + "[adresses]", "“adresses” is not known. Did you mean “addresses”?"),
        (
            OFFICIAL + "zzz = 1",
            "“step.shared-leadership.statement.staff-supported.zzz” is not known.",
        ),
        (
            'extends = "2023-2024"\nwording = "ours"',
            "“wording” must be one of these: labelmap, official.",
        ),
        (
            'extends = "2023-2024"\ntime_zone = "Europe/Gent"',
            "“time_zone” must be a time zone, such as Europe/Brussels.",
        ),
        (
            'extends = "2023-2024"\ntext_limit = "2500"',
            "“text_limit” must be a whole number without quotation marks.",
        ),
        ('extends = "2023-2024"\ntext_limit = 0', "“text_limit” must be 100 or more."),
        (
            'extends = "2023-2024"\ntext_limit = true',
            "“text_limit” must be a whole number without quotation marks.",
        ),
        (
            'extends = "2023-2024"\ndocument_limit = 10000000000',
            "“document_limit” must be 100000000 or less.",
        ),
        (
            'id = "Mijn editie"\nextends = "2023-2024"\ntitle.nl = "x"',
            "“id” may only hold small letters and digits, with hyphens between them.",
        ),
        (
            'extends = "2023-2024"\ntitle.Nederlands = "x"',
            "“title.Nederlands”: a language is named by its code of two letters, such as nl or en.",
        ),
        ('extends = "2023-2024"\ntitle.nl = ""', "“title.nl” is empty."),
        (
            'extends = "2023-2024"\ntitle.nl = "a\\u001bb"',
            "“title.nl” holds a control character, or a line break too many.",
        ),
        ('extends = "2023-2024"\ntitle = "x"', "“title” must be a table."),
        ('extends = "2023-2024"\n[step]\nid = "esafety"', "“step” must be a list."),
        ('extends = "2023-2024"\nstep = ["esafety"]', "“step.1” must be a table."),
        (
            'extends = "2023-2024"\n[[step]]\nid = "esafty"',
            "“step”: “esafty” is not known. Did you mean “esafety”?",
        ),
        (
            'extends = "2023-2024"\n[[step]]\nid = "esafety"\n[[step]]\nid = "esafety"',
            "“step.esafety” is there twice.",
        ),
        (
            'extends = "2023-2024"\n[[step]]\nid = "esafety"\nlinks = "yes"',
            "“step.esafety.links” must be true or false, without quotation marks.",
        ),
        (
            'extends = "2023-2024"\n[[step]]\nid = "esafety"\naccepts = ["pdf", "exe"]',
            "“step.esafety.accepts.2” must be one of these: pdf, jpg, png, office, video, image.",
        ),
        (
            'extends = "2023-2024"\n[[step]]\nid = "esafety"\nnotices = ["pdf"]',
            "“step.esafety”: the same kind stands in accepts and in notices.",
        ),
        (
            'extends = "2023-2024"\n[[step]]\nid = "school"\nlinks = true',
            "“step.school.links” does not belong in this step.",
        ),
        (
            OFFICIAL.replace("shared-leadership", "esafety").replace("staff-supported", "polcy"),
            "“step.esafety.statement”: “polcy” is not known. Did you mean “policy”?",
        ),
        (
            'extends = "2023-2024"\n[[step]]\nid = "esafety"\n[[step.statement]]\nid = "policy"',
            "“step.esafety.statement.policy.text” is missing.",
        ),
        (
            NEW + '[[step]]\nid = "esafety"\n[[step.statement]]\nid = "inclusion"\ntext.nl = "x"',
            "“statement.inclusion” is there twice.",
        ),
        (OFFICIAL + '[[period]]\nkind = "revision"', "“period.1” has no day at all."),
        (
            OFFICIAL + '[[period]]\nkind = "revision"\ncloses = "2023-01-01"',
            "“period.1.closes” must be a day without quotation marks, as in 2023-01-31.",
        ),
        (
            OFFICIAL + '[[period]]\nkind = "revision"\ncloses = 2023-01-01T00:00:00',
            "“period.1.closes” must be a day without quotation marks, as in 2023-01-31.",
        ),
        (
            OFFICIAL + '[[period]]\nkind = "revision"\ncloses = 1923-01-01',
            "“period.1.closes” must be 2005-01-01 or more.",
        ),
        (
            OFFICIAL + '[[period]]\nkind = "revision"\nlevel = "belgium"\ncloses = 2023-01-01',
            (
                "“period.1.level” must be central, or a country’s code of two capital letters, "
                "such as BE."
            ),
        ),
        (
            OFFICIAL + '[[period]]\nkind = "revision"\ncloses = 2023-01-01\n' * 2,
            "“period.revision.central” is there twice.",
        ),
        (
            OFFICIAL + "[eligibility]\nlabel_until = 2019-01-01",
            "“eligibility”: label_until comes before label_since.",
        ),
        (
            OFFICIAL + '[addresses]\nplatform = "http://example.org"',
            "“addresses.platform” must be an address that begins with https://.",
        ),
        (
            OFFICIAL + '[addresses]\nplatform = "https://a@example.org"',
            "“addresses.platform” must be an address that begins with https://.",
        ),
        (
            OFFICIAL + '[addresses]\ncontact-mail = "an"',
            "“addresses.contact-mail” must be an e-mail address.",
        ),
        (
            OFFICIAL + '[guidance.colaboration]\ntext.nl = "x"',
            "“guidance”: “colaboration” is not known. Did you mean “collaboration”?",
        ),
        (
            OFFICIAL + '[guidance.collaboration]\ntekst.nl = "x"',
            "“guidance.collaboration.tekst” is not known. Did you mean “text”?",
        ),
    ],
)
def test_each_fault_is_told_by_its_place(text: str, sentence: str) -> None:
    assert sentence in told(text)


def test_too_long_a_text_is_refused() -> None:
    assert told(f'extends = "2023-2024"\ntitle.nl = "{"x" * 121}"') == [
        "“title.nl” is too long: 120 characters at most."
    ]


def test_a_file_of_nothing_but_faults_is_not_told_without_end() -> None:
    _, faults = validate({f"key{number}": number for number in range(50_000)})
    assert len(faults) == 100
