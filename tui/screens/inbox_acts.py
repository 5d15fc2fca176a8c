"""What a reviewer does with an inbox as a whole: take in files, add a school, assign, make a file.

Each is what a command does, through the same functions, beside the screen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from model.messages import N_, Failure, Message
from store.inbox import Row
from store.people import Person
from tui.inbox_rows import line_of
from tui.screens.inbox_reading import InboxReading

if TYPE_CHECKING:
    from store.receiving import Taken
    from store.rounds import Synced
    from tui.screens.add_school import Added


KEYS: tuple[BindingType, ...] = (
    Binding("a", "assign", N_("Assign")),
    Binding("r", "receive", N_("Take in files")),
    Binding("v", "across", N_("One question")),
    Binding("f4", "add", N_("Add a school"), show=False),
    Binding("x", "export", N_("Inbox as a file"), show=False),
    Binding("i", "share", N_("Share with the other reviewers"), show=False),
    Binding("I", "share_elsewhere", N_("Share in another folder"), show=False),
)
"""The keys of all this, for the screen to put in their place among its own."""


class InboxActs(InboxReading):
    """The inbox's screen as far as it acts; what it shows stands above it."""

    @property
    def row(self) -> Row | None:
        """The school under the cursor."""
        raise NotImplementedError

    @property
    def rows_shown(self) -> tuple[Row, ...]:
        """The schools that stand in the table, in its order."""
        raise NotImplementedError

    # ------------------------------------------------------------------ reading across

    def action_across(self) -> None:
        """Read one question in all schools that stand in the table."""
        from model import editions
        from tui.screens.across import AcrossScreen
        from tui.screens.finder import Place
        from tui.screens.question import QuestionDialog

        rows = tuple(row for row in self.rows_shown if row.problem is None)
        known = [row.edition for row in rows if row.edition in editions.known()]
        if not rows or not known:
            self.review.tell(Message(N_("No school stands here whose answers could be read.")))
            return
        edition = editions.load(max(set(known), key=known.count))

        def chosen(place: Place | None) -> None:
            if place is not None:
                self.app.push_screen(AcrossScreen(rows, place.key, edition))

        self.app.push_screen(QuestionDialog.of(edition, self.language), chosen)

    # ------------------------------------------------------------------ who decides

    def action_assign(self) -> None:
        """Say who decides on the school under the cursor."""
        row = self.row
        if row is not None:
            self.review.as_someone(lambda person: self._assign(row, person))

    def _assign(self, row: Row, person: Person) -> None:
        from tui.screens.assign import AssignDialog

        def chosen(name: str | None) -> None:
            if name is not None and name != row.assigned_to:
                self.review.act(
                    lambda who: self._keep_assigned(row, name, who), lambda _: self._assigned(row)
                )

        others = sorted({line.row.assigned_to for line in self._lines.values()} - {""})
        school = row.school or row.folder.name
        dialog = AssignDialog(school, person.name, others, row.assigned_to)
        self.app.push_screen(dialog, chosen)

    def _keep_assigned(self, row: Row, name: str, person: Person) -> None:
        from store.work import Work

        Work(self.review.inbox).assign(row.folder.name, name, person, self.review.clock)

    def _assigned(self, row: Row) -> None:
        from store.work import Work

        name = Work(self.review.inbox).assigned().get(row.folder.name, "")
        line = self._lines.get(row.folder.name)
        if line is not None:
            self.take([line_of(replace(line.row, assigned_to=name))])
        text = N_("{name} decides on {school}.") if name else N_("Nobody decides on {school} yet.")
        facts = {"name": name, "school": row.school or row.folder.name}
        self.review.tell(Message(text, facts))

    # ------------------------------------------------------------------ what comes in

    def action_receive(self) -> None:
        """Take in files that schools sent."""
        from tui.screens.choose_file import ChooseFilesDialog

        def chosen(files: tuple[Path, ...] | None) -> None:
            if files:
                self.receive(files)

        question = self.say("Which files did schools send? They end in .labelmap.")
        self.app.push_screen(ChooseFilesDialog(question), chosen)

    def receive(self, files: tuple[Path, ...]) -> None:
        """Take these in, and answer each with a receipt."""
        from store.receiving import take_in
        from tui.screens.receiving import ReceivingDialog

        review = self.review

        if len(files) == 1:
            review.tell(Message(N_("Taking in ...")))
            review.act(
                lambda person: take_in(files, review.inbox, person, review.clock), self._received
            )
            return

        def begin(person: Person) -> None:
            dialog = ReceivingDialog(len(files))
            told = dialog.tell_at_hand

            def act() -> "Sequence[Taken]":
                return take_in(files, review.inbox, person, review.clock, at_hand=told)

            def done(taken: "Sequence[Taken]") -> None:
                dialog.dismiss(None)
                self._received(taken)

            def failed(failure: Failure) -> None:
                dialog.dismiss(None)
                review.failed(failure)

            self.app.push_screen(dialog)
            review.aside(act, done, failed)

        review.as_someone(begin)

    def _received(self, taken: "Sequence[Taken]") -> None:
        from tui.received_words import said
        from tui.screens.report import ReportDialog

        lines: list[tuple[str, str]] = []
        folders = []
        for one in taken:
            if one.failure is not None:
                lines.append(("! ", self.language.say(one.failure.message)))
                if one.failure.fix.text:
                    lines.append(("  ", self.language.say(one.failure.fix)))
            elif one.received is not None:
                folders.append(one.received.folder)
                waits = one.received.outcome.value in {"waits", "rewritten"}
                lines.append(("! " if waits else "✓ ", one.name))
                told = said(one.name, one.received, namesake=one.namesake)
                lines += [("  ", self.language.say(message)) for message in told]
        self.read_again(folders)
        title = self.language.plural("{count} file", "{count} files", len(taken))
        self.app.push_screen(ReportDialog(title, lines))

    def action_add(self) -> None:
        """Add a school that works without Labelmap; or the next form of the one at the cursor."""
        from tui.screens.add_school import AddSchoolDialog

        def filled(added: "Added | None") -> None:
            if added is not None:
                self.review.act(lambda person: self._add(added, person), done)

        def done(folder: Path) -> None:
            dialog.recorded()
            self._added(folder)

        dialog = AddSchoolDialog()
        self.app.push_screen(dialog, filled)

    def _add(self, added: "Added", person: Person) -> Path:
        from store.added_school import add_school

        name, form = added
        return add_school(self.review.inbox, name, form, person, self.review.clock)

    def _added(self, folder: Path) -> None:
        self.read_again([folder])
        self.review.tell(Message(N_("Added.")))

    # ------------------------------------------------------------------ what goes out

    def action_export(self) -> None:
        """Make a file of the whole inbox."""
        from tui.demo import default_place
        from tui.screens.export_inbox import ExportInboxDialog

        name = f"{self.review.inbox.path.name}-{self.review.clock.today.isoformat()}"

        def chosen(path: Path | None) -> None:
            if path is not None:
                rows = [line.row for line in sorted(self._lines.values(), key=lambda one: one.key)]
                self.review.aside(lambda: self._export(path, rows), lambda _: self._exported(path))

        self.app.push_screen(ExportInboxDialog(default_place() / name), chosen)

    def _export(self, path: Path, rows: Sequence[Row]) -> None:
        from tui.inbox_table import write_csv, write_json

        if path.suffix == ".json":
            write_json(path, rows, self.review.clock.today.isoformat(), self.language)
        else:
            write_csv(path, rows, self.language, force=True)

    def _exported(self, path: Path) -> None:
        facts: Mapping[str, str] = {"path": str(path)}
        self.review.tell(Message(N_("Made: {path}"), facts))

    # ------------------------------------------------------------------ the other reviewers

    def action_share(self) -> None:
        """Share drafts, notes and who decides; the first time where, is asked."""
        from store.work_sharing import SharedWork

        review = self.review
        share = SharedWork(review.inbox, review.clock).remembered()
        if share is None:
            self.action_share_elsewhere()
            return
        review.act(
            lambda person: SharedWork(review.inbox, review.clock).sync(share, person),
            lambda done: self._shared(share.folder, done),
        )

    def action_share_elsewhere(self) -> None:
        """Choose the folder in which it is shared from now on."""
        from store.work_sharing import SharedWork
        from tui.screens.shared_place import SharedPlaceDialog

        review = self.review

        def chosen(folder: Path | None) -> None:
            if folder is not None:
                review.act(
                    lambda person: SharedWork(review.inbox, review.clock).invite(folder, person),
                    lambda done: self._shared(folder, done),
                )

        self.app.push_screen(SharedPlaceDialog.for_reviewers(), chosen)

    def _shared(self, folder: Path, done: "Synced") -> None:
        from store.work import Work
        from tui.screens.report import ReportDialog

        assigned = Work(self.review.inbox).assigned()
        others = [
            line_of(replace(line.row, assigned_to=assigned.get(line.key, "")))
            for line in self._lines.values()
            if line.row.assigned_to != assigned.get(line.key, "")
        ]
        self.take(others)
        say = self.say
        names = ", ".join(one.name for one in done.colleagues)
        lines = [("○ ", say("The shared folder: {path}", path=str(folder)))]
        if names:
            lines.append(("○ ", say("Shared with {names}.", names=names)))
        if done.changed:
            text = say("What the other reviewers did is in the inbox now.")
            lines.append(("✓ ", text))
        if done.written:
            lines.append(("✓ ", say("What is new here can be taken in by colleagues now.")))
        if not (done.changed or done.written):
            lines.append(("✓ ", say("Nothing is new.")))
        for failure in done.refused:
            lines.append(("! ", self.language.say(failure.message)))
            if failure.fix.text:
                lines.append(("  ", self.language.say(failure.fix)))
        self.app.push_screen(ReportDialog(say("Shared with the other reviewers"), lines))
