"""The Markdown file, read back as GitHub would read it."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from export.markdown import to_markdown
from model.text import shown
from tests.export.help import HISTORY, page_of, with_words
from tests.export.test_html import HOSTILE, TYPED, squeezed
from tests.model.build import LEADERSHIP, PROSE, complete, with_answer

GOLDEN = Path(__file__).with_name("golden")
READER = MarkdownIt("gfm-like")
MARKUP = """# kop
## kop
- lijst
* lijst
+ lijst
1. lijst
12) lijst
> citaat
    code
```
code
```
~~~
---
***
===
| a | b |
|---|---|
[x](http://evil.example) ![x](http://evil.example) [x]: http://evil.example
<b>vet</b> <!-- weg --> &amp; &#60; *sterk* _schuin_ ~~door~~ `code` $x^2$
https://evil.example www.evil.example :smile: \\\\ \\"""


def tokens(text: str) -> list[Token]:
    found = READER.parse(text)
    return [inner for token in found for inner in (token, *(token.children or ()))]


def quoted(text: str) -> str:
    """What the school says in step 3: the words inside its quotations."""
    found, inside, section = "", False, 0
    for token in tokens(text):
        section += token.type == "heading_open" and token.tag == "h2"
        if token.type.startswith("blockquote") and section == 4:  # after 'About this document'
            inside = token.type == "blockquote_open"
        elif inside and token.type in ("text", "text_special"):
            found += token.content
    return found


@cache
def usual() -> Counter[str]:
    """How often each kind of token stands in the file when the school says 'woord'."""
    return kinds_in(to_markdown(page_of(with_words(complete(), "woord"))))


def kinds_in(markdown: str) -> Counter[str]:
    return Counter(token.type for token in tokens(markdown))


def stays_text(text: str) -> None:
    """Whatever the school says is there, whole, and is no markup."""
    markdown = to_markdown(page_of(with_words(complete(), text)))
    assert squeezed(quoted(markdown)) == squeezed(shown(text)) * 3  # explanation, description, plan
    kinds = kinds_in(markdown)
    for kind in (
        "heading_open",
        "html_block",
        "html_inline",
        "code_block",
        "code_inline",
        "fence",
        "table_open",
        "s_open",
        "image",
        "ordered_list_open",
        "hr",
        *(("em_open",) if squeezed(shown(text)) else ()),
    ):
        assert kinds[kind] == usual()[kind], kind


@settings(max_examples=15)
@given(TYPED)
@example(MARKUP)
@example(HOSTILE)
def test_any_text_stays_text_and_is_complete(text: str) -> None:
    stays_text(text)


@pytest.mark.long
@settings(max_examples=1000)
@given(TYPED)
def test_a_thousand_texts_stay_text(text: str) -> None:
    stays_text(text)


def test_a_small_application_reads_as_it_should() -> None:
    application = with_answer(
        complete(),
        LEADERSHIP,
        description=f"Eerst:\n- dit\n\nDan. {PROSE}",
        explanations={"staff-supported": "Zo *wel*."},
    )
    markdown = to_markdown(page_of(application, history=HISTORY))
    assert markdown == (GOLDEN / "application.md").read_text("utf-8")
