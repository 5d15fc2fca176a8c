"""The versions that an export is made of or compared with, as people call them."""

from export.kinds import Export
from export.view import ROUNDS
from model.application import Application
from model.messages import N_, Message
from store.school_folder import SchoolFolder
from tui.language import Language

_MOST = 60
"""So many days back: further back the command goes."""
USUAL = ""
"""The value of the choice that leaves it to the export."""
_USUAL = {
    ("changes", "since"): N_("the last submission, else the very beginning"),
    ("principal", "since"): N_("the last copy, else the last submission"),
    ("changes", "until"): N_("the version of now"),
    ("feedback", "round"): N_("the latest"),
}
Choice = tuple[str, str]
"""What is said, and the value: a commit or "round-1"; of a submission its number."""


def choices(
    export: Export,
    ask: str,
    application: Application,
    days: tuple[Choice, ...],
    language: Language,
) -> tuple[Choice, ...]:
    """What may be chosen, the usual one first. `days`: as `days` tells them."""
    usual = (language.text(_USUAL[export.what.value, ask]), USUAL)
    if ask == "round":
        record = application.record
        said = {piece.round for piece in record.feedback if not piece.is_advice}
        rounds = sorted(said | {made.round for made in record.decisions}, reverse=True)
        return (usual, *((_round(number, language), str(number)) for number in rounds))
    sent = sorted((one.round for one in application.record.submissions), reverse=True)
    return (
        usual,
        *((_round(number, language), f"round-{number}") for number in sent),
        *days,
    )


def _round(number: int, language: Language) -> str:
    return language.say(Message(ROUNDS.get(number, N_("submission {number}")), {"number": number}))


def days(folder: SchoolFolder, language: Language) -> tuple[Choice, ...]:
    """The version at the end of each day of work, the newest first; it asks git."""
    found: dict[str, str] = {}
    for entry in folder.log():
        said = language.say(Message(N_("at the end of {day}"), {"day": entry.at.date()}))
        found.setdefault(said, entry.commit)
        if len(found) == _MOST:
            break
    return tuple(found.items())
