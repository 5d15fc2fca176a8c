"""Everything that can be exported, with a sentence each: choose, say where to, and it is made."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message as TextualMessage
from textual.types import CSSPathType
from textual.widgets import Button, Input, OptionList, Select, Static
from textual.widgets.option_list import Option

from export.kinds import EXPORTS, Export, What
from model.messages import N_, Failure, Message
from store import outside
from store.typed_path import typed_path, with_ending
from tui.export_files import TargetExists, write_export
from tui.export_run import Cancelled, Runner
from tui.export_versions import USUAL, Choice, choices, days
from tui.exporting import free_path
from tui.exports import Maker, Wish, file_stem, parts_of, prepared
from tui.language import Language
from tui.screens.base import Dialog
from tui.widgets.key_hints import key_hints
from tui.widgets.line import Line
from tui.widgets.one_line import OneLine
from tui.widgets.progress import bar

_ASKED = {"since": N_("Compare with"), "until": N_("Version"), "round": N_("Submission")}
_OPENED = (".pdf", ".html", ".eml", ".ics")
"""What the computer's own program shows at once; the rest is for keeping."""


class ExportsDialog(Dialog[None]):
    """Makes one export, with a bar that says how far it is; Escape stops it."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["dialog.tcss", "exports.tcss"]
    HELP_TEXT = N_(
        "All that can be made of your application. Choose with the arrows; below the list you see "
        "what it is for, in which format and where it will stand; of what changed also which two "
        "versions are compared, and of feedback which submission it is about. Ctrl+S, or Enter in "
        "the list, makes it; Escape stops what is being made.\n\n"
        "The application itself is not changed by it, and nothing is sent to anybody."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", N_("Back")),
        Binding("ctrl+s", "make", N_("Make it"), priority=True),
    ]

    @dataclass
    class Made(TextualMessage):
        """It is there."""

        path: Path
        is_open: bool

    @dataclass
    class NotMade(TextualMessage):
        """It is not."""

        failure: Failure
        path: Path

    @dataclass
    class Days(TextualMessage):
        """The versions of the diary."""

        found: tuple[Choice, ...]

    @dataclass
    class Done(TextualMessage):
        """So much of it is done."""

        share: float

    def __init__(self, first: What | None = None) -> None:
        """`first`: the export that is chosen at first."""
        super().__init__()
        self._first = first
        self._runner: Runner | None = None
        self._proposed = ""
        self._days: tuple[Choice, ...] = ()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide") as dialog:
            dialog.border_title = Content(self.say("More documents"))
            dialog.border_subtitle = key_hints(("escape", self.say("Back")))
            yield OptionList(
                *(
                    Option(Content(self.language.text(export.title)), id=export.what.value)
                    for export in EXPORTS
                ),
                id="exports",
                markup=False,
            )
            yield Static("", id="about", markup=False)
            with Horizontal(classes="field"):
                yield Static(Content(self.say("Format")), classes="label", markup=False)
                yield Select(
                    [(Content(name), name) for name in EXPORTS[0].suffixes],
                    allow_blank=False,
                    id="format",
                    compact=True,
                )
            for ask, label in _ASKED.items():
                with Horizontal(classes="field asked", id=f"field-{ask}"):
                    yield Static(Content(self.say(label)), classes="label", markup=False)
                    yield Select[str]((), prompt="", id=ask, compact=True)
            with Horizontal(classes="field"):
                yield Static(Content(self.say("Where to")), classes="label", markup=False)
                yield OneLine(id="target", compact=True)
            yield Line(id="making")
            with Horizontal(classes="buttons"):
                yield Button(self.say("Make it"), variant="primary", id="make")
                yield Button(self.say("Back"), id="back")

    def on_mount(self) -> None:
        """The cursor in the list."""
        self.query_one("#making").display = False
        exports = self.query_one("#exports", OptionList)
        names = [export.what for export in EXPORTS]
        exports.highlighted = names.index(self._first) if self._first else 0
        exports.focus()
        self._look_up_days()

    @work(thread=True, group="days", exit_on_error=False)
    def _look_up_days(self) -> None:
        self.post_message(self.Days(days(self.session.folder, self.language)))

    @on(Days)
    def _days_found(self, message: Days) -> None:
        self._days = message.found
        self._ask(self._chosen)

    @property
    def _chosen(self) -> Export:
        highlighted = self.query_one("#exports", OptionList).highlighted or 0
        return EXPORTS[highlighted]

    @property
    def _words(self) -> Language:
        """The application's own language: what is made is in it."""
        return Language(self.session.application.language)

    @on(OptionList.OptionHighlighted, "#exports")
    def _highlighted(self) -> None:
        """What it is for, its formats, and a place."""
        export = self._chosen
        self.query_one("#about", Static).update(Content(self.language.text(export.about)))
        choice = self.query_one("#format", Select)
        folder = self.say("a folder")
        with self.prevent(Select.Changed):
            choice.set_options(
                (Content(suffix.removeprefix(".").upper() or folder), suffix or "/")
                for suffix in export.suffixes
            )
            choice.value = export.suffixes[0] or "/"
        choice.disabled = len(export.suffixes) == 1
        self._ask(export)
        self._propose()

    def _ask(self, export: Export) -> None:
        """Which versions it is made of, where one may choose."""
        session = self.session
        for ask in _ASKED:
            self.query_one(f"#field-{ask}").display = ask in export.asks
            if ask in export.asks:
                found = choices(export, ask, session.application, self._days, self.language)
                select = self.query_one(f"#{ask}", Select)
                chosen = select.value if select.value in {value for _, value in found} else USUAL
                select.set_options((Content(said), value) for said, value in found)
                select.value = chosen
                select.disabled = len(found) == 1

    def _wish(self, export: Export, suffix: str) -> Wish:
        """What is to be made, with what the person chose of it."""
        chosen = {ask: str(self.query_one(f"#{ask}", Select).value) for ask in export.asks}
        number = chosen.get("round")
        return Wish(
            what=export.what,
            suffix=suffix,
            since=chosen.get("since") or None,
            until=chosen.get("until") or None,
            round=int(number) if number else None,
        )

    @on(Select.Changed, "#format")
    def _other_format(self) -> None:
        self._propose()

    @property
    def _suffix(self) -> str:
        value = self.query_one("#format", Select).value
        return "" if value == "/" else str(value)

    def _propose(self) -> None:
        """A place that is free; in the folder that the person chose, where they did."""
        session, box = self.session, self.query_one("#target", Input)
        place = self.labelmap.default_place()
        if self._proposed and box.value != self._proposed:
            place = typed_path(box.value, place).parent
        stem = file_stem(self._chosen.what, session.application, session.edition, self._words)
        self._proposed = str(free_path(place, stem, self._suffix))
        box.value = self._proposed

    # ------------------------------------------------------------------ making it

    @on(Button.Pressed, "#make")
    @on(OptionList.OptionSelected, "#exports")
    @on(Input.Submitted, "#target")
    def action_make(self) -> None:
        """Make what is chosen."""
        self._begin(force=False)

    def _begin(self, *, force: bool) -> None:
        if self._runner is not None:
            return
        target: Path | None = typed_path(
            self.query_one("#target", Input).value, self.labelmap.default_place()
        )
        export = self._chosen
        if target is not None and target.suffix.lower() not in export.suffixes:
            target = with_ending(target, self._suffix)
        if target is None:
            self.labelmap.tell(Message(N_("Give the file a name.")), warning=True)
            return
        wish = self._wish(export, target.suffix.lower())
        self._runner = Runner(self._heard, parts_of(wish, self.session.application))
        making = self.query_one("#making", Line)
        making.display = True
        self.query_one("#make", Button).disabled = True
        self._show(0.0)
        self._make(self._runner, wish, target, force=force)

    def _heard(self, share: float) -> None:
        self.post_message(self.Done(share))

    @on(Done)
    def _further(self, message: Done) -> None:
        self._show(message.share)

    def _show(self, share: float) -> None:
        text = self.say("Making the document ...")
        self.query_one("#making", Line).say(bar(text, share, "", 60))

    @work(thread=True, group="export", exclusive=False, exit_on_error=False)
    def _make(self, runner: Runner, wish: Wish, target: Path, *, force: bool) -> None:
        session = self.session
        maker = Maker(session.folder, session.application, session.assessment, self._words, runner)
        try:
            with runner:
                prepared(runner, wish)
                write_export(maker, wish, target, force=force)
        except Failure as failure:
            self.post_message(self.NotMade(failure, target))
            return
        opened = False
        shown = target / "index.html" if wish.what is What.PLATFORM and not wish.suffix else target
        if shown.suffix in _OPENED:
            try:
                outside.open_outside(shown)
                opened = True
            except Failure:
                opened = False
        self.post_message(self.Made(target, opened))

    def _stop_waiting(self) -> None:
        self._runner = None
        self.query_one("#making").display = False
        self.query_one("#make", Button).disabled = False

    @on(Made)
    def _made(self, message: Made) -> None:
        self._stop_waiting()
        text = N_("Made and opened: {path}") if message.is_open else N_("Made: {path}")
        self.labelmap.tell(Message(text, {"path": str(message.path)}))
        self.dismiss(None)

    @on(NotMade)
    def _not_made(self, message: NotMade) -> None:
        self._stop_waiting()
        failure = message.failure
        if isinstance(failure, Cancelled):
            self.labelmap.tell(failure.message, warning=True)
        elif isinstance(failure, TargetExists):
            self._ask_to_replace(message.path)
        else:
            self.labelmap.tell_failure(failure)

    def _ask_to_replace(self, path: Path) -> None:
        from tui.screens.confirm import ConfirmDialog

        def answered(yes: bool | None) -> None:
            if yes:
                self._begin(force=True)

        self.app.push_screen(
            ConfirmDialog(
                self.say("'{path}' is there already. Replace it?", path=str(path)),
                self.say("Replace it"),
                self.say("Back"),
            ),
            answered,
        )

    @on(Button.Pressed, "#back")
    def action_stop(self) -> None:
        """Stop what is being made; with nothing to stop, close."""
        if self._runner is None:
            self.dismiss(None)
        else:
            self._runner.cancel()
