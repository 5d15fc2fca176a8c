"""The mail with which an NSO lets a school have its file: what was decided, and how to take it in.

Nothing is sent by us: the text is copied, or the mail opened in a mail program with the file in it.
Source: issue 6, 'Deciding'; repository-format.md, 'How it travels'.
"""

from email.message import EmailMessage
from email.policy import SMTP

from export.feedback import FeedbackPage
from export.feedback_text import to_text
from export.mail import LIMIT, Attachment, address_of, is_usable
from export.sheet import school_name
from export.translator import Translator
from model.application import Application
from model.edition import Edition, in_language
from model.light import dataclass
from model.messages import N_, Message
from model.text import shown_line


@dataclass(frozen=True, slots=True, kw_only=True)
class NsoMail:
    """A mail, to be copied or opened."""

    to: str
    """The address of who applies; "" where none is known."""
    name: str
    subject: str
    text: str


def nso_mail(
    application: Application,
    edition: Edition,
    page: FeedbackPage | None,
    translator: Translator,
    *,
    file: str,
    reviewer: str,
) -> NsoMail:
    """The mail about what a file holds; `page` is what the NSO said, None where it said nothing."""
    say = translator.say
    label = in_language(edition.title, translator.language) or edition.id
    facts = {"label": label, "school": school_name(application, translator)}
    contact = application.school.contact
    decided = page is not None and bool(page.decision)
    subject = (
        N_("Decision on {label} of {school}") if decided else N_("Feedback on {label} of {school}")
    )
    if page is None:
        body = N_("The attached file holds what we recorded about your application for {label}.")
    elif decided:
        body = N_(
            "We looked at your application for {label} and decided. What we decided and why stands "
            "below, and in the attached file."
        )
    else:
        body = N_(
            "We looked at your application for {label}. What we have to say about it stands below, "
            "and in the attached file."
        )
    how = N_(
        "Take the file in with Labelmap: open your application, press s and then t, and choose "
        "'{file}'. Then our feedback stands beside your answers, and you can reply to it."
    )
    name = shown_line(contact.name)
    greeting = (
        say(Message(N_("Dear {name},"), {"name": name}))
        if name
        else (translator.text(N_("Dear all,")))
    )
    blocks = [greeting, say(Message(body, facts)), say(Message(how, {"file": file}))]
    if page is not None:
        blocks.append(to_text(page, translator).rstrip("\n"))
    blocks.append(shown_line(reviewer))
    return NsoMail(
        to=contact.email if is_usable(contact.email) else "",
        name=name,
        subject=say(Message(subject, facts)),
        text="\n\n".join(block for block in blocks if block) + "\n",
    )


def nso_eml(mail: NsoMail, attachment: Attachment | None) -> bytes:
    """The mail as a file that mail programs open; an attachment that is too large stays out."""
    made = EmailMessage(policy=SMTP)
    made["Subject"] = mail.subject
    if mail.to:
        made["To"] = address_of(mail.name, mail.to)
    made["X-Unsent"] = "1"  # some programs then open it as a draft
    made.set_content(mail.text, cte="quoted-printable")
    if attachment is not None and len(attachment.data) * 1.37 < LIMIT:
        made.add_attachment(
            attachment.data,
            maintype="application",
            subtype="octet-stream",
            filename=attachment.name,
        )
        made.set_boundary("labelmap-part")
    return made.as_bytes()
