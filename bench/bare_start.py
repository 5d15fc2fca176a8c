"""What the start is held against: a bare Textual app that also imports pydantic's BaseModel."""

from pydantic import BaseModel
from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, Static

assert BaseModel is not None  # noqa: S101 - imported for what it costs


class Bare(App[None]):
    """Header, one Static, Footer."""

    def compose(self) -> ComposeResult:
        """The three."""
        yield Header()
        yield Static("drawn at last")
        yield Footer()


if __name__ == "__main__":
    Bare().run()
