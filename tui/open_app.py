"""Opening the app: folder, day, language and who works are found before Textual starts."""

from contextlib import suppress
from pathlib import Path

from model.messages import N_, Failure, Message
from store.finding import NowhereHere, here, opened_around
from store.folder import WriteFailure
from store.git_failures import NoHistory
from store.people import Settings, change_settings, load_settings
from store.school_folder import SchoolFolder
from tui import console
from tui.language import Language
from tui.session import Session
from tui.terminal_check import speak_utf8
from tui.world import clock_for, known_person, language_for


def open_session(path: Path, today: str | None, settings: Settings) -> Session:
    """A school's folder with who works there and its clock. Raises what opening a folder raises."""
    opened = SchoolFolder.open(path, clock_for(today, path, settings))
    return Session(opened, known_person(), opened.clock, demo=settings.is_demo(path.resolve()))


def open_app(folder: Path | None, *, today: str | None = None, lang: str | None = None) -> int:
    """Open the app on a folder, else where one stands, else the welcome screen. The exit code.

    An inbox, and a school of one, opens in review mode.
    """
    path, nowhere = folder, None
    if path is None:
        try:
            path = opened_around(here())
        except NowhereHere as failure:
            nowhere = failure
    if path is not None and is_reviewed(path):
        return _review(path, today, lang)
    return _open(path, nowhere, today, lang)


def _open(path: Path | None, at_start: Failure | None, today: str | None, lang: str | None) -> int:
    """Open the app on a school, or (None) the welcome screen; then say `at_start`."""
    settings = load_settings()
    language = language_for(lang, settings)
    session = without_history = None
    if path is not None:
        try:
            session = open_session(path, today, settings)
        except NoHistory:
            without_history = path
    clock = session.clock if session is not None else clock_for(today, None, settings)
    from tui.app import LabelmapApp

    app = LabelmapApp(session, language, clock, settings, without_history)
    app.at_start = at_start
    app.told_at_start = speak_utf8()
    app.ahead = True
    line = app.run()
    if line is None and (failure := app.keep_typed()) is not None:
        console.note(language.say(failure.message))
    if line is None and app.session is not None:
        _keep(app.session, language)
    if app.crashed_by is not None:
        raise app.crashed_by
    if line:
        console.answer(line)
    if app.session is not None:
        where = app.session.folder.path
        with suppress(WriteFailure):  # what was opened before is no more than a convenience
            change_settings(lambda now: now.with_recent(where))
    if app.other_mode is not None:
        return _review(app.other_mode, today, lang)
    return app.return_code or 0


def is_reviewed(path: Path) -> bool:
    """Whether a folder opens in review mode: an inbox, or a school of one."""
    from store.inbox_folder import inbox_of, is_inbox

    return is_inbox(path) or inbox_of(path) is not None


def _review(path: Path, today: str | None, lang: str | None) -> int:
    from tui.open_review import open_review, place_to_review

    return open_review(*place_to_review(path), today=today, lang=lang)


def _keep(session: Session, language: Language) -> None:
    """Keep what was typed last where the app ended unasked: a closed browser window, a signal."""
    try:
        if session.person is not None:
            session.commit(session.person)
        elif session.unwritten:
            session.write()
    except Failure as failure:
        console.note(language.say(failure.message))
        with suppress(Failure):
            kept = session.folder.keep_aside(session.application)
            told = Message(
                N_("Not saved. Your texts are in this folder: {path}"), {"path": str(kept)}
            )
            console.note(language.say(told))
