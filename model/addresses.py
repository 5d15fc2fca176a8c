"""Addresses as people write them: of a web page, of a mailbox.

Only their form is judged; nothing is ever looked up.
"""

import re
from functools import lru_cache

_WEB = re.compile(r"https?://([^\s/?#@:\[\]]+)(?::[0-9]{1,5})?(?:[/?#]\S*)?", re.IGNORECASE)
_OLD_PLATFORM = "etwinning.net"


@lru_cache(4096)  # each key that is pressed asks it of every link
def web_host(address: str) -> str | None:
    """The host of a web address, in small letters; None when it is no address of a page.

    It must begin with http:// or https:// and have a host with a dot in it: what an NSO can open.
    """
    found = _WEB.fullmatch(address)
    if found is None:
        return None
    host = found[1].lower()
    return host if _is_dotted(host) else None


def is_outdated_host(host: str) -> bool:
    """Whether a host is the platform of before 2022, whose pages are gone (G8)."""
    return host == _OLD_PLATFORM or host.endswith("." + _OLD_PLATFORM)


def is_mail_address(text: str) -> bool:
    """Whether a text has the form of one mail address: somebody, @, a host with a dot in it."""
    somebody, at, host = text.partition("@")
    return bool(somebody and at) and "@" not in host and not _has_space(text) and _is_dotted(host)


def _is_dotted(host: str) -> bool:
    return "." in host and all(host.split("."))


def _has_space(text: str) -> bool:
    return len(text.split()) != 1 or text != text.strip()
