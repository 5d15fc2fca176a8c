"""The program's entry: what is asked for, what becomes of failures; never a traceback."""

import io
import os
import stat
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest

from tests.tui.command_line import AN_IN_GIT, ENTRY, ROOT, Run, start
from tui.commands import NAMES
from tui.start import main
from tui.version import version


def plug_in(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """One more command, `boom`, which raises."""

    @click.command
    def boom() -> None:
        raise error

    module = ModuleType("tui.commands.boom")
    module.command = boom  # type: ignore[attr-defined] # a module is made here
    monkeypatch.setitem(sys.modules, "tui.commands.boom", module)
    monkeypatch.setitem(NAMES, "boom", "boom")


def test_the_version_is_that_of_the_project() -> None:
    ran = start("--version")
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert (ran.code, ran.err) == (0, "")
    assert f'version = "{ran.out.split()[1]}"' in project
    assert ran.out == f"labelmap {version()}\n"


def test_what_stands_near_an_unknown_command_is_named(run: Run) -> None:
    assert "labelmap check" in run("chek", "--lang", "en").err
    assert "labelmap check" in run("chek", ".", "--lang", "en").err
    assert "labelmap check" in run("--lang=nl", "chek", ".").err


def test_a_word_that_is_neither_command_nor_folder_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    for word in (tmp_path / "nothing-here", file, "", "\0", "x" * 5000):
        ran = run(word)
        assert (ran.code, ran.out) == (2, ""), word
        assert ran.err


def test_the_app_is_not_opened_without_a_terminal(tmp_path: Path) -> None:
    for words in ((), (tmp_path,), ("--today", "2023-01-20"), ("--lang=nl", tmp_path)):
        ran = start(*words)
        assert (ran.code, ran.out) == (2, ""), words
        assert "terminal" in ran.err


def test_a_folder_with_words_after_it_is_explained(run: Run, tmp_path: Path) -> None:
    ran = run(tmp_path, "--json", "--lang", "en")
    assert ran.code == 2
    assert "is a folder" in ran.err


@pytest.mark.parametrize(
    "words",
    [
        ("check", "--nonsense"),
        ("check", ".", "too", "many"),
        ("set", "."),
        ("editions", "--json=yes"),
        ("editions", "--lang", "fr"),
        ("--lang", "fr", "editions"),
        ("--lang=fr",),
        ("--lang",),
        ("editions", "--today"),
        ("editions", "--today", "yesterday"),
        ("editions", "--today", ""),
        ("editions", "--today=1969-12-31"),
        ("--today=2023-02-30", "editions"),
        ("export", ".", "--to", "x.pdf", "--what", "dossier"),
        ("--no-such-option",),
    ],
)
def test_wrong_usage_is_2_and_says_what_is_wrong(run: Run, words: tuple[str, ...]) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err
    assert "Traceback" not in ran.err


def test_the_day_may_come_from_a_variable(
    run: Run, school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LABELMAP_TODAY", "2022-12-24")
    assert '"today": "2022-12-24"' in run("status", school, "--json").out
    assert '"today": "2023-01-20"' in run("status", school, "--json", "--today=2023-01-20").out
    monkeypatch.setenv("LABELMAP_TODAY", "soon")
    assert run("status", school).code == 2


def test_common_options_stand_before_or_after(run: Run, school: Path) -> None:
    before = run("--today", "2023-01-20", "--lang", "nl", "status", school)
    after = run("status", school, "--lang", "nl", "--today", "2023-01-20")
    between = run("--lang=nl", "status", "--today=2023-01-20", school)
    assert before == after == between
    assert before.code == 0


@pytest.mark.parametrize("kind", [ValueError, EOFError])
def test_an_unexpected_error_writes_a_log_and_names_it(
    run: Run, monkeypatch: pytest.MonkeyPatch, home: Path, kind: type[Exception]
) -> None:
    plug_in(monkeypatch, kind("secret of the inside"))
    ran = run("boom", "--lang", "en")
    (log,) = home.rglob("labelmap-*.log")
    assert (ran.code, ran.out) == (70, "")
    assert str(log) in ran.err
    assert kind.__name__ in ran.err
    assert "Traceback" not in ran.err
    assert "secret of the inside" not in ran.err
    assert "Traceback" in log.read_text(encoding="utf-8")


def test_a_log_that_can_be_written_nowhere_does_no_more_harm(
    run: Run, monkeypatch: pytest.MonkeyPatch, home: Path, tmp_path: Path
) -> None:
    plug_in(monkeypatch, ValueError("inside"))
    for folder in (".local", "Library", "AppData"):
        (home / folder).write_text("a file where a folder should be")
    nowhere = tmp_path / "nowhere"
    nowhere.write_text("a file too")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tempfile.tempdir", str(nowhere))
        ran = run("boom", "--lang", "en")
    assert ran.code == 70
    assert "ValueError: inside" in ran.err


def test_ctrl_c_ends_the_program_quietly(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    plug_in(monkeypatch, KeyboardInterrupt())
    ran = run("boom")
    assert (ran.code, ran.out, ran.err.strip()) == (130, "", "")


@pytest.mark.skipif(sys.platform == "win32", reason="the shell's pipes are POSIX")
def test_a_reader_that_leaves_early_is_no_fault(sample: Path) -> None:
    with subprocess.Popen(
        [*ENTRY, "show", str(sample), "collaboration.plan", "--history"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full disk as a file")
def test_an_answer_that_can_not_be_written_is_said() -> None:
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [*ENTRY, "editions", "--lang", "en"], stdout=full, stderr=subprocess.PIPE, check=False
        )
        silent = subprocess.run([*ENTRY, "chek"], stderr=full, check=False)
    assert silent.returncode == 2
    assert result.returncode == 3
    assert b"could not be written" in result.stderr
    assert b"Traceback" not in result.stderr
    assert b"Exception" not in result.stderr


def test_a_stream_that_lacks_letters_is_no_fault(
    monkeypatch: pytest.MonkeyPatch, school: Path
) -> None:
    stream = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(stream, encoding="ascii"))
    assert main(["check", str(school), "--today", "2023-01-20", "--lang", "nl"]) == 1
    assert b"?" in stream.getvalue()


def test_json_is_exact_on_a_stream_that_lacks_letters(
    monkeypatch: pytest.MonkeyPatch, school: Path
) -> None:
    stream = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(stream, encoding="ascii"))
    assert main(["check", str(school), "--today=2023-01-20", "--lang=nl", "--json"]) == 1
    assert b"\\u2026" in stream.getvalue()


def test_a_program_without_a_console_still_works(
    monkeypatch: pytest.MonkeyPatch, school: Path
) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    assert main(["status", str(school)]) == 0
    assert main([]) == 2


def test_nobody_is_asked_where_there_is_no_terminal(school: Path) -> None:
    ran = start("set", school, "school.city", "Elders", "--lang", "en")
    assert (ran.code, ran.out) == (3, "")
    assert "GIT_AUTHOR_NAME" in ran.err


def test_who_works_may_come_from_gits_own_settings(school: Path, home: Path) -> None:
    (home / ".gitconfig").write_text("[user]\n\tname = Bart Claes\n\temail = bart@school.example\n")
    assert start("set", school, "school.city", "Elders").code == 0
    assert start("log", school, "--person", "bart@").out.count("\n") == 1


def test_other_variables_of_git_change_nothing(school: Path, tmp_path: Path) -> None:
    elsewhere = {
        **AN_IN_GIT,
        "GIT_DIR": str(tmp_path / "elsewhere"),
        "GIT_INDEX_FILE": str(tmp_path / "index"),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.worktree",
        "GIT_CONFIG_VALUE_0": "/",
    }
    assert start("set", school, "school.city", "Elders", env=elsewhere).code == 0
    assert not (tmp_path / "elsewhere").exists()
    assert not (tmp_path / "index").exists()
    assert "Elders" in start("show", school, "school.city", env=elsewhere).out


def test_no_colour_is_ever_sent_into_a_pipe(sample: Path) -> None:
    forced = {"FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"}
    for words in (("--help",), ("check", sample)):
        assert "\x1b" not in start(*words, env=forced).said


@pytest.mark.skipif(os.name == "nt", reason="bin/labelmap is a POSIX script")
def test_the_entry_of_a_clone_is_the_one_tested_here() -> None:
    script = ROOT / "bin/labelmap"
    assert stat.S_IXUSR & script.stat().st_mode
    assert " ".join(ENTRY[1:3]) in script.read_text(encoding="utf-8")
    assert ENTRY[3] in script.read_text(encoding="utf-8")
