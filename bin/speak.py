"""Says what set-up has to say, in Dutch or English, before anything of Labelmap can be imported."""

import os
import sys
from collections.abc import Mapping


def say(text: Mapping[str, str], **facts: object) -> None:
    """Write a text, which has a `nl` and an `en`, to standard error in the locale's language."""
    names = ("LABELMAP_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((os.environ[name] for name in names if os.environ.get(name)), "")
    language = "nl" if locale.startswith("nl") else "en"
    print(text[language].format(**facts), file=sys.stderr, flush=True)
