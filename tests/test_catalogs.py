"""The catalogs of the interface: compiled as they stand, and refused when a text would fail."""

import gettext
import io
import os
from pathlib import Path

import pytest

from compile_catalogs import FaultyCatalogError, compile_catalogs, compiled

ROOT = Path(__file__).resolve().parent.parent
HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The place of a Dutch catalog in a clone without anything else."""
    folder = tmp_path / "tui/locale/nl/LC_MESSAGES"
    folder.mkdir(parents=True)
    return folder / "labelmap.po"


@pytest.mark.parametrize(
    "source", sorted(ROOT.glob("tui/locale/*/LC_MESSAGES/*.po")), ids=lambda path: path.parts[-3]
)
def test_what_is_compiled_is_what_is_written(source: Path) -> None:
    assert source.with_suffix(".mo").read_bytes() == compiled(source), "bin/test compiles them"


def test_a_compiled_catalog_translates(source: Path, tmp_path: Path) -> None:
    source.write_text(
        HEADER
        + 'msgid "Step {n}"\nmsgstr "Stap {n}"\n\n'
        + 'msgid "{n} day"\nmsgid_plural "{n} days"\nmsgstr[0] "één dag"\nmsgstr[1] "{n} dagen"\n',
        encoding="utf-8",
    )
    (target,) = compile_catalogs(tmp_path)
    catalog = gettext.GNUTranslations(io.BytesIO(target.read_bytes()))
    assert catalog.gettext("Step {n}") == "Stap {n}"
    assert catalog.ngettext("{n} day", "{n} days", 1) == "één dag"
    assert catalog.ngettext("{n} day", "{n} days", 3) == "{n} dagen"


def test_only_a_changed_catalog_is_compiled_again(source: Path, tmp_path: Path) -> None:
    source.write_text(HEADER, encoding="utf-8")
    (target,) = compile_catalogs(tmp_path)
    assert compile_catalogs(tmp_path) == []
    later = target.stat().st_mtime + 1
    os.utime(source, (later, later))
    assert compile_catalogs(tmp_path) == [target]


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ('msgid "Step {n}"\nmsgstr "Stap {m}"\n', "line 6: its message knows no {m}"),
        ('msgid "Step {n}"\nmsgstr "Stap {n"\n', "line 6: expected '}'"),
        (
            'msgid "day"\nmsgid_plural "days"\nmsgstr[0] "dag"\nmsgstr[1] "d"\nmsgstr[2] "d"\n',
            "more translations than num_plurals",
        ),
        ('msgid "day"\nmsgster "dag"\n', "labelmap.po: "),
    ],
)
def test_a_translation_that_would_fail_is_refused(
    source: Path, tmp_path: Path, entry: str, fault: str
) -> None:
    source.write_text(HEADER + entry, encoding="utf-8")
    with pytest.raises(FaultyCatalogError) as refusal:
        compile_catalogs(tmp_path)
    assert fault in str(refusal.value)
    assert not source.with_suffix(".mo").exists()
