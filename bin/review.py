"""A school and its NSO, two computers, mail between them: typed into two terminals, written down.

    .venv/bin/python bin/review.py             into docs/review.md
    .venv/bin/python bin/review.py FILE

An submits and sends; Nele reads, gives feedback, returns it and sends; An takes it in, replies,
changes her plans and submits again; Nele sees what changed, resolves and approves. All that
passes between them is four files. In the end the history reads as that story and the audit finds
nothing; anything else is exit 1. POSIX only; takes a minute.
"""

import os
import re
import shutil
import signal
import sys
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path

from together import (
    BACKTAB,
    CTRL_Q,
    CTRL_S,
    ENTER,
    ESCAPE,
    PATIENCE,
    ROOT,
    TAB,
    Computer,
    Story,
)

from bench import terminal

DOCUMENT = "docs/review.md"
SIZE = (100, 30)
DOWN, UP, CTRL_END = "\x1b[B", "\x1b[A", "\x1b[1;5F"
SUBMITTED, RETURNED, AGAIN, APPROVED, LAST = (
    "2023-01-20",
    "2023-02-08",
    "2023-02-10",
    "2023-02-15",
    "2023-02-16",
)
MISSING = (
    ("students-as-agents-of-change.statements.students-drive", "yes"),
    ("inclusive-and-innovative.statements.learning-organisation", "yes"),
    ("models-for-other-schools.plan", "In 2023 en 2024 ontvangen we telkens vier scholen."),
    ("declaration.signed_by", "Lieve Wouters"),
    ("declaration.signed_on", "2023-01-20"),
)
HEAD = """# A school and its NSO

What `bin/review.py` typed into two terminals, and what stood on their screens. An works at a
school, Nele at the NSO, each on a computer of their own (here: a home folder of their own). All
that they have in common is mail: four files go from one to the other. (`docs/review-by-commands.md`
tells the same story by commands.)

"""


class Review:
    """An's application, Nele's inbox, and the mail between them."""

    def __init__(self, place: Path) -> None:
        self.an = Computer("An Peeters", "an.peeters@voorbeeldstad.example", place)
        self.nele = Computer("Nele Jans", "nele.jans@nso.example", place)
        self.school = self.an.home / "aanvraag"
        self.inbox = self.nele.home / "aanvragen"
        self.story = Story((self.an, self.nele), place, HEAD)

    def prepare(self) -> None:
        """An's application is complete, and Nele has a key."""
        an, nele, day = self.an, self.nele, ("--today", SUBMITTED)
        for one in (an, nele):
            settings = f"[user]\n\tname = {one.name}\n\temail = {one.mail}\n"
            (one.home / ".gitconfig").write_text(settings, encoding="utf-8")
        an.labelmap("demo", "--no-open", "--into", self.school)
        for key, value in MISSING:
            an.labelmap("set", self.school, key, value, *day)
        extra = ROOT / "sample-school/extra"
        signed, shown = extra / "getekende-verklaring.pdf", extra / "infosessie-scholengroep.pdf"
        an.labelmap("attach", self.school, "declaration", signed, *day)
        an.labelmap("attach", self.school, "models-for-other-schools", shown, *day)
        nele.labelmap("trust", "key", "--no-passphrase")

    def mailed(self, sender: Computer, receiver: Computer) -> Path:
        """The newest file of one, among the documents of the other."""
        file = max(sender.home.glob("*.labelmap"), key=lambda path: path.stat().st_mtime_ns)
        target = receiver.home / f"mail-{file.name}"
        shutil.copyfile(file, target)
        return target

    def opens(self, who: Computer, day: str) -> None:
        """The app, on a day."""
        words = [self.school] if who is self.an else ["review", self.inbox]
        who.start(*words, "--today", day, "--lang", "nl")
        self.story.until(who, "Nu te doen" if who is self.an else "Stand")

    def leaves(self, who: Computer) -> None:
        """Ctrl+Q."""
        who.types(CTRL_Q)
        end = time.monotonic() + PATIENCE
        while who.is_open and time.monotonic() < end:
            self.story.run(0.1)

    def shows(self, who: Computer) -> None:
        """Somebody's screen, once it stands still."""
        self.story.run(0.7)
        self.story.show(who)

    def takes_in(self, who: Computer, key: str, file: Path) -> None:
        """A file, by its path."""
        self.story.presses(who, key)
        self.story.until(who, "Plak hier")
        who.pastes(str(file))
        self.story.run(0.5)
        self.story.presses(who, ENTER)
        self.story.until(who, "Sluiten")

    # ------------------------------------------------------------------ the story

    def submits(self) -> None:
        """An submits, and makes the file."""
        story, an = self.story, self.an
        story.tell("## An submits, and makes a file for the NSO\n")
        self.opens(an, SUBMITTED)
        story.presses(an, ESCAPE)  # the tour of the first time
        story.tell("`s` is where her application stands: there `s` submits, `n` makes the file.")
        story.presses(an, "s", "s")
        story.until(an, "Indienen")
        story.presses(an, CTRL_S)
        story.until(an, "Hier ingediend")
        story.presses(an, "n")
        story.until(an, "zit er niet in")
        self.shows(an)
        self.leaves(an)

    def returns(self) -> None:
        """Nele reads, gives feedback and returns it."""
        story, nele = self.story, self.nele
        file = self.mailed(self.an, nele)
        story.tell("## Nele reads, gives feedback, and returns it\n")
        story.tell("The first file makes her inbox (`labelmap receive FILE --into aanvragen`).")
        nele.labelmap("receive", file, "--into", self.inbox, "--today", RETURNED)
        self.opens(nele, RETURNED)
        story.until(nele, "Voorbeeldstad")
        self.shows(nele)
        story.presses(nele, ENTER)
        story.until(nele, "bestanden kloppen")
        story.tell(
            "On the left what was submitted, read only, with what the automatic checks say on top. "
            "She points at the plans of step 3 and presses `f`."
        )
        story.presses(nele, "4", *[UP] * 4)
        self.shows(nele)
        story.presses(nele, "f")
        story.until(nele, "Stap 3, de plannen")
        nele.types("Concreet. Zeg nog wie dit opvolgt, en tegen wanneer.")
        story.run(0.6)
        self.shows(nele)
        story.presses(nele, CTRL_S)
        story.until(nele, "KLAD")
        story.tell("It is a draft, which stays with her. Then she decides: `d`.")
        story.presses(nele, "d")
        story.until(nele, "Wat de school erbij leest")
        story.presses(nele, "2", TAB)
        nele.types("Een sterk dossier. Maak stap 3 nog wat scherper.")
        story.run(0.6)
        story.presses(nele, CTRL_S)
        story.until(nele, "Wat de school zal lezen")
        story.tell("Before anything is recorded she reads exactly what the school will read.")
        self.shows(nele)
        story.presses(nele, CTRL_S)
        story.until(nele, "Bestand voor de school")
        story.tell("It is recorded and signed; the file and the mail for the school are ready.")
        self.shows(nele)
        story.presses(nele, ESCAPE)
        self.leaves(nele)

    def answers(self) -> None:
        """An takes it in, replies, changes her plans and submits again."""
        story, an = self.story, self.an
        file = self.mailed(self.nele, an)
        story.tell("## An takes it in, replies, changes her plans and submits again\n")
        self.opens(an, AGAIN)
        story.presses(an, "s")
        story.until(an, "Hier ingediend")
        self.takes_in(an, "t", file)
        story.presses(an, ENTER)
        story.until(an, "vingerafdruk")
        story.tell(
            "The first time that the NSO's key comes along, she compares its fingerprint with the "
            "one that the NSO publishes."
        )
        self.shows(an)
        story.presses(an, BACKTAB, ENTER)
        story.until(an, "geweigerd")
        story.presses(an, ESCAPE)
        story.until(an, "De NSO stuurde")
        story.tell("Her overview leads with what the NSO said. `f` shows it; Enter replies.")
        self.shows(an)
        story.presses(an, "f")
        story.until(an, "Het gesprek")
        story.presses(an, ENTER)
        story.until(an, "Je reactie")
        an.types("Bart volgt dit op; we schrijven het erbij.")
        story.run(0.6)
        story.presses(an, CTRL_S)
        story.until(an, "1 reactie")
        self.shows(an)
        story.presses(an, "g")
        story.until(an, "Plannen")
        story.presses(an, CTRL_END)
        an.pastes(" Bart Claes volgt dit op, een eerste keer in mei 2023.")
        story.run(0.6)
        story.presses(an, ESCAPE)
        story.until(an, "Het gesprek")
        story.presses(an, "a")
        story.until(an, "verwerkt")
        story.presses(an, "s")
        story.until(an, "2de indiening")
        story.presses(an, "s")
        story.run(0.5)
        story.presses(an, CTRL_S)
        story.until(an, "Hier ingediend")
        story.presses(an, "n")
        story.until(an, "zit er niet in")
        story.tell("`s` submits the second round, `n` makes the file with what is new.")
        self.shows(an)
        self.leaves(an)

    def approves(self) -> None:
        """Nele sees what changed, resolves and approves."""
        story, nele = self.story, self.nele
        file = self.mailed(self.an, nele)
        story.tell("## Nele sees what changed, resolves, and approves\n")
        self.opens(nele, APPROVED)
        self.takes_in(nele, "r", file)
        story.tell("`r` takes in files that schools sent.")
        self.shows(nele)
        story.presses(nele, ENTER)
        story.until(nele, "Stand")
        story.presses(nele, ENTER)
        story.until(nele, "bestanden kloppen")
        story.presses(nele, "c")
        story.until(nele, "Enkel wat veranderde")
        story.tell("`c` shows only what changed since her feedback; what An answered is marked.")
        self.shows(nele)
        story.presses(nele, TAB, "r")
        story.until(nele, "Als je wilt")
        nele.types("Duidelijk, dank je.")
        story.run(0.6)
        story.presses(nele, CTRL_S)
        story.until(nele, "afgehandeld")
        story.presses(nele, "d")
        story.until(nele, "Wat de school erbij leest")
        story.presses(nele, TAB)
        nele.types("Proficiat met jullie label!")
        story.run(0.6)
        story.presses(nele, CTRL_S)
        story.until(nele, "Wat de school zal lezen")
        story.presses(nele, CTRL_S)
        story.until(nele, "Bestand voor de school")
        story.presses(nele, ESCAPE)
        story.until(nele, "goedgekeurd")
        self.shows(nele)
        self.leaves(nele)

    def celebrates(self) -> None:
        """An takes the decision in."""
        story, an = self.story, self.an
        file = self.mailed(self.nele, an)
        story.tell("## An takes the decision in\n")
        self.opens(an, LAST)
        story.presses(an, "s")
        story.until(an, "Hier ingediend")
        self.takes_in(an, "t", file)
        story.presses(an, ENTER, ESCAPE)
        story.until(an, "goedgekeurd")
        self.shows(an)
        self.leaves(an)

    def end(self) -> bool:
        """The record as `git log` tells it, and what the audit finds."""
        story = self.story
        (folder,) = (self.inbox / "schools").iterdir()
        log = self.an.git(self.school, "log", "--oneline", "--no-decorate", "--reverse", "record")
        subjects = [re.split("[(:]", line.partition(" ")[2])[0] for line in log.splitlines()]
        story.tell("What the record tells, on both sides the same (`git log --oneline record`):\n")
        story.quote("\n".join(line.partition(" ")[2] for line in log.splitlines()))
        audit = self.an.labelmap("audit", self.school, "--lang", "en")
        story.tell(
            "And what `labelmap audit` says in the school's folder, but for the days that were set "
            "by hand:\n"
        )
        story.quote("\n".join(line for line in audit.splitlines() if "(set-clock" not in line))
        told = [
            "submit", "receipt", "decide", "reply", "addressed", "submit", "receipt", "resolve",
            "decide",
        ]  # fmt: skip
        return (
            subjects == told
            and self.an.git(self.school, "rev-parse", "record")
            == self.nele.git(folder, "rev-parse", "record")
            and self.an.succeeds("audit", self.school)
            and self.nele.succeeds("audit", folder)
        )


def main() -> int:
    """Tell the story into a file. 1: it did not end well."""
    asked = ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument(
        "file", nargs="?", type=Path, default=ROOT / DOCUMENT, help=f"default: {DOCUMENT}"
    )
    target: Path = asked.parse_args().file
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the apps are ended then, too
    terminal.SIZE = SIZE
    with tempfile.TemporaryDirectory() as place:
        review = Review(Path(os.path.realpath(place)))
        try:
            review.prepare()
            review.submits()
            review.returns()
            review.answers()
            review.approves()
            review.celebrates()
            well = review.end()
        finally:
            for one in (review.an, review.nele):
                one.end()
    target.write_text(review.story.text(), encoding="utf-8")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
