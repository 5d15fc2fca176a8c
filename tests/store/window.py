"""Another window of the app, as far as it keeps what is typed in a dialog: another process."""

from pathlib import Path

from tests.store.files import python

_WINDOW = """
import sys
from pathlib import Path
from store.unfinished import Typed, Unfinished
unfinished = Unfinished(Path(sys.argv[1]) if sys.argv[1] else None, sys.argv[2])
print(*unfinished.open().words.values(), flush=True)
for line in sys.stdin:
    if line == "close\\n":
        unfinished.close()
    elif line == "done\\n":
        unfinished.done()
    else:
        box, over, words = line.strip().split("=")
        unfinished.keep(Typed({box: words}, {box: over}))
    print(flush=True)
"""


class Window:
    """It has a dialog open; `found` is what waited there."""

    def __init__(self, folder: Path | None, name: str) -> None:
        self._process = python(_WINDOW, folder or "", name)
        self.found = self._heard()

    def _heard(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def types(self, words: str) -> None:
        """Let these stand in its box."""
        self.types_into("text", words)

    def types_into(self, box: str, words: str, over: str = "") -> None:
        """Let these stand in a box of this name, over what stood there at first."""
        self._tell(f"{box}={over}={words}")

    def records(self) -> None:
        """What stands there is recorded."""
        self._tell("done")

    def leaves(self) -> None:
        """The dialog is left, the window stays."""
        self._tell("close")

    def _tell(self, words: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{words}\n")
        self._process.stdin.flush()
        self._heard()

    def is_killed(self) -> None:
        """It ends with the words in its box."""
        self._process.kill()
        self._process.communicate()
