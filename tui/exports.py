"""Every export, made from the open folder: what a command and a screen both call."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from export.kinds import What, export_of
from export.view import ROUNDS
from model.application import FILES, LANGUAGES, Application
from model.completeness import Assessment
from model.edition import Edition
from model.messages import N_, Fact, Message
from model.standing import State
from store.folder import FileTooLarge, NotAFile, UnsafePath, read_file
from store.names import slug
from store.school_folder import SchoolFolder
from tui.export_run import Runner
from tui.language import Language

if TYPE_CHECKING:
    from export.files import File
    from export.mail import Attachment
    from store.past import Past

_COMMIT = 9
_TOML_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be made."""

    what: What
    suffix: str
    since: str | None = None
    """The version that is compared with (a commit, or "round-1"); None: the usual one."""
    until: str | None = None
    """The version that is compared; None: the one of now."""
    round: int | None = None
    """Of feedback; None: the latest."""


def parts_of(wish: Wish, application: Application) -> int:
    """How many child programs it takes, about."""
    match wish.what:
        case What.APPLICATION:
            return {".pdf": 2, ".html": 1}.get(wish.suffix, 0)
        case What.PLATFORM:
            return 1 + len({step for step, _ in application.all_evidence()})
        case What.DOSSIER | What.MAIL:
            return 2
        case _:
            return 1 if wish.suffix == ".pdf" else 0


_PDF_WITHIN = frozenset({What.PLATFORM, What.DOSSIER, What.MAIL})


def prepared(runner: Runner, wish: Wish) -> None:
    """Have the runner start what renders pages, where the wish needs it: it takes long to begin."""
    if wish.suffix == ".pdf" or wish.what in _PDF_WITHIN:
        from export.pdf import COMMAND

        runner.prepare(COMMAND)


def file_stem(what: What, application: Application, edition: Edition, language: Language) -> str:
    """What the file is called, without its suffix."""
    school = slug(f"{application.school.name} {edition.id}", "school")
    return f"{school}-{slug(language.text(export_of(what).name), what.value)}"


@dataclass
class Maker:
    """Makes exports of one folder as it is now, in one language."""

    folder: SchoolFolder
    application: Application
    assessment: Assessment
    language: Language
    runner: Runner = field(default_factory=Runner)

    @property
    def _edition(self) -> Edition:
        return self.folder.edition

    @property
    def _day(self) -> date:
        return self.folder.clock.today

    @cached_property
    def _commit(self) -> str:
        """The diary's last entry; "" before the first."""
        return next((entry.commit for entry in self.folder.log(1)), "")

    def files(self, wish: Wish) -> "Iterable[File]":
        """The files of an export that is a folder or an archive."""
        if wish.what is What.PLATFORM:
            from export.platform_files import platform_files

            to_do = sum(problem.blocks_completeness for problem in self.assessment.all_problems())
            return platform_files(
                self.application,
                self._edition,
                self.language,
                self.folder.path,
                self.runner,
                made_on=self._day,
                to_do=to_do,
            )
        from export.dossier import dossier_files

        pdf = self._application(Wish(what=What.APPLICATION, suffix=".pdf"))
        return dossier_files(self.application, self._edition, pdf, self._toml(), self.folder.path)

    def data(self, wish: Wish) -> bytes:
        """The bytes of an export that is one file. Raises what makes it impossible."""
        makers: Mapping[What, Callable[[Wish], bytes]] = {
            What.APPLICATION: self._application,
            What.BLANK: self._blank,
            What.DECLARATION: self._declaration,
            What.PRINCIPAL: self._principal,
            What.FEEDBACK: self._feedback,
            What.CHANGES: self._changes,
            What.CALENDAR: self._calendar,
            What.MAIL: self._mail,
        }
        return makers[wish.what](wish)

    def _calendar(self, _wish: Wish) -> bytes:
        from export.calendar_file import to_ics

        return to_ics(self.application, self._edition, self.language, made_on=self._day)

    def _rendered(self, html: str) -> bytes:
        from export.pdf import rendered

        return rendered(html, self._day.isoformat(), self.runner)

    def _application(self, wish: Wish) -> bytes:
        from tui.exporting import application_bytes

        return application_bytes(
            self.folder,
            self.application,
            self.assessment,
            self.language,
            wish.suffix,
            run=self.runner,
        )

    def _blank(self, wish: Wish) -> bytes:
        from export import blank

        page = blank.blank_page(self.application, self._edition, self.language, made_on=self._day)
        if wish.suffix == ".md":
            return blank.to_markdown(page).encode("utf-8")
        return self._rendered(blank.to_html(page))

    def _declaration(self, _wish: Wish) -> bytes:
        from export import declaration

        own = self.language.language
        others = (Language(code) for code in LANGUAGES if code != own)
        page = declaration.declaration_page(
            self.application, self._edition, (self.language, *others), made_on=self._day
        )
        return self._rendered(declaration.to_html(page))

    def _principal(self, wish: Wish) -> bytes:
        from export import principal
        from tui.exporting import page_of

        before, since = self._copied_before(wish.since)
        page = principal.principal_page(
            self.application,
            self._edition,
            self.language,
            page_of(self.folder, self.application, self.assessment, self.language),
            made_on=self._day,
            before=before,
            since=since,
        )
        return self._rendered(principal.to_html(page))

    def note_given(self) -> None:
        """Remember that the principal gets the version of now."""
        from store.copies import note_copy

        if self._commit:
            note_copy(self.folder.path, self._commit)

    def _copied_before(self, since: str | None) -> "tuple[Application | None, str]":
        """The version that the principal had last, and how it is called."""
        from store.copies import last_copy
        from store.past import NoSuchPast

        name = since or last_copy(self.folder.path) or self._last_round()
        if name is None:
            return None, ""
        try:
            past = self.folder.past(name)
        except NoSuchPast:
            if since:
                raise
            return None, ""  # the note is of a history that is no longer here
        return past.application, self._called(name, past)

    def _feedback(self, wish: Wish) -> bytes:
        from export import feedback

        page = feedback.feedback_page(
            self.application, self._edition, self.language, made_on=self._day, number=wish.round
        )
        if wish.suffix == ".md":
            return feedback.to_markdown(page).encode("utf-8")
        if wish.suffix == ".txt":
            from export.feedback_text import to_text

            return to_text(page, self.language).encode("utf-8")
        return self._rendered(feedback.to_html(page))

    def _changes(self, wish: Wish) -> bytes:
        from export import changes
        from export.changes_page import changes_page

        since = wish.since or self._compared_with()
        before = self.folder.past(since)
        if wish.until is None:
            after, now = self.application, self.language.text(N_("the version of now"))
        else:
            past = self.folder.past(wish.until)
            after, now = past.application, self._called(wish.until, past)
        page = changes_page(
            before.application,
            after,
            self._edition,
            self.language,
            names=(self._called(since, before), now),
            made_on=self._day,
        )
        if wish.suffix == ".md":
            return changes.to_markdown(page).encode("utf-8")
        if wish.suffix == ".html":
            return changes.to_html(page).encode("utf-8")
        return self._rendered(changes.to_html(page, for_paper=True))

    def _compared_with(self) -> str:
        """The usual version to compare with: the round before, else the very first entry."""
        found = self._last_round()
        if found is not None:
            return found
        first = ""
        for entry in self.folder.log():
            first = entry.commit
        return first

    def _last_round(self) -> str | None:
        """The last submission that is not the version of now."""
        standing = self.assessment.standing
        rounds = sorted(sent.round for sent in self.application.record.submissions)
        if standing.state is State.SUBMITTED:
            rounds = [number for number in rounds if number < standing.round]
        return f"round-{rounds[-1]}" if rounds else None

    def _called(self, name: str, past: "Past") -> str:
        """How people call a version: the submission, or the day and the entry."""
        day = past.at.date()
        if name.startswith("round-"):
            number = int(name.removeprefix("round-"))
            text = ROUNDS.get(number, N_("submission {number}"))
            named = self.language.say(Message(text, {"number": number}))
            return self.language.say(Message(N_("{name} ({day})"), {"name": named, "day": day}))
        facts: dict[str, Fact] = {"day": day, "commit": past.commit[:_COMMIT]}
        return self.language.say(Message(N_("the version of {day} ({commit})"), facts))

    def _mail(self, _wish: Wish) -> bytes:
        from export.mail import to_eml

        return to_eml(
            self.application,
            self._edition,
            self.assessment,
            self.language,
            tuple(self._attachments()),
            made_on=self._day,
        )

    def _attachments(self) -> "Iterator[Attachment]":
        """What goes with the mail that is due."""
        from export.feedback import NoFeedback
        from export.mail import Attachment, Occasion, occasion

        def stem(what: What) -> str:
            return f"{file_stem(what, self.application, self._edition, self.language)}.pdf"

        def pdf(what: What) -> Wish:
            return Wish(what=what, suffix=".pdf")

        match occasion(self.assessment):
            case Occasion.READY:
                yield Attachment(stem(What.PRINCIPAL), self._principal(pdf(What.PRINCIPAL)))
            case Occasion.READ | Occasion.SIGN:
                yield Attachment(stem(What.PRINCIPAL), self._principal(pdf(What.PRINCIPAL)))
                yield Attachment(stem(What.DECLARATION), self._declaration(pdf(What.DECLARATION)))
            case Occasion.RETURNED | Occasion.REFUSED:
                try:
                    yield Attachment(stem(What.FEEDBACK), self._feedback(pdf(What.FEEDBACK)))
                except NoFeedback:
                    return
            case Occasion.SUBMITTED | Occasion.APPROVED:
                yield Attachment(stem(What.APPLICATION), self._application(pdf(What.APPLICATION)))

    def _toml(self) -> Mapping[str, bytes]:
        """The folder's own files, as they stand there."""
        found = {}
        for path in ("edition.toml", *FILES.values()):
            try:
                found[path] = read_file(self.folder.path, path, _TOML_LIMIT)
            except (OSError, UnsafePath, NotAFile, FileTooLarge):
                continue
        return found
