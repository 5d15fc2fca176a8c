"""The words of a submission, and what stands in its way: what screens and commands share.

`store` knows no pages and `export` no git: here the one is handed to the other.
"""

from functools import partial
from typing import TYPE_CHECKING

from model.application import Application
from model.completeness import Assessment
from model.messages import N_, Message
from store.edition_file import fingerprint
from tui.language import Language
from tui.version import version

if TYPE_CHECKING:
    from store.record_acts import Words
    from store.school_folder import SchoolFolder


def words_of(folder: "SchoolFolder") -> "Words":
    """How the application of a folder is put in words: in its own language, without the diary."""
    return partial(_words, folder)


def _words(
    folder: "SchoolFolder", application: Application, assessment: Assessment, number: int
) -> str:
    from export.markdown import escaped, to_markdown
    from export.view import application_view

    language = Language(application.language)
    page = application_view(
        application, folder.edition, assessment, language, made_on=folder.clock.today
    )
    about = language.say(
        Message(
            N_("Submission {round}, made with Labelmap {version}."),
            {"round": number, "version": version()},
        )
    )
    edition = language.say(
        Message(
            N_("Edition {edition}; SHA-256 of its questions and dates: {hash}"),
            {
                "edition": folder.edition.id,
                "hash": fingerprint(folder.path, folder.edition.id),
            },
        )
    )
    return f"{to_markdown(page)}\n---\n\n{escaped(about)}\\\n{escaped(edition)}\n"
