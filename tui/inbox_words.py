"""A row of the inbox in words: its cells in the table, and the lines below it."""

from dataclasses import replace
from datetime import date

from model.messages import N_, Fact, Message
from model.standing import State, WaitingFor
from model.text import shown_line
from model.trust import Signature
from store.inbox import Row
from tui.inbox_rows import BROKEN, deadline_of, waits_for
from tui.language import Language
from tui.words import SIGNATURES

HEADS = {
    "school": N_("School"),
    "city": N_("City"),
    "edition": N_("Edition"),
    "state": N_("Status"),
    "round": N_("Round"),
    "complete": N_("Done"),
    "waits": N_("Waits for"),
    "must-fix": N_("Must"),
    "deadline": N_("Until"),
    "signature": N_("Signature"),
    "assigned": N_("Decides"),
}
STATES = {
    State.DRAFT.value: N_("draft"),
    State.SUBMITTED.value: N_("submitted"),
    State.RETURNED.value: N_("returned"),
    State.APPROVED.value: N_("approved"),
    State.REFUSED.value: N_("refused"),
    BROKEN: N_("unreadable"),
}
"""In a word or two: beside many others."""
_SIGNED = {
    Signature.VERIFIED.value: N_("verified"),
    Signature.UNKNOWN_KEY.value: N_("unknown key"),
    Signature.UNSIGNED.value: N_("not signed"),
    Signature.BAD.value: N_("FALSE"),
}
_WAITS = {
    WaitingFor.REVIEWER.value: N_("NSO, {count} d"),
    WaitingFor.SCHOOL.value: N_("school, {count} d"),
}
_WAITING = {
    WaitingFor.REVIEWER.value: Message(
        N_("It waits for the NSO since {day}: {count} day."),
        {},
        N_("It waits for the NSO since {day}: {count} days."),
    ),
    WaitingFor.SCHOOL.value: Message(
        N_("It waits for the school since {day}: {count} day."),
        {},
        N_("It waits for the school since {day}: {count} days."),
    ),
}
_MUST = Message(
    N_("{count} piece of feedback must still be adapted."),
    {},
    N_("{count} pieces of feedback must still be adapted."),
)
_CAN_ADAPT = Message(
    N_("The school can still adapt it until {day}: {count} more day."),
    {},
    N_("The school can still adapt it until {day}: {count} more days."),
)


def cell(row: Row, column: str, today: date, language: Language) -> str:
    """What stands in a column of a row."""
    if row.problem is not None:
        return {"school": row.folder.name, "state": language.text(STATES[BROKEN])}.get(column, "")
    made = {
        "school": lambda: row.school or row.folder.name,
        "city": lambda: row.city,
        "edition": lambda: row.edition,
        "state": lambda: language.text(STATES[row.state]),
        "round": lambda: str(row.round),
        "complete": lambda: f"{row.done}/{row.required}" + (" ✓" if row.complete else ""),
        "waits": lambda: waits(row, today, language),
        "must-fix": lambda: str(row.open_must_fix or ""),
        "deadline": lambda: deadline(row, language),
        "signature": lambda: signature(row, language),
        "assigned": lambda: row.assigned_to,
    }
    return made[column]()


def is_wrong(row: Row) -> bool:
    """Whether somebody must look at more than the application."""
    return row.problem is not None or row.signature == Signature.BAD.value


def waits(row: Row, today: date, language: Language) -> str:
    """For whom the application waits, and how many days by now; "" for nobody."""
    who = waits_for(row)
    if not who or not row.since:
        return ""
    return language.say(Message(_WAITS[who], {"count": _days(row, today)}))


def _said(message: Message, language: Language, **facts: Fact) -> str:
    return language.say(replace(message, facts=facts))


def _days(row: Row, today: date) -> int:
    return max(0, (today - date.fromisoformat(row.since)).days)


def deadline(row: Row, language: Language) -> str:
    """Until when the school can do something, and in how many days that is."""
    found = deadline_of(row)
    if found is None:
        return ""
    facts: dict[str, Fact] = {"day": f"{found[0]:%d/%m}", "count": found[1]}
    return language.say(Message(N_("{day} ({count} d)"), facts))


def signature(row: Row, language: Language) -> str:
    """What is proven of what the NSO said."""
    return language.text(_SIGNED[row.signature]) if row.signature in _SIGNED else ""


def details(row: Row, today: date, language: Language) -> tuple[tuple[str, str], ...]:
    """What stands below the table of a row: a sign and a sentence each."""
    if row.problem is not None:
        return (
            ("", shown_line(row.folder.name)),
            ("! ", language.say(row.problem)),
        )
    edition = language.say(Message(N_("eTwinning School {edition}"), {"edition": row.edition}))
    lines = [("", " · ".join(shown_line(part) for part in (row.school, row.city, edition) if part))]
    lines.append(("○ ", _where(row, language)))
    if who := waits_for(row):
        lines.append(("● ", _waiting(row, who, today, language)))
    if row.open_must_fix:
        lines.append(("● ", _said(_MUST, language, count=row.open_must_fix)))
    if (found := deadline_of(row)) is not None:
        lines.append(("○ ", _said(_CAN_ADAPT, language, day=found[0], count=found[1])))
    if row.signature:
        found_to_be = Signature(row.signature)
        sign = "✓ " if found_to_be is Signature.VERIFIED else "! "
        lines.append((sign, language.text(SIGNATURES[found_to_be])))
    return tuple(lines)


def _where(row: Row, language: Language) -> str:
    """State, round, how much is done, who decides: on one line."""
    done: dict[str, Fact] = {"done": row.done, "required": row.required}
    parts = [
        language.text(STATES[row.state]),
        language.say(Message(N_("submission {round}"), {"round": row.round})),
        language.say(Message(N_("{done} of {required} done"), done)),
    ]
    if row.assigned_to:
        parts.append(language.say(Message(N_("{name} decides"), {"name": row.assigned_to})))
    else:
        parts.append(language.text(N_("nobody in particular decides")))
    return " · ".join(parts)


def _waiting(row: Row, who: str, today: date, language: Language) -> str:
    if not row.since:
        return language.text(N_("It waits for the school."))
    since = date.fromisoformat(row.since)
    return _said(_WAITING[who], language, day=since, count=_days(row, today))
