"""Brings the catalogs of tui/locale in line with the texts that the code marks.

    .venv/bin/python bin/messages.py            update every .po file; list what lacks a translation
    .venv/bin/python bin/messages.py --check    change nothing; exit 1 and a line for each fault: a
                                                catalog that is not up to date, a text that lacks a
                                                translation, a text for people without a mark

Run it after changing a text; `tui/language.py` says how texts are marked. The catalog of the
messages' own language is filled with the messages themselves. What no code says any more is
dropped (git remembers it) and named. For another language make an empty file
tui/locale/CODE/LC_MESSAGES/labelmap.po and run this.
"""

import ast
import io
import re
import string
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("model", "store", "export", "tui")
OWN_LANGUAGE = "en"
# Headers that would change with each run, or say nothing.
IDLE_HEADERS = (
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Generated-By",
    "Report-Msgid-Bugs-To",
    "Project-Id-Version",
)

Key = tuple[str | None, str | tuple[str, str]]
"""Context, and the English text or the pair of its singular and plural."""


@dataclass(frozen=True, slots=True)
class Marked:
    """One text in the code."""

    key: Key
    file: str
    """From the repository's root, with `/`."""
    line: int


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A text for people that is kept without N_, or is marked and no literal."""

    file: str
    line: int


def _name(call: ast.Call) -> str:
    """The bare name of what is called."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _literal(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _marked(node: ast.expr | None) -> str | None:
    """The text of `N_("...")`."""
    if isinstance(node, ast.Call) and _name(node) == "N_" and node.args:
        return _literal(node.args[0])
    return None


def _said(node: ast.expr | None) -> str | None:
    """The text of a literal, marked or bare: what a call gets that translates at once."""
    return _marked(node) or _literal(node)


def _has_words(text: str | None) -> bool:
    """Whether there is anything to translate: more than braces and a name ('git {version}')."""
    return text is not None and len(re.sub(r"{.*?}", "", text).split()) > 1


def _argument(call: ast.Call, place: int, keyword: str) -> ast.expr | None:
    if len(call.args) > place:
        return call.args[place]
    return next((word.value for word in call.keywords if word.arg == keyword), None)


def _pair(call: ast.Call) -> tuple[ast.expr | None, ast.expr | None]:
    """Singular and plural of a call that takes both; (None, None) for any other."""
    if _name(call) == "Message":
        many = _argument(call, 2, "plural")
        return (_argument(call, 0, "text"), many) if many is not None else (None, None)
    if _name(call) == "plural":
        return _argument(call, 0, "one"), _argument(call, 1, "many")
    return None, None


def in_python(source: str, file: str) -> Iterator[Marked | Unmarked]:
    """The texts of a module."""
    paired: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            yield from _in_class(node, file)
        elif isinstance(node, ast.Call):
            # `walk` comes to a call before it comes to its arguments.
            yield from _in_call(node, file, paired)


def _in_call(call: ast.Call, file: str, paired: set[int]) -> Iterator[Marked | Unmarked]:
    """The text of one call; `paired` gathers the `N_` that were taken as two forms of one text."""
    name, line = _name(call), call.lineno
    one, many = _pair(call)
    read_text = _marked if name == "Message" else _said
    if (first := read_text(one)) is not None and (second := read_text(many)) is not None:
        paired |= {id(one), id(many)}
        yield Marked((None, (first, second)), file, line)
    elif name == "pgettext":
        context, text = _literal(_argument(call, 0, "context")), _literal(call.args[1])
        yield Unmarked(file, line) if text is None else Marked((context, text), file, line)
    elif name == "N_" and id(call) not in paired:
        text = _marked(call)
        yield Unmarked(file, line) if text is None else Marked((None, text), file, line)
    elif name in ("say", "text"):
        if text := _literal(_argument(call, 0, "english")):
            yield Marked((None, text), file, line)
    elif name in ("Message", "plural"):
        if any(_has_words(_literal(argument)) for argument in call.args):
            yield Unmarked(file, line)
    elif name == "Binding" and _literal(_argument(call, 2, "description")):
        yield Unmarked(file, line)


def _in_class(node: ast.ClassDef, file: str) -> Iterator[Unmarked]:
    """`text` and `remedy` of a Failure, `HELP_TEXT` of a screen: always for people."""
    for statement in node.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            name = statement.targets[0].id
            if name in ("text", "remedy", "HELP_TEXT") and _literal(statement.value):
                yield Unmarked(file, statement.lineno)


def in_template(path: Path, file: str) -> Iterator[Marked]:
    """The texts of a page's template."""
    from jinja2.ext import babel_extract

    with path.open("rb") as source:
        keywords = {"_": None, "N_": None, "text": None, "plural": (1, 2), "ngettext": (1, 2)}
        for line, _function, texts, _comments in babel_extract(source, list(keywords), (), {}):
            parts = (texts,) if isinstance(texts, str) else texts or ()
            literals = tuple(part for part in parts if part)
            if literals:
                pair = (literals[0], literals[1]) if len(literals) > 1 else literals[0]
                yield Marked((None, pair), file, line)


def in_code(root: Path = ROOT) -> tuple[list[Marked], list[Unmarked]]:
    """Every text of the four packages, in the order of files and lines."""
    marked: list[Marked] = []
    unmarked: list[Unmarked] = []
    for path in sorted(found for name in PACKAGES for found in (root / name).rglob("*")):
        file = path.relative_to(root).as_posix()
        if path.suffix == ".py":
            for text in in_python(path.read_text("utf-8"), file):
                if isinstance(text, Marked):
                    marked.append(text)
                else:
                    unmarked.append(text)
        elif file.startswith("export/templates/") and path.is_file():
            marked += in_template(path, file)
    return marked, unmarked


def catalog_path(root: Path, code: str) -> Path:
    """Where the catalog of a language lies."""
    return root / "tui/locale" / code / "LC_MESSAGES/labelmap.po"


def languages(root: Path = ROOT) -> list[str]:
    """The languages that have a catalog, or want one."""
    return sorted(path.parent.parent.name for path in root.glob("tui/locale/*/LC_MESSAGES/*.po"))


def key_of(message: Message) -> Key:
    """What tells a message from every other."""
    text = (message.id[0], message.id[1]) if isinstance(message.id, (list, tuple)) else message.id
    return message.context, text


def read(root: Path, code: str) -> Catalog:
    """The catalog of a language as it stands."""
    with catalog_path(root, code).open("rb") as file:
        return read_po(file, locale=code)


def updated(old: Catalog, code: str, marked: list[Marked]) -> Catalog:
    """A catalog of exactly the marked texts, with the translations that the old one has."""
    known = {key_of(message): message for message in old if message.id}
    # What was one of two forms, or becomes one, keeps its translation.
    single: dict[str, str] = {}
    for (context, english), message in known.items():
        if context is None:
            single |= zip(_texts(english), forms(message), strict=False)
    new = Catalog(locale=code, charset="utf-8", fuzzy=False)
    new.header_comment = f"# Labelmap: the texts of the interface ({code}). See bin/messages.py."
    for text in marked:
        context, english = text.key
        before = known.get(text.key)
        if code == OWN_LANGUAGE:
            translation = _texts(english)
        elif before is not None:
            translation = forms(before)
        else:
            translation = tuple(single.get(each, "") for each in _texts(english))
        new.add(
            english,
            translation if isinstance(english, tuple) else translation[0],
            locations=[(text.file, text.line)],
            context=context,
            flags=before.flags & {"fuzzy"} if before else (),
            user_comments=before.user_comments if before else (),
        )
    return new


def _texts(english: str | tuple[str, str]) -> tuple[str, ...]:
    return english if isinstance(english, tuple) else (english,)


def written(catalog: Catalog) -> bytes:
    """A catalog as the bytes of its file, without dates and line numbers: diffs are small."""
    target = io.BytesIO()
    write_po(target, catalog, width=100, include_lineno=False)
    lines = target.getvalue().decode("utf-8").splitlines(keepends=True)
    return "".join(
        line for line in lines if not line.startswith(tuple(f'"{name}' for name in IDLE_HEADERS))
    ).encode("utf-8")


def forms(message: Message) -> tuple[str, ...]:
    """The translations of a message: one, or one for each plural."""
    if isinstance(message.string, (list, tuple)):
        return tuple(message.string)
    return (message.string or "",)


def _braces(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _ends(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


def faults_of(message: Message) -> Iterator[str]:
    """What is wrong with a translation."""
    if message.fuzzy:
        yield "fuzzy"
    english = _texts(key_of(message)[1])
    if not all(forms(message)):
        yield "not translated"
        return
    wanted = set[str]().union(*(_braces(text) for text in english))
    # One of several forms may say its number as a word: 'one document'; so may the English one.
    needed = wanted.intersection(*(_braces(text) for text in english))
    if len(english) > 1:
        needed -= {"count"}
    for form in forms(message):
        try:
            braces = _braces(form)
        except ValueError:
            yield "broken braces"
            continue
        if not needed <= braces <= wanted:
            yield f"other braces than the message: {sorted(braces)}"
        if _ends(form) != _ends(english[0]):
            yield "space at an end where the message has none, or the other way round"


def faults(root: Path = ROOT) -> list[str]:
    """One line for each thing that keeps the catalogs from being complete."""
    marked, unmarked = in_code(root)
    found = [f"{place.file}:{place.line}: a text without N_" for place in unmarked]
    for code in languages(root):
        catalog = updated(read(root, code), code, marked)
        if written(catalog) != catalog_path(root, code).read_bytes():
            found.append(f"{code}: not up to date; run bin/messages.py")
        found += [
            f"{code}: {fault}: {key_of(message)[1]!r}"
            for message in catalog
            if message.id
            for fault in faults_of(message)
        ]
    return found


def update(root: Path = ROOT) -> list[str]:
    """Write every catalog anew; the lines to print."""
    marked, unmarked = in_code(root)
    lines = [f"{place.file}:{place.line}: a text without N_" for place in unmarked]
    for code in languages(root):
        old = read(root, code)
        new = updated(old, code, marked)
        catalog_path(root, code).write_bytes(written(new))
        gone = {key_of(m) for m in old if m.id} - {key_of(m) for m in new if m.id}
        lines += [f"{code}: dropped: {text!r}" for _, text in sorted(gone, key=str)]
        lines += [
            f"{code}: {fault}: {key_of(message)[1]!r}"
            for message in new
            if message.id
            for fault in faults_of(message)
        ]
    return lines


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        problems = faults()
        print(*problems, sep="\n")
        sys.exit(1 if problems else 0)
    print(*update(), sep="\n")
