"""The app as far as it shares: by itself, quietly, and never in the way of who types or leaves.

A round is made on opening, some seconds after something was recorded, when a colleague's file
arrives, now and then in case a drive does not tell of that, and on leaving. While somebody types in
a field and has not left it, nothing is taken in: it waits until then.
"""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.message import Message as TextualMessage

from model.messages import N_, Failure, Message
from store.people import Person, load_settings
from tui.helping_app import HelpingApp
from tui.saving_app import SavingApp
from tui.screens.base import LabelmapScreen
from tui.session import Session
from tui.sharing import Apart, Sharing

if TYPE_CHECKING:
    from textual.timer import Timer

    from store.rounds import Share, Synced

SHARE_AFTER = 3.0
"""Seconds after the last save before it is shared: what is done together is shared together."""
SHARE_EVERY = 60.0
"""Seconds between two looks at a folder whose changes the system may not tell."""
LAST_PATIENCE = 5.0
"""Seconds that leaving the app waits for the last round."""


class SharingApp(HelpingApp):
    """The app with colleagues."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "shift+f12,f24",
            "colleagues",
            N_("Colleagues"),
            key_display="⇧F12",
            id="colleagues",
            show=False,
        ),
    ]

    @dataclass
    class Shared(TextualMessage):
        """A round was ended."""

        done: "Synced"

    @dataclass
    class Waits(TextualMessage):
        """A round could not be ended."""

        failure: Failure

    class Arrived(TextualMessage):
        """A colleague's file came into the shared folder."""

    sharing = Sharing()
    """Of the school that is open."""
    _looks: "Timer | None" = None
    _soon: "Timer | None" = None
    _in_round = False
    _once_more = False

    def start_sharing(self) -> None:
        """Share from here on, where this application is shared at all."""
        self.sharing = Sharing()
        if self.session is None:
            return
        known = load_settings()  # it may have been joined since the app began
        if os.path.realpath(self.session.folder.path) in known.shared:
            from store import sharing

            self._share_from_now(sharing.remembered(self.session.folder.path, known))

    def _share_from_now(self, share: "Share | None") -> None:
        self.sharing = Sharing(share)
        if share is None:
            return
        if self._looks is None:
            self._looks = self.set_interval(SHARE_EVERY, self.share_now)
        self._watch_shared(share)
        self.share_now()

    @on(Arrived)
    def share_now(self) -> None:
        """Make a round, unless one goes on: then another one after it."""
        session = self.session
        if self.sharing.share is None or session is None or session.person is None:
            return
        if self._in_round:
            self._once_more = True
        elif not session.unrecorded:
            self._in_round = True
            self._share(session, self.sharing.share, session.person)

    @on(SavingApp.Saved)
    @on(SavingApp.ActDone)
    def _share_soon(self) -> None:
        """What was recorded is shared shortly."""
        if self.sharing.share is None:
            return
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(SHARE_AFTER, self.share_now)

    @work(thread=True, group="share", exit_on_error=False)
    def _share(self, session: Session, share: "Share", person: Person) -> None:
        try:
            done = Apart(lambda: session.folder.sync(share, person)).result(None, self._goes_on)
            if done is not None and done.changed:
                session.read_diary()  # who was where
        except Failure as failure:
            self.post_message(self.Waits(failure))
        else:
            if done is not None:
                self.post_message(self.Shared(done))
        finally:
            self._in_round = False

    def _goes_on(self) -> bool:
        return self.is_running

    @on(Shared)
    async def _shared(self, message: Shared) -> None:
        session = self.session
        if session is None:
            return
        new = self.sharing.ended(message.done, datetime.now(session.clock.now().tzinfo))
        if message.done.changed:
            self._taken_over(session)
        else:
            self._redraw()
        await self._tell_colleagues()
        self._tell_notices()
        for notice in message.done.notices:
            self.tell(notice)
        self._tell_new(new)
        if self._once_more:
            self._once_more = False
            self.share_now()

    @on(Waits)
    async def _waits(self, message: Waits) -> None:
        self._tell_new(self.sharing.waits(message.failure))
        self._once_more = False
        self._redraw()
        await self._tell_colleagues()

    async def _tell_colleagues(self) -> None:
        """The dialog about colleagues, where one looks at it, tells it as it is now."""
        from tui.screens.colleagues import ColleaguesDialog

        if isinstance(self.screen, ColleaguesDialog):
            await self.screen.look_again()
            below = self.screen_stack[-2]
            if isinstance(below, LabelmapScreen):
                below.show()

    def _tell_new(self, failures: tuple[Failure, ...]) -> None:
        from store.travel import NotWhole, WaitsForAnother

        for failure in failures:
            if not isinstance(failure, NotWhole | WaitsForAnother):  # those end by themselves
                self.tell_failure(failure)

    @work(thread=True, group="watch", exit_on_error=False)
    def _watch_shared(self, share: "Share") -> None:
        from tui.watching import watch_shared

        watch_shared(
            share.folder,
            share.name,
            running=lambda: self.is_running and self.sharing.share == share,
            changed=self._say_arrived,
        )

    def _say_arrived(self) -> None:
        self.post_message(self.Arrived())

    def share_last(self, session: Session) -> None:
        """The round on leaving, within bounds. For a worker; what is left waits."""
        share, person = self.sharing.share, session.person
        if share is not None and person is not None:
            last = Apart(lambda: session.folder.sync(share, person))
            try:
                last.result(LAST_PATIENCE, lambda: True)
            except Failure:
                return  # it was told while the app was open, or will be when it is opened again

    # Inviting, and stopping

    def action_colleagues(self) -> None:
        """With whom the application is shared, or share it with colleagues."""
        if self.session is None:
            return
        from tui.screens.colleagues import ColleaguesDialog, Wish

        def wished(wish: Wish | None) -> None:
            if wish is Wish.SHARE:
                self._choose_shared()
            elif wish is Wish.NOW:
                self.save_if_changed()
                self.share_now()
            elif wish is Wish.STOP:
                self._stop_sharing()

        if not isinstance(self.screen, ColleaguesDialog):
            self.push_screen(ColleaguesDialog(self.sharing), wished)

    def _choose_shared(self) -> None:
        from tui.screens.shared_place import SharedPlaceDialog

        def chosen(folder: Path | None) -> None:
            if folder is not None:
                self.as_someone(lambda person: self._invite(folder, person))

        self.push_screen(SharedPlaceDialog.to_invite(), chosen)

    @work(thread=True, group="share", exit_on_error=False)
    def _invite(self, shared: Path, person: Person) -> None:
        from store import sharing
        from tui.inviting import invite

        session = self.session
        if session is None:
            return
        try:
            session.before_act()
            made = Apart(lambda: invite(session.folder, shared, person))
            done = made.result(None, self._goes_on)
        except Failure as failure:
            self.post_message(self.NotSaved(failure))
            return
        if done is not None:
            self.call_from_thread(self._invited, sharing.remembered(session.folder.path), done)

    def _invited(self, share: "Share | None", done: "Synced") -> None:
        self._share_from_now(share)
        self.post_message(self.Shared(done))
        if share is not None:
            text = N_(
                "The application lies in {path} now, with a page that tells your colleagues what "
                "to do. Let them know where it is."
            )
            self.tell(Message(text, {"path": str(share.folder)}))

    @work(thread=True, group="settings", exit_on_error=False)
    def _stop_sharing(self) -> None:
        from store import sharing

        session = self.session
        if session is None:
            return
        try:
            settings = sharing.forget(session.folder.path)
        except Failure as failure:
            self.post_message(self.NotSaved(failure))
            return
        self.settings = settings
        self.call_from_thread(self._stopped)

    def _stopped(self) -> None:
        self.sharing = Sharing()
        self._redraw()
        text = N_(
            "Not shared any more from this computer. What is in the shared folder stays there."
        )
        self.tell(Message(text))
