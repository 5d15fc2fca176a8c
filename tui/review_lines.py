"""What stands above a school in review mode: where it stands, what is checked, what is proven.

Pure: what was read and the language in, lines out. Source: issue 6, 'Reading' and 'Deciding'.
"""

from model.edition import PeriodKind
from model.messages import N_, Fact, Message
from model.problems import Code
from model.review import DecisionKind
from model.standing import State
from model.text import first_words
from model.trust import Signature
from tui.language import Language
from tui.reviewed_reading import Reading
from tui.words import STATES

_WORDS = 60
Lines = tuple[tuple[str, str], ...]

SIGNATURES = {
    Signature.VERIFIED: N_("Signed, with a key that you trust."),
    Signature.UNKNOWN_KEY: N_("Signed with a key unknown to you: not verified."),
    Signature.UNSIGNED: N_("Not all of it is signed: not proven."),
    Signature.BAD: N_("A signature is FALSE: 'k' says which."),
}
PROVEN = {
    **SIGNATURES,
    Signature.UNSIGNED: N_("Not signed: not proven."),
    Signature.BAD: N_("The signature is FALSE: 'k' says more."),
}
"""The same of one piece alone."""
DECISIONS = {
    DecisionKind.APPROVED: N_("{day}, {name}: approved."),
    DecisionKind.RETURNED: N_("{day}, {name}: returned, to be adapted."),
    DecisionKind.REFUSED: N_("{day}, {name}: not granted."),
}


class ReviewLines:
    """Tells of one school in one language."""

    def __init__(self, reading: Reading, language: Language) -> None:
        self._reading = reading
        self._language = language

    def _say(self, english: str, **facts: object) -> str:
        return self._language.say(Message(english, facts))  # type: ignore[arg-type] # facts of ours

    def state(self) -> str:
        """The state and the round, for the head of the screen."""
        where = self._reading.assessment.standing
        state = self._language.text(STATES[where.state])
        number = max((s.round for s in self._reading.application.record.submissions), default=0)
        return f"{state} · {self._say(N_('submission {round}'), round=number)}" if number else state

    def lines(self, altered: tuple[str, ...] | None, signature: Signature | None) -> Lines:
        """All of it; `altered` is None while the documents are still being looked at."""
        found = [("• ", line) for line in (self._submitted(), self._days()) if line]
        if not self._reading.school.edition_known:
            found.append(("! ", self._unknown()))
        if decided := self._decided(signature):
            found.append(("• ", decided))
        if self._reading.form is None:
            found.append(self._checks(altered))
        if note := self._reading.note:
            text = N_("Your note (i): {words}")
            found.append(("✎ ", self._say(text, words=first_words(note, _WORDS))))
        return tuple(found)

    def _submitted(self) -> str:
        """Since when it waits for whom, and who has it."""
        reading, where = self._reading, self._reading.assessment.standing
        parts = []
        sent = max(reading.application.record.submissions, key=lambda one: one.round, default=None)
        if reading.draft is not None:
            text = N_("A draft, shown on {day}, not submitted: give advice, nothing is decided")
            parts.append(self._say(text, day=reading.draft.shown_on))
        elif sent is not None:
            parts.append(self._say(N_("Submitted on {day}"), day=sent.submitted_on))
            if sent.incomplete:
                parts.append(self._say(N_("incomplete: {reason}"), reason=sent.incomplete))
        if where.state is State.SUBMITTED and where.since is not None:
            waited = Message(
                N_("waits {count} day for us"),
                {"count": (reading.today - where.since).days},
                N_("waits {count} days for us"),
            )
            parts.append(self._language.say(waited))
        if who := reading.assigned_to:
            parts.append(self._say(N_("{name} decides"), name=who))
        elif where.state is State.SUBMITTED:
            parts.append(self._language.text(N_("nobody decides yet")))
        return " · ".join(parts)

    def _days(self) -> str:
        """So many days for the school to adapt."""
        reading = self._reading
        where = reading.assessment.standing
        if where.state not in {State.SUBMITTED, State.RETURNED}:
            return ""
        country = reading.application.school.country_code
        period = reading.edition.period(PeriodKind.REVISION, country)
        if period is None or period.closes is None:
            return ""
        left = (period.closes - reading.today).days
        if left < 0:
            return self._say(
                N_("Since {day} the school can no longer adapt: approved or not granted."),
                day=period.closes,
            )
        facts: dict[str, Fact] = {"count": left, "day": period.closes}
        return self._language.say(
            Message(
                N_("The school has {count} day to adapt, until {day}."),
                facts,
                N_("The school has {count} days to adapt, until {day}."),
            )
        )

    def _unknown(self) -> str:
        return self._say(
            N_(
                "This version of Labelmap does not know the edition '{edition}': you can read it "
                "and give feedback, not decide."
            ),
            edition=self._reading.application.edition,
        )

    def _decided(self, signature: Signature | None) -> str:
        """The last decision, and how far the NSO's words are proven."""
        made = self._reading.decision
        proven = self._language.text(SIGNATURES[signature]) if signature is not None else ""
        if made is not None:
            said = self._say(DECISIONS[made.kind], day=made.on, name=made.by)
            return f"{said} {proven}".rstrip()
        if not proven:
            return ""
        proven = proven[:1].lower() + proven[1:]
        return self._say(N_("What the NSO said so far: {proven}"), proven=proven)

    # ------------------------------------------------------------------ automatic checks

    def _checks(self, altered: tuple[str, ...] | None) -> tuple[str, str]:
        every = self._reading.assessment.all_problems()
        open_points = sum(problem.blocks_completeness for problem in every)
        shared = sum(problem.code is Code.EVIDENCE_DUPLICATE for problem in every)
        links = sum(problem.code is Code.EVIDENCE_ONLY_LINKS for problem in every)
        assessment = self._reading.assessment
        facts = {"done": assessment.done, "required": assessment.required}
        parts = [
            self._say(N_("complete {done}/{required}"), **facts)
            if assessment.complete
            else self._say(N_("NOT complete {done}/{required}"), **facts)
            + f" ({self._open(open_points)})",
            self._files(altered),
            self._shared(shared),
            self._links(links),
        ]
        amiss = bool(altered) or not assessment.complete or shared or links
        return ("! " if amiss else "✓ "), " · ".join(parts)

    def _files(self, altered: tuple[str, ...] | None) -> str:
        if altered is None:
            return self._language.text(N_("checking the files ..."))
        if not altered:
            return self._language.text(N_("files as listed"))
        said = Message(
            N_("{count} file is NOT as listed"),
            {"count": len(altered)},
            N_("{count} files are NOT as listed"),
        )
        return self._language.say(said)

    def _open(self, count: int) -> str:
        return self._language.plural("{count} point open", "{count} points open", count)

    def _shared(self, count: int) -> str:
        if not count:
            return self._language.text(N_("no document twice"))
        return self._language.plural(
            "{count} document twice", "{count} documents twice",
            count,
        )  # fmt: skip

    def _links(self, count: int) -> str:
        if not count:
            return self._language.text(N_("a document in each step"))
        return self._language.plural(
            "only links in {count} step", "only links in {count} steps", count
        )
