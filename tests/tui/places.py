"""Every screen and dialog of the app, and how one gets there: what is walked and pictured.

A new screen is one row here, or in the tables of the picture and key tests, which are taken over;
`test_walk.py` fails for a screen that no row leads to.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from model.fields import parse_key
from model.review import Feedback, FeedbackKind
from model.versions import Version, with_versions
from store import joining
from store.arrivals import Colleague
from store.drafts import Draft
from store.evidence_failures import IsDamaged
from store.public_keys import parse_key as parse_public_key
from store.rounds import Share, Synced
from store.travel import NotWhole
from store.unfinished import Typed, Unfinished
from tests.tui.school import settled
from tests.tui.test_app_keys import DIALOGS as DIALOGS_OF_KEYS
from tests.tui.test_app_keys import SCREENS as SCREENS_OF_KEYS
from tests.tui.test_screens_pictures import SCREENS as SCREENS_IN_PICTURES
from tui.app import LabelmapApp
from tui.common_app import CommonApp
from tui.review_app import ReviewApp
from tui.screens.approved import ApprovedScreen
from tui.screens.choose_file import ChooseFileDialog
from tui.screens.choose_step import ChooseStepDialog
from tui.screens.clash import ClashDialog
from tui.screens.colleagues import ColleaguesDialog
from tui.screens.evidence import EvidenceDialog
from tui.screens.join import JoinDialog
from tui.screens.outside import OutsideDialog
from tui.screens.pick import PickDialog
from tui.screens.platform import DecisionDialog, PlatformDialog
from tui.screens.reply import ReplyDialog
from tui.screens.report import ReportDialog
from tui.screens.reviewed import ReviewedScreen
from tui.screens.taking_in import OffersDialog, SummaryDialog
from tui.screens.tour import TourDialog
from tui.screens.versions import VersionsDialog
from tui.screens.with_nso import TrustDialog
from tui.session import Clash
from tui.sharing import Sharing
from tui.taking_in import Offer, Outcome
from tui.widgets.reader import Reader

Then = Callable[[Any], Awaitable[None]]


@dataclass(frozen=True)
class Place:
    """One screen in one state."""

    keys: tuple[str, ...] = ()
    """What one presses to get there, from the overview or the welcome screen."""
    is_open: bool = True
    """Whether a school is open."""
    then: Then | None = None
    """What happens there that no key brings about."""
    reviews: str | None = None
    """In review mode: what of the sample inbox is open, "" for all of it."""


async def _two_versions(app: LabelmapApp) -> None:
    """A colleague changed the same text at the same time."""
    assert app.session is not None
    plan = app.session.application.answers["collaboration"].plan
    key = parse_key("collaboration.plan", app.session.edition)
    app.push_screen(ClashDialog(Clash(key, plan, plan.replace("we", "wij"))))


async def _waiting(app: LabelmapApp) -> None:
    """Two people wrote the same plans; nobody has chosen yet."""
    assert app.session is not None
    plan = app.session.application.answers["collaboration"].plan
    key = parse_key("collaboration.plan", app.session.edition)
    several = (
        Version(plan, "An Peeters", "2023-01-19T20:15:00+01:00"),
        Version(plan.replace("we", "wij"), "Bart Claes", "2023-01-19T20:12:00+01:00"),
    )
    app.session.apply(with_versions(app.session.application, key, several))
    app.push_screen(VersionsDialog(key))


async def _approved(app: LabelmapApp) -> None:
    """The label: the sample has no decision, so the screen is opened as it is."""
    app.push_screen(ApprovedScreen())


async def _on_platform(app: LabelmapApp) -> None:
    app.push_screen(PlatformDialog())


async def _decision(app: LabelmapApp) -> None:
    app.push_screen(DecisionDialog())


async def _reply(app: LabelmapApp) -> None:
    """A piece of feedback, about to be answered."""
    piece = Feedback(
        id="r1-shared-leadership-1",
        round=1,
        kind=FeedbackKind.MUST_FIX,
        text="Zeg wie het doet, en tegen wanneer.",
        by="Nele Jans",
        on=date(2023, 1, 19),
        step="shared-leadership",
        field="plan",
        quote="een uur BPT",
    )
    app.push_screen(ReplyDialog(piece))


async def _evidence_changed(app: LabelmapApp) -> None:
    """A title was typed here before, over one that a colleague has changed since."""
    assert app.session is not None
    item = app.session.application.evidence_of("shared-leadership")[0]
    unfinished = Unfinished(app.session.folder.path, f"evidence {item.id}")
    unfinished.keep(Typed({"title": "Verslag"}, {"title": "Vroeger"}))
    app.push_screen(EvidenceDialog("shared-leadership", item))


async def _choose_file(app: LabelmapApp) -> None:
    app.push_screen(ChooseFileDialog("Welk document komt in de plaats?"))


async def _choose_step(app: LabelmapApp) -> None:
    app.push_screen(ChooseStepDialog("Naar welke stap?", "esafety"))


async def _offers(app: LabelmapApp) -> None:
    app.push_screen(OffersDialog(dict.fromkeys(Offer, 2)))


async def _taken_in(app: LabelmapApp) -> None:
    refused = Outcome("verslag.exe", failure=IsDamaged(name="verslag.exe"))
    app.push_screen(SummaryDialog([Outcome("nieuwsbrief.pdf"), refused]))


async def _outside(app: LabelmapApp) -> None:
    app.push_screen(OutsideDialog(Draft(Path("stap-3.txt"), b"")))


async def _pick(app: LabelmapApp) -> None:
    app.push_screen(PickDialog(["plannen voor stap 3", "beschrijving van stap 3"]))


async def _tour(app: LabelmapApp) -> None:
    app.push_screen(TourDialog())


async def _shared(app: LabelmapApp) -> None:
    """Two colleagues share it, and one file has not arrived whole."""
    at = datetime(2023, 1, 20, 10, 42, tzinfo=UTC)
    done = Synced(
        colleagues=(Colleague("Bart Claes", at), Colleague("Carla Maes", at)),
        refused=(NotWhole(name="go-atheneum-voorbeeldstad.bart-claes.labelmap"),),
    )
    sharing = Sharing(Share(folder=Path("OneDrive/Label"), name="an"))
    sharing.ended(done, at)
    app.push_screen(ColleaguesDialog(sharing))


async def _join(app: LabelmapApp) -> None:
    offer = joining.Offer("1a2b3c4d", "Go Atheneum Voorbeeldstad", ("An Peeters", "Bart Claes"))
    app.push_screen(JoinDialog(Path("OneDrive/Label"), (offer,)))


async def _trust(app: LabelmapApp) -> None:
    """The NSO's key comes along for the first time."""
    key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBs7m2GSH2bvK4oT0wQ7b1nQq9aF7v9e1o0c3q8m4p5T NSO"
    app.push_screen(TrustDialog((parse_public_key(key),)))


async def _received(app: ReviewApp) -> None:
    """Two files that schools sent: one came in, one was no file of ours."""
    lines = (
        ("✓ ", "de-lindeboom.labelmap"),
        ("  ", "Ingediend: 1ste indiening"),
        ("! ", "“brief.docx” is geen bestand van Labelmap."),
    )
    app.push_screen(ReportDialog("2 bestanden", lines))


async def _look(app: ReviewApp) -> None:
    """A submitted document: in a low window it is further down than in a high one."""
    screen = app.screen
    assert isinstance(screen, ReviewedScreen)
    assert screen.query_one(Reader).point_at("esafety.evidence.esafety-beleid")
    screen.action_open()


_TALKED = "campus-de-vaart"
"""Two rounds and a conversation."""
_DRAFTED = "basisschool-de-lindeboom"
"""What was drafted and not published."""
_FREE = "sint-ursula-instituut"
"""It is nobody's yet."""

PLACES: dict[str, Place] = {
    "join-place": Place(("j",), is_open=False),
    "join": Place(is_open=False, then=_join),
    "draft": Place(("s", "n")),
    "from-nso": Place(("s", "t")),
    "trust": Place(then=_trust),
    "colleagues": Place(("i",)),
    "colleagues-shared": Place(then=_shared),
    "invite": Place(("i", "enter")),
    "welcome": Place(is_open=False),
    "new-school": Place(("n",), is_open=False),
    "open-folder": Place(("o",), is_open=False),
    "new-inbox": Place(("r",), is_open=False),
    "help-welcome": Place(("f1",), is_open=False),
    **{name: Place(keys) for name, keys in SCREENS_OF_KEYS.items()},
    **{name: Place(keys) for name, keys in SCREENS_IN_PICTURES.items()},
    **{
        kind.__name__.removesuffix("Dialog").lower(): Place(keys)
        for kind, keys in DIALOGS_OF_KEYS.items()
        if keys not in SCREENS_IN_PICTURES.values()
    },
    "two-versions": Place(then=_two_versions),
    "versions": Place(then=_waiting),
    "history": Place(("h",)),
    "field-history": Place(("3", "tab", "tab", "tab", "tab", "tab", "f7")),
    "restore": Place(("h", "r")),
    "find": Place(("ctrl+f", *"school")),
    "jump": Place(("ctrl+g", *"plan")),
    "keys": Place(("f10",)),
    "addresses": Place(("f3",)),
    "backing": Place(("3", "b")),
    "look": Place(("e", "v")),
    "check-links": Place(("e", "k")),
    "exports": Place(("p", "x")),
    "copying": Place(("p", "c")),
    "approved": Place(then=_approved),
    "on-platform": Place(then=_on_platform),
    "decision": Place(then=_decision),
    "reply": Place(then=_reply),
    "evidence-changed": Place(then=_evidence_changed),
    "choose-file": Place(then=_choose_file),
    "choose-step": Place(then=_choose_step),
    "offers": Place(then=_offers),
    "summary": Place(then=_taken_in),
    "outside": Place(then=_outside),
    "pick": Place(then=_pick),
    "tour": Place(then=_tour),
    "inbox": Place(("escape",), reviews=""),  # from the box that finds, too
    "inbox-found": Place(("slash", *"vaart"), reviews=""),
    "assign": Place(("a",), reviews=""),
    "add-school": Place(("f4",), reviews=""),
    "receive": Place(("r",), reviews=""),
    "received": Place(reviews="", then=_received),
    "export-inbox": Place(("x",), reviews=""),
    "share-inbox": Place(("i",), reviews=""),
    "question": Place(("v",), reviews=""),
    "across": Place(("v", *"plannen 3", "enter"), reviews=""),
    "reviewed": Place(reviews=_TALKED),
    "reviewed-changes": Place(("c",), reviews=_TALKED),
    "reviewed-feedback": Place(("3", *["down"] * 8, "f"), reviews=_TALKED),
    "reviewed-phrases": Place(("3", *["down"] * 8, "f", "f2"), reviews=_TALKED),
    "reviewed-thread": Place(("tab", "end", "enter"), reviews=_TALKED),
    "reviewed-look": Place(("2",), reviews=_TALKED, then=_look),
    "reviewed-note": Place(("i",), reviews=_TALKED),
    "reviewed-decide": Place(("d",), reviews=_FREE),
    "reviewed-texts": Place(("t",), reviews=_DRAFTED),
    "reviewed-audit": Place(("k",), reviews=_TALKED),
    "reviewed-send": Place(("s",), reviews=_TALKED),
    "reviewed-publish": Place(("p",), reviews=_DRAFTED),
    "reviewed-signing": Place(("p", "ctrl+s"), reviews=_DRAFTED),
}
"""By a name that a file may have."""


async def walk(pilot: Pilot[str], place: Place) -> Screen[object]:
    """Go to a place from the first screen; the screen that then stands on top, nothing blinking."""
    app = pilot.app
    assert isinstance(app, CommonApp)
    await settled(pilot)
    for key in place.keys:
        await pilot.press(key)
        await settled(pilot)
    if place.then is not None:
        await place.then(app)
        await settled(pilot)
    for box in app.screen.query(Input):
        box.cursor_blink = False
    await settled(pilot)
    return app.screen
