"""Step 1: who applies, and may the school apply (F1 to F3, F8).

Six items: name, contact with a mail address, contact on the platform, F1, F2, F3. A cut-off that
the edition does not know is not checked; the platform's invitation says that it was checked there.
Source: command-line.md, 'What counts'.
"""

import re
from collections.abc import Iterable
from datetime import date

from model.addresses import is_mail_address
from model.application import FILES, ActiveTeacher, Application, Eligibility, QualityLabel, School
from model.edition import Edition, EligibilityRules
from model.problems import Code
from model.tally import Tally

_FILE = FILES["eligibility"]
_REGISTERED = "eligibility.registered_since"
_TEACHERS = "eligibility.active_teacher"
_LABELS = "eligibility.quality_label"
_YEARS = r"\s*([0-9]{4})\s*[-/\u2013]\s*([0-9]{4})\s*"


def check_school(application: Application, edition: Edition, tally: Tally) -> None:
    """Count step 1."""
    _check_contact(application.school, tally)
    eligibility, rules = application.eligibility, edition.eligibility
    _check_registration(eligibility, rules, tally)
    _check_teachers(eligibility, rules, tally)
    _check_labels(eligibility, rules, tally)
    _check_former_labels(application.school, edition, tally)
    tally.note_conflicts(application.school.conflict)
    tally.note_conflicts(eligibility.conflict, "eligibility.", _FILE)


def _check_contact(school: School, tally: Tally) -> None:
    named = bool(school.name.strip())
    tally.require(done=named)
    if not named:
        tally.note(Code.SCHOOL_NAME_MISSING, "name", {})
    contact = school.contact
    name = contact.name.strip()
    reachable = is_mail_address(contact.email)
    tally.require(done=bool(name) and reachable)
    if not name:
        tally.note(Code.CONTACT_MISSING, "contact.name", {"name": "", "detail": ""})
    # Without a name, the sentence about the name asks for the address as well.
    elif not reachable:
        detail = contact.email if contact.email.strip() else ""
        tally.note(Code.CONTACT_MISSING, "contact.email", {"name": name, "detail": detail})
    tally.require(done=contact.on_platform is True)
    if contact.on_platform is not True:
        detail = "" if contact.on_platform is None else "no"
        facts = {"name": name, "detail": detail}
        tally.note(Code.CONTACT_NOT_ON_PLATFORM, "contact.on_platform", facts)


def _count(tally: Tally, field: str, *, done: bool, invited: bool, known: bool) -> bool:
    """Count one condition. Returns whether it is met."""
    met = invited or done
    tally.require(done=met, file=_FILE)
    if met and not invited and not known and _FILE not in tally.unreadable:
        tally.not_checked.append(field)
    return met


def _check_registration(eligibility: Eligibility, rules: EligibilityRules, tally: Tally) -> None:
    since, until = eligibility.registered_since, rules.registered_until
    met = _count(
        tally,
        _REGISTERED,
        done=since is not None and (until is None or since <= until),
        invited=eligibility.invited_on is not None,
        known=until is not None,
    )
    if not met:
        tally.note(
            Code.NOT_TWO_YEARS_REGISTERED,
            _REGISTERED,
            {} if since is None else {"day": since},
            _FILE,
        )


def folded(name: str) -> str:
    """A person's name as it is compared: small letters, single spaces."""
    return " ".join(name.casefold().split())


def _check_teachers(eligibility: Eligibility, rules: EligibilityRules, tally: Tally) -> None:
    needed = 1 if rules.active_teachers is None else rules.active_teachers
    count = len(_active(eligibility.active_teacher, rules.active_since))
    met = _count(
        tally,
        _TEACHERS,
        done=count >= needed,
        invited=eligibility.invited_on is not None,
        known=rules.active_since is not None and rules.active_teachers is not None,
    )
    if not met:
        facts = {"count": count, "needed": needed}
        tally.note(Code.TOO_FEW_ACTIVE_TEACHERS, _TEACHERS, facts, _FILE)
    seen: set[str] = set()
    for teacher in eligibility.active_teacher:
        name = folded(teacher.name)
        if name in seen:
            field = f"{_TEACHERS}.{teacher.id}"
            tally.note(Code.TEACHER_TWICE, field, {"name": teacher.name.strip()}, _FILE)
        elif name:
            seen.add(name)


def _active(teachers: Iterable[ActiveTeacher], since: date | None) -> set[str]:
    """The different teachers with an activity that counts (F2)."""
    names = {
        folded(teacher.name)
        for teacher in teachers
        if teacher.on is not None and (since is None or teacher.on >= since)
    }
    return names - {""}


def _check_labels(eligibility: Eligibility, rules: EligibilityRules, tally: Tally) -> None:
    labels = eligibility.quality_label
    met = _count(
        tally,
        _LABELS,
        done=any(_label_counts(label, rules) for label in labels),
        invited=eligibility.invited_on is not None,
        known=rules.label_since is not None,
    )
    if not met:
        tally.note(Code.NO_QUALITY_LABEL, _LABELS, {"count": len(labels)}, _FILE)


def _label_counts(label: QualityLabel, rules: EligibilityRules) -> bool:
    """Whether a label is a European project's and was granted in time (F3)."""
    if not label.european or label.granted is None:
        return False
    if rules.label_since is not None and label.granted < rules.label_since:
        return False
    return rules.label_until is None or label.granted <= rules.label_until


def _years(text: str) -> tuple[int, int] | None:
    """The first and last calendar year of a label's name; None where it is no such name."""
    found = re.fullmatch(_YEARS, text)
    return None if found is None else (int(found[1]), int(found[2]))


def _check_former_labels(school: School, edition: Edition, tally: Tally) -> None:
    """A label runs for two calendar years; who still holds one may not apply yet (G1)."""
    new = _years(edition.id) if school.label else None
    if new is None:
        return
    for label in school.label:
        held = _years(label.years)
        if held is not None and held[0] <= new[1] and new[0] <= held[1]:
            tally.note(Code.LABEL_STILL_VALID, f"label.{label.id}", {"title": label.years.strip()})
