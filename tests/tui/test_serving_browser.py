"""The app in a real browser: keys, paste, files, and what one sees.

Source: issue 3, item 7.
"""

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

import pytest
from PIL import Image

from tests.tui.browser import PATIENCE, Page, browser
from tests.tui.command_line import EXTRA, git
from tests.tui.school import had_the_tour
from tests.tui.served import Served, serving
from tui.themes import DARK, LIGHT

PLAN = "answers/6-models-for-other-schools.toml"
FOCUSED = 0.02
"""The share of the focus' colour once the list has it: the line that is chosen. Before that it is
the colour of thin bars alone, and keys would go astray."""
OPEN = "document.body?.classList.contains('-first-byte')"


@asynccontextmanager
async def opened(chromium: str, school: Path, tmp_path: Path) -> AsyncIterator[tuple[Served, Page]]:
    """The app on a school, in a window of its own, once its first picture is there."""
    had_the_tour()
    with serving(school) as served:
        async with browser(chromium, tmp_path / "browser", served.address) as page:
            await page.until(OPEN)
            await drawn(page, str(DARK.panel))
            end = monotonic() + PATIENCE
            while share(await picture(page), str(DARK.primary)) < FOCUSED:
                assert monotonic() < end, "no line of the list was ever the chosen one"
                await asyncio.sleep(0.05)
            yield served, page


async def picture(page: Page) -> Image.Image:
    return Image.open(io.BytesIO(await page.picture())).convert("RGB")


def share(image: Image.Image, colour: str) -> float:
    """How much of a picture has exactly this colour."""
    wanted = tuple(bytes.fromhex(colour.removeprefix("#")))
    colours = image.getcolors(image.width * image.height) or []
    return sum(n for n, found in colours if found == wanted) / (image.width * image.height)


async def holds(asks: Callable[[], bool]) -> None:
    """Wait until something is so outside the browser."""
    end = monotonic() + PATIENCE
    while not asks():
        assert monotonic() < end, "it never came to that"
        await asyncio.sleep(0.05)


async def drawn(page: Page, panel: str) -> Image.Image:
    """The picture, once the head of the app stands in it: the bar in the theme's own colour."""
    end = monotonic() + PATIENCE
    while True:
        image = await picture(page)
        head = image.crop((0, 0, image.width, 16))
        if share(head, panel) > 0.4:
            return image
        assert monotonic() < end, "the app was never drawn"
        await asyncio.sleep(0.05)


async def test_the_app_stands_in_the_browser_and_hears_its_keys(
    sample: Path, tmp_path: Path, chromium: str
) -> None:
    async with opened(chromium, sample, tmp_path) as (served, page):
        dark = await drawn(page, str(DARK.panel))
        assert share(dark, str(DARK.background)) > 0.5
        assert share(dark, str(DARK.primary)) > 0.005  # the focus, and the bars
        assert share(dark, str(DARK.foreground)) > 0.005  # words
        await page.press("F8")
        light = await drawn(page, str(LIGHT.panel))
        assert share(light, str(LIGHT.background)) > 0.5
        assert share(light, str(DARK.background)) < 0.01
        assert "token" not in await page.evaluate("location.href")
        assert all(address.startswith(f"http://{served.authority}/") for address in page.requested)


async def test_what_is_typed_and_pasted_is_saved_also_when_the_window_just_closes(
    sample: Path, tmp_path: Path, chromium: str
) -> None:
    text = "Geplakt: vier scholen,\ntwee per jaar. " * 40
    async with opened(chromium, sample, tmp_path) as (_, page):
        await to_the_plan(page)
        for letter in "Wij ":
            await page.press(letter)
        before = share(await picture(page), str(DARK.foreground))
        await page.paste(text)
        # What the browser has not sent yet goes with it; what one sees has arrived.
        end = monotonic() + PATIENCE
        while share(await picture(page), str(DARK.foreground)) < 1.1 * before:
            assert monotonic() < end, "what was pasted is never seen"
    await holds(lambda: text.strip() in (sample / PLAN).read_text("utf-8"))
    written = (sample / PLAN).read_text("utf-8")
    assert f"Wij {text.strip()}" in written
    await holds(lambda: git(sample, "status", "--porcelain") == "")


async def to_the_plan(page: Page) -> None:
    """To the empty box of step 6, by way of what is to do."""
    before = await picture(page)
    for _ in range(2):
        await page.press("ArrowDown")
    await page.press("Enter")
    end = monotonic() + PATIENCE
    while (
        share(await picture(page), str(DARK.surface)) < 2 * share(before, str(DARK.surface)) + 0.1
    ):
        assert monotonic() < end, "the step never opened"
        await asyncio.sleep(0.05)


@pytest.mark.long
async def test_evidence_is_added_from_the_files_of_this_computer(
    sample: Path, tmp_path: Path, chromium: str
) -> None:
    document = EXTRA / "infosessie-scholengroep.pdf"
    folder = sample / "evidence"
    before = set(folder.rglob("*.pdf"))
    async with opened(chromium, sample, tmp_path) as (_, page):
        await to_the_plan(page)
        await page.press("F4")
        await page.paste(str(document))
        await page.press("Enter")
        await holds(lambda: len(set(folder.rglob("*.pdf")) - before) == 1)


@pytest.mark.long
async def test_where_there_is_no_desktop_the_browser_gets_the_document(
    sample: Path, tmp_path: Path, chromium: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    downloads = tmp_path / "downloads"
    document = sample / "evidence/shared-leadership/verslag-2022-10.pdf"
    async with opened(chromium, sample, tmp_path) as (_, page):
        await page.call(
            "Browser.setDownloadBehavior", behavior="allow", downloadPath=str(downloads)
        )
        for key in ("3", "Tab", "Tab", "Tab", "Enter"):
            before = await page.picture()
            await page.press(key)
            await another(page, before)
        await page.press("o", ctrl=True)
        await holds(lambda: document.name in names_in(downloads))
        assert (downloads / document.name).read_bytes() == document.read_bytes()


async def another(page: Page, before: bytes) -> None:
    """Wait until one sees something else."""
    end = monotonic() + PATIENCE
    while await page.picture() == before:
        assert monotonic() < end, "nothing happened"
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.2)


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


@pytest.mark.long
async def test_the_app_that_was_left_can_be_opened_again(
    sample: Path, tmp_path: Path, chromium: str
) -> None:
    async with opened(chromium, sample, tmp_path) as (served, page):
        await page.press("q")
        await page.until("document.body.classList.contains('-closed')")
        assert "gesloten" in await page.evaluate("document.querySelector('.closed').innerText")
        await page.press("Enter")  # the button has the focus
        await page.until("document.body && !document.body.classList.contains('-closed')")
        await page.until(OPEN)
        await drawn(page, str(DARK.panel))
        assert served.end() == 0
        await page.until("document.body.classList.contains('-closed')")
