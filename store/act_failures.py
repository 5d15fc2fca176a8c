"""Why an act on evidence can't be done: one class a reason; nothing was changed."""

from model.messages import N_, Failure


class AlreadyAttached(Failure):
    """The step has this very document or link."""

    text = N_("Already attached as {id}.")


class NoSuchEvidence(Failure):
    """No evidence has this id."""

    kind = "usage"
    text = N_("There is no evidence '{id}'.")
    remedy = N_("'labelmap status' and the evidence screen show what there is.")


class NoSuchStep(Failure):
    """No step has this id, or it takes no evidence."""

    kind = "usage"
    text = N_("'{step}' is not a step that takes evidence.")
    remedy = N_("Choose from: {steps}.")


class NoSuchStatement(Failure):
    """The step has no such statement."""

    kind = "usage"
    text = N_("Step '{step}' has no statement '{statement}'.")
    remedy = N_("Choose from: {statements}.")


class BadLink(Failure):
    """What was given is no address of a web page."""

    text = N_("'{url}' is not the address of a web page.")
    remedy = N_("Copy the whole address from your browser; it begins with https://.")


class LinkNotTaken(Failure):
    """The form takes only a document in this step."""

    text = N_("The form takes no link in this step.")
    remedy = N_("Print or save the page as PDF and add that.")


class NameTaken(Failure):
    """Another document of the step has this name."""

    text = N_("There is another document called '{name}' in this step.")
    remedy = N_("Choose another name.")


class NoFileName(Failure):
    """A link, or a document whose type nobody knows, can't be given a file's name."""

    text = N_("'{id}' is no document: it has no file name.")
    remedy = N_("Give it another title instead.")


class AlreadyElsewhere(Failure):
    """Another step has this very document; asked first, whether it is to be used here too."""

    text = N_("The same document is evidence in step {step} already: “{title}”.")
    remedy = N_("Use it here too, or leave it out.")


class NothingToAccept(Failure):
    """There is no document whose present contents could be accepted."""

    text = N_("'{id}' has no document in the folder.")
    remedy = N_("Add the document again.")
