"""What the tests of the school's folder share: a small school, two people, plain git beside."""

import os
import subprocess
from pathlib import Path

from model.application import Application
from model.fields import parse_key, put
from store.clock import Clock
from store.people import Person
from store.school_folder import SchoolFolder

AN = Person("An Peeters", "an.peeters@voorbeeldstad.example")
BART = Person("Bart Claes", "bart.claes@voorbeeldstad.example")
PLAN = "shared-leadership.plan"
PLAN_FILE = "answers/3-shared-leadership.toml"
CLOCK = Clock.of("2023-01-10")
DOCUMENT = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def git(folder: Path, *args: str) -> str:
    """What plain git answers, as somebody in a terminal would run it."""
    names = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "Somebody"), ("EMAIL", "somebody@school.example"))
    }
    result = subprocess.run(
        ["git", *args], cwd=folder, env={**os.environ, **names}, capture_output=True, check=True
    )
    return result.stdout.decode("utf-8").strip()


def new_school(path: Path) -> SchoolFolder:
    """A new application's folder with its first commit."""
    return SchoolFolder.create(
        path,
        edition="2023-2024",
        school="GO! Atheneum Voorbeeldstad",
        city="Voorbeeldstad",
        person=AN,
        clock=CLOCK,
    )


def with_field(folder: SchoolFolder, key: str, value: str) -> Application:
    """The folder's application with one field changed."""
    return put(folder.application, parse_key(key, folder.edition), value)


def subjects(folder: Path) -> list[str]:
    """The history's subjects, newest first, as plain git tells them."""
    return git(folder, "log", "--format=%s").splitlines()


def mark_script(folder: Path, name: str = "ran") -> tuple[Path, Path]:
    """A program that leaves a mark when it is run, and the mark."""
    mark, script = folder / f"{name}.mark", folder / f"{name}.sh"
    script.write_text(f'#!/bin/sh\ntouch "{mark}"\ncat >/dev/null 2>&1 </dev/null\nexit 0\n')
    script.chmod(0o755)
    return script, mark


def plan_of(folder: SchoolFolder) -> str:
    """The plan of step 3, as the open folder has it."""
    return folder.application.answers["shared-leadership"].plan
