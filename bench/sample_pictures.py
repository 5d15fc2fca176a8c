"""The 'photographs' of the sample school: drawn, so nobody real is in them and all may use them.

Each function returns one picture as a Pillow image, drawn at twice its size and made smaller, then
given the light and the grain of a school's camera. The same Pillow and fonts give the same picture.
"""

import json
import math
import random
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

PAGES = Path(__file__).parent / "sample_pages"
HAND = ("ComicNeue-Bold.otf", "ComicNeue-Bold.ttf", "DejaVuSans-Bold.ttf")
PRINT = ("Quicksand-Bold.ttf", "DejaVuSans-Bold.ttf")
PLAIN = ("Carlito-Regular.ttf", "DejaVuSans.ttf")

Box = tuple[float, float, float, float]
Colour = str | tuple[int, int, int]


def lettering(names: Sequence[str], size: int) -> ImageFont.FreeTypeFont:
    """The first font of `names` that this computer has. Raises `OSError` where it has none."""
    for name in names[:-1]:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.truetype(names[-1], size)


def grain(size: tuple[int, int], seed: int, blur: float = 0.0) -> Image.Image:
    """Grey noise around 128, softened by `blur` pixels; the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311 - a picture's grain, no secret
    noise = Image.frombytes("L", size, dice.randbytes(size[0] * size[1]))
    return noise.filter(ImageFilter.GaussianBlur(blur)) if blur else noise


def textured(size: tuple[int, int], dark: Colour, light: Colour, seed: int) -> Image.Image:
    """A surface between two colours, coarse and fine at once: cork, plaster, wood."""
    fine = grain(size, seed, 1.2)
    coarse = grain((size[0] // 8, size[1] // 8), seed + 1, 1.5).resize(
        size, Image.Resampling.BICUBIC
    )
    mask = Image.blend(fine, coarse, 0.45).point(lambda v: max(0, min(255, (v - 128) * 4 + 128)))
    return Image.composite(Image.new("RGB", size, light), Image.new("RGB", size, dark), mask)


def pinned(board: Image.Image, sheet: Image.Image, at: tuple[int, int], angle: float) -> None:
    """Hang a sheet on the board, its middle at `at`, turned, with its shadow; changes `board`."""
    card = sheet.convert("RGBA").rotate(angle, Image.Resampling.BICUBIC, expand=True)
    left, top = at[0] - card.width // 2, at[1] - card.height // 2
    shadow = Image.new("L", board.size, 0)
    shadow.paste(card.getchannel("A"), (left + 9, top + 12))
    shadow = shadow.filter(ImageFilter.GaussianBlur(9)).point(lambda v: int(v * 0.45))
    board.paste(Image.new("RGB", board.size, (40, 25, 12)), (0, 0), shadow)
    board.paste(card, (left, top), card)


def drawing_pin(board: Image.Image, at: tuple[float, float], colour: Colour) -> None:
    """A drawing pin with a glint; changes `board`."""
    pen, (x, y) = ImageDraw.Draw(board), at
    pen.ellipse((x - 9, y - 5, x + 17, y + 19), fill=(70, 50, 35))
    pen.ellipse((x - 13, y - 13, x + 13, y + 13), fill=colour)
    pen.ellipse((x - 7, y - 8, x - 1, y - 2), fill=(255, 245, 235))


def as_photo(
    scene: Image.Image, size: tuple[int, int], view: Box, tilt: float, seed: int
) -> Image.Image:
    """A scene as a camera sees it: from a little aside, with light from the left, soft, with grain.

    `view` is the part of the scene in the picture (left, top, right, bottom); `tilt` says how many
    pixels lower the right edge begins.
    """
    left, top, right, bottom = view
    quad = (left, top, left, bottom, right, bottom - tilt, right, top + tilt)
    big = (size[0] * 2, size[1] * 2)
    picture = scene.transform(big, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC)
    picture = picture.resize(size, Image.Resampling.LANCZOS).filter(ImageFilter.GaussianBlur(0.5))
    light = Image.linear_gradient("L").rotate(90).resize(size)
    picture = ImageChops.multiply(picture, light.point(lambda v: 255 - v // 7).convert("RGB"))
    corner = Image.radial_gradient("L").resize(size).point(lambda v: 255 - max(0, v - 150) // 2)
    picture = ImageChops.multiply(picture, corner.convert("RGB"))
    speckle = grain(size, seed, 0.6).convert("RGB")
    return Image.blend(picture, ImageChops.overlay(picture, speckle), 0.11)


def _poster(
    title: str, below: str, paper: Colour, ink: Colour
) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    sheet = Image.new("RGB", (470, 620), paper)
    pen = ImageDraw.Draw(sheet)
    pen.multiline_text((34, 30), title, fill=ink, font=lettering(PRINT, 50), spacing=2)
    pen.text((34, 566), below, fill=ink, font=lettering(PLAIN, 26))
    return sheet, pen


def _water_poster() -> Image.Image:
    sheet, pen = _poster(
        "Water zonder\ngrenzen", "België · Frankrijk · Spanje · Finland", "#eaf4f7", "#14507a"
    )
    for row in range(5):
        wave = [(34 + x, 440 + row * 24 + 9 * math.sin(x / 27 + row)) for x in range(0, 404, 4)]
        pen.line(wave, fill=("#14507a", "#2c7fb0", "#59a8cf")[row % 3], width=8)
    pen.polygon([(235, 180), (165, 330), (305, 330)], fill="#2c7fb0")
    pen.ellipse((160, 275, 310, 415), fill="#2c7fb0")
    pen.arc((185, 305, 262, 390), 100, 190, fill="#d5ecf5", width=9)
    return sheet


def _recipe_poster() -> Image.Image:
    sheet, pen = _poster("Recepten\nvan thuis", "31 gerechten in 14 talen", "#fbf0da", "#9b3d1f")
    pen.pieslice((85, 240, 385, 520), 0, 180, fill="#c2562f")
    pen.ellipse((85, 345, 385, 415), fill="#e5a04a")
    dice = random.Random(5)  # noqa: S311 - where the peas lie in the soup
    for _ in range(26):
        x, y = dice.randint(120, 330), dice.randint(362, 390)
        pen.ellipse((x, y, x + 16, y + 12), fill=dice.choice(("#6c9a4b", "#b8322a", "#f6dfa3")))
    for x in (170, 235, 300):
        steam = [(x + 12 * math.sin(y / 14), 335 - y) for y in range(0, 120, 4)]
        pen.line(steam, fill="#d9b98c", width=7)
    return sheet


def _fact_poster() -> Image.Image:
    sheet, pen = _poster(
        "Feit of\nfake?", "vijfde jaar · podcast en stappenplan", "#f0e9f6", "#4a2f73"
    )
    pen.rounded_rectangle((95, 205, 375, 500), 26, fill="#4a2f73")
    pen.rounded_rectangle((113, 228, 357, 452), 8, fill="#fff")
    pen.ellipse((220, 461, 250, 491), fill="#f0e9f6")
    pen.line([(150, 345), (205, 405), (320, 265)], fill="#3c8d55", width=24, joint="curve")
    pen.text((262, 330), "?", fill="#d0433b", font=lettering(PRINT, 130))
    return sheet


def _plan_sheet() -> Image.Image:
    sheet = Image.new("RGB", (560, 400), "#fdfdfb")
    pen = ImageDraw.Draw(sheet)
    pen.text((26, 20), "eTwinning-actieplan 2022-2024", fill="#14606b", font=lettering(PRINT, 30))
    for row in range(9):
        y = 74 + row * 34
        late = row in (3, 7)
        pen.rectangle(
            (26, y, 534, y + 34), outline="#a9b4b8", fill="#fbe4e1" if late else "#fdfdfb", width=2
        )
        ink = "#b3261e" if late else "#7d868c"
        for left, right in (
            (36, 210 + row * 53 % 60),
            (292, 372 - row * 31 % 30),
            (404, 520 - row * 47 % 70),
        ):
            pen.line((left, y + 18, right, y + 18), fill=ink, width=7)
    for x in (282, 394):
        pen.line((x, 74, x, 380), fill="#a9b4b8", width=2)
    return sheet


def _note(words: str, paper: Colour) -> Image.Image:
    sheet = Image.new("RGB", (230, 220), paper)
    ImageDraw.Draw(sheet).multiline_text(
        (18, 48), words, fill="#2b3350", font=lettering(HAND, 33), spacing=6
    )
    return sheet


def _snapshot(sky: Colour, hill: Colour, near: Colour) -> Image.Image:
    sheet = Image.new("RGB", (300, 232), "#fff")
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((14, 14, 286, 190), fill=sky)
    hills = [(x, 118 + 24 * math.sin(x / 38)) for x in range(14, 287, 4)]
    pen.polygon([(14, 190), *hills, (286, 190)], fill=hill)
    front = [(x, 158 + 13 * math.sin(x / 29 + 2)) for x in range(14, 287, 4)]
    pen.polygon([(14, 190), *front, (286, 190)], fill=near)
    pen.ellipse((214, 36, 250, 72), fill="#fff3c8")
    return sheet


def pin_board() -> Image.Image:
    """The project board in the staff room: posters, the action plan, notes."""
    scene = textured((2700, 1850), (222, 219, 208), (231, 229, 220), 11)
    frame = textured((2320, 1480), (150, 102, 58), (176, 126, 76), 12)
    pinned(scene, frame, (1350, 925), 0)
    board = textured((2220, 1380), (176, 128, 82), (205, 160, 112), 13)
    hanging = [
        (_water_poster(), (330, 410), 2.0), (_fact_poster(), (850, 385), -1.6),
        (_recipe_poster(), (1945, 415), -2.4), (_plan_sheet(), (1390, 330), 1.2),
        (_snapshot("#bfdcea", "#7fa37c", "#4f7a55"), (1250, 770), -3.0),
        (_snapshot("#f3d9b8", "#b98d6a", "#7d5a48"), (1560, 800), 2.6),
        (_snapshot("#cfe3f4", "#8fb3c9", "#3f7793"), (300, 990), 3.2),
        (_note("di 6 dec:\nwerkgroep\n5e lesuur", "#fdf08a"), (690, 920), -4.0),
        (_note("wie komt\nmee kijken\nin 4B?", "#bfe8b0"), (980, 1000), 3.0),
        (_note("Finland:\nwo 10 u,\nlokaal C201", "#f9c6d0"), (1960, 950), 2.5),
        (_note("open klas\n9 februari!", "#fdf08a"), (1290, 1130), -2.0),
        (_snapshot("#e9e4f2", "#a99bc4", "#5c4c86"), (1650, 1120), -2.2),
    ]  # fmt: skip
    for sheet, at, angle in hanging:
        pinned(board, sheet, at, angle)
        colour = ("#c9302c", "#2d6fb4", "#e2a520", "#3b8f4c")[at[0] % 4]
        drawing_pin(board, (at[0], at[1] - sheet.height / 2 + 16), colour)
    scene.paste(board, (240, 235))
    return as_photo(scene, (1200, 800), (60, 60, 2620, 1780), 34, 21)


_TILES = (
    ("#b9d4dc", "#d9a27c", "#3b2a22", "#2f6f8f", "GO! Atheneum · de crew"),
    ("#e8d9c3", "#8a5a3c", "#1e1816", "#c2562f", "IES Ejemplo"),
    ("#d3dfc6", "#efc9a8", "#c79a4a", "#4f7f52", "Esimerkki-lukio"),
    ("#dcd3e6", "#e6b896", "#6d3d22", "#7a5aa0", "Liceum Przykładowe"),
    ("#f0e0e0", "#c58c64", "#2b201c", "#a53f52", "Lycée de l'Exemple"),
    ("#d6dbe6", "#6e4630", "#17120f", "#e2a520", "GO! Atheneum · 5A"),
)


def _figure(pen: ImageDraw.ImageDraw, tile: Box, colours: Sequence[str], number: int) -> None:
    left, top, right, bottom = tile
    x, y, r = (left + right) / 2, top + (bottom - top) * 0.42, (bottom - top) * 0.17
    skin, hair, jumper = colours[1:4]
    pen.ellipse((x - r * 2.3, y + r * 1.45, x + r * 2.3, y + r * 6), fill=jumper)
    if number % 2:
        pen.rounded_rectangle(
            (x - r * 1.22, y - r * 1.1, x + r * 1.22, y + r * 1.7), int(r), fill=hair
        )
    pen.rectangle((x - r * 0.4, y + r * 0.6, x + r * 0.4, y + r * 1.7), fill=skin)
    pen.ellipse((x - r, y - r * 1.15, x + r, y + r * 1.2), fill=skin)
    pen.pieslice((x - r * 1.15, y - r * 1.4, x + r * 1.15, y + r * 0.7), 180, 360, fill=hair)
    if number in (0, 4):
        pen.line(
            (x + r * 1.6, y + r * 3, x + r * 2.2, y - r * 0.2), fill=jumper, width=int(r * 0.6)
        )
        pen.ellipse((x + r * 1.85, y - r * 0.9, x + r * 2.55, y - r * 0.1), fill=skin)


def _room(pen: ImageDraw.ImageDraw, tile: Box, colours: Sequence[str], number: int) -> None:
    left, top, right, bottom = tile
    pen.rectangle(tile, fill=colours[0])
    if number % 3 == 0:
        pen.rectangle(
            (left + 50, top + 40, left + 240, top + 250), fill="#f4fafc", outline="#fff", width=10
        )
        pen.line((left + 145, top + 40, left + 145, top + 250), fill="#fff", width=8)
    elif number % 3 == 1:
        for shelf in range(3):
            y = top + 80 + shelf * 90
            pen.line((right - 230, y + 56, right - 30, y + 56), fill="#8c6c45", width=9)
            for book in range(7):
                tint = ("#a53f52", "#2f6f8f", "#e2a520", "#4f7f52")[(book + shelf) % 4]
                height = 34 + (book * 7 + shelf * 5) % 20
                pen.rectangle(
                    (right - 220 + book * 26, y + 52 - height, right - 200 + book * 26, y + 52),
                    fill=tint,
                )
    else:
        pen.ellipse((left + 60, bottom - 240, left + 190, bottom - 110), fill="#5d8f5f")
        pen.rectangle((left + 100, bottom - 140, left + 150, bottom - 60), fill="#b5673d")


def video_call() -> Image.Image:
    """A screenshot of a conversation that the pupils lead with their partners."""
    scene = Image.new("RGB", (2400, 1600), "#20262d")
    pen = ImageDraw.Draw(scene)
    pen.text((60, 34), "Overleg met de partnerscholen", fill="#e8edf2", font=lettering(PRINT, 44))
    pen.text(
        (2340, 40), "do 19 mei 2022 · 10.12", fill="#aab4be", font=lettering(PLAIN, 40), anchor="ra"
    )
    for number, colours in enumerate(_TILES):
        left, top = 60 + number % 3 * 770, 120 + number // 3 * 630
        tile = (left, top, left + 740, top + 600)
        frame = Image.new("RGB", (740, 600))
        inner = ImageDraw.Draw(frame)
        _room(inner, (0, 0, 740, 600), colours, number)
        frame = frame.filter(ImageFilter.GaussianBlur(5))
        _figure(ImageDraw.Draw(frame), (0, 0, 740, 600), colours, number)
        mask = Image.new("L", (740, 600), 0)
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, 739, 599), 26, fill=255)
        scene.paste(frame, (left, top), mask)
        if number == 0:
            pen.rounded_rectangle(tile, 26, outline="#f2b45a", width=9)
        font = lettering(PLAIN, 36)
        width = pen.textlength(colours[4], font=font)
        pen.rounded_rectangle(
            (left + 20, top + 530, left + 56 + width, top + 582), 14, fill="#20262d"
        )
        pen.text((left + 38, top + 534), colours[4], fill="#fff", font=font)
    for number, colour in enumerate(("#3a444f", "#3a444f", "#3a444f", "#3c8d55", "#c9302c")):
        x = 930 + number * 120
        pen.ellipse((x, 1405, x + 90, 1495), fill=colour)
        pen.ellipse((x + 30, 1435, x + 60, 1465), fill="#e8edf2")
    pen.text(
        (60, 1520),
        "Gesprek zonder opname · gespreksleider: de eTwinning-crew",
        fill="#aab4be",
        font=lettering(PLAIN, 36),
    )
    return scene.resize((1200, 800), Image.Resampling.LANCZOS)


_GREETINGS = (
    ("Frans", "bonjour", 2.5, 47, 470, 225), ("Pools", "cześć", 19, 52, 1090, 228),
    ("Oekraïens", "pryvit", 31, 49, 1500, 222), ("Dari", "salaam", 67, 34.5, 2150, 480),
    ("Turks", "merhaba", 33, 39, 1920, 240), ("Nepali", "namaste", 84, 28, 2170, 800),
    ("Somali", "salaan", 46, 4, 2140, 1120), ("Tigrinya", "selam", 39, 15, 1800, 1400),
    ("Lingala", "mbote", 21, -2, 1400, 1450), ("Portugees", "olá", -47, -16, 620, 1440),
    ("Spaans", "hola", -78, -1, 240, 1160), ("Tamazight", "azul", -5, 33, 230, 800),
    ("Arabisch", "marhaban", 37, 34.5, 1010, 1465), ("Roemeens", "bună", 25, 45.5, 230, 450),
)  # fmt: skip
_MAP: Box = (370, 300, 2030, 1300)


def _on_map(longitude: float, latitude: float) -> tuple[float, float]:
    left, top, right, bottom = _MAP
    return (
        left + (longitude + 130) / 285 * (right - left),
        top + (74 - latitude) / 122 * (bottom - top),
    )


def _smooth(outline: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    rounded: list[tuple[float, float]] = []
    for (x0, y0), (x1, y1) in zip(outline, [*outline[1:], outline[0]], strict=True):
        rounded += [(x0 * 0.75 + x1 * 0.25, y0 * 0.75 + y1 * 0.25)]
        rounded += [(x0 * 0.25 + x1 * 0.75, y0 * 0.25 + y1 * 0.75)]
    return rounded


def _paper_map() -> Image.Image:
    size = (2480, 1640)
    sea = textured(size, (171, 205, 219), (186, 217, 229), 31)
    land = Image.new("L", size, 0)
    for outline in json.loads((PAGES / "world.json").read_text(encoding="utf-8"))["land"]:
        ImageDraw.Draw(land).polygon(_smooth([_on_map(x, y) for x, y in outline]), fill=255)
    edge = land.filter(ImageFilter.MaxFilter(7))
    sea.paste("#6f8f84", (0, 0), edge)
    sea.paste(textured(size, (226, 205, 150), (240, 224, 178), 32), (0, 0), land)
    return sea.crop(tuple(round(v) for v in _MAP))  # type: ignore[arg-type]  # four in, four out


def language_map() -> Image.Image:
    """A wall with a map of the world and strings from the languages that pupils speak at home."""
    scene = textured((2480, 1640), (232, 226, 212), (240, 236, 225), 33)
    pinned(scene, _paper_map(), (1200, 800), 0)
    pen = ImageDraw.Draw(scene)
    pen.text((640, 36), "Zo zeggen wij thuis hallo", fill="#14606b", font=lettering(HAND, 92))
    for number, (_, _, longitude, latitude, x, y) in enumerate(_GREETINGS):
        px, py = _on_map(longitude, latitude)
        colour = ("#c9302c", "#2d6fb4", "#d9822b", "#3b8f4c", "#7a4fa0")[number % 5]
        pen.line((x + 4, y + 6, px + 4, py + 6), fill="#8d8674", width=3)
        pen.line((x, y, px, py), fill=colour, width=5)
        drawing_pin(scene, (px, py), colour)
    for number, (language, greeting, _, _, x, y) in enumerate(_GREETINGS):
        card = Image.new(
            "RGB", (300, 128), ("#fff6d6", "#e5f2fb", "#fbe6e2", "#e7f4e2")[number % 4]
        )
        ink = ImageDraw.Draw(card)
        ink.text((150, 40), greeting, fill="#2b3350", font=lettering(HAND, 48), anchor="mm")
        ink.text((150, 96), language, fill="#5b616b", font=lettering(PLAIN, 34), anchor="mm")
        pinned(scene, card, (x, y), (-3.0, 2.0, -1.5, 3.5)[number % 4])
        drawing_pin(scene, (x, y - 58), "#c9302c")
    return as_photo(scene, (1200, 800), (10, 6, 2470, 1634), 18, 41)


def _visitor(
    pen: ImageDraw.ImageDraw, x: float, foot: float, tall: float, colours: Sequence[str]
) -> None:
    skin, hair, top, legs = colours
    r = tall * 0.075
    pen.rounded_rectangle(
        (x - r * 1.1, foot - tall * 0.48, x - r * 0.1, foot), int(r * 0.4), fill=legs
    )
    pen.rounded_rectangle(
        (x + r * 0.1, foot - tall * 0.48, x + r * 1.1, foot), int(r * 0.4), fill=legs
    )
    pen.rounded_rectangle(
        (x - r * 1.7, foot - tall * 0.82, x + r * 1.7, foot - tall * 0.4), int(r), fill=top
    )
    pen.ellipse((x - r, foot - tall, x + r, foot - tall + r * 2.3), fill=hair)
    pen.ellipse(
        (x - r * 0.8, foot - tall + r * 0.55, x + r * 0.8, foot - tall + r * 2.4), fill=skin
    )


def open_day() -> Image.Image:
    """A stand on the playground on the open day: a party tent, tables, visitors."""
    scene = Image.new("RGB", (2600, 1800), "#c8dfee")
    pen = ImageDraw.Draw(scene)
    scene.paste(textured((2600, 700), (158, 92, 72), (182, 112, 88), 51), (0, 330))
    for number in range(5):
        left = 130 + number * 510
        pen.rectangle((left, 440, left + 330, 760), fill="#eef3f5")
        pen.rectangle((left + 16, 456, left + 314, 744), fill="#9fc0d0")
        pen.line((left + 165, 440, left + 165, 760), fill="#eef3f5", width=14)
    scene.paste(textured((2600, 800), (150, 150, 146), (172, 171, 165), 52), (0, 1000))
    pen.polygon([(520, 640), (1300, 330), (2080, 640)], fill="#f4f1ea")
    pen.polygon([(1300, 330), (2080, 640), (1700, 640)], fill="#dcd8ce")
    for x in (540, 2050):
        pen.rectangle((x, 630, x + 22, 1400), fill="#cfcac0")
    pen.rectangle((520, 636, 2080, 740), fill="#14606b")
    pen.text(
        (1300, 688),
        "Vier projecten, zeven landen",
        fill="#fff",
        font=lettering(PRINT, 68),
        anchor="mm",
    )
    people = (
        (700, 1360, 560, ("#d9a27c", "#3b2a22", "#d96c4a", "#39424d")),
        (900, 1350, 500, ("#8a5a3c", "#1e1816", "#e2a520", "#2d4a6b")),
        (1660, 1360, 540, ("#efc9a8", "#c79a4a", "#4f7f52", "#4c4038")),
        (1880, 1350, 510, ("#6e4630", "#17120f", "#7a5aa0", "#39424d")),
    )
    for person in people:
        _visitor(pen, *person)
    pen.rectangle((600, 1120, 2000, 1180), fill="#e9e2d3")
    pen.rectangle((620, 1180, 1980, 1440), fill="#f6f2e8")
    for number, colour in enumerate(("#2c7fb0", "#c2562f", "#4a2f73", "#4f7f52")):
        left = 690 + number * 330
        pen.rectangle((left, 940, left + 210, 1125), fill="#fff", outline=colour, width=12)
        pen.ellipse((left + 62, 985, left + 148, 1071), fill=colour)
    _visitor(pen, 360, 1700, 900, ("#e3b996", "#8d8d8d", "#2f6f8f", "#39424d"))
    _visitor(pen, 2260, 1690, 860, ("#c58c64", "#2b201c", "#a53f52", "#2d3640"))
    return as_photo(scene, (1200, 800), (40, 40, 2560, 1760), 20, 61)
