"""What typing is held against: a bare Textual app, one TextArea with the text of a file."""

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import TextArea


class Bare(App[None]):
    """One TextArea."""

    def compose(self) -> ComposeResult:
        """The text of the file named on the command line."""
        yield TextArea(Path(sys.argv[1]).read_text(encoding="utf-8"))


if __name__ == "__main__":
    Bare().run()
