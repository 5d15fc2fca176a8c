"""What the screen of submitting says, as rows: where the application stands and what comes now.

Pure: the session and the language in, rows out. Source: screens.md, 'Preview'; G9, G10, F18 to F20.
"""

from collections.abc import Iterator

from model import since
from model.application import DECLARATION
from model.edition import PeriodKind, in_language
from model.light import dataclass
from model.messages import N_, Message
from model.problems import Code, Problem
from model.review import Submission
from model.standing import State, decision_of
from model.text import shown
from store.record_acts import Readiness, readiness
from tui.language import Language
from tui.lead import calendar_line, last_round, not_on_platform, open_feedback, signature_words
from tui.session import Session

MISSING = "missing"
"""The look of the row in whose place the list of what is missing comes."""
_CHANGES = 12
"""So many steps changed are named."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the screen: how it looks, its sign, its text."""

    look: str
    """`title`, `section`, `line`, `note`, `warning`, `prose`, `address`."""
    sign: str
    text: str


class Teller:
    """Tells of one session in one language."""

    def __init__(self, session: Session, language: Language) -> None:
        self.session = session
        self.language = language
        self.ready: Readiness = readiness(session.assessment)

    def _say(self, english: str, **facts: object) -> str:
        return self.language.say(Message(english, facts))  # type: ignore[arg-type] # facts of ours

    def _line(self, sign: str, english: str, **facts: object) -> Row:
        return Row("line", f"{sign} ", self._say(english, **facts))

    def _section(self, english: str) -> Row:
        return Row("section", "", self._say(english))

    @property
    def content_ready(self) -> bool:
        """Whether only the declaration is open: 'Inhoudelijk klaar' (G9)."""
        return not self.ready.missing and bool(self.ready.unsigned)

    @property
    def state(self) -> State:
        """Where the application stands."""
        return self.session.assessment.standing.state

    def rows(self) -> Iterator[Row]:
        """The whole screen; `MISSING` stands for the list of what is missing."""
        yield from self._head()
        if self.state in {State.DRAFT, State.RETURNED}:
            yield from self._decision()
            yield from self._what_goes()
            way = tuple(self._way())
            missing = (Row(MISSING, "", ""),)
            yield from (*way, *missing) if self.content_ready else (*missing, *way)
        elif self.state is State.SUBMITTED:
            yield from self._submitted()
        else:
            yield from self._decision()

    def _head(self) -> Iterator[Row]:
        number = self.session.assessment.standing.round
        titles = {1: N_("Submitting: the 1st time"), 2: N_("Submitting: the 2nd time")}
        english = titles.get(number, N_("Submitting: time {round}"))
        yield Row("title", "", self._say(english, round=number))
        if countdown := calendar_line(self.session, self.language):
            yield Row("warning", "! ", countdown)

    def _decision(self) -> Iterator[Row]:
        """What the NSO said last."""
        decision = decision_of(self.session.application.record, last_round(self.session))
        if decision is None:
            return
        yield self._section(N_("What the NSO decided"))
        said = {
            "approved": N_("{day}: approved."),
            "returned": N_("{day}: to be adapted and submitted again."),
            "refused": N_("{day}: not granted."),
        }[decision.kind.value]
        yield self._line("•", said, day=decision.on)
        if decision.from_platform:
            who = N_("Taken over from the platform by {name}.")
            yield self._line("•", who, name=decision.by)
        elif proven := signature_words(self.session, self.language, decision):
            yield Row("line", "• ", proven)
        if decision.text:
            yield Row("prose", "  ", shown(decision.text))
        if feedback := open_feedback(self.session, self.language):
            yield Row("line", "• ", feedback)
        if self.state is State.REFUSED:
            yield Row("note", "", self._say(N_("Next year you can apply again: look back then.")))

    def _what_goes(self) -> Iterator[Row]:
        assessment, application = self.session.assessment, self.session.application
        yield self._section(N_("What is submitted"))
        yield self._line(
            "•",
            N_("The application of {school}: {done} of {required} done."),
            school=application.school.name or "?",
            done=assessment.done,
            required=assessment.required,
        )
        items = [item for _, item in application.all_evidence()]
        links = sum(item.is_link for item in items)
        documents = self.language.plural(
            N_("{count} document"), N_("{count} documents"), len(items) - links
        )
        linked = self.language.plural(N_("{count} link"), N_("{count} links"), links)
        yield Row("line", "• ", f"{documents}, {linked}.")
        yield self._line("•", N_("Your own history, with who worked when, stays with the school."))
        if self.state is State.RETURNED:
            yield from self._changed()

    def _changed(self) -> Iterator[Row]:
        """The steps of which something is not as it was submitted."""
        session, code = self.session, self.language.language
        steps = since.changed_steps(session.submitted, session.application)
        names = [
            f"{step.number} {in_language(step.title, code)}"
            for step in session.edition.steps
            if step.id in steps
        ][:_CHANGES]
        if names:
            text = N_("Changed since submission: {steps}.")
            yield self._line("≠", text, steps=" · ".join(names))
        else:
            yield self._line("=", N_("Nothing was changed since submission."))

    def _way(self) -> Iterator[Row]:
        """From here to the platform, in the order in which it goes (F17, F18, G9, G10)."""
        declaration = self.session.assessment.step(DECLARATION)
        principal = self.session.application.school.principal.name
        yield self._section(N_("The way from here"))
        if self.content_ready:
            yield Row("warning", "", self._say(N_("Content ready: only the declaration is open.")))
        yield self._line(
            "○" if self.ready.missing else "✓",
            N_("1. Fill in everything here: steps 1 to 7."),
        )
        yield self._line("○", N_("2. Fill in the platform's form with it."))
        if address := self.session.edition.addresses.get("platform"):
            yield Row("address", "     ", address)
        who = N_("3. Download the declaration there; {name} signs it.")
        nobody = N_("3. Download the declaration there; the principal signs it.")
        yield self._line(
            "✓" if not self.ready.unsigned and declaration.done else "○",
            who if principal else nobody,
            name=principal,
        )
        yield self._line(
            "✓" if declaration.done >= declaration.required else "○",
            N_("4. Upload it there, and add it here in step 8."),
        )
        yield self._line("○", N_("5. Submit here: then your NSO can read it in Labelmap too."))
        yield self._line("○", N_("6. Submit on the platform, and note that here."))
        if any(p.code is Code.DECLARATION_OLDER_THAN_TEXT for p in self._all()):
            older = N_("A text was changed after the declaration was signed: have it signed anew?")
            yield Row("warning", "! ", self._say(older))

    def _submitted(self) -> Iterator[Row]:
        session = self.session
        sent = next(
            sent
            for sent in session.application.record.submissions
            if sent.round == session.assessment.standing.round
        )
        yield from self._here(sent)
        yield from self._there()
        yield self._section(N_("What you can do now"))
        if not_on_platform(session.assessment.standing):
            yield self._line("•", N_("Submit on the platform, then note it here: o."))
        yield self._line(
            "•",
            N_("Did the NSO decide on the platform? Take it over: d. That unlocks the answers."),
        )
        first = session.edition.period(
            PeriodKind.FIRST_SUBMISSION, session.application.school.country_code
        )
        if self.may_withdraw and first is not None and first.closes is not None:
            text = N_("Withdraw it until {day}, to change something: w.")
            yield self._line("•", text, day=first.closes)

    def _here(self, sent: Submission) -> Iterator[Row]:
        yield self._section(N_("Submitted here"))
        text = N_("On {day}, by {name}.")
        yield self._line("✓", text, day=sent.submitted_on, name=sent.submitted_by)
        if sent.incomplete:
            yield self._line("!", N_("Incomplete: {reason}"), reason=sent.incomplete)
        yield self._line(
            "•", N_("The answers are closed until the NSO decides or you withdraw the application.")
        )
        yield from self._changed()

    def _there(self) -> Iterator[Row]:
        yield self._section(N_("On the platform"))
        day = self.session.assessment.standing.platform_on
        if day is None:
            text = N_("Not yet submitted on the platform. Submitting here does not do that.")
            yield Row("warning", "! ", self._say(text))
        else:
            yield self._line("✓", N_("Submitted on {day}. The NSO evaluates it now."), day=day)

    @property
    def may_withdraw(self) -> bool:
        """Whether the school may still take it back."""
        from model.lifecycle import allowed

        session = self.session
        country = session.application.school.country_code
        where = session.assessment.standing
        refusal = allowed(
            "withdraw", "teacher", where, session.edition, session.today, country=country
        )
        return refusal is None

    def _all(self) -> tuple[Problem, ...]:
        return self.session.assessment.all_problems()

    def missing(self) -> tuple[Problem, ...]:
        """What stands in the way of submitting, the most urgent first."""
        if self.state not in {State.DRAFT, State.RETURNED}:
            return ()
        return tuple(problem for problem in self._all() if problem.blocking)
