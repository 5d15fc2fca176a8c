"""The page of instructions that lies beside an application which is shared in a folder.

For a colleague who has never heard of Labelmap: what this is, and the steps to work along.
"""

from dataclasses import dataclass
from datetime import date

from export.html import document
from export.page import Sheet
from export.sheet import sheet
from export.translator import Translator
from model.application import Application
from model.messages import N_, Message

SHEETS = ("page.css", "screen.css")


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationPage:
    """What a colleague reads."""

    sheet: Sheet
    lead: str
    heading: str
    steps: tuple[str, ...]
    good_to_know: str
    notes: tuple[str, ...]


def invitation_page(
    application: Application, translator: Translator, *, by: str, made_on: date
) -> InvitationPage:
    """The page. `by`: who invites."""
    text, say = translator.text, translator.say
    lead = Message(
        N_(
            "{name} invites you to work along on your school's application for the eTwinning "
            "School label. You each work on your own computer, whenever you like; what you do "
            "comes together in this folder."
        ),
        {"name": by},
    )
    return InvitationPage(
        sheet=sheet(
            text(N_("Working along on the application")), application, translator, made_on=made_on
        ),
        lead=say(lead),
        heading=text(N_("How to begin")),
        steps=(
            text(N_("Install Labelmap on your computer, and start it.")),
            text(N_("Choose 'Join a colleague's application' on the first screen.")),
            text(N_("Choose this folder: the one in which you found this page.")),
            text(
                N_(
                    "Choose where your own copy is kept: a folder on your computer, outside "
                    "OneDrive, Teams or Google Drive."
                )
            ),
        ),
        good_to_know=text(N_("Good to know")),
        notes=(
            text(
                N_(
                    "From then on everything goes by itself: what you save is shared after some "
                    "seconds, and what colleagues did appears on your screen."
                )
            ),
            text(
                N_(
                    "Nobody waits for anybody. Without internet you simply go on; it is shared "
                    "when you are back."
                )
            ),
            text(
                N_(
                    "If two of you change the same sentence, both versions are kept until one of "
                    "you chooses. Nothing is lost."
                )
            ),
            text(
                N_(
                    "Leave the files in this folder as they are: do not rename, move or open them. "
                    "They can only be read with Labelmap."
                )
            ),
        ),
    )


def to_html(page: InvitationPage) -> str:
    """The page as a file that needs nothing else."""
    return document("invitation.html", SHEETS, for_paper=False, sheet=page.sheet, page=page)
