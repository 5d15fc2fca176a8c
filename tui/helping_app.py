"""How the app helps those who are new to it: a short tour."""

from contextlib import suppress
from dataclasses import replace

from textual import work

from store.folder import WriteFailure
from store.people import change_settings
from tui.saving_app import SavingApp
from tui.screens.base import LabelmapScreen

TOUR = "tour"
"""What stands in the user's settings once the tour was shown."""


class HelpingApp(SavingApp):
    """The app as far as it shows itself."""

    _home: LabelmapScreen | None = None
    """The screen that all others come back to."""

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
