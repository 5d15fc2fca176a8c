"""Why a formal act can't be done: one class a reason; nothing was changed."""

from collections.abc import Sequence

from model.messages import N_, Failure, Message
from model.problems import Problem


class NotNow(Failure):
    """Calendar or state do not allow it; the sentence is the rule's own."""

    def __init__(self, why: Message) -> None:
        self.why = why
        super().__init__()

    @property
    def message(self) -> Message:
        """Why not."""
        return self.why


class Locked(NotNow):
    """The answers can't be changed while the NSO has them."""

    remedy = N_("Wait for the decision, or withdraw the application first.")


class CanNotSubmit(Failure):
    """Base of what keeps an application from being submitted: the problems, each to be told."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(count=len(self.problems))


class NotComplete(CanNotSubmit):
    """Something is missing, and no reason was given to submit all the same."""

    text = N_("The application is not complete, so it was not submitted.")
    remedy = N_("Complete it, or submit it all the same with a reason: --incomplete REASON.")


class NotSigned(CanNotSubmit):
    """The declaration can't be passed over (F17)."""

    text = N_("Without the signed declaration of honour nothing can be submitted.")
    remedy = N_("Add the signed document in step 8, by whom it was signed and on which day.")


class Unanswered(CanNotSubmit):
    """Feedback can't be passed over either (F19)."""

    text = N_("There is feedback that has neither a change in its step nor a reply.")
    remedy = N_("Change what it is about, or reply to it.")


class NotReadableEnough(Failure):
    """It can't be read which application this is."""

    kind = "usage"
    text = N_("It can't be read which application this is, so it was not submitted.")
    remedy = N_("'labelmap check' says what is wrong with labelmap.toml or the edition.")


class NoReason(Failure):
    """`--incomplete` without words."""

    kind = "usage"
    text = N_("Submitting an incomplete application needs a reason.")
    remedy = N_("Say in a few words what is still to come, and why.")


class NothingSubmitted(Failure):
    """There is no round of which something could be recorded."""

    text = N_("Nothing was submitted yet.")
    remedy = N_("Submit here first: then what happens on the platform can be recorded.")


class DayToCome(Failure):
    """A day on which something happened lies in the future."""

    kind = "usage"
    text = N_("{day} is still to come.")
    remedy = N_("Give the day on which it happened.")


class DecidedHere(Failure):
    """The NSO itself decided, in Labelmap."""

    text = N_("The NSO decided on this submission in Labelmap itself, on {day}.")
    remedy = N_("Only the NSO can correct its decision.")


class NoSuchFeedback(Failure):
    """No piece of feedback has this id."""

    kind = "usage"
    text = N_("There is no feedback '{id}'.")
    remedy = N_("'labelmap status' lists the feedback with its ids.")


class NoWords(Failure):
    """A reply, a piece of feedback or a decision says nothing."""

    kind = "usage"
    text = N_("The text is empty.")
    remedy = N_("Say in a few words what there is to say.")


class TooLong(Failure):
    """A text that nobody could read."""

    text = N_("The text is too long: {bytes} bytes; at most {limit} are taken.")
    remedy = N_("Make it shorter.")


class NothingToPublish(Failure):
    """There is no draft."""

    text = N_("There is no feedback to publish.")
    remedy = N_("Write some first: labelmap feedback FOLDER STEP.FIELD --kind KIND --text TEXT.")


class OnlyADraft(Failure):
    """The school showed a draft: it was not submitted."""

    text = N_("This is a draft, which the school did not submit: you can give advice on it.")
    remedy = N_("Let the school have your advice: labelmap publish. Decide once it is submitted.")


class DraftAsBefore(Failure):
    """Nothing changed since the last draft."""

    text = N_("The NSO was shown this draft already: nothing changed since.")


class NotJudgeable(Failure):
    """The edition is not known to this version: it can be read, not judged."""

    text = N_(
        "This version of Labelmap does not know the edition “{edition}”: no decision is made."
    )
    remedy = N_("Reading and feedback work. Take a newer version of Labelmap to decide.")


class OthersDecide(Failure):
    """The school is another reviewer's: one decides."""

    text = N_("{name} decides on this school.")
    remedy = N_("Take the school over first, if that is agreed: labelmap decide ... --take-over.")


class QuoteNotFound(Failure):
    """A quoted passage does not stand in the text."""

    kind = "usage"
    text = N_("The passage “{quote}” does not stand in that text.")
    remedy = N_("Copy it from the text as it was submitted.")


class QuoteNeedsText(Failure):
    """A passage of no text."""

    kind = "usage"
    text = N_("A passage is quoted from one text, and none was named.")
    remedy = N_("Name the text: STEP.plan, STEP.description or STEP.explanations.ID.")


class NoSuchPlace(Failure):
    """Feedback about something that the application does not have."""

    kind = "usage"
    text = N_("The application has no '{place}'.")
    remedy = N_(
        "Name a step, a text (STEP.plan), a question (STEP.statements.ID) or STEP.evidence.ID."
    )


class ThreadTooLong(Failure):
    """A thread would become so long that nobody could read it."""

    text = N_("The reply is too long: with it, the feedback would take {bytes} bytes of {limit}.")
    remedy = N_("Make it shorter.")


class ThreadUnreadable(Failure):
    """The file of a piece of feedback takes no events."""

    kind = "usage"
    text = N_("The feedback '{id}' stands in a file to which nothing can be added.")
    remedy = N_("Ask your NSO to send it again.")


class FormTooLarge(Failure):
    """The form as downloaded from the platform is not taken."""

    text = N_("'{path}' is too large: {bytes} bytes; at most {limit} are taken.")
    remedy = N_("Save the form as a PDF without pictures, or leave it out.")


class FormMissing(Failure):
    """There is no such file."""

    kind = "usage"
    text = N_("There is no file '{path}'.")
    remedy = N_("Name the form as you downloaded it from the platform.")
