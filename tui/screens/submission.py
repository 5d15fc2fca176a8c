"""Submitting: what goes, what is missing, what comes on the platform, and what was decided."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from export.page import Remark
from model import problem_texts
from model.application import DECLARATION
from model.messages import N_
from model.standing import State
from tui.life_lines import MISSING, Row, Teller
from tui.screens.base import BESIDE, LabelmapScreen
from tui.widgets.hanging import Hanging
from tui.widgets.header_line import HeaderLine
from tui.widgets.key_bar import KeyBar
from tui.widgets.page_lines import Missing

_KEYS = {
    "submit": {State.DRAFT, State.RETURNED},
    "on_platform": {State.SUBMITTED, State.RETURNED},
    "decision": {State.SUBMITTED, State.RETURNED, State.REFUSED},
    "withdraw": {State.SUBMITTED},
    "declaration": {State.DRAFT, State.RETURNED},
}
"""Action to the states in which it means something."""


class SubmissionScreen(LabelmapScreen):
    """Where the application stands between here, the platform and the NSO."""

    CSS_PATH = "submission.tcss"
    HELP_TEXT = N_(
        "Submitting.\n\n"
        "Submitting here puts the application, as it now is, in the file that you share with your "
        "NSO, and closes the answers. It is not submitting on the platform: that is done there, "
        "and you note it here afterwards, with the form as you downloaded it. Until then every "
        "screen says so, and the days count on.\n\n"
        "Does your NSO work with Labelmap too? 'n' makes a file for it, which you mail; what it "
        "sends back you take in with 't'.\n\n"
        "What the NSO decides on the platform you take over here; that opens the answers again. As "
        "long as the first period runs you can withdraw what you submitted."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.back", N_("Back")),
        Binding("s", "submit", N_("Submit")),
        Binding("n", "app.to_nso", N_("To the NSO")),
        Binding("t", "app.from_nso", N_("From the NSO")),
        Binding("o", "on_platform", N_("On the platform")),
        Binding("d", "decision", N_("Decision")),
        Binding("w", "withdraw", N_("Withdraw")),
        Binding("v", "declaration", N_("Declaration"), key_display="v"),
        Binding("f", "app.feedback", N_("Feedback")),
        Binding("c", "app.calendar", N_("Calendar")),
        *BESIDE,
    ]

    def __init__(self) -> None:
        super().__init__()
        self._drawn: object = None

    def compose(self) -> ComposeResult:
        yield HeaderLine()
        yield VerticalScroll(id="page")
        yield Horizontal(id="acts", classes="buttons")
        yield KeyBar()

    def on_mount(self) -> None:
        """The cursor where the page scrolls."""
        self.query_one("#page").focus()

    @property
    def teller(self) -> Teller:
        """What is to be said now."""
        return Teller(self.session, self.language)

    def show(self) -> None:
        """Draw the page anew where what it says changed."""
        self.query_one(HeaderLine).show()
        teller = self.teller
        rows, missing = tuple(teller.rows()), teller.missing()
        state = (rows, missing, teller.state)
        if state == self._drawn:
            return
        self._drawn = state
        self.refresh_bindings()
        self.run_worker(self._draw(teller, rows), exclusive=True)

    async def _draw(self, teller: Teller, rows: tuple[Row, ...]) -> None:
        page, acts = self.query_one("#page"), self.query_one("#acts")
        async with self.batch():
            await page.remove_children()
            await page.mount_all(
                widget
                for row in rows
                for widget in (self._missing(teller) if row.look == MISSING else (self._row(row),))
            )
            await acts.remove_children()
            await acts.mount_all(self._buttons(teller))

    @staticmethod
    def _row(row: Row) -> Static:
        if row.sign:
            return Static(Hanging((row.sign, row.text)), classes=row.look, markup=False)
        return Static(Content(row.text), classes=row.look, markup=False)

    def _missing(self, teller: Teller) -> list[Static]:
        problems = teller.missing()
        if not problems:
            return []
        code, edition = self.language.language, self.session.edition
        head = Static(Content(self.say("Still to be done")), classes="section", markup=False)
        found: list[Static] = [head]
        for problem in problems:
            text = self.language.say(problem_texts.message(problem, edition, code))
            remark = Remark(
                text=text,
                fix=self.language.say(problem_texts.fix(problem, edition, code)),
                blocking=problem.blocking,
            )
            found.append(Missing(remark, problem.step or "preview", problem.field))
        return found

    def _buttons(self, teller: Teller) -> list[Button]:
        words = {
            "submit": N_("Submit ..."),
            "on_platform": N_("Submitted on the platform ..."),
            "decision": N_("Take over a decision ..."),
            "withdraw": N_("Withdraw ..."),
        }
        shown = [name for name in words if self.check_action(name, ())]
        first = {"decision", "on_platform"} if teller.state is not State.SUBMITTED else set()
        return [
            Button(
                Content(self.language.text(words[name])),
                id=f"act-{name.replace('_', '-')}",
                variant="primary" if index == 0 else "default",
            )
            for index, name in enumerate(name for name in shown if name not in first)
        ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Only what means something as the application stands."""
        session = self.labelmap.session
        if session is None or action not in _KEYS:
            return True
        state = session.assessment.standing.state
        if action == "withdraw":
            return state is State.SUBMITTED and self.teller.may_withdraw
        if action == "on_platform" and session.assessment.standing.platform_on is not None:
            return False
        return state in _KEYS[action]

    @on(Missing.Chosen)
    def _go(self, message: Missing.Chosen) -> None:
        self.labelmap.go_to(message.step, message.field)

    @on(Button.Pressed, "#act-submit")
    def action_submit(self) -> None:
        """Ask once, then submit."""
        from tui.screens.submit import SubmitDialog

        self.app.push_screen(SubmitDialog())

    @on(Button.Pressed, "#act-on-platform")
    def action_on_platform(self) -> None:
        """Note that it was submitted on the platform."""
        from tui.screens.platform import PlatformDialog

        self.app.push_screen(PlatformDialog())

    @on(Button.Pressed, "#act-decision")
    def action_decision(self) -> None:
        """Take over what the NSO decided on the platform."""
        from tui.screens.platform import DecisionDialog

        self.app.push_screen(DecisionDialog())

    @on(Button.Pressed, "#act-withdraw")
    def action_withdraw(self) -> None:
        """Ask once, then withdraw."""
        from tui.screens.confirm import ConfirmDialog

        def answered(yes: bool | None) -> None:
            if yes:
                self.labelmap.act(self.session.folder.withdraw)

        self.app.push_screen(
            ConfirmDialog(
                self.say(
                    "Withdraw the application? The answers open again, and what was submitted "
                    "stays in the history. On the platform nothing changes: withdraw it there too "
                    "if you submitted it there."
                ),
                self.say("Withdraw"),
                self.say("Leave it submitted"),
            ),
            answered,
        )

    def action_declaration(self) -> None:
        """To step 8."""
        self.labelmap.go_to(DECLARATION)
