"""What can be amiss with a folder's history, one class a reason, in words without git's vocabulary.

Where the way out needs somebody who knows git, the remedy names the very command.
"""

from pathlib import Path
from typing import ClassVar

from model.messages import N_, Failure, Refusal


class GitFailure(Failure):
    """Base of all that keeps the history from being read or added to."""

    kind: ClassVar[Refusal] = "usage"


class NoGit(GitFailure):
    """git is not installed, or not on PATH."""

    kind = "environment"
    text = N_("git was not found on this computer; it keeps the history of the application.")
    remedy = N_(
        "Install it (Debian, Ubuntu: sudo apt install git; Windows, macOS:"
        " https://git-scm.com/downloads) and try again."
    )


class GitTooOld(GitFailure):
    """git is older than what we rely on."""

    kind = "environment"
    text = N_("git on this computer is version {version}; Labelmap needs {needed} or newer.")
    remedy = N_("Install a newer one: https://git-scm.com/downloads.")


class NoHistory(GitFailure):
    """A school's folder without `.git`."""

    text = N_("The folder '{path}' has no history yet: it is not under git.")
    remedy = N_(
        "Open it in the app, which offers to begin one, or run 'git init -b main' in that folder."
    )


class UnsafeFolder(GitFailure):
    """What lies in `.git` could start programs or reach outside the folder."""

    text = N_("The folder '{path}' is not opened, because it is not safe. Found: {found}.")
    remedy = N_(
        "If somebody sent you this folder: copy everything but '.git' to a new folder and open"
        " that one. To take the history along, run: git clone --no-local '{path}' NEW-FOLDER."
        " If you set this up yourself, undo it in '.git' and try again."
    )


class OtherOwner(GitFailure):
    """The folder belongs to another user of this computer."""

    text = N_("The folder '{path}' belongs to another user of this computer.")
    remedy = N_(
        "Copy it to a place of your own and open the copy. If you trust that user, run:"
        " git config --global --add safe.directory '{path}'"
    )


class BareRepository(GitFailure):
    """A repository without the files themselves."""

    text = N_("The folder '{path}' holds only a history, not the files of an application.")
    remedy = N_("Make a folder with files from it and open that: git clone '{path}' NEW-FOLDER")


class DetachedHistory(GitFailure):
    """HEAD names a commit, not a branch."""

    text = N_("The folder '{path}' shows an earlier version: somebody went back in its history.")
    remedy = N_("Go to the newest version first: git switch main (in that folder).")


class OtherBranch(GitFailure):
    """HEAD names another branch than `main`."""

    text = N_("The folder '{path}' stands on '{branch}', where Labelmap keeps its diary on 'main'.")
    remedy = N_("Go to 'main' first: git switch main (in that folder).")


class MergeInProgress(GitFailure):
    """Somebody began a merge or the like by hand and did not finish it."""

    text = N_("In the folder '{path}' somebody began to join two versions by hand ({what}).")
    remedy = N_("Finish it, or undo it: git {what} --abort (in that folder).")


class DamagedHistory(GitFailure):
    """git can't read its own files."""

    text = N_("The history of the folder '{path}' is damaged: {detail}")
    remedy = N_(
        "Your texts and documents are still there as files. Bring '.git' back from a backup, or"
        " rename it and open the folder again to begin a new history. A drive that synchronises"
        " (OneDrive, iCloud, Dropbox, Google Drive) can cause this: keep the folder elsewhere."
    )


class HalfSynchronised(DamagedHistory):
    """As `DamagedHistory`, in a folder that a cloud drive keeps in step."""

    text = N_(
        "The history of the folder '{path}' is damaged: {detail}. The folder is in {drive}, which"
        " copies the files of the history one by one."
    )
    remedy = N_(
        "Your texts and documents are still there as files. Wait until {drive} is done and try"
        " again. Better: move the folder out of {drive}, and bring '.git' back from a backup or"
        " rename it."
    )


def damaged(folder: Path, detail: str) -> DamagedHistory:
    """The failure of a history that can't be read, which names the cloud drive that it is in."""
    from store.cloud import cloud_drive

    drive = cloud_drive(folder)
    if drive is None:
        return DamagedHistory(path=str(folder), detail=detail)
    return HalfSynchronised(path=str(folder), detail=detail, drive=drive)


class NotReadable(GitFailure):
    """The system does not let the folder be read."""

    text = N_("The folder '{path}' can't be read: {reason}.")
    remedy = N_("Ask its owner for permission, or copy it to a place of your own.")


class HistoryBusy(GitFailure):
    """Another program is writing the history."""

    kind = "no"
    text = N_("Another program is changing the history of '{path}' right now.")
    remedy = N_("Your text was saved in its file. Wait a moment and save again.")


class BadName(GitFailure):
    """A name or mail address that git can't record."""

    kind = "environment"
    text = N_("The name '{name}' can't be used: it has no letter in it.")
    remedy = N_("Give your name as colleagues know it.")


class GitRefused(GitFailure):
    """git said no, for a reason we do not know."""

    text = N_("git could not do its work in '{path}': {detail}")
    remedy = N_("Nothing in your files is lost. 'labelmap doctor' looks at this computer.")
