"""What a person says of evidence, checked and made ready: step, statements, title, address, id."""

import re
from collections.abc import Sequence
from urllib.parse import SplitResult, urlsplit

from model.application import EVIDENCE_STEPS, Application
from model.edition import Edition, Step
from model.text import clean
from store import names
from store.act_failures import BadLink, NoSuchStatement, NoSuchStep

_ADDRESS_LIMIT = 2000
"""Characters of a link; no browser promises more."""
_ADDRESS = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)


def form_of(edition: Edition, step: str) -> Step:
    """A step that takes evidence. Raises `NoSuchStep`."""
    try:
        if step in EVIDENCE_STEPS:
            return edition.step(step)
    except KeyError:
        pass
    raise NoSuchStep(step=step, steps=", ".join(EVIDENCE_STEPS))


def new_id(application: Application, words: str) -> str:
    """An id that no evidence has, in any step: `detach` names evidence by it alone."""
    taken = {item.id for _, item in application.all_evidence()}
    return names.new_id(words, "bewijs", taken)


def check_supports(form: Step, supports: Sequence[str]) -> None:
    """Raise `NoSuchStatement` unless the step has all these statements."""
    known = [statement.id for statement in form.statements]
    for statement in supports:
        if statement not in known:
            statements = ", ".join(known)
            raise NoSuchStatement(step=form.id, statement=statement, statements=statements)


def web_address(url: str) -> str:
    """A web address as it was meant. Raises `BadLink`."""
    address = clean(url).text.strip()
    if len(address) > _ADDRESS_LIMIT or _ADDRESS.fullmatch(address) is None:
        raise BadLink(url=url)
    try:
        host = urlsplit(address).hostname
    except ValueError:
        host = None
    if not host:
        raise BadLink(url=url)
    return address


def page_name(parts: SplitResult) -> str:
    """What an address calls its page: its last part, or the host where that is only a number."""
    last = parts.path.rstrip("/").rpartition("/")[2].partition(".")[0]
    return last if any(letter.isalpha() for letter in last) else parts.netloc


def on_one_line(words: str | None) -> str:
    """A title as one line."""
    return " ".join(clean(words or "").text.split())
