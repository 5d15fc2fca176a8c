"""`labelmap editions`: the calls that are known, with their calendars and addresses."""

import click

from model import editions
from model.edition import CENTRAL, Edition, Period, in_language
from model.messages import N_, Message
from tui import console
from tui.exits import Exit
from tui.json_shapes import FORMAT, EditionJson, EditionsJson, PeriodJson, day_or_none
from tui.words import PERIODS
from tui.world import World

ADDRESSES = {
    "questionnaire": N_("Questionnaire (the platform's own PDF)"),
    "evidence-examples": N_("Examples of evidence"),
    "platform": N_("Platform"),
    "contact": N_("Contact with the NSO"),
    "contact-mail": N_("Mail to the NSO"),
}
UNKNOWN = N_("not known: ask your NSO")


def _period_json(period: Period) -> PeriodJson:
    return {
        "what": period.kind.value,
        "level": period.level,
        "opens": day_or_none(period.opens),
        "safe_on": day_or_none(period.safe_on),
        "closes": day_or_none(period.closes),
        "results_on": day_or_none(period.results_on),
    }


def _edition_json(edition: Edition) -> EditionJson:
    return {
        "id": edition.id,
        "title": dict(edition.title),
        "wording": edition.wording,
        "source": edition.source,
        "time_zone": edition.time_zone,
        "periods": [_period_json(period) for period in edition.periods],
        "addresses": dict(edition.addresses),
    }


def _calendar_line(period: Period, world: World) -> Message:
    """One period, as far as it is known."""
    what = world.language.text(PERIODS[period.kind.value])
    if period.level != CENTRAL:
        what = f"{what} ({period.level})"
    unknown = world.language.text(UNKNOWN)
    facts = {
        "what": what,
        "opens": period.opens or unknown,
        "closes": period.closes or unknown,
        "safe": period.safe_on or unknown,
        "results": period.results_on or unknown,
    }
    if period.opens is None and period.closes is None and period.results_on is not None:
        return Message(N_("{what}: result on {results}"), facts)
    if period.closes is None:
        return Message(N_("{what}: from {opens}; the end is {closes}"), facts)
    if period.opens is None:
        return Message(N_("{what}: until {closes}"), facts)
    if period.safe_on is None:
        return Message(N_("{what}: from {opens} until {closes}"), facts)
    return Message(N_("{what}: from {opens} until {closes}; safe until {safe}"), facts)


def _print(edition: Edition, world: World) -> None:
    language = world.language
    title = in_language(edition.title, language.code) or edition.id
    over = edition.is_over(world.clock().today)
    console.answer(f"{title} · {language.text(N_('over'))}" if over else title)
    for period in edition.periods:
        console.answer(f"  {language.say(_calendar_line(period, world))}")
    if not edition.periods:
        console.answer(f"  {language.text(N_('Calendar'))}: {language.text(UNKNOWN)}")
    for name, address in edition.addresses.items():
        console.answer(f"  {language.text(ADDRESSES.get(name, name))}: {address}")


@click.command(help=N_("List the editions that are known, with their calendars."))
@click.option("--json", "as_json", is_flag=True, help=N_("Print JSON."))
@click.pass_obj
def command(world: World, as_json: bool) -> int:
    """Print the editions, newest first."""
    known = [editions.load(name) for name in editions.known()]
    if as_json:
        document: EditionsJson = {
            "format": FORMAT,
            "editions": [_edition_json(edition) for edition in known],
        }
        console.answer_json(document)
        return Exit.DONE
    for number, edition in enumerate(known):
        if number:
            console.answer("")
        _print(edition, world)
    return Exit.DONE
