"""What can be exported: one table that the command, the dialog and the palette read."""

from dataclasses import dataclass
from enum import StrEnum

from model.messages import N_, Failure


class What(StrEnum):
    """The exports, by the names that `--what` has."""

    APPLICATION = "application"
    BLANK = "blank"
    DECLARATION = "declaration"
    PRINCIPAL = "principal"
    PLATFORM = "platform"
    DOSSIER = "dossier"
    FEEDBACK = "feedback"
    CHANGES = "changes"
    CALENDAR = "calendar"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Export:
    """One of them."""

    what: What
    title: str
    about: str
    """What it is for, a sentence."""
    name: str
    """What stands in the file's name."""
    suffixes: tuple[str, ...]
    """The first one is the usual one; "" is a folder."""
    asks: tuple[str, ...] = ()
    """What else one may choose: "since" and "until", versions, and "round", a submission."""


EXPORTS = (
    Export(
        What.APPLICATION,
        N_("The application"),
        N_("Everything, as the reviewer reads it; what is missing is marked."),
        N_("application"),
        (".pdf", ".html", ".md", ".json"),
    ),
    Export(
        What.PLATFORM,
        N_("For the platform"),
        N_(
            "A page to keep beside the platform's form, with copy buttons, and the documents in "
            "the order in which they are uploaded."
        ),
        N_("platform"),
        ("", ".zip"),
    ),
    Export(
        What.PRINCIPAL,
        N_("Reading copy for the principal"),
        N_("What is signed, what changed since the last copy, lines with numbers."),
        N_("principal"),
        (".pdf",),
        ("since",),
    ),
    Export(
        What.DECLARATION,
        N_("Declaration of honour, working copy"),
        N_("To prepare the signature; only the platform's own document counts."),
        N_("declaration"),
        (".pdf",),
    ),
    Export(
        What.BLANK,
        N_("Questionnaire without answers"),
        N_("To print and to go through together, with room to write."),
        N_("questionnaire"),
        (".pdf", ".md"),
    ),
    Export(
        What.CHANGES,
        N_("What changed"),
        N_("Since the last submission, word by word; evidence that came and went."),
        N_("changes"),
        (".pdf", ".html", ".md"),
        ("since", "until"),
    ),
    Export(
        What.FEEDBACK,
        N_("Feedback and replies"),
        N_("What the NSO said about the last round, by step, with your replies."),
        N_("feedback"),
        (".pdf", ".md", ".txt"),
        ("round",),
    ),
    Export(
        What.DOSSIER,
        N_("The whole dossier"),
        N_("One archive: the application, all documents, the data, and their marks."),
        N_("dossier"),
        (".zip",),
    ),
    Export(
        What.CALENDAR,
        N_("Deadlines for your calendar"),
        N_("With reminders, for Outlook, Google or the calendar on your phone."),
        N_("deadlines"),
        (".ics",),
    ),
    Export(
        What.MAIL,
        N_("A mail that is ready"),
        N_("The one that is due now, with its attachments; you send it yourself."),
        N_("mail"),
        (".eml",),
    ),
)


class WrongSuffix(Failure):
    """No such format is there for it."""

    kind = "usage"
    text = N_("'{what}' can't be written as '{suffix}'.")
    remedy = N_("Give the file a name that ends in one of these: {choices}.")


def export_of(what: str) -> Export:
    """The export of this name. Raises `KeyError`."""
    for export in EXPORTS:
        if export.what == what:
            return export
    raise KeyError(what)


def check_suffix(what: str, suffix: str) -> str:
    """The suffix in lower case. Raises `WrongSuffix`."""
    known = export_of(what).suffixes
    if suffix.lower() not in known:
        choices = ", ".join(choice or "/" for choice in known)
        raise WrongSuffix(what=what, suffix=suffix, choices=choices)
    return suffix.lower()
