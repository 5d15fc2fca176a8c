"""Opening the app in review mode: on an inbox, or on one school of it."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from model.messages import N_, Failure
from store.folder import WriteFailure
from store.inbox_folder import Inbox, NotInAnInbox, inbox_of, is_inbox
from store.people import change_settings, load_settings
from store.shapes import HEAD_PATH
from tui import console
from tui.terminal_check import speak_utf8
from tui.world import clock_for, known_person, language_for


class NothingToReview(Failure):
    """A folder that holds neither an inbox nor a school of one."""

    kind = "usage"
    text = N_("'{path}' is neither an inbox nor a school of one.")
    remedy = N_("Take in what a school sent: labelmap receive FILE --into INBOX makes one.")


def place_to_review(folder: Path) -> tuple[Inbox, Path | None]:
    """The inbox that a folder is; or the inbox that it stands in, and the school that it is.

    Raises `NotInAnInbox` for a school's own folder, `NothingToReview` for any other.
    """
    if is_inbox(folder):
        return Inbox.at(folder), None
    inbox = inbox_of(folder)
    if inbox is not None and folder.is_dir():
        return inbox, inbox.path / "schools" / folder.resolve().name
    if (folder / HEAD_PATH).is_file():
        raise NotInAnInbox(path=str(folder))
    raise NothingToReview(path=str(folder))


def open_review(
    inbox: Inbox, school: Path | None, *, today: str | None = None, lang: str | None = None
) -> int:
    """Open the app on an inbox, or on one school of it. The exit code."""
    from tui.review_app import ReviewApp

    settings = load_settings()
    language = language_for(lang, settings)
    clock = clock_for(today, inbox.path, settings)
    app = ReviewApp(inbox, language, clock, replace(settings, person=known_person()), school)
    app.told_at_start = speak_utf8()
    line = app.run()
    # Where it ended unasked (a closed window, a signal), what was typed is kept all the same.
    if line is None and (failure := app.keep_typed()) is not None:
        console.note(language.say(failure.message))
    if app.crashed_by is not None:
        raise app.crashed_by
    if line:
        console.answer(line)
    with suppress(WriteFailure):  # what was opened before is no more than a convenience
        change_settings(lambda now: now.with_recent(inbox.path))
    return app.return_code or 0
