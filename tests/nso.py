"""The NSO's side in tests: acts on `record` made with plain git, and schools that can be submitted.

A school that has submitted gets feedback and decisions here as they would arrive: one commit on
`record`, made beside the work tree.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from model.application import Application, Evidence
from store.clock import Clock
from store.desk import Hand
from store.git import Git
from store.inbox_folder import ROOT, Inbox
from store.people import Person
from store.review_desk import ReviewDesk
from store.reviewed_school import ReviewedSchool
from store.school_folder import SchoolFolder
from tests.model.build import complete
from tests.store.school import AN

NELE = Person("Nele Jans", "nele@nso.example")
SIGNED = Path(__file__).parent.parent / "sample-school/extra/getekende-verklaring.pdf"
RETURNED = 'decision = "returned"\ntext = """\n{text}\n"""\nby = "Nele Jans"\non = {on}\n'
APPROVED = 'decision = "approved"\ntext = "Proficiat."\nby = "Nele Jans"\non = {on}\n'
PIECE = """kind = "{kind}"
step = "shared-leadership"
field = "plan"
text = "Zeg wie het doet, en tegen wanneer."
quote = "komt de werkgroep samen"
by = "Nele Jans"
on = {on}
"""
_MADE = TemporaryDirectory(prefix="labelmap-made-")
PIECE_ID = "r1-shared-leadership-1"


def git(folder: Path, *words: str, stdin: bytes = b"", index: Path | None = None) -> str:
    """What plain git answers, as the NSO's reviewer runs it."""
    names = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (
            ("NAME", "Nele Jans"),
            ("EMAIL", "nele@nso.example"),
            ("DATE", "2023-02-08T10:00:00+01:00"),
        )
    }
    extra = {"GIT_INDEX_FILE": str(index)} if index is not None else {}
    result = subprocess.run(
        ["git", *words],
        cwd=folder,
        env={**os.environ, **names, **extra},
        input=stdin,
        capture_output=True,
        check=True,
    )
    return result.stdout.decode().strip()


def act(folder: Path, event: str, files: Mapping[str, str]) -> str:
    """One act of the NSO on `record`: these files in its tree, or over those that are there."""
    index = folder / ".git/nso-index"
    git(folder, "read-tree", "record", index=index)
    for path, text in files.items():
        name = git(folder, "hash-object", "-w", "--stdin", stdin=text.encode())
        git(folder, "update-index", "--add", "--cacheinfo", f"100644,{name},{path}", index=index)
    tree = git(folder, "write-tree", index=index)
    index.unlink()
    said = f"{event}: round 1\n\nLabelmap-Event: {event}\nLabelmap-Round: 1\n"
    said += "Labelmap-Role: reviewer\n"
    commit = git(folder, "commit-tree", tree, "-p", "record", "-m", said)
    git(folder, "update-ref", "refs/heads/record", commit)
    return commit


def decide_returned(folder: Path, *, kind: str = "must-fix", on: str = "2023-02-08") -> str:
    """The NSO sends round 1 back, with one piece of feedback."""
    return act(
        folder,
        "decide",
        {
            "review/round-1/decision.toml": RETURNED.format(text="Vul stap 3 aan.", on=on),
            f"review/round-1/{PIECE_ID}.toml": PIECE.format(kind=kind, on=on),
        },
    )


def decide_approved(folder: Path, *, on: str = "2023-02-20") -> str:
    """The NSO approves round 1."""
    return act(folder, "decide", {"review/round-1/decision.toml": APPROVED.format(on=on)})


def complete_school(path: Path, day: str = "2023-01-20", person: Person = AN) -> SchoolFolder:
    """A school's folder with 34 of 34, on a day of the first period."""
    shutil.copytree(_made_complete(day, person), path, dirs_exist_ok=True)
    return SchoolFolder.open(path, Clock.of(day))


@cache
def _made_complete(day: str, person: Person) -> Path:
    """Such a school, made once in this process: it is dear."""
    path = Path(_MADE.name, f"complete-{day}-{person.email}")
    clock = Clock.of(day)
    folder = SchoolFolder.create(
        path, edition="2023-2024", school="GO! Atheneum Voorbeeldstad", person=person, clock=clock
    )
    data = SIGNED.read_bytes()
    digest = sha256(data).hexdigest()
    application, documents = complete(), {}

    def real(item: Evidence) -> Evidence:
        documents[item.file] = data
        return replace(item, sha256=digest, bytes=len(data))

    for step, answer in complete().answers.items():
        application = application.with_answer(
            step, replace(answer, evidence=tuple(map(real, answer.evidence)))
        )
    signed = application.declaration
    application = replace(
        application,
        declaration=replace(signed, evidence=tuple(map(real, signed.evidence))),
    )
    folder.save(replace(application, language="nl"), person, documents=documents)
    return path


def words(application: Application, *_: object) -> str:
    """An application in words, as short as can be."""
    return f"# {application.school.name}\n"


def into_inbox(school: Path, inbox: Path, name: str = "atheneum") -> Path:
    """A school of an inbox with the record that a school has now, brought there by plain git."""
    folder = Inbox.made_at(inbox).path / "schools" / name
    if not folder.exists():
        folder.mkdir(parents=True)
        Git.begin(folder)
    git(folder, "fetch", "-q", str(school), "+record:refs/heads/record", "refs/tags/*:refs/tags/*")
    (first,) = git(folder, "rev-list", "--max-parents=0", "record").split()
    git(folder, "update-ref", ROOT, first)
    desk = ReviewDesk(folder, Git(folder), Clock.of("2023-02-08"))
    with desk.working(Hand(person=NELE, role="reviewer")):
        pass  # the folder then shows what the record has
    return folder


def reviewed(folder: Path, day: str = "2023-02-08") -> ReviewedSchool:
    """A school of an inbox, as a reviewer has it open."""
    return ReviewedSchool.open(folder, Clock.of(day))
