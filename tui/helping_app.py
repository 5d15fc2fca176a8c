"""How the app helps: what a screen is for, all its keys, the edition's addresses, a short tour."""

from contextlib import suppress
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from model.messages import N_
from store.folder import WriteFailure
from store.people import change_settings
from tui.saving_app import SavingApp
from tui.screens.base import LabelmapScreen

TOUR = "tour"
"""What stands in the user's settings once the tour was shown."""


class HelpingApp(SavingApp):
    """The app as far as it explains itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "explain", N_("Help"), id="help"),
        Binding("question_mark", "explain", N_("Help"), show=False),
        Binding("f3", "addresses", N_("Addresses of this edition"), id="addresses", show=False),
        Binding("f10", "all_keys", N_("All keys"), id="keys", show=False),
    ]
    _home: LabelmapScreen | None = None
    """The screen that all others come back to."""

    def action_explain(self) -> None:
        """What this screen is for and which keys it has."""
        from tui.screens.explain import ExplainDialog

        if not isinstance(self.screen, ExplainDialog):
            self.push_screen(ExplainDialog.of(self.screen))

    def action_all_keys(self) -> None:
        """Every key of this screen."""
        from tui.screens.all_keys import KeysDialog

        if not isinstance(self.screen, KeysDialog):
            self.push_screen(KeysDialog.of(self.screen))

    def action_addresses(self) -> None:
        """The platform, the questionnaire, examples, the NSO."""
        from tui.screens.addresses import AddressesDialog

        if not isinstance(self.screen, AddressesDialog):
            self.push_screen(AddressesDialog())

    def action_tour(self) -> None:
        """Show the parts of the overview, one by one."""
        from tui.screens.tour import TourDialog

        self.save_if_changed()
        while self.screen is not self._home:
            self.pop_screen()
        self.push_screen(TourDialog())

    def offer_tour(self) -> None:
        """The tour, at this user's first dashboard; what comes before it has the say."""
        if TOUR in self.settings.seen or self.screen is not self._home:
            return
        self.settings = replace(self.settings, seen=self.settings.seen | {TOUR})
        self._remember_tour()
        self.action_tour()

    @work(thread=True, group="settings", exit_on_error=False)
    def _remember_tour(self) -> None:
        with suppress(WriteFailure):  # then it comes once more
            change_settings(lambda now: replace(now, seen=now.seen | {TOUR}))
