"""The commands' common ground: loading, `--today` and `--lang` everywhere, help in two languages.

A command's module is imported when it is called. Texts of commands and options are English
templates, marked `N_`, and are translated when the command is loaded. click's own sentences come
from our catalogs too (`tui.click_texts`). Source: command-line.md.
"""

import copy
import gettext
import importlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from model.messages import N_, Failure, Message
from model.text import shown_line
from tui import console
from tui.commands import HIDDEN, NAMES
from tui.exits import Exit
from tui.language import DOMAIN, LANGUAGES, LOCALE, Language
from tui.start import nearest
from tui.version import version
from tui.world import World

ABOUT = N_(
    "Labelmap helps a school to prepare its application for the eTwinning School label: the team "
    "fills it in together, sees how far along it is, and exports it. The platform and the NSO "
    "decide."
)
OPENING = N_(
    "'labelmap FOLDER' opens the app on a school's folder; 'labelmap' alone opens the one you "
    "stand in, or else the welcome screen. New here? Try 'labelmap demo'."
)


class UnknownCommand(Failure):
    """The first word is no command."""

    kind = "usage"
    text = N_("'{word}' is not a command.")
    remedy = N_("See 'labelmap --help'.")

    @property
    def fix(self) -> Message:
        """The command that was probably meant, where one is near."""
        if near := nearest(str(self.facts["word"])):
            return Message(
                N_("Did you mean 'labelmap {command}'? See also 'labelmap --help'."),
                {"command": near},
            )
        return Message(self.remedy)


class FolderAmongWords(Failure):
    """A folder stands where a command should, with more words."""

    kind = "usage"
    text = N_("'{word}' is a folder, and what follows it is not known.")
    remedy = N_(
        "To open it, name it alone: labelmap FOLDER. A command comes before its folder: labelmap "
        "check FOLDER."
    )


def _common_options() -> list[click.Parameter]:
    """What every command takes, before or after its own arguments."""

    def remember(context: click.Context, option: click.Parameter, value: str | None) -> None:
        world = context.ensure_object(World)
        if value is not None and option.name is not None:
            setattr(world, option.name, value)

    return [
        click.Option(
            ["--today"],
            metavar="YYYY-MM-DD",
            help=N_("Act as if this were today; for demos and tests."),
            expose_value=False,
            callback=remember,
        ),
        click.Option(
            ["--lang"],
            type=click.Choice(LANGUAGES),
            help=N_("The language to speak."),
            expose_value=False,
            callback=remember,
        ),
    ]


def _translated(command: click.Command, language: Language) -> click.Command:
    """A copy of the command that speaks a language and takes the common options too."""
    speaking = copy.copy(command)
    speaking.help = language.text(command.help or "")
    speaking.params = []
    for parameter in (*command.params, *_common_options()):
        said = copy.copy(parameter)
        if isinstance(said, click.Option) and said.help:
            said.help = language.text(said.help)
        speaking.params.append(said)
    return speaking


def _say_version(context: click.Context, _option: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        console.answer(f"labelmap {version()}")
        context.exit()


class _Commands(click.Group):
    """The group that loads a command when it is asked for."""

    def __init__(self, language: Language) -> None:
        super().__init__(
            "labelmap",
            help=f"{language.text(ABOUT)}\n\n{language.text(OPENING)}",
            params=[
                click.Option(
                    ["--version"],
                    is_flag=True,
                    is_eager=True,
                    expose_value=False,
                    callback=_say_version,
                    help=language.text(N_("Say which version this is.")),
                ),
                *_translated(click.Command(None), language).params,
            ],
            no_args_is_help=False,
        )
        self._language = language

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names, in the order in which one needs them."""
        return list(NAMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:  # noqa: ARG002 - click's signature
        """The command of that name. Raises `UnknownCommand` or `FolderAmongWords`."""
        module_name = {**NAMES, **HIDDEN}.get(cmd_name)
        if module_name is None:
            if Path(cmd_name).is_dir():
                raise FolderAmongWords(word=cmd_name)
            raise UnknownCommand(word=cmd_name)
        module = importlib.import_module(f"tui.commands.{module_name}")
        command: click.Command = module.command
        return _translated(command, self._language)


@contextmanager
def _click_speaks(language: Language) -> Iterator[None]:
    """Let click's own sentences come from our catalogs while it runs.

    click asks gettext, and gettext asks LANGUAGE; other programs that we start must not see ours.
    """
    domain, before = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(DOMAIN, str(LOCALE))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language.code
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before


def _tell(error: click.UsageError) -> None:
    """What is wrong with the words, how the command is used, where its help is."""
    context = error.ctx
    console.note(shown_line(error.format_message()))
    if context is not None:
        console.note(context.get_usage())
        hint = gettext.gettext("Try '{command} {option}' for help.")
        console.note(hint.format(command=context.command_path, option="--help"))


def run(words: Sequence[str]) -> int:
    """Run a command. The exit code; raises the failures of the core."""
    console.prepare()
    world = World.of_words(words)
    with _click_speaks(world.language):
        group = _Commands(world.language)
        try:
            code = group.main(
                args=list(words), prog_name="labelmap", standalone_mode=False, obj=world
            )
        except click.UsageError as error:
            _tell(error)
            return Exit.USAGE
        except click.Abort as abort:
            # click makes one of Ctrl+C, and of EOFError, by which Python says that a compiled
            # module of ours is damaged: that is no wish of a person's.
            if isinstance(abort.__cause__, EOFError):
                raise abort.__cause__ from None
            return Exit.INTERRUPTED
    return int(code or Exit.DONE)
