"""Beginning to share an application in a folder, and stopping: for the app and for commands alike.

Colleagues find a page of instructions there, in the school's language. It is written once.
"""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from store import sharing
from store.folder import WriteFailure, atomic_write
from store.names import slug
from store.people import Person
from tui.language import Language

if TYPE_CHECKING:
    from store.rounds import Synced
    from store.school_folder import SchoolFolder

_PAGES = {"nl": "Samenwerken", "en": "Working together"}
"""What the page of instructions is called, before the school's name."""


def invite(folder: "SchoolFolder", shared: Path, person: Person) -> "Synced":
    """Share an application in a folder from now on, and put it there.

    Raises what `sharing.share_in` and `store.sync.sync` raise.
    """
    share = folder.share_in(shared, person)
    is_new = sharing.remembered(folder.path) != share
    done = folder.sync(share, person, anew=is_new)
    if is_new:
        sharing.remember(folder.path, share)
    page = share.folder / page_name(folder)
    if not page.exists():
        with suppress(WriteFailure):  # no more than a help
            atomic_write(page, _page(folder, person))
    return done


def page_name(folder: "SchoolFolder") -> str:
    """What the page of instructions is called."""
    application = folder.application
    start = _PAGES.get(application.language, _PAGES["en"])
    return f"{start} - {slug(application.school.name, 'school')}.html"


def _page(folder: "SchoolFolder", person: Person) -> bytes:
    from export.invitation import invitation_page, to_html

    application = folder.application
    language = Language(application.language)
    page = invitation_page(application, language, by=person.name, made_on=folder.clock.today)
    return to_html(page).encode("utf-8")
