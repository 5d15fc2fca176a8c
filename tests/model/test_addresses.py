"""Addresses are judged by their form alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.addresses import is_mail_address, is_outdated_host, web_host


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.school.example/nieuws?jaar=2022#top", "www.school.example"),
        ("HTTP://School.Example", "school.example"),
        ("https://school.example:8443/x@y", "school.example"),
        ("https://schoölkrant.example/é", "schoölkrant.example"),
        ("www.school.example", None),
        ("ftp://school.example", None),
        ("https://", None),
        ("https://school", None),
        ("https://school..example", None),
        ("https://.example", None),
        ("https://school.example/een twee", None),
        ("https://a@school.example", None),
        ("javascript:alert(1)", None),
        (" https://school.example", None),
        ("https://school.example\n", None),
        ("", None),
    ],
)
def test_a_web_address_has_a_host(address: str, host: str | None) -> None:
    assert web_host(address) == host


@pytest.mark.parametrize(
    ("host", "outdated"),
    [
        ("etwinning.net", True),
        ("www.etwinning.net", True),
        ("twinspace.etwinning.net", True),
        ("live.etwinning.net", True),
        ("etwinning.be", False),
        ("notetwinning.net", False),
        ("etwinning.net.example", False),
    ],
)
def test_the_old_platform_is_known_by_its_host(host: str, *, outdated: bool) -> None:
    assert is_outdated_host(host) is outdated


@pytest.mark.parametrize(
    ("text", "is_address"),
    [
        ("an.peeters@school.example", True),
        ("an+etwinning@school.example", True),
        ("an@school", False),
        ("an@", False),
        ("@school.example", False),
        ("an@@school.example", False),
        ("an peeters@school.example", False),
        ("an@school.example ", False),
        ("An <an@school.example>, Bart <b@school.example>", False),
        ("", False),
    ],
)
def test_a_mail_address_has_somebody_and_a_host(text: str, *, is_address: bool) -> None:
    assert is_mail_address(text) is is_address


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    assert web_host(text) is None or "." in text
    assert not is_mail_address(text) or "@" in text
