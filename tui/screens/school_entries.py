"""The forms of step 1's lists: teachers, labels of projects, colleagues, labels held before."""

from collections.abc import Callable
from typing import Any

from model.application import ActiveTeacher, Label, QualityLabel, TeamMember
from tui.screens.entry import EntryField
from tui.widgets.form import FieldKind


def form_of(name: str, say: Callable[..., str]) -> tuple[type[Any], str, tuple[EntryField, ...]]:
    """The class of a list's entries, what one is called, and its form; said by `say`."""
    hint = say("day/month/year")
    day = FieldKind.DAY
    match name:
        case "active_teacher":
            return (
                ActiveTeacher,
                say("A teacher who was active"),
                (
                    EntryField("name", say("Name")),
                    EntryField("activity", say("Activity (project, webinar, workshop ...)")),
                    EntryField("on", say("On which day"), day, hint),
                ),
            )
        case "quality_label":
            return (
                QualityLabel,
                say("A project with a National Quality Label"),
                (
                    EntryField("project", say("Project")),
                    EntryField("granted", say("Granted on"), day, hint),
                    EntryField("european", say("European project"), None),
                    EntryField("url", say("Address (if you like)")),
                ),
            )
        case "team":
            return (
                TeamMember,
                say("A colleague"),
                (
                    EntryField("name", say("Name")),
                    EntryField("email", say("Mail address")),
                    EntryField("on_platform", say("On the platform"), None),
                ),
            )
        case _:
            return (
                Label,
                say("A label held before"),
                (EntryField("years", say("Years, as in 2021-2022")),),
            )
