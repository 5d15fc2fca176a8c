"""README.md of a new school folder, written once, in the school's language, and .gitattributes.

They are files of the school's from then on: Labelmap never rewrites the first, and says when the
second is not ours. Source: repository-format.md, the tree.
"""

import os
import stat
from pathlib import Path

from model.problems import Code, Problem

ATTRIBUTES_PATH = ".gitattributes"
ATTRIBUTES = b"*.toml text eol=lf merge=labelmap\nevidence/** binary\n"
"""What git must know of our files: line ends, how they are merged, which are no text."""
README_PATH = "README.md"

_TEXTS = {
    "nl": """\
# {school}: aanvraag eTwinning School {edition}

In deze map staat de aanvraag van onze school voor het label eTwinning School. Alles staat in gewone
bestanden, die je met elk programma kan openen.

- `school.toml` en `eligibility.toml`: de school, de directeur, wie de aanvraag doet, de voorwaarden
- `answers/`: de antwoorden, één bestand per stap van het formulier
- `evidence/`: de bewijzen, één map per stap

Open de map met Labelmap, dan zie je hoe ver de aanvraag staat en wat er nog te doen is. Je mag de
bestanden ook zelf aanpassen: Labelmap neemt over wat je schrijft en zegt het je als er iets niet
klopt.

De map `.git` is het logboek: wie wat wanneer aangepast heeft. Laat ze staan, dan kan je elke
vroegere versie van een tekst terughalen. Kopieer je de map, neem ze dan mee.

Labelmap helpt bij het voorbereiden. De aanvraag zelf dien je in op het European School Education
Platform, en de NSO beslist.
""",
    "en": """\
# {school}: application for eTwinning School {edition}

This folder holds our school's application for the eTwinning School label. Everything is in plain
files, which you can open with any program.

- `school.toml` and `eligibility.toml`: the school, the principal, who applies, and the conditions
- `answers/`: the answers, one file for each step of the form
- `evidence/`: the evidence, one folder for each step

Open the folder with Labelmap to see how far along the application is and what is still to do. You
may change the files yourself too: Labelmap takes over what you write, and tells you when something
is wrong.

The folder `.git` is the history: who changed what, and when. Leave it where it is, and every
earlier version of a text can be brought back. When you copy the folder, take it along.

Labelmap helps to prepare. The application itself is submitted on the European School Education
Platform, and the NSO decides.
""",
}


def readme(school: str, edition: str, language: str) -> bytes:
    """The text for a school; English where we have no text in its language."""
    text = _TEXTS.get(language, _TEXTS["en"])
    name = " ".join(school.split())
    return text.format(school=name, edition=edition).encode("utf-8")


def foreign_attributes(root: Path) -> tuple[Problem, ...]:
    """The problem of each `.gitattributes` that is not ours: it changes what git makes of files."""
    evidence = root / "evidence"
    below = (
        sorted(path for path in evidence.iterdir() if path.is_dir()) if evidence.is_dir() else []
    )
    places = [
        root,
        *(root / name for name in ("answers", "submissions", "review")),
        evidence,
        *below,
    ]
    found = []
    for place in places:
        path = place / ATTRIBUTES_PATH
        if os.path.lexists(path) and not (place == root and _is_ours(path)):
            file = path.relative_to(root).as_posix()
            found.append(Problem(Code.FOREIGN_ATTRIBUTES, file=file))
    return tuple(found)


def _is_ours(path: Path) -> bool:
    facts = path.lstat()
    if not stat.S_ISREG(facts.st_mode) or facts.st_size > len(ATTRIBUTES) * 2:
        return False
    return path.read_bytes().replace(b"\r\n", b"\n") == ATTRIBUTES
