"""What the review screen knows of one school: read in one go, beside the screen, never in part.

Source: issue 6, 'Reading'.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from export.page import ApplicationPage
from export.view import application_view
from model import fields
from model.application import STEPS, Application, Evidence
from model.completeness import Assessment, assess
from model.edition import Edition
from model.fields import Change
from model.light import dataclass
from model.review import Decision, Draft, Feedback, ThreadEvent
from model.standing import decision_of
from store.clock import Clock
from store.git import RECORD
from store.submitted_school import Earlier, SubmittedSchool
from tui.review_blocks import BlockMaker, place_of

if TYPE_CHECKING:
    from tui.language import Language
    from tui.widgets.reader import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One school, as it was read."""

    school: SubmittedSchool
    application: Application
    assessment: Assessment
    page: ApplicationPage
    earlier: Earlier | None
    changes: tuple[Change, ...]
    """What changed since `earlier`."""
    drafts: tuple[Feedback, ...]
    news: Mapping[str, tuple[ThreadEvent, ...]]
    """What the school said since one last acted, by thread."""
    assigned_to: str | None
    note: str
    form: Evidence | None
    """The platform's form, where the school works without Labelmap."""
    at: str | None
    """Where the record stood."""

    def says_as(self, other: "Reading") -> bool:
        """Whether another reading found the same."""
        return replace(other, school=self.school) == self

    @property
    def is_behind(self) -> bool:
        """Whether the record has grown since. Starts no process."""
        return self.school.git.reference(RECORD) != self.at

    @property
    def edition(self) -> Edition:
        """The edition that it is held against."""
        return self.school.edition

    @property
    def today(self) -> date:
        """The day, in the edition's time zone."""
        return self.school.clock.today

    @property
    def pieces(self) -> tuple[Feedback, ...]:
        """Drafts and published threads, by place as in the form; drafts first, the newest above."""
        order = {step: number for number, step in enumerate(STEPS)}
        every = (*self.drafts, *self.application.record.feedback)
        return tuple(
            sorted(
                every,
                key=lambda piece: (
                    order.get(piece.step or "", -1),
                    place_of(piece),
                    piece.is_published,
                    -piece.round,
                    -piece.draft,
                    piece.id,
                ),
            )
        )

    @property
    def draft(self) -> Draft | None:
        """The draft that the school showed, where that is what is read: it is not submitted."""
        return self.application.record.draft_shown

    @property
    def decision(self) -> Decision | None:
        """The decision on the last round that has one."""
        record = self.application.record
        rounds = sorted({made.round for made in record.decisions})
        return decision_of(record, rounds[-1]) if rounds else None

    def maker(self, language: "Language") -> BlockMaker:
        """What makes the blocks that one reads."""
        return BlockMaker(
            self.page,
            self.application,
            self.edition,
            language,
            self.earlier,
            self.changes,
            self.pieces,
        )

    def blocks(self, language: "Language", *, only_changes: bool) -> "tuple[Block, ...]":
        """What one reads: all of it, or what changed."""
        maker = self.maker(language)
        if self.form is not None:
            return maker.of_form(self.form)
        return maker.changed_blocks() if only_changes else maker.blocks()


def read_school(folder: Path, clock: Clock, language: "Language") -> Reading:
    """Read a school. Raises what `SubmittedSchool.open` raises. For a worker."""
    school = SubmittedSchool.open(folder, clock)
    at = school.git.reference(RECORD)
    application = school.application
    assessment = assess(application, school.edition, school.clock.today, school.problems)
    earlier = school.earlier()
    return Reading(
        school=school,
        application=application,
        assessment=assessment,
        page=application_view(
            application, school.edition, assessment, language, made_on=school.clock.today
        ),
        earlier=earlier,
        changes=fields.diff(earlier.application, application) if earlier is not None else (),
        drafts=school.drafts,
        news=school.news(),
        assigned_to=school.assigned_to,
        note=school.note,
        form=school.form,
        at=at,
    )
