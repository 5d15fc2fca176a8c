"""Makes the documents of the sample school, so that everybody can see that all of it is invented.

    python -m bench.sample_documents [NAME...]

The PDFs are pages of `bench/sample_pages/`, the pictures come from `bench.sample_pictures`. With
names, only the documents whose path has one of them. Size and hash of each are then written into
the sample school's answers; `tests/store/test_sample_school_data.py` holds them against the files.
Fonts of the committed documents: Carlito, Lato, Quicksand, Comic Neue (Debian packages
fonts-crosextra-carlito, fonts-lato, fonts-quicksand, fonts-comic-neue). With others the pages break
elsewhere.
"""

import hashlib
import logging
import os
import re
import sys
from pathlib import Path

from PIL import Image

from bench import sample_pictures

PAGES = sample_pictures.PAGES
SCHOOL = Path(__file__).parent.parent / "sample-school"

PDFS = {
    "evidence/esafety/esafety-beleid.pdf": "esafety-beleid",
    "evidence/shared-leadership/verslag-2022-10.pdf": "verslag-2022-10",
    "evidence/shared-leadership/dienstnota-2022-09.pdf": "dienstnota-2022-09",
    "evidence/collaboration/actieplan-2022-2024.pdf": "actieplan-2022-2024",
    "evidence/students-as-agents-of-change/nieuwsbrief-2022-06.pdf": "nieuwsbrief-2022-06",
    "evidence/inclusive-and-innovative/projectweek-2022-03.pdf": "projectweek-2022-03",
    "earlier/actieplan-2022-2024.pdf": "actieplan-2022-2024-ontwerp",
    "extra/getekende-verklaring.pdf": "getekende-verklaring",
    "extra/infosessie-scholengroep.pdf": "infosessie-scholengroep",
}
"""Path in the sample school to the page it is made from."""

PICTURES = {
    "evidence/collaboration/prikbord-leraarskamer.jpg": sample_pictures.pin_board,
    "evidence/students-as-agents-of-change/videogesprek-crew.jpg": sample_pictures.video_call,
    "evidence/inclusive-and-innovative/wereldkaart-thuistalen.jpg": sample_pictures.language_map,
    "extra/foto-opendeurdag.jpg": sample_pictures.open_day,
}
"""Path in the sample school to what draws it."""

FROM_A_PHONE = "extra/foto-opendeurdag.jpg"
"""The one picture that is left as a phone makes it: turned, with place and device in it."""

ENTRY = re.compile(r'file = "(?P<file>[^"]+)"\nsha256 = "[0-9a-f]*"\nbytes = \d+\n')
"""The lines of a document's entry that this script fills."""


def write_pdf(target: Path, page: str) -> None:
    """Render one page of `bench/sample_pages/` with the school's letterhead."""
    from weasyprint import CSS, HTML

    logging.getLogger("fontTools").setLevel(logging.ERROR)  # it dislikes a set clock
    html = (PAGES / f"{page}.html").read_text(encoding="utf-8")
    html = html.replace("{letterhead}", (PAGES / "letterhead.html").read_text(encoding="utf-8"))
    html = html.replace("{signature}", (PAGES / "signature.svg").read_text(encoding="utf-8"))
    style = CSS(filename=PAGES / "letterhead.css")
    HTML(string=html).write_pdf(target, stylesheets=[style])


def phone_exif() -> Image.Exif:
    """What a phone adds (Exif 2.3): a quarter turn to the right; invented device, time, place."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F], exif[0x0110] = "Voorbeeld", "Voorbeeldtelefoon 5"
    exif[0x0132] = "2022:05:14 14:32:10"
    exif[0x8825] = {1: "N", 2: (51.0, 0.0, 0.0), 3: "E", 4: (4.0, 0.0, 0.0)}
    return exif


def write_picture(target: Path, picture: Image.Image, *, from_a_phone: bool) -> None:
    """Write a JPEG: bare, or turned a quarter and with what a phone adds."""
    if from_a_phone:
        turned = picture.transpose(Image.Transpose.ROTATE_90)
        turned.save(target, quality=84, exif=phone_exif())
    else:
        picture.save(target, quality=84, optimize=True)


def fill_in(path: Path) -> None:
    """Write size and hash of each document that a file of the sample school names."""

    def entry(found: re.Match[str]) -> str:
        data = (SCHOOL / found["file"]).read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        return f'file = "{found["file"]}"\nsha256 = "{digest}"\nbytes = {len(data)}\n'

    text = path.read_text(encoding="utf-8")
    path.write_text(ENTRY.sub(entry, text), encoding="utf-8", newline="\n")


def main(names: list[str]) -> None:
    """Make the documents whose path contains one of `names` (all without names), and fill in."""
    os.environ["SOURCE_DATE_EPOCH"] = "1669334400"  # 2022-11-25: the same bytes each time
    for path in (*PDFS, *PICTURES):
        if names and not any(name in path for name in names):
            continue
        target = SCHOOL / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if path in PDFS:
            write_pdf(target, PDFS[path])
        else:
            write_picture(target, PICTURES[path](), from_a_phone=path == FROM_A_PHONE)
        print(f"{target.stat().st_size:>8}  {path}")
    for answers in sorted((SCHOOL / "answers").glob("*.toml")):
        fill_in(answers)


if __name__ == "__main__":
    main(sys.argv[1:])
