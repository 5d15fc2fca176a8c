"""`labelmap export --what ...`: each export by the command, its refusals, and what it compares."""

import zipfile
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pypdfium2
import pytest

from export.kinds import EXPORTS
from tests.tui.command_line import AN_IN_GIT, DAY, Run, git, start, subjects
from tui.commands.export import WHAT

TODAY = ("--today", DAY)


def test_the_command_knows_every_export() -> None:
    assert sorted(WHAT) == sorted(export.what.value for export in EXPORTS)


@pytest.mark.parametrize(
    ("what", "suffix", "holds"),
    [
        ("blank", ".md", "Vragenlijst voor eTwinning School"),
        ("changes", ".md", "Gedeeld leiderschap"),
        ("changes", ".html", "Gedeeld leiderschap"),
        ("calendar", ".ics", "BEGIN:VALARM"),
    ],
)
def test_what_needs_no_pdf(
    run: Run, sample: Path, tmp_path: Path, what: str, suffix: str, holds: str
) -> None:
    file = tmp_path / f"out{suffix}"
    ran = run("export", sample, "--what", what, "--to", file, *TODAY)
    assert (ran.code, ran.out) == (0, f"{file}\n")
    assert holds in file.read_text(encoding="utf-8")
    before = file.read_bytes()
    assert run("export", sample, "--what", what, "--to", file, *TODAY).code == 1
    assert run("export", sample, "--what", what, "--to", file, "--force", *TODAY).code == 0
    assert file.read_bytes() == before, "the same bytes again"
    assert len(subjects(sample)) == 27, "an export is no change"


@pytest.mark.long
@pytest.mark.usefixtures("pango")
def test_the_platform_as_a_folder_and_as_an_archive(run: Run, sample: Path, tmp_path: Path) -> None:
    folder, archive = tmp_path / "platform", tmp_path / "platform.zip"
    for target in (folder, archive):
        assert run("export", sample, "--what", "platform", "--to", target, *TODAY).code == 0
    names = {path.name for path in folder.iterdir()}
    assert {"index.html", "3-1-verslag-2022-10.pdf", "3-evidence.pdf"} <= names
    with zipfile.ZipFile(archive) as found:
        assert set(found.namelist()) == names
        for name in names:
            assert found.read(name) == (folder / name).read_bytes()
    assert run("export", sample, "--what", "platform", "--to", folder, *TODAY).code == 1
    assert list(tmp_path.glob(".labelmap-*")) == []


@pytest.mark.long
@pytest.mark.usefixtures("pango")
def test_the_mail_of_a_draft_goes_to_the_principal_with_two_documents(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    file = tmp_path / "mail.eml"
    assert run("export", sample, "--what", "mail", "--to", file, *TODAY).code == 0
    mail = message_from_bytes(file.read_bytes(), policy=default)
    assert mail["To"].addresses[0].addr_spec == "lieve.wouters@voorbeeldstad.example"
    names = [part.get_filename() or "" for part in mail.iter_attachments()]
    assert [name.rpartition("-")[2] for name in names] == ["directeur.pdf", "verklaring.pdf"]
    for part in mail.iter_attachments():
        assert part.get_content().startswith(b"%PDF-")


@pytest.mark.long
@pytest.mark.usefixtures("pango", "an")
def test_the_principal_is_told_what_changed_since_the_last_copy(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    one, two = tmp_path / "one.pdf", tmp_path / "two.pdf"
    asked = ("export", sample, "--what", "principal", "--to")
    assert run(*asked, one, *TODAY).code == 0
    run("set", sample, "collaboration.plan", "Wij maken een nieuw plan.", *TODAY)
    assert run(*asked, two, *TODAY).code == 0

    def first_page(file: Path) -> str:
        text: str = pypdfium2.PdfDocument(file)[0].get_textpage().get_text_range()
        return text

    assert "Veranderd sinds" not in first_page(one)
    assert "Veranderd sinds" in first_page(two)
    assert "4 Samenwerking: 1 tekst" in first_page(two)


def test_two_commits_are_compared(run: Run, sample: Path, tmp_path: Path) -> None:
    since, until = git(sample, "log", "--format=%H", "-3").splitlines()[2::-2]
    file = tmp_path / "c.md"
    words = ("export", sample, "--what", "changes", "--to", file, *TODAY)
    assert run(*words, "--since", since, "--until", until[:12]).code == 0
    assert since[:9] in file.read_text(encoding="utf-8")
    for wrong in ("round-7", "deadbeef", "--all", "HEAD; ls", "main"):
        ran = run(*words, "--force", f"--since={wrong}")
        assert ran.code == 2, wrong


@pytest.mark.parametrize(
    ("what", "name"),
    [("blank", "a.html"), ("platform", "a.pdf"), ("mail", "a"), ("calendar", "a.pdf")],
)
def test_a_suffix_that_an_export_has_not_is_wrong_usage(
    run: Run, sample: Path, tmp_path: Path, what: str, name: str
) -> None:
    ran = run("export", sample, "--what", what, "--to", tmp_path / name, *TODAY)
    assert (ran.code, ran.out) == (2, "")
    assert list(tmp_path.glob("a*")) == []


def test_nothing_is_written_into_the_applications_own_folder(run: Run, sample: Path) -> None:
    for name in ("a.md", "evidence/a.md", ".git/a.md"):
        ran = run("export", sample, "--what", "blank", "--to", sample / name, *TODAY)
        assert (ran.code, ran.out) == (2, "")
        assert not (sample / name).exists()


def test_without_feedback_there_is_nothing_to_write(run: Run, sample: Path, tmp_path: Path) -> None:
    ran = run("export", sample, "--what", "feedback", "--to", tmp_path / "f.md", *TODAY)
    assert (ran.code, ran.out) == (1, "")
    assert not (tmp_path / "f.md").exists()


def test_a_document_that_was_changed_is_told_and_strict_says_no(
    run: Run, complete: Path, tmp_path: Path
) -> None:
    document = next((complete / "evidence").rglob("verslag-2022-10.pdf"))
    document.write_bytes(document.read_bytes() + b"\n% changed\n")
    words = ("export", complete, *TODAY, "--lang", "en", "--force", "--to", tmp_path / "a.md")
    ran = run(*words)
    assert ran.code == 0
    assert "1 document is missing or was changed" in ran.err
    assert run(*words, "--strict").code == 1


def test_a_full_disk_leaves_nothing_half(sample: Path, tmp_path: Path) -> None:
    from tests.tui.command_line import bound_files

    place = tmp_path / "place"
    place.mkdir()
    for what, name in (("blank", "a.md"), ("changes", "a.html")):
        ran = start(
            "export",
            sample,
            "--what",
            what,
            "--to",
            place / name,
            *TODAY,
            env=AN_IN_GIT,
            first=bound_files,
        )
        assert ran.code in {1, 3}, ran.err
        assert list(place.iterdir()) == []
