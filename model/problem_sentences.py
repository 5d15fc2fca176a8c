"""What problems of the form's steps say: for each code and variant, what is the matter, what to do.

English templates, gettext's message ids; `model.problem_texts` picks the variant and fills the
braces. To a colleague with little time: what is missing first, then the shortest way to mend it.
Those of evidence and files: `model.file_sentences`.
"""

from collections.abc import Mapping
from types import MappingProxyType

from model.messages import N_
from model.problems import Code

_LABELS_NONE = N_("Step {step}: no project with a National Quality Label is filled in yet.")
_LABELS_SOME = N_("Step {step}: no National Quality Label filled in counts for this edition.")
_LABEL = N_("Fill in a European project of the school and the day its label was granted.")
_LABEL_SINCE = N_(
    "Fill in a European project of the school whose label was granted on {since} or later; "
    "a national project does not count."
)
_LABEL_BETWEEN = N_(
    "Fill in a European project of the school whose label was granted from {since} up to and "
    "including {until}; a national project does not count."
)
_SHORTEN = N_("Shorten it to {limit} characters: the form takes no more.")
_CHOOSE = N_("Compare the two and choose one, or make one text of both.")
_TOO_LATE = N_("Ask the NSO whether anything is still possible, or keep it for the next edition.")

SENTENCES: Mapping[tuple[Code, str], tuple[str, str]] = MappingProxyType(
    {
        (Code.SCHOOL_NAME_MISSING, ""): (
            N_("Step {step}: the name of the school is not filled in yet."),
            N_("Fill in the name exactly as on the platform."),
        ),
        (Code.CONTACT_MISSING, ""): (
            N_("Step {step}: which teacher applies is not filled in yet."),
            N_("Fill in the name and the e-mail address of that teacher."),
        ),
        (Code.CONTACT_MISSING, "email"): (
            N_("Step {step}: the e-mail address of the teacher who applies is not filled in yet."),
            N_("Fill in the address at which the NSO can reach this colleague."),
        ),
        (Code.CONTACT_MISSING, "bad-email"): (
            N_("Step {step}: “{detail}” is not an e-mail address."),
            N_("Correct the address of the teacher who applies, as in name@school.be."),
        ),
        (Code.CONTACT_NOT_ON_PLATFORM, ""): (
            N_(
                "Step {step}: is the teacher who applies on the platform, and linked to the school?"
            ),
            N_("Look it up under My Dashboard on the platform, and tick it here."),
        ),
        (Code.CONTACT_NOT_ON_PLATFORM, "no"): (
            N_("Step {step}: the teacher who applies is not linked to the school on the platform."),
            N_(
                "Only a teacher who is linked to the school there can apply: join the school on "
                "the platform, or let a colleague apply who has done so."
            ),
        ),
        (Code.NOT_TWO_YEARS_REGISTERED, ""): (
            N_("Step {step}: the day on which the school joined eTwinning is not filled in yet."),
            N_("Fill in the day on which the school was registered; the NSO can look it up."),
        ),
        (Code.NOT_TWO_YEARS_REGISTERED, "late"): (
            N_("Step {step}: registered on {day}; this edition asks for {until} or earlier."),
            N_("Check the day with the NSO. If it is right, a later edition is for you."),
        ),
        (Code.TOO_FEW_ACTIVE_TEACHERS, ""): (
            N_("Step {step}: teachers who are active in eTwinning: {count} of {needed}."),
            N_(
                "Fill in different teachers who still work at the school, each with one activity "
                "(a project, a webinar, a workshop …) and its day."
            ),
        ),
        (Code.TOO_FEW_ACTIVE_TEACHERS, "since"): (
            N_("Step {step}: teachers active in eTwinning since {since}: {count} of {needed}."),
            N_(
                "Fill in different teachers who still work at the school, each with one activity "
                "(a project, a webinar, a workshop …) on {since} or later."
            ),
        ),
        (Code.NO_QUALITY_LABEL, "none"): (_LABELS_NONE, _LABEL),
        (Code.NO_QUALITY_LABEL, "none-since"): (_LABELS_NONE, _LABEL_SINCE),
        (Code.NO_QUALITY_LABEL, "none-between"): (_LABELS_NONE, _LABEL_BETWEEN),
        (Code.NO_QUALITY_LABEL, "some"): (_LABELS_SOME, _LABEL),
        (Code.NO_QUALITY_LABEL, "some-since"): (_LABELS_SOME, _LABEL_SINCE),
        (Code.NO_QUALITY_LABEL, "some-between"): (_LABELS_SOME, _LABEL_BETWEEN),
        (Code.STATEMENT_UNANSWERED, ""): (
            N_("Step {step}, question {question}: “{words}” is not answered yet."),
            N_("Answer it; the form asks for yes, backed by evidence."),
        ),
        (Code.STATEMENT_NO, ""): (
            N_("Step {step}, question {question}: “{words}” is answered with no."),
            N_(
                "The form asks for yes to every question. Talk over with your colleagues what is "
                "still needed, and answer yes once the school can show it."
            ),
        ),
        (Code.PLAN_MISSING, ""): (
            N_("Step {step}: the plans for the next two years are not written yet."),
            N_("Write what the school will do in the next two years for “{step_title}”."),
        ),
        (Code.TEXT_TOO_LONG, "plan"): (
            N_("Step {step}: the plans have {length} characters; {limit} fit the form."),
            _SHORTEN,
        ),
        (Code.TEXT_TOO_LONG, "description"): (
            N_("Step {step}: the description has {length} characters; {limit} fit the form."),
            N_(
                "Shorten it to {limit} characters. What you explain with the questions counts too: "
                "it goes into the same box."
            ),
        ),
        (Code.TEXT_TOO_LONG, "explanation"): (
            N_("Step {step}, question {question}: {length} characters explain it; {limit} fit."),
            _SHORTEN,
        ),
        (Code.DECLARATION_MISSING, ""): (
            N_("Step {step}: the signed declaration of honour is not added yet."),
            N_(
                "Fill in the form on the platform and download the declaration there, have the "
                "principal sign it, and add the signed document here."
            ),
        ),
        (Code.DECLARATION_UNSIGNED, ""): (
            N_("Step {step}: who signed the declaration of honour is not filled in yet."),
            N_("Fill in the name of the principal."),
        ),
        (Code.DECLARATION_UNSIGNED, "day"): (
            N_("Step {step}: the day on which the declaration was signed is not filled in yet."),
            N_("Fill in the day written beside the signature."),
        ),
        (Code.CONFLICT_UNRESOLVED, "plan"): (
            N_("Step {step}: the plans stand there in different versions, by {name}."),
            _CHOOSE,
        ),
        (Code.CONFLICT_UNRESOLVED, "description"): (
            N_("Step {step}: the description stands there in different versions, by {name}."),
            _CHOOSE,
        ),
        (Code.CONFLICT_UNRESOLVED, "explanation"): (
            N_("Step {step}, question {question}: different explanations, by {name}."),
            _CHOOSE,
        ),
        (Code.CONFLICT_UNRESOLVED, "statement"): (
            N_("Step {step}, question {question}: different answers, by {name}."),
            _CHOOSE,
        ),
        (Code.CONFLICT_UNRESOLVED, "other"): (
            N_("Step {step}: something stands there in different versions, by {name}."),
            _CHOOSE,
        ),
        (Code.CONFLICT_UNRESOLVED, "nobody"): (
            N_("Step {step}: something stands there in different versions."),
            _CHOOSE,
        ),
        (Code.FEEDBACK_UNANSWERED, ""): (
            N_("Step {step}: the NSO asked for a change that is still open: “{title}”"),
            N_("Change something in this step, or reply to the feedback."),
        ),
        (Code.FEEDBACK_UNANSWERED, "whole"): (
            N_("The NSO asked for a change that is still open: “{title}”"),
            N_("Change the application, or reply to the feedback."),
        ),
        (Code.BEFORE_OPENING, ""): (
            N_("Applications can be submitted from {day} on."),
            N_("Prepare everything now; submit once that day is there."),
        ),
        (Code.AFTER_DEADLINE, ""): (
            N_("A first application could be submitted up to and including {day}."),
            _TOO_LATE,
        ),
        (Code.AFTER_DEADLINE, "revision"): (
            N_("An adapted application could be submitted up to and including {day}."),
            _TOO_LATE,
        ),
        (Code.STATEMENT_UNSUPPORTED, ""): (
            N_("Step {step}, question {question}: “{words}” has no evidence of its own yet."),
            N_("Mark which evidence of this step shows it, or add some."),
        ),
        (Code.DESCRIPTION_MISSING, ""): (
            N_("Step {step}: there is no description yet."),
            N_(
                "Tell in a few sentences how things go at your school. It is not compulsory, but "
                "it helps the NSO to understand your evidence."
            ),
        ),
        (Code.TEXT_VERY_SHORT, "plan"): (
            N_("Step {step}: the plans are very short ({length} of {limit} characters)."),
            N_("Say what you will do, who does it, by when, and how you will see that it works."),
        ),
        (Code.TEXT_VERY_SHORT, "description"): (
            N_("Step {step}: the description is very short ({length} of {limit} characters)."),
            N_("Add one concrete example: what happened, with whom, and what came of it."),
        ),
        (Code.TEACHER_TWICE, ""): (
            N_("Step {step}: {name} stands twice among the active teachers, and counts once."),
            N_("Remove one of the two, or fill in another colleague."),
        ),
        (Code.DECLARATION_OLDER_THAN_TEXT, ""): (
            N_("Step {step}: the declaration was signed on {day}; texts changed after that."),
            N_("Ask the principal whether the signature still holds, or have it signed again."),
        ),
        (Code.LABEL_STILL_VALID, ""): (
            N_("Step {step}: the school’s label {title} is still running."),
            N_("Ask the NSO whether the school can already apply again."),
        ),
    }
)
"""(code, variant) to (what is the matter, what to do)."""
