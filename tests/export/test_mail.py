"""The mail that the state calls for: to whom, with what, under the limit of mail servers."""

from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from export.mail import Attachment, Occasion, occasion, recipients, to_eml
from model.application import Application, Declaration, TeamMember
from model.completeness import assess
from model.review import DecisionKind, Record
from tests.export.help import ENGLISH
from tests.model.build import (
    EDITION,
    FEBRUARY,
    JANUARY,
    a_decision,
    a_submission,
    complete,
)


def with_team() -> Application:
    """A school of which one colleague is not on the platform, and one has no address."""
    application = complete()
    team = (
        TeamMember(id="b", name="Bart", email="bart@school.example", on_platform=True),
        TeamMember(id="f", name="Fatima", email="fatima@school.example", on_platform=False),
        TeamMember(id="j", name="Joke"),
    )
    return replace(application, school=replace(application.school, team=team))


def in_state(kind: DecisionKind | None, *, sent: bool = True) -> Application:
    """The application after a submission, and a decision where there is one."""
    decisions = (replace(a_decision(kind), text="Goed werk."),) if kind else ()
    record = Record(submissions=(a_submission(),) if sent else (), decisions=decisions)
    return replace(with_team(), record=record)


def made(application: Application, day: date = FEBRUARY, *files: Attachment) -> EmailMessage:
    data = to_eml(
        application,
        EDITION,
        assess(application, EDITION, day),
        ENGLISH,
        files,
        made_on=day,
    )
    return message_from_bytes(data, policy=default)


@pytest.mark.parametrize(
    ("kind", "expected", "to"),
    [
        (
            None,
            Occasion.SUBMITTED,
            ["an@school.example", "bart@school.example", "fatima@school.example"],
        ),
        (DecisionKind.RETURNED, Occasion.RETURNED, ["an@school.example"]),
        (DecisionKind.REFUSED, Occasion.REFUSED, ["an@school.example"]),
        (DecisionKind.APPROVED, Occasion.APPROVED, ["an@school.example", "bart@school.example"]),
    ],
)
def test_the_state_says_what_and_to_whom(
    kind: DecisionKind | None, expected: Occasion, to: list[str]
) -> None:
    application = in_state(kind)
    assert occasion(assess(application, EDITION, FEBRUARY)) is expected
    assert [address for _, address in recipients(application, expected)] == to
    mail = made(application)
    assert [address.addr_spec for address in mail["To"].addresses] == to
    assert mail["X-Unsent"] == "1"
    body = mail.get_body()
    assert body is not None
    assert ("Goed werk." in body.get_content()) == (kind is not None)


def test_a_draft_asks_to_read_and_then_to_sign() -> None:
    unsigned = replace(with_team(), declaration=Declaration())
    assert occasion(assess(unsigned, EDITION, JANUARY)) is Occasion.SIGN
    assert occasion(assess(with_team(), EDITION, JANUARY)) is Occasion.READY
    assert made(with_team(), JANUARY)["To"].addresses[0].addr_spec == "lieve@school.example"
    empty = Application(edition="2023-2024")
    assert occasion(assess(empty, EDITION, JANUARY)) is Occasion.READ
    assert made(unsigned, JANUARY)["To"].addresses[0].addr_spec == "lieve@school.example"
    assert made(empty, JANUARY)["To"] in {None, ""}


def test_attachments_stay_below_twenty_megabytes_and_the_rest_is_named() -> None:
    small, large = Attachment("a.pdf", b"%PDF-a"), Attachment("b.pdf", b"x" * 16_000_000)
    mail = made(in_state(None), FEBRUARY, large, small)
    assert [part.get_filename() for part in mail.iter_attachments()] == ["a.pdf"]
    body = mail.get_body()
    assert body is not None
    assert "b.pdf" in body.get_content()


def test_a_name_can_not_write_a_header() -> None:
    application = in_state(None)
    contact = replace(
        application.school.contact, name='An"\r\nBcc: x@y.example\r\n', email="an@school.example"
    )
    mail = made(replace(application, school=replace(application.school, contact=contact)))
    assert mail["Bcc"] is None
    assert mail["From"].addresses[0].addr_spec == "an@school.example"


def test_the_same_mail_has_the_same_bytes() -> None:
    application = in_state(None)
    assessment = assess(application, EDITION, FEBRUARY)
    files = (Attachment("a.pdf", b"%PDF-a"),)
    one, two = (
        to_eml(application, EDITION, assessment, ENGLISH, files, made_on=FEBRUARY) for _ in range(2)
    )
    assert one == two
