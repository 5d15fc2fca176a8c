"""Why what a colleague made can't be joined: one class a reason; nothing was changed."""

from model.messages import N_
from store.git_failures import GitFailure


class NothingInCommon(GitFailure):
    """The two histories share no beginning."""

    text = N_("What came in is another application: it was not begun from this one.")
    remedy = N_(
        "Take part in one application: let one of you invite the others, and keep the other copy."
    )


class NewerFormat(GitFailure):
    """A colleague's app writes files that this one does not know."""

    text = N_("A colleague works with a newer Labelmap; what came in can't be read here.")
    remedy = N_("Install the newest version. Until then everything stays as it is.")


class MendBeforeJoining(GitFailure):
    """A file of one's own can't be read."""

    text = N_("{file} can't be read here, so nothing of a colleague can be joined to it.")
    remedy = N_("Mend it first: 'labelmap check' says what is wrong with it.")


class ChangedWhileJoining(GitFailure):
    """Somebody wrote a file between reading and joining it."""

    kind = "no"
    text = N_("{file} was changed at this very moment; nothing was joined.")
    remedy = N_("Try again in a moment.")
