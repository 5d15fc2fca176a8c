"""A reviewer's inbox to try out: a dozen invented schools, each one in another state.

Everything is done by the acts with which schools and reviewers work; what a reviewer said is signed
with a key that is made for it and thrown away. One decision is forged and one folder is broken, so
that one sees what that looks like. Source: issue 6, part 9; facts F4 to F6.
"""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from model.review import DecisionKind, FeedbackKind
from store.added_school import add_school
from store.clock import Clock
from store.creation import FolderNotEmpty
from store.folder import atomic_write
from store.git import Git
from store.inbox_folder import Inbox
from store.people import change_settings, require_text
from store.platform_acts import OnPlatform
from tui.demo import Made, default_place, free_folder, sample
from tui.demo_nso import NELE, WIM, InventedNso, sample_key

DAY = "2023-02-15"
"""The day of this inbox: schools can still adapt what was returned."""
NAME = "labelmap-demo-inbox"
_PLAN = "shared-leadership.plan"
_MUST, _SUGGESTION = FeedbackKind.MUST_FIX, FeedbackKind.SUGGESTION
_QUESTION, _PRAISE = FeedbackKind.QUESTION, FeedbackKind.PRAISE
_WHO = "Jullie plannen zijn concreet. Zeg nog wie wat opvolgt, en tegen wanneer."


def make_demo_inbox(into: Path | None, today: str | None = None) -> Made:
    """Make the inbox in a folder (None: a new one among the user's documents).

    Raises `BadDay`, `FolderNotEmpty`, a `WriteFailure`, and the family `GitFailure`.
    """
    clock = Clock.of(today or DAY)
    wanted = into if into is not None else free_folder(default_place(), NAME)
    folder = require_text(wanted.resolve())
    if folder.is_dir() and any(folder.iterdir()):
        raise FolderNotEmpty(path=str(folder))
    inbox = Inbox.made_at(folder)
    with TemporaryDirectory(prefix="labelmap-demo-") as place:
        nso = InventedNso(inbox, Path(place), sample_key(Path(place)))
        for story in _STORIES:
            story(nso)
    day = clock.today.isoformat()
    change_settings(lambda settings: settings.with_demo(folder, day))
    return Made(folder, clock)


def one_school(inbox: Inbox) -> Path:
    """One school that submitted, in an inbox: for measurements. Its folder there."""
    with TemporaryDirectory(prefix="labelmap-demo-") as place:
        school = InventedNso(inbox, Path(place), None).school(
            "De Lindeboom", "Beekdal", "Els Baert", "Tom Nijs"
        )
        school.submit("2023-01-24")
        return school.send("2023-01-25", acknowledged=False)


# The stories


def _waiting_long(nso: InventedNso) -> None:
    """Submitted and received: it waits longest; two pieces of feedback are drafted."""
    school = nso.school("Basisschool De Lindeboom", "Beekdal", "Els Baert", "Tom Nijs")
    school.submit("2023-01-24", on_platform="2023-01-24")
    there = school.send("2023-01-25")
    nso.say(
        there,
        "2023-02-14",
        (_PLAN, _MUST, _WHO),
        ("esafety", _PRAISE, "Een beleid dat de leerlingen zelf mee geschreven hebben: mooi."),
    )
    nso.on(there, "2023-02-14").assign(NELE.name, NELE)


def _new(nso: InventedNso) -> None:
    school = nso.school("Technisch Instituut Ter Zee", "Duinhaven", "Joris Maes", "Ann Pauwels")
    school.submit("2023-01-31", on_platform="2023-01-31")
    nso.on(school.send("2023-02-01"), "2023-02-01").assign(WIM.name, WIM)


def _incomplete(nso: InventedNso) -> None:
    school = nso.school(
        "Sint-Ursula Instituut", "Wilgem", "Ria Segers", "Jan Coene", "collaboration.plan",
        "models-for-other-schools.statements.mentoring",
    )  # fmt: skip
    school.submit("2023-01-31", "De plannen voor stap 4 volgen nog.", on_platform="2023-01-31")
    school.send("2023-02-01")


def _returned(nso: InventedNso) -> None:
    school = nso.school("GO! Middenschool De Brug", "Rietvelde", "Sofie Danckaert", "Luc Ooms")
    school.submit("2023-01-26", on_platform="2023-01-26")
    there = school.send("2023-01-27")
    nso.say(
        there,
        "2023-02-08",
        (_PLAN, _MUST, _WHO),
        ("collaboration.description", _QUESTION, "Wie zit er in de werkgroep?"),
        ("", _SUGGESTION, "Laat het geheel nog eens nalezen door een collega."),
    )
    nso.decide(there, "2023-02-08", DecisionKind.RETURNED, "Bijna: werk stap 3 nog bij.")


def _answering(nso: InventedNso) -> None:
    """The school replied, and has not resubmitted yet."""
    school = nso.school("Lyceum Zuidrand", "Grootkerke", "Karim Haddad", "Mia Vos")
    school.submit("2023-01-25", on_platform="2023-01-25")
    there = school.send("2023-01-26")
    nso.say(there, "2023-02-07", ("models-for-other-schools", _MUST, "Welk bewijs hoort hierbij?"))
    nso.decide(there, "2023-02-07", DecisionKind.RETURNED, "Eén vraag nog.")
    school.take(there, "2023-02-08")
    piece = school.on("2023-02-09").application.record.feedback[0]
    school.on("2023-02-09").reply(
        piece.id, "De infosessie: het verslag staat bij de bewijzen.", school.teacher
    )
    school.send("2023-02-09")


def _two_rounds(nso: InventedNso) -> None:
    """Returned, talked about, adapted and submitted again: it waits for the second decision."""
    school = nso.school("Campus De Vaart", "Sluizen", "Hilde Raes", "Peter Dox")
    school.submit("2023-01-23", on_platform="2023-01-23")
    there = school.send("2023-01-24")
    nso.say(
        there,
        "2023-02-02",
        (_PLAN, _MUST, _WHO),
        ("collaboration.plan", _QUESTION, "Doet de hele graad hieraan mee?"),
        ("inclusive-and-innovative", _PRAISE, "De wereldkaart met thuistalen is sterk."),
    )
    nso.decide(there, "2023-02-02", DecisionKind.RETURNED, "Sterk dossier; stap 3 moet scherper.")
    school.take(there, "2023-02-03")
    pieces = {piece.step: piece for piece in school.on("2023-02-03").application.record.feedback}
    school.on("2023-02-06").reply(
        pieces["collaboration"].id, "Ja, alle zes de klassen van de tweede graad.", school.teacher
    )
    there = school.send("2023-02-06", acknowledged=False)
    nso.on(there, "2023-02-07").resolve(pieces["collaboration"].id, NELE, text="Duidelijk.")
    school.take(there, "2023-02-08")
    text = school.on("2023-02-08").application.answers["shared-leadership"].plan
    more = "\n\nHilde Raes volgt dit op, samen met Peter Dox: de eerste keer in mei 2023."
    school.write("2023-02-09", _PLAN, text + more)
    must = pieces["shared-leadership"].id
    school.on("2023-02-10").mark_addressed(must, school.teacher, text="Namen en data toegevoegd.")
    school.submit("2023-02-10", on_platform="2023-02-10")
    school.send("2023-02-11")


def _approved(nso: InventedNso) -> None:
    school = nso.school("Steinerschool Klimop", "Oevel-aan-Zee", "Lotte Smets", "Bert Claus")
    school.submit("2023-01-25", on_platform="2023-01-25")
    there = school.send("2023-01-26")
    nso.say(there, "2023-02-06", ("", _PRAISE, "Een dossier om van te leren."))
    nso.decide(there, "2023-02-06", DecisionKind.APPROVED, "Proficiat met jullie label!")


def _refused(nso: InventedNso) -> None:
    """Refused on the platform; the school took that over itself."""
    school = nso.school("Vrije School Bosrand", "Kempendorp", "Dries Thys", "Nora Leys")
    school.submit("2023-01-27", on_platform="2023-01-27")
    refused = OnPlatform(
        on=date(2023, 2, 13), decision=DecisionKind.REFUSED, text="Niet in eTwinning sinds 2020."
    )
    school.on("2023-02-13").record_platform(refused, school.teacher)
    school.send("2023-02-13", acknowledged=False)


def _withdrawn(nso: InventedNso) -> None:
    school = nso.school("Kunsthumaniora De Ark", "Molenhoek", "Eva Lenaerts", "Koen Bos")
    school.submit("2023-01-26")
    school.on("2023-01-30").withdraw(school.teacher)
    school.send("2023-01-30", acknowledged=False)


def _forged(nso: InventedNso) -> None:
    """Its record holds an approval that bears the reviewer's signature, of other words."""
    school = nso.school("Instituut Hoogland", "Heuvelrode", "Paul Stas", "Greet Moons")
    school.submit("2023-01-28", on_platform="2023-01-28")
    there = school.send("2023-01-29")
    nso.decide(there, "2023-02-10", DecisionKind.RETURNED, "Stap 4 mist bewijs.")
    _forge(Git(there))


def _broken(nso: InventedNso) -> None:
    school = nso.school("Scholengroep Westkant", "Polderzijde", "Inge Faes", "Rik Stevens")
    school.submit("2023-01-29")
    there = school.send("2023-01-30")
    shutil.rmtree(there / ".git/objects")
    (there / ".git/objects").mkdir()


def _on_platform_only(nso: InventedNso) -> None:
    clock = Clock.of("2023-02-01")
    form = sample() / "extra/infosessie-scholengroep.pdf"
    add_school(nso.inbox, "Gemeenteschool Het Anker", form, NELE, clock, key=nso.key)


def _forge(git: Git) -> None:
    """Turn the decision around under the old signature, as somebody would who knows git."""
    from store import git_plumbing
    from store.git import RECORD

    tip = git.reference(RECORD) or ""
    commit = git.run("cat-file", "commit", tip).stdout
    entries = dict(git_plumbing.listing(git, tip))
    path = "review/round-1/decision.toml"
    said = git.files_at(tip, [path])[path]
    said = said.replace(b'"returned"', b'"approved"').replace(b"Stap 4 mist bewijs.", b"Proficiat.")
    entries[path] = git_plumbing.blob(git, said)
    tree = git_plumbing.tree(git, entries).encode("ascii")
    lines = commit.split(b"\n", 1)
    forged = b"tree " + tree + b"\n" + lines[1].replace(b" returned", b" approved")
    made = git.run("hash-object", "-t", "commit", "-w", "--stdin", stdin=forged).stdout
    name = made.decode("ascii").strip()
    for reference in (RECORD, "refs/heads/main"):
        git.run("update-ref", reference, name)
    atomic_write(git.folder / path, said)
    git.run("read-tree", name)


_STORIES: tuple[Callable[[InventedNso], None], ...] = (
    _waiting_long,
    _new,
    _incomplete,
    _returned,
    _answering,
    _two_rounds,
    _approved,
    _refused,
    _withdrawn,
    _forged,
    _broken,
    _on_platform_only,
)
