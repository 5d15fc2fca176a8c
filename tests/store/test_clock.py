"""The clock: real or set, in the edition's time zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.clock import BadDay, Clock, NoTimeZone, TooEarly

BRUSSELS = ZoneInfo("Europe/Brussels")


def test_the_real_clock_goes_in_the_editions_time_zone() -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    now = Clock().now()
    assert before <= now <= datetime.now(UTC)
    assert now.tzinfo == BRUSSELS
    assert now.microsecond == 0
    assert not Clock().is_set
    east, west = Clock(time_zone="Pacific/Kiritimati"), Clock(time_zone="Pacific/Niue")
    assert east.today - west.today in {timedelta(days=1), timedelta(days=2)}


def test_the_real_clock_does_not_wait_for_a_parent() -> None:
    later = datetime.now(UTC) + timedelta(days=1)
    assert Clock().now(later) < later


def test_a_set_clock_has_its_day_and_the_hour_that_it_is() -> None:
    clock = Clock.of("2023-01-20")
    assert clock.is_set
    assert clock.today == date(2023, 1, 20)
    before = datetime.now(BRUSSELS).replace(microsecond=0).time()
    now = clock.now()
    after = datetime.now(BRUSSELS).time()
    assert now.date() == date(2023, 1, 20)
    assert now.utcoffset() == timedelta(hours=1)
    if before <= after:  # it was not midnight just now
        assert before <= now.time() <= after


def test_a_set_clock_is_never_before_the_parent_and_never_past_its_day() -> None:
    clock = Clock.of("2023-01-20")
    last = datetime(2023, 1, 20, 23, 59, 59, tzinfo=BRUSSELS)
    assert clock.now(last) == last
    assert clock.now(datetime(2023, 1, 20, 22, 59, 59, tzinfo=UTC)) == last
    assert clock.now(datetime(2023, 3, 1, tzinfo=UTC)) == last
    assert clock.now(datetime(2022, 3, 1, tzinfo=UTC)).date() == date(2023, 1, 20)
    first = clock.now()
    assert clock.now(first) >= first


@given(
    st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    st.sampled_from(["Europe/Brussels", "America/Havana", "Asia/Beirut", "UTC"]),
)
def test_every_day_has_its_moment_also_when_the_clocks_change(day: date, zone: str) -> None:
    moment = Clock(day, zone).now()
    assert moment.date() == day
    assert moment.astimezone(UTC).astimezone(ZoneInfo(zone)) == moment


def test_the_clock_of_another_edition_has_its_time_zone() -> None:
    clock = Clock.of("2023-07-01").in_zone("Europe/Athens")
    assert clock.now().utcoffset() == timedelta(hours=3)
    assert clock.today == date(2023, 7, 1)


def test_without_a_day_it_is_the_real_clock() -> None:
    assert Clock.of(None) == Clock()


@pytest.mark.parametrize("text", ["1969-12-31", "0001-01-01"])
def test_a_day_that_no_commit_can_bear_is_wrong_usage(text: str) -> None:
    with pytest.raises(TooEarly, match="1970") as told:
        Clock.of(text)
    assert told.value.kind == "usage"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "vandaag",
        "2023-02-30",
        "20230120",
        "2023-W03-5",
        "20-01-2023",
        "2023-01-20T10:00",
        "٢٠٢٣-٠١-٢٠",
    ],
)
def test_a_day_that_is_none_is_wrong_usage(text: str) -> None:
    with pytest.raises(BadDay, match="is not a day") as told:
        Clock.of(text)
    assert told.value.kind == "usage"


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "", "../../etc/passwd", "/etc/passwd"])
def test_a_time_zone_that_the_computer_does_not_know_is_told(zone: str) -> None:
    with pytest.raises(NoTimeZone, match="time zone") as told:
        Clock(time_zone=zone).now()
    assert told.value.kind == "environment"
