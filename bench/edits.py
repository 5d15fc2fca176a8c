"""Edits a text so many times in the app, without a terminal, and says the memory in use, in MB.

    python -m bench.edits SCHOOL COUNT

Every edit goes the way of a key: into memory, assessed, drawn. The files are written as they
always are; what is measured is the whole process, so a list that only grows would show.
"""

import asyncio
import resource
import sys
from pathlib import Path

from store.people import load_settings
from tui.app import LabelmapApp
from tui.language import Language
from tui.open_app import open_session
from tui.widgets.text_box import TextBox

BETWEEN = 50
"""Edits between two moments at which the app may do all that is waiting."""


async def edit(school: Path, count: int) -> None:
    """Type letters and take them away again."""
    session = open_session(school, "2023-01-20", load_settings())
    app = LabelmapApp(session, Language("nl"), session.clock, load_settings())
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        app.go_to("shared-leadership", "plan")
        await pilot.pause()
        editor = app.screen.query_one("#plan", TextBox).editor
        for number in range(count):
            if number % 2:
                editor.action_delete_left()
            else:
                editor.insert("x")
            if number % BETWEEN == BETWEEN - 1:
                await pilot.pause()


def main() -> None:
    """Edit, and tell."""
    asyncio.run(edit(Path(sys.argv[1]), int(sys.argv[2])))
    print(_in_use())


def _in_use() -> float:
    """Memory in use, in MB; elsewhere than on Linux the peak, which there counts the parent's."""
    statm = Path("/proc/self/statm")
    if statm.is_file():
        pages = int(statm.read_text(encoding="ascii").split()[1])
        return pages * resource.getpagesize() / 1e6
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
