"""The history held against the rules, on one screen: what `labelmap audit` finds, in words."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from model.messages import N_, Failure, Message
from model.text import shown_line
from store.audit_findings import Audit, Finding
from store.open_folder import OpenFolder
from tui.language import Language
from tui.screens.base import Dialog
from tui.widgets.hanging import Hanging
from tui.widgets.key_hints import key_hints

Lines = tuple[tuple[str, str], ...]
"""A sign and a text each."""
_SHOWN = 12
"""Characters of a version's number, for who looks it up."""


def finding_line(found: Finding, language: Language, *, for_reviewer: bool) -> str:
    """A finding in words; for who can look them up with the version and the file."""
    parts = [found.commit[:_SHOWN], shown_line(found.path)] if for_reviewer else []
    where = " · ".join(part for part in parts if part)
    return f"{language.say(found.message)} ({where})" if where else language.say(found.message)


class AuditDialog(Dialog[None]):
    """Looks through the whole history of what school and NSO told one another."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_(
        "Labelmap looks through all that school and NSO told one another, and says what is against "
        "the rules: words of the one that the other changed, a decision that is not signed, a "
        "submission that is not what its list says, days that run backwards. Nothing is changed. "
        "'labelmap audit' prints the same, and docs/audit-by-hand.md does it without Labelmap."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,k", "dismiss(None)", N_("Close")),
    ]

    def __init__(self, folder: OpenFolder, *, in_inbox: bool) -> None:
        super().__init__()
        self._folder = folder
        self._in_inbox = in_inbox

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide") as dialog, VerticalScroll():
            dialog.border_title = Content(self.say("The history, held against the rules"))
            dialog.border_subtitle = key_hints(("escape", self.say("Close")))
            yield Static(
                Content(self.say("Looking through the history ...")), id="found", markup=False
            )

    def on_mount(self) -> None:
        """Look, beside the screen."""
        self._look()

    @work(thread=True, group="audit", exit_on_error=False)
    def _look(self) -> None:
        from store import signers
        from store.audit import audit

        try:
            known = signers.load()
            done = audit(self._folder.git, known, in_inbox=self._in_inbox)
        except Failure as failure:
            lines: Lines = (("! ", self.language.say(failure.message)),)
        else:
            lines = self._lines(done, has_key=known.has_nso_key)
        self.app.call_from_thread(self._show, lines)

    def _lines(self, done: Audit, *, has_key: bool) -> Lines:
        lines = [("✗ ", self._line(found)) for found in done.findings]
        if done.ok:
            lines.append(("✓ ", self.say("Nothing is against the rules.")))
        else:
            count = len(done.findings)
            counted = Message(
                N_("{count} finding: ask those whose names stand there."),
                {"count": count},
                N_("{count} findings: ask those whose names stand there."),
            )
            lines.append(("! ", self.language.say(counted)))
        lines += [("· ", self._line(found)) for found in done.notices]
        if not has_key:
            text = N_(
                "You trust no key of the NSO: who decided is not proven. See 'labelmap trust'."
            )
            lines.append(("! ", self.say(text)))
        return tuple(lines)

    def _line(self, found: Finding) -> str:
        return finding_line(found, self.language, for_reviewer=self._in_inbox)

    def _show(self, lines: Lines) -> None:
        for found in self.query("#found").results(Static):
            found.update(Hanging(*lines))
