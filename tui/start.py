"""The program's entry: as little as possible before the answer.

Opening the app needs neither click nor the commands; a command needs no Textual. So this module
looks at the words first and imports one or the other. It is also the one place where whatever went
wrong becomes a sentence and an exit code. Source: command-line.md.
"""

import errno
import gc
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from model.messages import N_, Failure, Message
from tui.commands import HIDDEN, NAMES
from tui.console import ReaderGoneError, note
from tui.exits import Exit, of_failure

if TYPE_CHECKING:
    from tui.language import Language

_SHOWN = 60
"""Characters of a path that is too long."""
_WITH_VALUE = ("--today", "--lang")


@dataclass(frozen=True, slots=True)
class _AppWords:
    """What was asked when the app itself is to be opened."""

    folder: str | None
    today: str | None
    lang: str | None


class NotAFolderOrCommand(Failure):
    """The first word is neither a command nor an existing folder."""

    kind = "usage"
    text = N_("'{word}' is neither a command nor a folder.")
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


class NoTerminal(Failure):
    """The app was asked for where there is no terminal."""

    kind = "usage"
    text = N_("The app needs a terminal, and there is none here.")
    remedy = N_("Use a command instead: see 'labelmap --help'.")


class PathTooLong(Failure):
    """No system has a file of such a name."""

    kind = "usage"
    text = N_("“{path}” is too long for the name of a file or folder.")
    remedy = N_("Give another path.")

    @classmethod
    def of(cls, error: Exception) -> "PathTooLong | None":
        """What an error tells, where it tells that. Whoever asks after such a path gets it."""
        if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
            path = str(error.filename or "")
            return cls(path=path if len(path) <= _SHOWN else f"{path[:_SHOWN]} ...")
        return None


def nearest(word: str) -> str:
    """The command whose name is nearest to a word; "" when none is near."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, NAMES, n=1)), "")


def is_interactive() -> bool:
    """Whether somebody sits there: both ends of the program are a terminal."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def _app_words(words: Sequence[str]) -> _AppWords | None:
    """The words as those of the app; None when they are a command's, or click should judge them."""
    folder: str | None = None
    values: dict[str, str] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        name, equals, value = word.partition("=")
        if name in _WITH_VALUE:
            if not equals and not rest:
                return None
            values[name] = value if equals else rest.pop(0)
        elif word.startswith("-") or word in (*NAMES, *HIDDEN) or folder is not None:
            return None
        else:
            folder = word
    if "--lang" in values:
        from tui.language import LANGUAGES

        if values["--lang"] not in LANGUAGES:
            return None
    return _AppWords(folder, values.get("--today"), values.get("--lang"))


def _run(words: Sequence[str]) -> int:
    app_words = _app_words(words)
    if app_words is None:
        from tui.cli import run

        return run(words)
    if app_words.folder is not None and not os.path.isdir(app_words.folder):  # noqa: PTH112 - never raises, whatever the word
        raise NotAFolderOrCommand(word=app_words.folder)
    if not is_interactive():
        raise NoTerminal
    # Nothing that the start makes is garbage, and looking for it costs a tenth of the start. The
    # app begins to collect once its first picture is drawn.
    gc.disable()
    from tui.open_app import open_app

    folder = None if app_words.folder is None else Path(app_words.folder)
    return open_app(folder, today=app_words.today, lang=app_words.lang)


def language_of(words: Sequence[str]) -> str | None:
    """`--lang` among the words, wherever it stands: help and failures are in that language too."""
    wanted = None
    for index, word in enumerate(words):
        if word == "--":
            break
        if word.startswith("--lang="):
            wanted = word.partition("=")[2]
        elif word == "--lang" and index + 1 < len(words):
            wanted = words[index + 1]
    return wanted


def tell(failure: Failure, language: "Language") -> None:
    """Say on standard error what could not be done, and what to do about it."""
    fix = failure.fix
    note(language.say(failure.message))
    if fix.text:
        note(language.say(fix))


def _language(words: Sequence[str]) -> "Language":
    from tui.world import language_for

    return language_for(language_of(words))


def _crashed(error: Exception, words: Sequence[str]) -> Exit:
    """Write what happened to a log file and name it; never a traceback on the screen."""
    import traceback

    from tui.crash import write_log

    details = "".join(traceback.format_exception(error))
    path = write_log(details)
    language = _language(words)
    facts = {"error": type(error).__name__, "path": str(path or "")}
    if path is None:
        note(language.say(Message(N_("Labelmap stopped: something unexpected ({error})."), facts)))
        note(details.strip().splitlines()[-1])
    else:
        text = N_(
            "Labelmap stopped: something unexpected ({error}). What was saved is safe. The "
            "details are in this file, for whoever looks into it: {path}"
        )
        note(language.say(Message(text, facts)))
    return Exit.CRASH


def _settle() -> None:
    """Bring out what is still in the buffers, or drop it.

    Python would complain of it at its end, and nobody is left to tell.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is None:
            continue
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with its words (`sys.argv` without the name). The exit code."""
    words = tuple(sys.argv[1:] if arguments is None else arguments)
    return guarded(lambda: _run(words), words)


def guarded(run: Callable[[], int], words: Sequence[str]) -> int:
    """Run something; whatever goes wrong becomes a sentence and an exit code."""
    try:
        return run()
    except Failure as failure:
        tell(failure, _language(words))
        return of_failure(failure)
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except ReaderGoneError:
        return Exit.DONE
    except Exception as error:  # noqa: BLE001 - the one place where the unexpected becomes a log file and exit 70
        too_long = PathTooLong.of(error)
        if too_long is None:
            return _crashed(error, words)
        tell(too_long, _language(words))
        return of_failure(too_long)
    finally:
        _settle()
