"""F3: the edition's addresses: the platform, the questionnaire, examples, the NSO (F12, F21)."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from model import editions
from model.addresses import is_mail_address
from model.edition import Edition, in_language
from model.messages import N_, Failure
from model.text import shown_line
from tui.screens.base import Dialog
from tui.widgets.hanging import Hanging
from tui.widgets.key_hints import key_hints

_NAMES = {
    "platform": N_("The platform: you submit there"),
    "questionnaire": N_("The questionnaire of the platform, to print and go through together"),
    "evidence-examples": N_("Examples of evidence"),
    "contact": N_("The NSO: page with its contact details"),
    "contact-mail": N_("The NSO: its mail address"),
}
"""The addresses that an edition may have, in the order in which one needs them."""
_MAIL = "contact-mail"


class AddressesDialog(Dialog[None]):
    """A list of addresses; Enter opens one outside Labelmap."""

    CSS_PATH = "dialog.tcss"
    HELP_TEXT = N_(
        "The addresses of this edition: the platform where you submit, the questionnaire, examples "
        "of evidence, and the NSO, which answers your questions.\n\n"
        "Enter, or a click, opens one in your browser or mail program. Labelmap itself never goes "
        "on the internet for them. 'Copy' puts the address on the clipboard, where your terminal "
        "allows it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f3", "dismiss(None)", N_("Close")),
        Binding("c", "copy", N_("Copy")),
    ]

    @property
    def _edition(self) -> Edition:
        """The open school's; on the welcome screen the one that a new school would be for."""
        session = self.common.session
        if session is not None:
            return session.edition
        return editions.newest_not_over(self.common.clock.today)

    def compose(self) -> ComposeResult:
        edition = self._edition
        title = in_language(edition.title, self.language.language)
        with Vertical(classes="dialog wide") as dialog:
            dialog.border_title = Content(shown_line(title))
            dialog.border_subtitle = key_hints(
                ("enter", self.say("Open")),
                ("c", self.say("Copy")),
                ("escape", self.say("Close")),
            )
            yield OptionList(*self._rows(edition), id="addresses", markup=False)
            missing = [_NAMES[name] for name in _NAMES if name not in edition.addresses]
            for english in missing:
                yield Static(
                    Content(
                        self.say(
                            "Not known for this edition, ask your NSO: {what}",
                            what=self.language.text(english),
                        )
                    ),
                    classes="note",
                    markup=False,
                )

    def _rows(self, edition: Edition) -> Iterator[Option]:
        known = [name for name in _NAMES if name in edition.addresses]
        for name in (*known, *(other for other in edition.addresses if other not in _NAMES)):
            said = self.language.text(_NAMES[name]) if name in _NAMES else shown_line(name)
            address = shown_line(edition.addresses[name])
            yield Option(Hanging(("", said), ("  ", address)), id=name)

    def on_mount(self) -> None:
        """The cursor on the first address."""
        self.query_one(OptionList).focus()

    def _highlighted(self) -> str:
        chosen = self.query_one(OptionList).highlighted_option
        return self._edition.addresses.get(chosen.id or "", "") if chosen is not None else ""

    def action_copy(self) -> None:
        """Put the address on the clipboard."""
        address = self._highlighted()
        if address:
            self.app.copy_to_clipboard(address)
            self.app.notify(self.say("Copied: {address}", address=address), markup=False)

    @on(OptionList.OptionSelected)
    def _chosen(self, message: OptionList.OptionSelected) -> None:
        address = self._edition.addresses.get(message.option_id or "", "")
        is_mail = message.option_id == _MAIL and is_mail_address(address)
        self._open(f"mailto:{address}" if is_mail and "?" not in address else address)

    @work(thread=True, group="open", exit_on_error=False)
    def _open(self, address: str) -> None:
        from store import outside

        try:
            outside.open_outside(address)
        except Failure as failure:
            self.app.post_message(self.common.NotSaved(failure))
