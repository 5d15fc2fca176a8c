"""The HTML file: complete, escaped, self-contained."""

import re
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError

from export.html import to_html
from export.page import Picture
from export.typefaces import FACES, font_css
from model.text import clean, shown
from tests.export.help import HISTORY, page_of, with_words
from tests.model.build import LEADERSHIP, PROSE, complete, with_answer

GOLDEN = Path(__file__).with_name("golden")
HOSTILE = (
    "<script>alert(1)</script></style><img src=http://127.0.0.1:9/x onerror=y> &amp; &lt; "
    "{{ 7 * 7 }} {% raw %} \x1b]0;t\x07 \u202eom\u202c url(file:///etc/passwd) --> ]]> \"' "
)
TYPED = st.text(st.characters(exclude_categories=["Cs"]), max_size=200).map(
    lambda text: clean(text).text
)


class Reader(HTMLParser):
    """Gathers what a browser would: the words of paragraphs, tags, attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.text = ""
        self._inside = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        if tag == "p":
            self._inside = any(name == "class" and "words" in str(value) for name, value in attrs)
            if self._inside:
                self.words.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "p"

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._inside:
            self.words[-1] += data


def step_3(html: str) -> str:
    """The third step of a page."""
    start = html.index('<section class="step" id="shared-leadership">')
    return html[start : html.index('<section class="step" id="collaboration">')]


def squeezed(text: str) -> str:
    return "".join(text.split())


def stands_escaped(text: str) -> None:
    html = to_html(page_of(with_words(complete(), text)))
    words = squeezed("".join(Reader(step_3(html)).words))
    assert words == squeezed(shown(text)) * 3  # an explanation, the description, the plan
    assert not Reader(html).tags & {"script", "iframe", "object", "embed", "link", "form", "svg"}


@settings(max_examples=15)
@given(TYPED)
@example(HOSTILE)
def test_any_text_stands_there_escaped_and_complete(text: str) -> None:
    stands_escaped(text)


@pytest.mark.long
@settings(max_examples=1000)
@given(TYPED)
def test_a_thousand_texts_stand_escaped(text: str) -> None:
    stands_escaped(text)


def test_markup_in_every_field_stays_text() -> None:
    plain = Reader(to_html(page_of(complete())))
    hostile = Reader(to_html(page_of(with_words(complete(), HOSTILE))))
    assert hostile.tags == plain.tags
    assert {name for name, _ in hostile.attributes} == {name for name, _ in plain.attributes}
    assert "\x1b" not in hostile.text
    assert "\u202e" not in hostile.text
    assert "49" not in {word for word in hostile.text.split() if word.startswith("4")}


def test_the_file_asks_for_nothing_from_outside() -> None:
    picture = Picture(b"\xff\xd8", "image/jpeg", 10, 10)
    application = complete()
    path = application.evidence_of(LEADERSHIP)[0].file
    html = to_html(page_of(application, history=HISTORY, pictures={path: (picture,)}))
    reader = Reader(html)
    sources = [value for name, value in reader.attributes if name in {"src", "srcset", "data"}]
    assert sources == ["data:image/jpeg;base64,/9g="]
    assert all(url.startswith("data:") for url in re.findall(r"url\(([^)]*)\)", html))
    assert "@import" not in html
    policy = next(value for _, value in reader.attributes if value and "default-src" in value)
    assert policy is not None
    assert policy.startswith("default-src 'none';")
    targets = {value for name, value in reader.attributes if name == "href" and value}
    assert all(value.startswith(("#", "https://", "mailto:")) for value in targets)
    ids = {value for name, value in reader.attributes if name == "id"}
    assert {value[1:] for value in targets if value.startswith("#")} <= ids


def test_templates_hold_no_text_of_their_own() -> None:
    for template in (files("export") / "templates").iterdir():
        source = template.read_text("utf-8")
        bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", source, flags=re.DOTALL)
        bare = re.sub(r"<[^>]*>", "", bare)
        assert re.findall(r"[^\W\d_]{2,}", bare) == [], template.name
        assert "|safe" not in source.replace(" ", "")


def test_a_name_that_a_page_does_not_have_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        to_html(object())  # type: ignore[arg-type] # on purpose


def test_a_step_reads_as_it_should() -> None:
    application = with_answer(
        complete(),
        LEADERSHIP,
        description=f"Eerst.\n\nDan. {PROSE}",
        explanations={"staff-supported": "Zo & niet <anders>."},
    )
    assert step_3(to_html(page_of(application))) == (GOLDEN / "step-3.html").read_text("utf-8")


def test_what_is_still_to_do_is_marked_in_its_place() -> None:
    html = step_3(to_html(page_of(with_answer(complete(), LEADERSHIP, plan=""))))
    plan = html[html.index('id="shared-leadership-plan"') :]
    assert plan.index("Nothing written yet.") < plan.index('<p class="remark todo"><b>Still to do:')
    assert html.count("remark todo") == 1


def test_a_page_carries_the_typefaces_that_it_needs() -> None:
    assert font_css("Plan", on_paper=True).count("@font-face") == 4
    assert "Labelmap Arabic" in font_css("\u0634", on_paper=False)
    assert "Labelmap Emoji" in font_css("\U0001f389", on_paper=True)
    assert "Labelmap Emoji" not in font_css("\U0001f389", on_paper=False)


def test_every_typeface_is_in_the_package_and_small() -> None:
    folder = files("export") / "fonts"
    sizes = [len((folder / face.file).read_bytes()) for face in FACES]
    assert all(sizes)
    assert sum(sizes) < 1_500_000
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text("utf-8")
