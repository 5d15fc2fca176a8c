"""Sentences are data until somebody says them."""

from datetime import date

import pytest

from model.messages import Failure, Message


class FolderIsFull(Failure):
    """A reason with facts."""

    kind = "environment"
    text = "There is no room for {path} ({count} bytes)."
    remedy = "Make room beside {path}."


def test_a_message_is_filled_with_its_facts() -> None:
    message = Message("Until {day}: {count} left.", {"day": date(2023, 1, 31), "count": 3})
    assert str(message) == "Until 2023-01-31: 3 left."


@pytest.mark.parametrize(("count", "text"), [(1, "1 day"), (0, "0 days"), (2, "2 days")])
def test_the_plural_is_chosen_by_the_count(count: int, text: str) -> None:
    assert str(Message("{count} day", {"count": count}, plural="{count} days")) == text


def test_peoples_words_are_harmless_in_it() -> None:
    message = Message("Hello {name}", {"name": "\x1b[2J{count}\u202e"})
    assert str(message) == "Hello ␛[2J{count}⇆"


def test_a_failure_tells_what_is_wrong_and_what_to_do() -> None:
    failure = FolderIsFull(path="school.toml", count=12)
    assert str(failure) == "There is no room for school.toml (12 bytes)."
    assert str(failure.fix) == "Make room beside school.toml."
    assert (failure.kind, failure.facts["count"]) == ("environment", 12)


def test_messages_compare_by_what_they_say() -> None:
    assert Message("a", {"x": 1}) == Message("a", {"x": 1})
    assert Message("a") != Message("b")
