"""A school's history held against the rules: `record` by itself, then `main` against `record`.

Nothing that somebody could have written for the occasion is trusted: no cache, no copy in the
folder, no word of a commit about itself. What honest people do by hand is no finding: colleagues
who merge in any order, clocks some minutes apart, edits outside Labelmap, a backup brought back.
Source: repository-format.md, 'Who is who'; command-line.md, `audit --json`; issue 6, part 8.
"""

from collections.abc import Iterator
from dataclasses import replace

from model import editions
from model.edition import Edition
from model.lifecycle import allowed
from model.review import DecisionKind
from model.standing import standing
from model.trust import Signature
from store import audit_acts, audit_main, audit_manifest, record_range, toml_file, trust
from store.audit_findings import Audit, Code, Finding, Note, finding, notice
from store.blobs import Blobs
from store.clock import zone_named
from store.edition_file import EDITION_PATH, read_edition
from store.git import RECORD, Git
from store.record import read_record_at
from store.record_again import marked
from store.record_range import SUBMISSIONS, RangeAct
from store.review_desk import read_as_submitted_at, with_our_calendar
from store.signers import Signers

_IN_PERIOD = frozenset({"submit", "withdraw", "decide", "platform", "draft"})


def audit(git: Git, signers: Signers, *, in_inbox: bool = False) -> Audit:
    """Hold a history against the rules. Raises a `GitFailure` where it can't be read."""
    if git.reference(RECORD) is None:
        lost = tuple(audit_main.without_record(git))
        return Audit(findings=lost, notices=(notice(Note.NOTHING_YET),))
    acts, blobs = record_range.acts(git, RECORD), Blobs(git)
    findings: list[Finding] = []
    notices: list[Finding] = []
    for found in (
        *audit_acts.of_acts(blobs, acts),
        *audit_manifest.of_manifests(git, blobs, acts),
        *_of_periods(git, blobs, acts),
        *_of_signatures(git, acts, signers),
        *_of_tags(git, acts, signers),
        *audit_main.of_main(git, acts, in_inbox=in_inbox),
        *_of_remarks(acts),
    ):
        (notices if isinstance(found.code, Note) else findings).append(found)
    return Audit(findings=_once(findings), notices=_once(notices))


def _once(found: list[Finding]) -> tuple[Finding, ...]:
    return tuple({(one.code, one.commit, one.path): one for one in found}.values())


def edition_at(git: Git, commit: str, wanted: str) -> tuple[Edition, bool]:
    """The edition by which a submission is judged, with our days; and whether we know it."""
    data = git.files_at(commit, [EDITION_PATH], toml_file.LIMIT).get(EDITION_PATH)
    if data is not None:
        brought, _ = read_edition(data)
        if brought is not None and brought.id == wanted:
            return with_our_calendar(brought), True
    try:
        return editions.load(wanted), True
    except KeyError:
        return editions.load(editions.NEXT), False


def _of_periods(git: Git, blobs: Blobs, acts: tuple[RangeAct, ...]) -> Iterator[Finding]:
    """Acts on a day, or in a state, in which the one table of the rules does not allow them."""
    edition, known, country = editions.load(editions.NEXT), True, ""
    for act in acts:
        if act.entry.event == "submit":
            application = read_as_submitted_at(git, act.commit).application
            edition, known = edition_at(git, act.commit, application.edition)
            school = application.school
            country = school.country_code
            if not known:
                yield notice(Note.EDITION_UNKNOWN, act.commit)
        if act.entry.event not in _IN_PERIOD or not known:
            continue
        before = audit_acts.NOTHING
        if act.parents:
            before, _ = read_record_at(git, act.parents[0])
        day = act.entry.at.astimezone(zone_named(edition.time_zone)).date()
        decision = None
        if act.entry.detail in set(DecisionKind):
            decision = DecisionKind(act.entry.detail)
        if act.entry.event == "platform":
            day = audit_acts.day_on_platform(blobs, act) or day
        where = standing(before, edition, day, country)
        role = next(iter(act.entry.trailers.get("Labelmap-Role", ())), "")
        why = allowed(
            str(act.entry.event), role, where, edition, day, country=country, decision=decision
        )
        if why is not None and role:
            yield replace(finding(Code.OUTSIDE_PERIOD, act.commit), message=why)


def _of_signatures(git: Git, acts: tuple[RangeAct, ...], signers: Signers) -> Iterator[Finding]:
    """Signatures that are false; and, where a key is pinned, NSO's acts that are not proven.

    Who signs a commit signs all that came before it: feedback without a signature of its own is
    proven by a later act that has one. A decision needs its own.
    """
    found = trust.of_commits(git, [act.commit for act in acts], signers)
    theirs = trust.nso_commits(git, RECORD)
    vouched = False
    for act in reversed(acts):
        state = found[act.commit]
        if state is Signature.BAD:
            yield finding(Code.BAD_SIGNATURE, act.commit)
        if act.commit not in theirs:
            continue
        if state is Signature.VERIFIED:
            vouched = True
        elif not signers.has_nso_key:
            yield notice(Note.UNVERIFIED, act.commit)
        elif audit_acts.decides(act) or not (vouched or act.entry.event == "receipt"):
            yield finding(Code.UNSIGNED_DECISION, act.commit)
        else:
            yield notice(Note.UNVERIFIED, act.commit)


def _of_tags(git: Git, acts: tuple[RangeAct, ...], signers: Signers) -> Iterator[Finding]:
    """Each submission and decision has its tag, on its own commit; and there is no other."""
    marks = {name: commit for commit, names in marked(git).items() for name in names}
    decisions: dict[str, int] = {}
    wanted: dict[str, str] = {}
    for act in acts:
        if act.entry.event in SUBMISSIONS:
            wanted[f"refs/tags/submission/round-{act.round}"] = act.commit
        elif act.entry.event == "decide":
            count = decisions[act.round] = decisions.get(act.round, 0) + 1
            suffix = f".{count}" if count > 1 else ""
            wanted[f"refs/tags/decision/round-{act.round}{suffix}"] = act.commit
    for name, commit in wanted.items():
        place = name.removeprefix("refs/tags/")
        made = git.reference(name)
        if made is None:
            yield finding(Code.TAG_MISSING, commit, place)
        elif marks.get(name) != commit:
            yield finding(Code.TAG_MOVED, commit, place)
        elif trust.of_tag(git, made, signers) is Signature.BAD:
            yield finding(Code.BAD_SIGNATURE, commit, place)
    for name, commit in marks.items():
        if name not in wanted:
            yield finding(Code.TAG_MOVED, commit, name.removeprefix("refs/tags/"))


def _of_remarks(acts: tuple[RangeAct, ...]) -> Iterator[Finding]:
    for act in acts:
        if act.entry.trailers.get("Labelmap-Clock") == ("set",):
            yield notice(Note.SET_CLOCK, act.commit)
        if act.entry.event == "submit" and ", incomplete: " in act.entry.subject:
            yield notice(Note.INCOMPLETE, act.commit)
