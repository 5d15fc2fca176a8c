"""Internal notes: what reviewers write for themselves about a school, in the inbox's `work/`.

Nothing of it is ever part of what a school gets. Source: repository-format.md, 'Life of an
application'.
"""

from model.text import clean
from store import toml_file
from store.clock import Clock
from store.folder import atomic_write
from store.people import Person
from store.work import Work, commit_work, tables_of

NOTES = "notes"


class WorkNotes(Work):
    """The notes of an inbox, one a school."""

    def of(self, school: str) -> str:
        """The note about a school (its folder's name); "" where there is none."""
        text = tables_of(self._path, f"{NOTES}/{school}.toml").get("text", "")
        return text.removesuffix("\n") if isinstance(text, str) else ""

    def write(self, school: str, text: str, person: Person, clock: Clock) -> None:
        """Keep a note; the history of `work/` keeps what it said before."""
        said = clean(text).text.strip("\n")
        if said == self.of(school):
            return
        path = f"{NOTES}/{school}.toml"
        with self.writing() as git:
            tables = {"text": f"{said}\n", "by": person.name} if said else {}
            atomic_write(self._path / path, toml_file.dump(tables))
            commit_work(git, [path], f"note: {school}", person, clock)
