"""docs/command-line.md names every command, option and code, and no other."""

import re
from importlib import import_module

import click
import pytest

from model.problems import Code
from tests.tui.command_line import ROOT
from tui.commands import NAMES

TEXT = (ROOT / "docs/command-line.md").read_text(encoding="utf-8")


def row_of(name: str) -> str:
    """The row of the table of commands that describes one."""
    rows = [line for line in TEXT.splitlines() if line.startswith("| `labelmap ")]
    (row,) = [row for row in rows if re.search(rf"`labelmap {name}[ `]", row)]
    return row


@pytest.mark.parametrize("name", NAMES)
def test_each_command_stands_there_with_its_options(name: str) -> None:
    command: click.Command = import_module(f"tui.commands.{NAMES[name]}").command
    row = row_of(name)
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.opts[0] in row


def test_no_option_stands_there_that_does_not_exist() -> None:
    known = {"--today", "--lang", "--help", "--version"}
    for module in NAMES.values():
        command: click.Command = import_module(f"tui.commands.{module}").command
        known |= {name for part in command.params for name in (*part.opts, *part.secondary_opts)}
    assert set(re.findall(r"--[a-z][a-z-]+", TEXT)) <= known


def test_each_code_of_a_problem_stands_there() -> None:
    named = set(re.findall(r"[a-z][a-z-]+", TEXT))
    assert {code.value for code in Code} <= named
