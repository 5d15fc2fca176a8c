"""A mail that is ready to be opened in a mail program; which one, the application's state says.

Nothing is sent by us. A draft asks the principal to read, to sign once only the declaration is
open, and to read once more when all is done; a submission is confirmed to the team (F18); a refusal
or a return goes to whoever applied (F19); an approval to all teachers linked to the school (F20).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from enum import StrEnum

from export.prose import mail_link
from export.sheet import school_name
from export.translator import Translator
from model.application import DECLARATION, Application
from model.completeness import Assessment
from model.edition import Edition, in_language
from model.messages import N_, Fact, Message
from model.standing import State, decision_of
from model.text import shown, shown_line

LIMIT = 20_000_000
"""Bytes: most mail servers take no more."""
_LONGER = 1.37
"""How much longer an attachment is in a mail: base64 with its line breaks."""


class Occasion(StrEnum):
    """What the mail is for."""

    READ = "read"
    SIGN = "sign"
    READY = "ready"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    REFUSED = "refused"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that goes with it."""

    name: str
    data: bytes


_SUBJECT = {
    Occasion.READ: N_("To read: {label} of {school}"),
    Occasion.SIGN: N_("To sign: declaration of honour, {label} of {school}"),
    Occasion.READY: N_("To read: {label} of {school}"),
    Occasion.SUBMITTED: N_("Submitted: {label} of {school}"),
    Occasion.RETURNED: N_("To be adapted: {label} of {school}"),
    Occasion.REFUSED: N_("Decision on {label} of {school}"),
    Occasion.APPROVED: N_("We have the label: {label} for {school}"),
}
_BODY = {
    Occasion.READ: N_(
        "Here is our application for {label}, to read through. It is not complete yet: {done} of "
        "{required} required items are done. You will get the declaration of honour to sign once "
        "the form on the platform is filled in."
    ),
    Occasion.SIGN: N_(
        "Our application for {label} is ready but for your signature. With this mail you get the "
        "application to read, and a working copy of the declaration of honour so that you know "
        "what is asked. Please do not sign the working copy: only the platform's own declaration "
        "counts, and we will bring it to you."
    ),
    Occasion.READY: N_(
        "Here is our application for {label}, to read once more before we submit it: all that is "
        "required is done, and the declaration of honour is signed."
    ),
    Occasion.SUBMITTED: N_(
        "Our application for {label} was submitted on {day}. Thank you for your work on it. The "
        "application as it was submitted is attached. The platform confirms a submission with a "
        "mail of its own; we now wait for the NSO."
    ),
    Occasion.RETURNED: N_(
        "The NSO looked at our application for {label} and asks us to adapt it. The feedback is "
        "attached; what is marked as to be adapted must change before we submit again."
    ),
    Occasion.REFUSED: N_(
        "Our application for {label} was not approved. What the NSO said about it is attached as "
        "far as we have it."
    ),
    Occasion.APPROVED: N_(
        "Our application for {label} was approved: the school has the label. Nothing more needs to "
        "be done. Thank you all. The application is attached."
    ),
}


def occasion(assessment: Assessment) -> Occasion:
    """What the state calls for."""
    match assessment.standing.state:
        case State.SUBMITTED:
            return Occasion.SUBMITTED
        case State.RETURNED:
            return Occasion.RETURNED
        case State.REFUSED:
            return Occasion.REFUSED
        case State.APPROVED:
            return Occasion.APPROVED
        case State.DRAFT:
            pass
    if assessment.complete:
        return Occasion.READY
    others = (step for step in assessment.steps if step.id != DECLARATION)
    return Occasion.SIGN if all(step.done == step.required for step in others) else Occasion.READ


def recipients(application: Application, which: Occasion) -> tuple[tuple[str, str], ...]:
    """(name, address) of everybody it is for, each address once; those without one are left out."""
    school = application.school
    contact = (school.contact.name, school.contact.email)
    team = [(member.name, member.email) for member in school.team]
    linked = [(m.name, m.email) for m in school.team if m.on_platform is not False]
    if which in {Occasion.READ, Occasion.SIGN, Occasion.READY}:
        wanted = [(school.principal.name, school.principal.email)]
    elif which is Occasion.SUBMITTED:
        wanted = [contact, *team]
    elif which is Occasion.APPROVED:
        wanted = [contact, *linked]
    else:
        wanted = [contact]
    found = {address: name for name, address in reversed(wanted) if is_usable(address)}
    return tuple((found[address], address) for address in reversed(found))


def to_eml(
    application: Application,
    edition: Edition,
    assessment: Assessment,
    translator: Translator,
    attachments: Iterable[Attachment],
    *,
    made_on: date,
) -> bytes:
    """The mail's bytes; attachments that would make it too large for a mail server stay out."""
    which = occasion(assessment)
    label = in_language(edition.title, translator.language) or edition.id
    standing = assessment.standing
    facts: dict[str, Fact] = {
        "label": label,
        "school": school_name(application, translator),
        "done": assessment.done,
        "required": assessment.required,
        "day": standing.since or made_on,
    }
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = translator.say(Message(_SUBJECT[which], facts))
    mail["To"] = tuple(
        address_of(name, address) for name, address in recipients(application, which)
    )
    contact = application.school.contact
    if is_usable(contact.email):
        mail["From"] = address_of(contact.name, contact.email)
    mail["X-Unsent"] = "1"  # some programs then open it as a draft
    kept, left_out = _fitting(attachments)
    mail.set_content(
        _words(application, which, facts, translator, left_out), cte="quoted-printable"
    )
    for one in kept:
        mail.add_attachment(one.data, maintype="application", subtype="pdf", filename=one.name)
    if kept:
        mail.set_boundary("labelmap-part")
    return mail.as_bytes()


def _words(
    application: Application,
    which: Occasion,
    facts: dict[str, Fact],
    translator: Translator,
    left_out: tuple[str, ...],
) -> str:
    """The mail's text."""
    names = [name for name, _ in recipients(application, which) if name]
    greeting = (
        translator.say(Message(N_("Dear {name},"), {"name": names[0]}))
        if len(names) == 1
        else translator.text(N_("Dear all,"))
    )
    blocks = [greeting, translator.say(Message(_BODY[which], facts))]
    made = decision_of(application.record, int(_round(application)))
    if which in {Occasion.RETURNED, Occasion.REFUSED, Occasion.APPROVED} and made and made.text:
        blocks.append(translator.text(N_("The NSO wrote:")))
        blocks.append("\n".join(f"> {line}" for line in shown(made.text).split("\n")))
    if left_out:
        blocks.append(
            translator.say(
                Message(
                    N_("Not attached, because it is too large for a mail: {names}"),
                    {"names": ", ".join(left_out)},
                )
            )
        )
    if name := shown_line(application.school.contact.name):
        blocks.append(name)
    return "\n\n".join(blocks) + "\n"


def _round(application: Application) -> int:
    """The newest round on which something was decided; 0 before."""
    return max((made.round for made in application.record.decisions), default=0)


def _fitting(
    attachments: Iterable[Attachment],
) -> tuple[tuple[Attachment, ...], tuple[str, ...]]:
    """Those that fit, and the names of those that do not."""
    kept: list[Attachment] = []
    left: list[str] = []
    room = LIMIT - 100_000
    for one in attachments:
        need = int(len(one.data) * _LONGER)
        if need <= room:
            kept.append(one)
            room -= need
        else:
            left.append(one.name)
    return tuple(kept), tuple(left)


def is_usable(address: str) -> bool:
    """Whether every mail program takes it."""
    return address.isascii() and bool(mail_link(address))


def address_of(name: str, address: str) -> Address:
    """An address of a header; a name that a header can't hold is left out."""
    local, _, domain = address.rpartition("@")
    plain = shown_line(name).strip()
    return Address(display_name=plain, username=local, domain=domain)
