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


@dataclass(frozen=True, slots=True, kw_only=True)
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


EXPORTS = (
    Export(
        what=What.APPLICATION,
        title=N_("The application"),
        about=N_("Everything, as the reviewer reads it; what is missing is marked."),
        name=N_("application"),
        suffixes=(".pdf", ".html", ".md", ".json"),
    ),
    Export(
        what=What.PLATFORM,
        title=N_("For the platform"),
        about=N_(
            "A page to keep beside the platform's form, with copy buttons, and the documents in "
            "the order in which they are uploaded."
        ),
        name=N_("platform"),
        suffixes=("", ".zip"),
    ),
    Export(
        what=What.PRINCIPAL,
        title=N_("Reading copy for the principal"),
        about=N_("What is signed, what changed since the last copy, lines with numbers."),
        name=N_("principal"),
        suffixes=(".pdf",),
    ),
    Export(
        what=What.DECLARATION,
        title=N_("Declaration of honour, working copy"),
        about=N_("To prepare the signature; only the platform's own document counts."),
        name=N_("declaration"),
        suffixes=(".pdf",),
    ),
    Export(
        what=What.BLANK,
        title=N_("Questionnaire without answers"),
        about=N_("To print and to go through together, with room to write."),
        name=N_("questionnaire"),
        suffixes=(".pdf", ".md"),
    ),
    Export(
        what=What.CHANGES,
        title=N_("What changed"),
        about=N_("Since the last submission, word by word; evidence that came and went."),
        name=N_("changes"),
        suffixes=(".pdf", ".html", ".md"),
    ),
    Export(
        what=What.FEEDBACK,
        title=N_("Feedback and replies"),
        about=N_("What the NSO said about the last round, by step, with your replies."),
        name=N_("feedback"),
        suffixes=(".pdf", ".md"),
    ),
    Export(
        what=What.DOSSIER,
        title=N_("The whole dossier"),
        about=N_("One archive: the application, all documents, the data, and their marks."),
        name=N_("dossier"),
        suffixes=(".zip",),
    ),
    Export(
        what=What.CALENDAR,
        title=N_("Deadlines for your calendar"),
        about=N_("With reminders, for Outlook, Google or the calendar on your phone."),
        name=N_("deadlines"),
        suffixes=(".ics",),
    ),
    Export(
        what=What.MAIL,
        title=N_("A mail that is ready"),
        about=N_("The one that is due now, with its attachments; you send it yourself."),
        name=N_("mail"),
        suffixes=(".eml",),
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
