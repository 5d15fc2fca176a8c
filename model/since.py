"""What an application has that the submitted one had not: 'changed since submission'.

Computed by comparing, never stored. Source: repository-format.md, 'Life of an application'.
"""

from model import fields
from model.application import STEPS, Application
from model.fields import Change


def changes(submitted: Application | None, now: Application) -> tuple[Change, ...]:
    """Every field that is not as it was submitted, in the form's order; none where nothing was."""
    return fields.diff(submitted, now) if submitted is not None else ()


def changed_steps(submitted: Application | None, now: Application) -> frozenset[str]:
    """The steps of which something is not as it was submitted; none where nothing was.

    A document that is another one than its evidence says counts too.
    """
    if submitted is None:
        return frozenset()
    found = {change.key.step for change in changes(submitted, now)}
    for step, item in now.all_evidence():
        document = now.documents.get(item.file)
        if document is not None and item.sha256 and document.sha256 not in {"", item.sha256}:
            found.add(step)
    return frozenset(step for step in STEPS if step in found)
