"""Makes the typefaces of export/fonts from the originals; needed only to change what they hold.

    python bin/fonts.py FOLDER        FOLDER holds the originals, all under the SIL Open Font
    License:
        SourceSans3[wght].ttf, SourceSerif4[opsz,wght].ttf      PyPI: fontpkg-source-sans-3 3.52,
                                                                fontpkg-source-serif-4 4.4
        noto-naskh-arabic-arabic-400-normal.woff2 and so on     npm: @fontsource/noto-... 5.3

One file for each weight, so that a word is never set from two files. The Source faces are cut to
European scripts and renamed, because 'Source' is a reserved name; needs fonttools and brotli.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter, parse_unicodes
from fontTools.ttLib import TTFont
from fontTools.ttLib.woff2 import WOFF2FlavorData
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).resolve().parent.parent / "export/fonts"
EUROPEAN = parse_unicodes(
    "0020-007E,00A0-024F,02B0-02FF,0300-036F,0370-03FF,0400-052F,1E00-1EFF,1F00-1FFF,2000-206F,"
    "2070-209F,20A0-20C0,2100-214F,2150-218B,2190-2193,2212,2215,2248,2260,2264-2265,25A0-25FF,2713,FB01-FB02"
)
FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk", "pnum", "tnum"]
SOURCE = (
    ("SourceSans3[wght].ttf", "Labelmap Sans", "sans-400", {"wght": 400}),
    ("SourceSans3[wght].ttf", "Labelmap Sans", "sans-600", {"wght": 600}),
    # Cut for reading at 10 points, and for titles at 24.
    ("SourceSerif4[opsz,wght].ttf", "Labelmap Serif", "serif-400", {"wght": 400, "opsz": 11}),
    ("SourceSerif4[opsz,wght].ttf", "Labelmap Serif", "serif-600", {"wght": 600, "opsz": 26}),
)
NOTO = (
    ("noto-naskh-arabic-arabic-400-normal.woff2", "arabic-400", None),
    ("noto-sans-hebrew-hebrew-400-normal.woff2", "hebrew-400", None),
    ("noto-emoji-emoji-400-normal.woff2", "emoji-400", None),
    ("noto-sans-math-latin-400-normal.woff2", "arrows-400", "0020,00A0,2190-21FF,2200-22FF"),
    (
        "noto-sans-symbols-2-symbols-400-normal.woff2",
        "signs-400",
        "0020,00A0,2400-2426,25A0-25FF,2600-26FF,2701-27BF",
    ),
)


def save(font: TTFont, name: str) -> None:
    """Write a font as woff2, the same bytes each time."""
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.flavor = "woff2"
    # Outlines as they are: a fifth larger, and the renderer unpacks them in a tenth of the time.
    font.flavorData = WOFF2FlavorData(transformedTables=())
    path = TARGET / f"{name}.woff2"
    font.save(path)
    print(f"{path.name}: {path.stat().st_size} bytes")


def cut(font: TTFont, unicodes: list[int]) -> None:
    """Keep these characters, and the features that a text needs by itself."""
    options = Options(
        layout_features=FEATURES, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], notdef_outline=True
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=unicodes)
    subsetter.subset(font)


def rename(font: TTFont, family: str, name: str) -> None:
    """Give a font our family name."""
    style = "Regular" if name.endswith("400") else "SemiBold"
    for record in font["name"].names:
        record.string = {
            1: f"{family} {style}",
            2: "Regular",
            3: f"labelmap-{name}",
            4: f"{family} {style}",
            6: f"{family.replace(' ', '')}-{style}",
            16: family,
            17: style,
        }.get(record.nameID, record.toUnicode())


def main() -> None:
    """Make all of them."""
    originals = Path(sys.argv[1])
    for file, family, name, axes in SOURCE:
        font = TTFont(originals / file)
        font = instantiateVariableFont(font, axes)
        cut(font, EUROPEAN)
        rename(font, family, name)
        save(font, name)
    for file, name, unicodes in NOTO:
        font = TTFont(originals / file)
        if unicodes is not None:
            cut(font, parse_unicodes(unicodes))
        save(font, name)


if __name__ == "__main__":
    main()
