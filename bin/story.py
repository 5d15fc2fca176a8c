"""School and NSO, from submission to label, by commands alone: run, and written down.

    .venv/bin/python bin/story.py             into docs/review-by-commands.md
    .venv/bin/python bin/story.py FILE

An and Nele each have a computer of their own (here: a home folder of their own); all that goes from
one to the other is a file, as mail carries it. What each command printed stands below it. Exit 1
where a command, or the audit at the end, does not say what it should. A test runs the same story
(`tests/tui/test_cli_travel.py`), in the test's own process.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = "docs/review-by-commands.md"
SCHOOL, INBOX, MAIL = "aanvraag", "inbox", "mail"
PIECE, PRAISE = "r1-shared-leadership-1", "r1-collaboration-1"
PLAN = "shared-leadership.plan"
BETTER = "Bart Claes leidt de werkgroep; zij komt elke maand samen, voor het eerst in mei 2023. "
JANUARY, FEBRUARY, LATER, MARCH = "2023-01-27", "2023-02-08", "2023-02-15", "2023-03-01"
HEAD = """# From submission to label, by commands

What `bin/story.py` typed, and what the program answered. An Peeters prepares the application of a
school, and Nele Jans reviews it for the NSO. Each works on a computer of her own; what goes from
one to the other is a file, as mail carries it (here: the folder `mail`). The screens do the same,
through the same functions.

Each command is given with `--today`, so that the story happens in the first months of 2023; that is
why each act bears the trailer `Labelmap-Clock: set`, and why the audit says so.
"""


@dataclass(frozen=True)
class Person:
    """Somebody with a computer."""

    name: str
    mail: str
    home: str
    """The name of the home folder, in the place where it all happens."""


AN = Person("An Peeters", "an.peeters@voorbeeldstad.example", "home-an")
NELE = Person("Nele Jans", "nele.jans@nso.example", "home-nele")


@dataclass(frozen=True)
class Said:
    """What a command came to."""

    code: int
    out: str
    err: str


Runner = Callable[[Person, Sequence[str]], Said]
"""Runs `labelmap` with these words, as this person, in the place where it all happens."""


@dataclass
class Story:
    """The story, while it is told."""

    place: Path
    run: Runner
    told: list[str] = field(default_factory=lambda: [HEAD])
    said: list[tuple[tuple[str, ...], Said]] = field(default_factory=list)

    def tell(self, words: str) -> None:
        """A heading, or a sentence."""
        self.told.append(f"{words}\n")

    def does(self, who: Person, day: str, *words: str, code: int = 0) -> Said:
        """One command, which must end with this exit code."""
        said = self.run(who, [*words, "--today", day, "--lang", "en"])
        self.said.append((words, said))
        if said.code != code:
            raise SystemExit(f"{shlex.join(words)}: {said.code}, not {code}\n{said.out}{said.err}")
        answer = (said.out + said.err).replace(f"{self.place}{os.sep}", "").rstrip()
        first = who.name.partition(" ")[0].lower()
        shown = f"{first}$ labelmap {shlex.join(words)}\n{answer}".rstrip()
        self.told.append(f"```text\n{shown}\n```\n")
        return said

    def shows(self, *words: str) -> str:
        """What plain git answers in the school's folder."""
        done = subprocess.run(
            [shutil.which("git") or "git", *words],
            cwd=self.place / SCHOOL,
            env={**os.environ, "GIT_PAGER": "cat"},
            capture_output=True,
            check=True,
        )
        answer = done.stdout.decode("utf-8").rstrip()
        self.told.append(f"```text\nan$ git {shlex.join(words)}\n{answer}\n```\n")
        return answer

    def text(self) -> str:
        """All of it."""
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.told)).rstrip() + "\n"


def tell(place: Path, run: Runner) -> Story:
    """The whole story. `place/aanvraag` is an application in which nothing is missing."""
    story = Story(place, run)
    (place / MAIL).mkdir(exist_ok=True)
    _submits(story)
    _returns(story)
    _answers(story)
    _approves(story)
    _looks_back(story)
    return story


def _submits(story: Story) -> None:
    story.tell("## The school submits, and sends")
    story.does(AN, JANUARY, "status", SCHOOL)
    story.does(AN, JANUARY, "submit", SCHOOL)
    story.does(AN, JANUARY, "send", SCHOOL, "--to", f"{MAIL}/1-school.labelmap")
    story.tell("An mails that file. Nele, who has a key to sign with, takes it into her inbox.")
    story.does(NELE, FEBRUARY, "trust", "key", "--no-passphrase")
    story.does(NELE, FEBRUARY, "receive", f"{MAIL}/1-school.labelmap", "--into", INBOX)
    story.does(NELE, FEBRUARY, "inbox", INBOX)


def _returns(story: Story) -> None:
    school = reviewed(story.place)
    story.tell("## The NSO reads, gives feedback, and returns")
    story.tell("Pieces of feedback are drafts of Nele's own until she decides.")
    must = ("--kind", "must-fix", "--text", "Zeg wie het doet, en tegen wanneer.")
    story.does(NELE, FEBRUARY, "feedback", school, PLAN, *must)
    praise = ("--kind", "praise", "--text", "Een mooi voorbeeld van samen plannen.")
    story.does(NELE, FEBRUARY, "feedback", school, "collaboration", *praise)
    story.does(NELE, FEBRUARY, "decide", school, "returned", "--text", "Vul stap 3 nog aan.")
    story.does(NELE, FEBRUARY, "send", school, "--to", f"{MAIL}/2-nso.labelmap")


def _answers(story: Story) -> None:
    story.tell("## The school takes it in, replies, changes, and submits again")
    first = story.does(AN, FEBRUARY, "receive", f"{MAIL}/2-nso.labelmap", "--into", SCHOOL)
    story.tell(
        "The key came along with the file, so it proves nothing yet: An compares its fingerprint "
        "with the one that the NSO publishes, and pins it."
    )
    fingerprint = re.findall(r"SHA256:\S+", first.out + first.err)[0]
    story.does(AN, FEBRUARY, "trust", "pin", SCHOOL, "--fingerprint", fingerprint)
    story.does(AN, FEBRUARY, "status", SCHOOL)
    story.does(AN, LATER, "reply", SCHOOL, PIECE, "--text", "Bart Claes doet het, vanaf mei.")
    story.does(AN, LATER, "set", SCHOOL, PLAN, (BETTER * 4).strip())
    story.does(AN, LATER, "submit", SCHOOL)
    story.does(AN, LATER, "send", SCHOOL, "--to", f"{MAIL}/3-school.labelmap")


def _approves(story: Story) -> None:
    school = reviewed(story.place)
    story.tell("## The NSO approves")
    story.does(NELE, MARCH, "receive", f"{MAIL}/3-school.labelmap", "--into", INBOX)
    story.does(NELE, MARCH, "resolve", school, PIECE)
    story.does(NELE, MARCH, "decide", school, "approved", "--text", "Proficiat!")
    story.does(NELE, MARCH, "send", school, "--to", f"{MAIL}/4-nso.labelmap")
    story.does(AN, MARCH, "receive", f"{MAIL}/4-nso.labelmap", "--into", SCHOOL)


def _looks_back(story: Story) -> None:
    story.tell("## What anybody can see afterwards")
    story.tell("What school and NSO told one another is one line of acts, the newest first:")
    story.shows("log", "--oneline", "record")
    story.tell("In the school's own history they stand between the changes of the team:")
    story.shows("log", "--oneline", "--first-parent", "-8")
    story.tell("And both sides' histories keep to the rules:")
    for who, folder in ((AN, SCHOOL), (NELE, reviewed(story.place))):
        story.does(who, MARCH, "audit", folder)


def reviewed(place: Path) -> str:
    """The school, in the inbox."""
    (folder,) = sorted((place / INBOX / "schools").iterdir())
    return folder.relative_to(place).as_posix()


# As a script


def _by_processes(place: Path) -> Runner:
    def run(who: Person, words: Sequence[str]) -> Said:
        home = place / who.home
        home.mkdir(exist_ok=True)
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("GIT_", "LABELMAP_", "XDG_", "SSH_"))
        }
        own = {"HOME": str(home), "GIT_AUTHOR_NAME": who.name, "GIT_AUTHOR_EMAIL": who.mail}
        done = subprocess.run(
            [str(ROOT / "bin/labelmap"), *words],
            cwd=place,
            env={**kept, **own, "NO_COLOR": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        return Said(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return run


def prepare(run: Runner) -> None:
    """The sample school, with what was still to be done: that is not shown."""
    extra = ROOT / "sample-school/extra"
    plan = (
        "Wij ontvangen in 2023 en 2024 elk jaar vier scholen uit de buurt, en tonen wat wij doen. "
    )
    for words in (
        ("demo", "--no-open", "--into", SCHOOL),
        ("set", SCHOOL, "students-as-agents-of-change.statements.students-drive", "yes"),
        ("set", SCHOOL, "inclusive-and-innovative.statements.learning-organisation", "yes"),
        ("set", SCHOOL, "models-for-other-schools.plan", plan * 2),
        ("set", SCHOOL, "declaration.signed_by", "Lieve Wouters"),
        ("set", SCHOOL, "declaration.signed_on", "2023-01-20"),
        ("attach", SCHOOL, "declaration", str(extra / "getekende-verklaring.pdf")),
        ("attach", SCHOOL, "models-for-other-schools", str(extra / "infosessie-scholengroep.pdf")),
    ):
        said = run(AN, words)
        if said.code:
            raise SystemExit(said.out + said.err)


def main() -> int:
    """Tell the story into a file."""
    asked = ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument(
        "file", nargs="?", type=Path, default=ROOT / DOCUMENT, help=f"default: {DOCUMENT}"
    )
    target: Path = asked.parse_args().file
    with tempfile.TemporaryDirectory() as name:
        place = Path(os.path.realpath(name))
        run = _by_processes(place)
        prepare(run)
        target.write_text(tell(place, run).text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
