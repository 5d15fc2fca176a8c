"""Why a document can't be taken in: one class a reason, each with what to do about it."""

import errno
from pathlib import Path

from model.messages import N_, Failure


class EvidenceFailure(Failure):
    """Base of what keeps a document out; nothing was changed. `name` is the file's name."""


class IsMissing(EvidenceFailure):
    """There is nothing of that name."""

    kind = "usage"
    text = N_("The file “{name}” is not there.")
    remedy = N_("Check that its name and folder are right.")


class IsFolder(EvidenceFailure):
    """A folder."""

    text = N_("“{name}” is a folder, not a document.")
    remedy = N_("Choose a file in it.")


class IsLink(EvidenceFailure):
    """A symbolic link, which is never followed."""

    text = N_("“{name}” only refers to a file elsewhere.")
    remedy = N_("Choose the file itself.")


class IsNoFile(EvidenceFailure):
    """A pipe or a device."""

    text = N_("“{name}” is not a document.")
    remedy = N_("Choose a file.")


class IsForbidden(EvidenceFailure):
    """The system does not let us read it."""

    kind = "environment"
    text = N_("“{name}” can't be read: you have no permission.")
    remedy = N_("Ask its owner for permission, or copy it to a folder of your own.")


class IsUnreadable(EvidenceFailure):
    """The system can't read it: a broken stick, a cloud file without a network."""

    kind = "environment"
    text = N_("“{name}” can't be read: {reason}.")
    remedy = N_("Copy it to this computer first, and check that it opens.")


class IsEmpty(EvidenceFailure):
    """No byte in it."""

    text = N_("“{name}” is empty: there is nothing in the file.")
    remedy = N_("Save or download it again, and check that it opens.")


class IsTooLarge(EvidenceFailure):
    """Over the limit, and nothing of which a smaller version can be made. Sizes in MB."""

    text = N_("“{name}” is {size} MB; a document may be {limit} MB at most.")
    remedy = N_("Save it with smaller pictures, or split it.")


class IsWrongKind(EvidenceFailure):
    """A kind that the step does not take, such as a program."""

    text = N_("“{name}” is a file that this step does not take ({type}); it takes {accepted}.")
    remedy = N_("Save it as PDF, and add that.")


class IsUnknownKind(EvidenceFailure):
    """A file of which neither its content nor its name tells the kind."""

    text = N_("Of “{name}” we can't tell what kind of file it is; this step takes {accepted}.")
    remedy = N_("Open it in the program that made it, save it as PDF, and add that.")


class IsWebPage(EvidenceFailure):
    """A web page, often a log-in page that was saved in a document's place."""

    text = N_("“{name}” is a web page, not a document.")
    remedy = N_("Print the page to PDF and add that, or add its address as a link.")


class IsDamaged(EvidenceFailure):
    """It can't be opened."""

    text = N_("“{name}” is damaged: it can't be opened.")
    remedy = N_("Save or download it again, and check that it opens.")


class IsLocked(EvidenceFailure):
    """It asks for a password."""

    text = N_("“{name}” is locked with a password: the NSO could not open it.")
    remedy = N_("Save it without a password, and add that.")


class HasPages(EvidenceFailure):
    """A picture file of several pages, of which a JPEG could keep one only."""

    text = N_("“{name}” has {count} pages; a picture holds one only.")
    remedy = N_("Save it as PDF, and add that.")


class NeedsJpeg(EvidenceFailure):
    """A picture of a kind that the step does not take, but of which a JPEG can be made."""

    text = N_("“{name}” is a picture that this step does not take ({type}); it takes {accepted}.")
    remedy = N_("Let Labelmap make a JPEG of it, or save it as JPEG yourself.")


class NeedsSmaller(EvidenceFailure):
    """A picture over the limit, of which a smaller version can be made. Sizes in MB."""

    text = N_("The picture “{name}” is {size} MB; a document may be {limit} MB at most.")
    remedy = N_("Let Labelmap make a smaller version of it.")


_MEGABYTE = 1_000_000


def too_large(failure: type[EvidenceFailure], name: str, size: int, limit: int) -> EvidenceFailure:
    """`IsTooLarge` or `NeedsSmaller`, with sizes that never read as equal. They come in bytes."""
    return failure(name=name, size=-(-size // _MEGABYTE), limit=limit // _MEGABYTE)


def of_reading(source: Path, error: OSError | ValueError) -> EvidenceFailure:
    """What an error while reading means; a `ValueError` is a name that no file can have."""
    if isinstance(error, FileNotFoundError | NotADirectoryError | ValueError):
        return IsMissing(name=source.name)
    if error.errno in {errno.EACCES, errno.EPERM}:
        return IsForbidden(name=source.name)
    return IsUnreadable(name=source.name, reason=error.strerror or type(error).__name__)
