"""The invented schools and the invented NSO of a sample inbox, and what they can do.

Everything is done by the acts with which schools and reviewers work; what a reviewer said is signed
with a key that is made for it and thrown away. What happens is told in `tui/demo_inbox.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from model import editions, fields
from model.application import Application, Evidence
from model.review import DecisionKind, FeedbackKind
from store import application_files, review_acts
from store.clock import Clock
from store.decode import decode
from store.desk import Hand
from store.encode import encode
from store.folder import atomic_write
from store.git import Git
from store.inbox_folder import Inbox
from store.people import Person
from store.platform_acts import OnPlatform
from store.receiving import place_new
from store.record_travel import incoming, look_at_record, meet
from store.review_desk import ReviewDesk
from store.reviewed_school import ReviewedSchool
from store.school_folder import SchoolFolder
from store.signing import NoSshKeygen, NotSigned, SigningKey, key_at, make_key
from tui.demo import sample
from tui.submitting import words_of

NELE = Person("Nele Jans", "nele.jans@nso.example")
WIM = Person("Wim Aerts", "wim.aerts@nso.example")
_FIRST = "2023-01-20"


def sample_key(place: Path) -> SigningKey | None:
    """A key for what the invented reviewers say; None where this computer can't make one."""
    try:
        return key_at(make_key(place / "nso", "NSO (sample, invented)"))
    except (NoSshKeygen, NotSigned):
        return None


class SignedSchool(ReviewedSchool):
    """A school whose reviewer signs with the sample's own key, never with the user's."""

    nso_key: SigningKey | None = None

    def _hand(self, person: Person, at: object) -> Hand:
        del at
        return Hand(person=person, role="reviewer", key=self.nso_key)


@dataclass(frozen=True)
class InventedSchool:
    """One invented school, on its own side."""

    folder: Path
    teacher: Person
    nso: "InventedNso"

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
class InventedNso:
    """The invented NSO."""

    inbox: Inbox
    place: Path
    key: SigningKey | None

    def school(
        self, name: str, city: str, teacher: str, principal: str, *without: str
    ) -> InventedSchool:
        """A school that is about to submit; `without`: fields that it left empty."""
        folder = self.place / f"school-{len(list(self.place.iterdir()))}"
        application, documents = _application(name, city, teacher, principal, without)
        for path, data in {**encode(application), **documents}.items():
            atomic_write(folder / path, data)
        address = f"{teacher.split(maxsplit=1)[0].lower()}@{city.lower().replace(' ', '-')}.example"
        person = Person(teacher, address)
        SchoolFolder.adopt(folder, person, Clock.of(_FIRST))
        return InventedSchool(folder, person, self)

    def receive(self, school: InventedSchool, day: str, *, acknowledged: bool) -> Path:
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

    def on(self, folder: Path, day: str) -> SignedSchool:
        """A school of the inbox as a reviewer has it open on a day."""
        opened = SignedSchool.open(folder, Clock.of(day))
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
