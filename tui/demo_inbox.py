"""A reviewer's inbox to try out: a dozen invented schools, each one in another state.

Everything is done by the acts with which schools and reviewers work; what a reviewer said is signed
with a key that is made for it and thrown away. One decision is forged and one folder is broken, so
that one sees what that looks like. Source: issue 6, part 9; facts F4 to F6.
"""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from model import editions, fields
from model.application import Application, Evidence
from model.review import DecisionKind, FeedbackKind
from store import application_files, review_acts
from store.added_school import add_school
from store.clock import Clock
from store.creation import FolderNotEmpty
from store.decode import decode
from store.desk import Hand
from store.encode import encode
from store.folder import atomic_write
from store.git import Git
from store.inbox_folder import Inbox
from store.people import Person, change_settings
from store.platform_acts import OnPlatform
from store.receiving import place_new
from store.record_travel import incoming, look_at_record, meet
from store.review_desk import ReviewDesk
from store.reviewed_school import ReviewedSchool
from store.school_folder import SchoolFolder
from store.signing import NoSshKeygen, NotSigned, SigningKey, key_at, make_key
from tui.demo import Made, default_place, free_folder, sample
from tui.submitting import words_of

DAY = "2023-02-15"
"""The day of this inbox: schools can still adapt what was returned."""
NAME = "labelmap-demo-inbox"
NELE = Person("Nele Jans", "nele.jans@nso.example")
WIM = Person("Wim Aerts", "wim.aerts@nso.example")
_FIRST = "2023-01-20"
_PLAN = "shared-leadership.plan"
_MUST, _SUGGESTION = FeedbackKind.MUST_FIX, FeedbackKind.SUGGESTION
_QUESTION, _PRAISE = FeedbackKind.QUESTION, FeedbackKind.PRAISE
_WHO = "Jullie plannen zijn concreet. Zeg nog wie wat opvolgt, en tegen wanneer."


def make_demo_inbox(into: Path | None, today: str | None = None) -> Made:
    """Make the inbox in a folder (None: a new one among the user's documents).

    Raises `BadDay`, `FolderNotEmpty`, a `WriteFailure`, and the family `GitFailure`.
    """
    clock = Clock.of(today or DAY)
    folder = (into if into is not None else free_folder(default_place(), NAME)).resolve()
    if folder.is_dir() and any(folder.iterdir()):
        raise FolderNotEmpty(path=str(folder))
    inbox = Inbox.made_at(folder)
    with TemporaryDirectory(prefix="labelmap-demo-") as place:
        nso = _Nso(inbox, Path(place), _key(Path(place)))
        for story in _STORIES:
            story(nso)
    day = clock.today.isoformat()
    change_settings(lambda settings: settings.with_demo(folder, day))
    return Made(folder, clock)


def one_school(inbox: Inbox) -> Path:
    """One school that submitted, in an inbox: for measurements. Its folder there."""
    with TemporaryDirectory(prefix="labelmap-demo-") as place:
        school = _Nso(inbox, Path(place), None).school(
            "De Lindeboom", "Beekdal", "Els Baert", "Tom Nijs"
        )
        school.submit("2023-01-24")
        return school.send("2023-01-25", acknowledged=False)


def _key(place: Path) -> SigningKey | None:
    """A key for what the invented reviewers say; None where this computer can't make one."""
    try:
        return key_at(make_key(place / "nso", "NSO (sample, invented)"))
    except (NoSshKeygen, NotSigned):
        return None


class _Signed(ReviewedSchool):
    """A school whose reviewer signs with the sample's own key, never with the user's."""

    nso_key: SigningKey | None = None

    def _hand(self, person: Person, at: object) -> Hand:
        del at
        return Hand(person=person, role="reviewer", key=self.nso_key)


@dataclass(frozen=True)
class _School:
    """One invented school, on its own side."""

    folder: Path
    teacher: Person
    nso: "_Nso"

    def on(self, day: str) -> SchoolFolder:
        """The folder as its team has it open on a day."""
        return SchoolFolder.open(self.folder, Clock.of(day))

    def submit(self, day: str, incomplete: str | None = None, on_platform: str = "") -> None:
        """Submit the round in hand here, and note it of the platform."""
        opened = self.on(day)
        opened.submit(self.teacher, words_of(opened), incomplete=incomplete)
        if on_platform:
            opened.record_platform(OnPlatform(on=date.fromisoformat(on_platform)), self.teacher)

    def write(self, day: str, key: str, text: str) -> None:
        """Change one answer."""
        opened = self.on(day)
        where = fields.parse_key(key, opened.edition)
        opened.save(fields.put(opened.application, where, text), self.teacher)

    def send(self, day: str, *, acknowledged: bool = True) -> Path:
        """Let the NSO have what it has not, and answer that it has it. Its folder there."""
        return self.nso.receive(self, day, acknowledged=acknowledged)

    def take(self, there: Path, day: str) -> None:
        """Take in what the NSO said."""
        file = self.nso.place / "answer.labelmap"
        self.nso.on(there, day).send(file, NELE)
        look = look_at_record(file)
        self.on(day).receive(file, look, file.name, self.teacher)
        file.unlink()


@dataclass(frozen=True)
class _Nso:
    """The invented NSO."""

    inbox: Inbox
    place: Path
    key: SigningKey | None

    def school(self, name: str, city: str, teacher: str, principal: str, *without: str) -> _School:
        """A school that is about to submit; `without`: fields that it left empty."""
        folder = self.place / f"school-{len(list(self.place.iterdir()))}"
        application, documents = _application(name, city, teacher, principal, without)
        for path, data in {**encode(application), **documents}.items():
            atomic_write(folder / path, data)
        address = f"{teacher.split(maxsplit=1)[0].lower()}@{city.lower().replace(' ', '-')}.example"
        person = Person(teacher, address)
        SchoolFolder.adopt(folder, person, Clock.of(_FIRST))
        return _School(folder, person, self)

    def receive(self, school: _School, day: str, *, acknowledged: bool) -> Path:
        """Take in what a school sent."""
        file = self.place / "record.labelmap"
        school.on(day).send(file, school.teacher)
        look, clock = look_at_record(file), Clock.of(day)
        known = self.place / f"{school.folder.name}.there"
        hand = Hand(person=NELE, role="reviewer", key=self.key)
        if known.exists():
            folder = Path(known.read_text(encoding="utf-8"))
            desk = ReviewDesk(folder, Git(folder), clock)
            with incoming(desk.git, look, file, file.name) as (tip, tags):
                meet(desk, hand, tip, tags, file.name)
        else:
            folder = place_new(self.inbox, file, look, file.name, NELE, clock)
            known.write_text(str(folder), encoding="utf-8")
        file.unlink()
        if acknowledged:
            review_acts.receipt(ReviewDesk(folder, Git(folder), clock), hand)
        return folder

    def on(self, folder: Path, day: str) -> _Signed:
        """A school of the inbox as a reviewer has it open on a day."""
        opened = _Signed.open(folder, Clock.of(day))
        opened.nso_key = self.key
        return opened

    def say(
        self, folder: Path, day: str, *pieces: tuple[str, FeedbackKind, str], by: Person = NELE
    ) -> None:
        """Draft feedback."""
        opened = self.on(folder, day)
        for about, kind, text in pieces:
            opened.draft(about, kind, text, by)

    def decide(self, folder: Path, day: str, kind: DecisionKind, text: str) -> None:
        """Decide, and publish what was drafted."""
        self.on(folder, day).decide(kind, text, NELE)


def _application(
    name: str, city: str, teacher: str, principal: str, without: tuple[str, ...]
) -> tuple[Application, Mapping[str, bytes]]:
    """The sample school's application under other names, complete but for some fields."""
    source = sample()
    ours = {"GO! Atheneum Voorbeeldstad": name, "Voorbeeldstad": city}
    ours |= {"An Peeters": teacher, "Lieve Wouters": principal}
    final = application_files.read(source).application
    renamed = Application()
    for path, data in encode(final).items():
        text = data.decode("utf-8")
        for old, new in ours.items():
            text = text.replace(old, new)
        said = decode(path, text.encode("utf-8")).value
        renamed = application_files.with_file(renamed, path, said)
    edition = editions.load(renamed.edition)
    for key, value in (*_MISSING, ("declaration.signed_by", principal)):
        where = fields.parse_key(key, edition)
        parsed = fields.parse_value(where, value, edition)
        renamed = fields.put(renamed, where, parsed.value)
    for key in without:
        where = fields.parse_key(key, edition)
        renamed = fields.put(renamed, where, fields.parse_value(where, "", edition).value)
    signed = Evidence(
        id="verklaring",
        title="Verklaring op eer",
        file="evidence/declaration/verklaring.pdf",
        added=date(2023, 1, 19),
    )
    renamed = replace(renamed, declaration=replace(renamed.declaration, evidence=(signed,)))
    shown = Evidence(
        id="infosessie",
        title="Infosessie voor de scholengroep",
        file="evidence/models-for-other-schools/infosessie.pdf",
        added=date(2023, 1, 19),
        supports=("dissemination",),
    )
    answer = renamed.answers["models-for-other-schools"]
    renamed = renamed.with_answer(
        "models-for-other-schools", replace(answer, evidence=(*answer.evidence, shown))
    )
    documents: dict[str, bytes] = {}
    extra = {
        signed.file: source / "extra/getekende-verklaring.pdf",
        shown.file: source / "extra/infosessie-scholengroep.pdf",
    }

    def real(item: Evidence) -> Evidence:
        from hashlib import sha256

        if not item.file:
            return item
        data = extra.get(item.file, source / item.file).read_bytes()
        documents[item.file] = data
        return replace(item, sha256=sha256(data).hexdigest(), bytes=len(data))

    for step in renamed.answers:
        found = renamed.answers[step]
        renamed = renamed.with_answer(
            step, replace(found, evidence=tuple(map(real, found.evidence)))
        )
    declared = renamed.declaration
    renamed = replace(
        renamed,
        declaration=replace(declared, evidence=tuple(map(real, declared.evidence))),
    )
    return renamed, documents


_MISSING = (
    ("students-as-agents-of-change.statements.students-drive", "yes"),
    ("inclusive-and-innovative.statements.learning-organisation", "yes"),
    (
        "models-for-other-schools.plan",
        "In 2023 en 2024 ontvangen we telkens vier scholen, met elk een vast aanspreekpunt.",
    ),
    ("declaration.signed_on", "2023-01-19"),
)


# The stories


def _waiting_long(nso: _Nso) -> None:
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


def _new(nso: _Nso) -> None:
    school = nso.school("Technisch Instituut Ter Zee", "Duinhaven", "Joris Maes", "Ann Pauwels")
    school.submit("2023-01-31", on_platform="2023-01-31")
    nso.on(school.send("2023-02-01"), "2023-02-01").assign(WIM.name, WIM)


def _incomplete(nso: _Nso) -> None:
    school = nso.school(
        "Sint-Ursula Instituut", "Wilgem", "Ria Segers", "Jan Coene", "collaboration.plan",
        "models-for-other-schools.statements.mentoring",
    )  # fmt: skip
    school.submit("2023-01-31", "De plannen voor stap 4 volgen nog.", on_platform="2023-01-31")
    school.send("2023-02-01")


def _returned(nso: _Nso) -> None:
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


def _answering(nso: _Nso) -> None:
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


def _two_rounds(nso: _Nso) -> None:
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


def _approved(nso: _Nso) -> None:
    school = nso.school("Steinerschool Klimop", "Oevel-aan-Zee", "Lotte Smets", "Bert Claus")
    school.submit("2023-01-25", on_platform="2023-01-25")
    there = school.send("2023-01-26")
    nso.say(there, "2023-02-06", ("", _PRAISE, "Een dossier om van te leren."))
    nso.decide(there, "2023-02-06", DecisionKind.APPROVED, "Proficiat met jullie label!")


def _refused(nso: _Nso) -> None:
    """Refused on the platform; the school took that over itself."""
    school = nso.school("Vrije School Bosrand", "Kempendorp", "Dries Thys", "Nora Leys")
    school.submit("2023-01-27", on_platform="2023-01-27")
    refused = OnPlatform(
        on=date(2023, 2, 13), decision=DecisionKind.REFUSED, text="Niet in eTwinning sinds 2020."
    )
    school.on("2023-02-13").record_platform(refused, school.teacher)
    school.send("2023-02-13", acknowledged=False)


def _withdrawn(nso: _Nso) -> None:
    school = nso.school("Kunsthumaniora De Ark", "Molenhoek", "Eva Lenaerts", "Koen Bos")
    school.submit("2023-01-26")
    school.on("2023-01-30").withdraw(school.teacher)
    school.send("2023-01-30", acknowledged=False)


def _forged(nso: _Nso) -> None:
    """Its record holds an approval that bears the reviewer's signature, of other words."""
    school = nso.school("Instituut Hoogland", "Heuvelrode", "Paul Stas", "Greet Moons")
    school.submit("2023-01-28", on_platform="2023-01-28")
    there = school.send("2023-01-29")
    nso.decide(there, "2023-02-10", DecisionKind.RETURNED, "Stap 4 mist bewijs.")
    _forge(Git(there))


def _broken(nso: _Nso) -> None:
    school = nso.school("Scholengroep Westkant", "Polderzijde", "Inge Faes", "Rik Stevens")
    school.submit("2023-01-29")
    there = school.send("2023-01-30")
    shutil.rmtree(there / ".git/objects")
    (there / ".git/objects").mkdir()


def _on_platform_only(nso: _Nso) -> None:
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


_STORIES: tuple[Callable[[_Nso], None], ...] = (
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
