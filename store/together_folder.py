"""The half of an open school folder that takes in what colleagues made.

Source: repository-format.md, 'How it travels'.
"""

from typing import TYPE_CHECKING

from store.desk import Hand
from store.people import Person
from store.record_folder import RecordFolder

if TYPE_CHECKING:
    from store.merge import Merged


class TogetherFolder(RecordFolder):
    """One school's folder, as far as several people work on it."""

    def merge(self, theirs: str, person: Person) -> "Merged":
        """Take in a commit of a colleague's: see `store.merge.merge_commit`.

        Its objects must be in the folder's history already (fetched). What was written here and not
        recorded is recorded first, in `person`'s name. What came of it is also among `notices`.
        """
        from store.merge import merge_commit
        from store.merge_driver import register

        desk, hand = self._desk, Hand(person=person)
        with desk.working(hand):
            desk.commit(hand)
            register(desk.path)
            merged = merge_commit(desk.git, theirs)
            if merged.commit is not None:
                desk.take_joined(merged.notices)
            return merged
