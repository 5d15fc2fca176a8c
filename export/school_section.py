"""Step 1 on the page: the school, who applies, and whether it may (F1 to F3, F8)."""

from datetime import date

from export.page import Fact, Mark, Requirement
from export.prose import link, mail_link
from export.remarks import Remarks
from export.translator import Translator
from model.application import Eligibility, School, TeamMember
from model.edition import EligibilityRules
from model.messages import N_, Message
from model.problems import Code
from model.text import shown_line


def school_facts(
    school: School, remarks: Remarks, translator: Translator
) -> tuple[tuple[str, tuple[Fact, ...]], ...]:
    """What school.toml says, in two groups: the school, and who applies with whom."""
    text = translator.text
    region = ", ".join(part for part in (school.region, school.country) if part)
    about = [
        _fact(text(N_("Name")), school.name, remarks, "name"),
        _fact(text(N_("Town")), school.city, remarks, "city"),
        _fact(text(N_("Region")), region, remarks, "region", "country"),
        _fact(text(N_("Website")), school.website, remarks, "website", href=link(school.website)),
        _fact(text(N_("Number on the platform")), school.platform_id, remarks, "platform_id"),
    ]
    held = ", ".join(shown_line(label.years) for label in school.label)
    if held:
        about.append(_fact(text(N_("Labels before")), held, remarks, "label"))
    contact, principal = school.contact, school.principal
    applies = (
        _fact(text(N_("Contact")), contact.name, remarks, "contact.name"),
        _fact(
            text(N_("Mail address")),
            contact.email,
            remarks,
            "contact.email",
            href=mail_link(contact.email),
        ),
        _fact(
            text(N_("On the platform, linked to the school")),
            _yes_no(contact.on_platform, translator),
            remarks,
            "contact.on_platform",
        ),
        _fact(text(N_("Principal")), principal.name, remarks, "principal.name"),
        _fact(
            text(N_("Mail address of the principal")),
            principal.email,
            remarks,
            "principal.email",
            href=mail_link(principal.email),
        ),
    )
    team = ", ".join(_member(member, translator) for member in school.team)
    also = (_fact(text(N_("Who else works on it")), team, remarks, "team"),) if team else ()
    return (
        (text(N_("The school")), tuple(about)),
        (text(N_("Who applies")), applies + also),
    )


def requirements(
    eligibility: Eligibility, rules: EligibilityRules, remarks: Remarks, translator: Translator
) -> tuple[Requirement, ...]:
    """The three conditions, each with how it stands and what shows it."""
    registered = eligibility.registered_since
    proof = (
        (Fact(label=translator.text(N_("Registered since")), text=translator.date(registered)),)
        if registered
        else ()
    )
    return (
        _requirement(
            _registration(rules),
            (Code.NOT_TWO_YEARS_REGISTERED,),
            rules.registered_until,
            eligibility.invited_on,
            proof,
            (remarks, translator),
        ),
        _requirement(
            _teachers(rules),
            (Code.TOO_FEW_ACTIVE_TEACHERS, Code.TEACHER_TWICE),
            rules.active_since,
            eligibility.invited_on,
            _teacher_proof(eligibility, translator),
            (remarks, translator),
        ),
        _requirement(
            _labels(rules),
            (Code.NO_QUALITY_LABEL,),
            rules.label_since,
            eligibility.invited_on,
            _label_proof(eligibility, translator),
            (remarks, translator),
        ),
    )


def _fact(label: str, text: str, remarks: Remarks, *fields: str, href: str = "") -> Fact:
    return Fact(
        label=label,
        text=shown_line(text) if text.strip() else "",
        href=href,
        remarks=tuple(remark for field in fields for remark in remarks.under(field)),
    )


def _member(member: TeamMember, translator: Translator) -> str:
    if not member.on_platform:
        return member.name
    return translator.say(Message(N_("{name} (on the platform)"), {"name": member.name}))


def _yes_no(value: bool | None, translator: Translator) -> str:  # noqa: FBT001 - a fact, not a switch
    if value is None:
        return ""
    return translator.text(N_("yes") if value else N_("no"))


def _registration(rules: EligibilityRules) -> Message:
    if rules.registered_until is None:
        return Message(N_("In eTwinning for at least two years"))
    return Message(
        N_("In eTwinning since {day} or earlier"),
        {"day": rules.registered_until},
    )


def _teachers(rules: EligibilityRules) -> Message:
    if rules.active_teachers is None:
        return Message(N_("Several different eTwinning teachers were active lately"))
    if rules.active_since is None:
        return Message(
            N_("At least {needed} different active eTwinning teachers"),
            {"needed": rules.active_teachers},
        )
    return Message(
        N_("At least {needed} different eTwinning teachers, active since {day}"),
        {"needed": rules.active_teachers, "day": rules.active_since},
    )


def _labels(rules: EligibilityRules) -> Message:
    if rules.label_since is None:
        return Message(N_("A European project with a National Quality Label"))
    if rules.label_until is None:
        return Message(
            N_("A European project with a National Quality Label, granted since {day}"),
            {"day": rules.label_since},
        )
    return Message(
        N_(
            "A European project with a National Quality Label, granted from {since} up to and "
            "including {until}"
        ),
        {"since": rules.label_since, "until": rules.label_until},
    )


def _requirement(
    title: Message,
    codes: tuple[Code, ...],
    cut_off: date | None,
    invited_on: date | None,
    proof: tuple[Fact, ...],
    tools: tuple[Remarks, Translator],
) -> Requirement:
    remarks, translator = tools
    found = remarks.of(*codes)
    if any(remark.blocking for remark in found):
        mark, verdict = Mark.OPEN, Message(N_("not shown yet"))
    elif invited_on is not None:
        mark = Mark.YES
        verdict = Message(
            N_("checked by the platform: invitation of {day}"),
            {"day": invited_on},
        )
    elif cut_off is None:
        mark = Mark.UNKNOWN
        verdict = Message(N_("not checked: the cut-off day is not known, ask your NSO"))
    else:
        mark, verdict = Mark.YES, Message(N_("in order"))
    return Requirement(
        title=translator.say(title),
        mark=mark,
        verdict=translator.say(verdict),
        proof=proof,
        remarks=found,
    )


def _teacher_proof(eligibility: Eligibility, translator: Translator) -> tuple[Fact, ...]:
    return tuple(
        Fact(
            label=shown_line(teacher.name),
            text=_joined(shown_line(teacher.activity), teacher.on, translator),
        )
        for teacher in eligibility.active_teacher
    )


def _label_proof(eligibility: Eligibility, translator: Translator) -> tuple[Fact, ...]:
    kinds = {True: N_("European project"), False: N_("national project")}
    return tuple(
        Fact(
            label=shown_line(label.project),
            text=_joined(translator.text(kinds[label.european]), label.granted, translator),
            href=link(label.url),
        )
        for label in eligibility.quality_label
    )


def _joined(text: str, day: date | None, translator: Translator) -> str:
    return ", ".join(part for part in (text, translator.date(day) if day else "") if part)
