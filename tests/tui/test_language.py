"""The interface speaks Dutch and English, completely, and no sentence can crash."""

import plistlib
import runpy
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from model.messages import Fact, Message
from tui import language
from tui.language import LANGUAGES, Language, negotiate

ROOT = Path(__file__).resolve().parents[2]
MESSAGES: dict[str, Any] = runpy.run_path(str(ROOT / "bin/messages.py"))
DAY = date(2023, 1, 30)


def test_every_text_has_its_translation_and_no_catalog_has_another() -> None:
    assert MESSAGES["faults"]() == []


def test_the_program_offers_the_languages_that_have_a_catalog() -> None:
    assert sorted(LANGUAGES) == MESSAGES["languages"]()


def test_numbers_sizes_and_days_are_written_as_each_language_does() -> None:
    dutch, english = Language("nl"), Language("en")
    assert (dutch.number(1204), english.number(1204)) == ("1.204", "1,204")
    assert (dutch.size(182_733), english.size(182_733)) == ("182,7 kB", "182.7 kB")
    assert (dutch.size(999), english.size(10_000_000)) == ("999 bytes", "10.0 MB")
    assert (dutch.date(DAY), english.date(DAY)) == ("30/01/2023", "30 January 2023")
    assert (dutch.short_date(DAY), english.short_date(DAY)) == ("30/01", "30 January")
    assert (dutch.weekday(DAY), english.weekday(DAY)) == ("maandag", "Monday")


def test_a_day_near_by_is_said_in_a_word() -> None:
    dutch = Language("nl")
    assert dutch.near(date(2023, 1, 29), DAY) == "gisteren"
    assert dutch.near(DAY, DAY) == "vandaag"
    assert dutch.near(date(2023, 1, 31), DAY) == "morgen"
    assert dutch.near(date(2023, 1, 2), DAY) == "02/01"
    assert dutch.near(date(2022, 12, 31), DAY) == "31/12/2022"


def test_a_moment_of_today_is_its_hour_and_of_another_day_that_day() -> None:
    dutch = Language("nl")
    assert dutch.when(datetime(2023, 1, 30, 10, 42, tzinfo=UTC), DAY) == "10:42"
    assert dutch.when(datetime(2023, 1, 29, 10, 42, tzinfo=UTC), DAY) == "gisteren"


def test_the_count_chooses_the_form() -> None:
    dutch = Language("nl")
    documents = Message("one of them", {"count": 1}, "{count} of them")
    assert dutch.say(documents) == "one of them"
    assert dutch.say(Message("one", {"count": 1204}, "{count} of them")) == "1.204 of them"
    assert dutch.plural("{count} day", "{count} days", 0) == "0 days"


def test_facts_are_said_in_the_language_and_words_of_people_are_harmless() -> None:
    facts: dict[str, Fact] = {"who": "An\x1b]0;x\x07\u202e\n", "count": 2500, "day": DAY}
    said = Language("nl").say(Message("{who} {count} {day}", facts))
    assert said == "An␛]0;x␇⇆  2.500 30/01/2023"


@pytest.mark.parametrize("template", ["{lacking}", "{", "}", "{}", "{0}", "{a b}"])
def test_a_template_without_its_fact_does_not_crash(template: str) -> None:
    assert Language("nl").say(Message(template, {"count": 1})) == template


def test_braces_in_what_people_wrote_are_just_braces() -> None:
    assert Language("nl").say(Message("{who}", {"who": "{count} {"})) == "{count} {"


def test_without_a_catalog_the_english_text_serves() -> None:
    french = Language("fr")
    assert french.text("Save") == "Save"
    assert french.date(DAY) == "30 January 2023"


def test_the_empty_text_is_not_the_catalogs_header() -> None:
    assert Language("nl").text("") == ""


def set_locale(monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    for name in ("LABELMAP_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"LANG": "nl_BE.UTF-8"}, "nl"),
        ({"LANG": "nl_BE.UTF-8", "LC_MESSAGES": "en_GB"}, "en"),
        ({"LANG": "en_GB", "LC_MESSAGES": "en_GB", "LC_ALL": "nl_NL@euro"}, "nl"),
        ({"LANG": "nl_BE", "LC_ALL": ""}, "nl"),
        ({"LANG": "fr_BE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({}, "en"),
        ({"LANG": "en_GB", "LABELMAP_LANG": "nl"}, "nl"),
        ({"LANG": "nl_BE", "LABELMAP_LANG": "xx"}, "nl"),
    ],
)
def test_the_language_is_asked_of_our_variable_then_of_the_locale(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], code: str
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    set_locale(monkeypatch, **variables)
    assert negotiate().code == code


def test_what_is_asked_for_on_the_command_line_comes_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_locale(monkeypatch, LABELMAP_LANG="en")
    assert negotiate("nl").code == "nl"


def test_on_macos_the_system_settings_count_where_the_locale_says_nothing(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    set_locale(monkeypatch)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert negotiate().code == "en"
    preferences = home / "Library/Preferences/.GlobalPreferences.plist"
    preferences.parent.mkdir(parents=True)
    with preferences.open("wb") as file:
        plistlib.dump({"AppleLanguages": ["fr-BE", "nl-BE", "en"]}, file)
    assert negotiate().code == "nl"
    preferences.write_bytes(b"not a property list")
    assert negotiate().code == "en"


def test_starting_the_language_leaves_babel_out() -> None:
    code = (
        "import datetime, sys; from tui.language import negotiate;"
        "negotiate('nl').date(datetime.date(2023, 1, 30)); print('babel' in sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "False"


SOURCE = """
from model.messages import N_, Message, Failure
class Gone(Failure):
    text = "kept without a mark"
class Screen:
    BINDINGS = [Binding("x", "act", "also without"), Binding("y", "act", N_("with"))]
    def show(self):
        self.say("said {a} at once", a=1)
        self.language.plural("{count} day", "{count} days", 2)
        Message(N_("one"), {}, N_("{count} many"))
        Message("kept, without")
        self._catalog.pgettext("date", "d MMMM")
        N_(variable)
"""


def test_texts_are_found_where_they_are_said_and_marked_where_they_are_kept() -> None:
    found = list(MESSAGES["in_python"](SOURCE, "x.py"))
    marked = {text.key for text in found if isinstance(text, MESSAGES["Marked"])}
    unmarked = {text.line for text in found if isinstance(text, MESSAGES["Unmarked"])}
    assert marked == {
        (None, "with"),
        (None, "said {a} at once"),
        (None, ("{count} day", "{count} days")),
        (None, ("one", "{count} many")),
        ("date", "d MMMM"),
    }
    assert unmarked == {4, 6, 11, 13}


PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Open {name}"
msgstr "{wrong} openen"

msgid "Close"
msgstr ""

msgid "No longer there"
msgstr "Weg"
"""


def test_a_catalog_that_lags_behind_is_named_fault_by_fault(tmp_path: Path) -> None:
    for package in ("model", "store", "export", "tui"):
        (tmp_path / package).mkdir()
    (tmp_path / "tui/x.py").write_text('self.say("Open {name}")\nself.say("Close")\n', "utf-8")
    catalog = tmp_path / "tui/locale/nl/LC_MESSAGES/labelmap.po"
    catalog.parent.mkdir(parents=True)
    catalog.write_text(PO, "utf-8")

    assert "nl: not up to date; run bin/messages.py" in MESSAGES["faults"](tmp_path)
    assert "nl: dropped: 'No longer there'" in MESSAGES["update"](tmp_path)
    assert MESSAGES["faults"](tmp_path) == [
        "nl: other braces than the message: ['wrong']: 'Open {name}'",
        "nl: not translated: 'Close'",
    ]
    written = catalog.read_bytes()
    MESSAGES["update"](tmp_path)
    assert catalog.read_bytes() == written


def test_a_catalog_compiled_from_what_git_keeps_is_what_the_program_reads() -> None:
    assert (language.LOCALE / "nl/LC_MESSAGES/labelmap.po").exists()
    assert Language("nl").text("yesterday") == "gisteren"
