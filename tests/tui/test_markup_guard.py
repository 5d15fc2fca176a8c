"""No screen hands Textual a text that it could take for markup.

`HarmlessLines` stops control characters wherever they come from, but a link like
`[@click=app.quit]` is made before a line is drawn. So the code itself is read: a widget gets
`Content`, or words of ours that hold nothing of anybody else, or is told `markup=False`.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import tui

FOLDER = Path(tui.__file__).parent
SOURCES = sorted([*FOLDER.glob("screens/*.py"), *FOLDER.glob("widgets/*.py"), FOLDER / "app.py"])
MARKUP_FALSE = {"Static", "Label", "OptionList", "SelectionList", "notify"}
"""These take `markup=False`, which holds for what they are given later too."""
CONTENT = {"Button", "Checkbox", "Tick", "RadioButton", "Option", "Selection", "TabPane", "Select"}
"""These read a `str` as markup, whatever one does."""
TITLES = {"border_title", "border_subtitle", "tooltip"}
SAFE_CALLS = {
    "Content",
    "Hanging",
    "Sided",
    "assemble",
    "line",
    "lines",
    "stylize",
    "truncate",
    "blocks",
    "key_hints",
}


def name_of(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def makes_content(tree: ast.AST) -> set[str]:
    """The functions of a module that return `Content`."""
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and node.returns is not None
        and name_of(node.returns) == "Content"
    }


def is_safe(node: ast.expr | None, safe_calls: set[str]) -> bool:
    """Whether it is content, or holds nobody's words: none, a literal, or said without facts."""
    if node is None or isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.IfExp):
        return is_safe(node.body, safe_calls) and is_safe(node.orelse, safe_calls)
    if isinstance(node, ast.ListComp):
        return is_safe(node.elt, safe_calls)
    if isinstance(node, ast.Tuple):
        return is_safe(node.elts[0], safe_calls)
    if not isinstance(node, ast.Call):
        return False
    name = name_of(node.func)
    return name in safe_calls or (name in ("say", "text", "N_") and not node.keywords)


def first(call: ast.Call) -> ast.expr | None:
    words = {word.arg: word.value for word in call.keywords}
    return call.args[0] if call.args else words.get("label") or words.get("prompt")


def risks(source: str) -> Iterator[int]:
    tree = ast.parse(source)
    safe = SAFE_CALLS | makes_content(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            is_title = any(name_of(target) in TITLES for target in node.targets)
            if is_title and not is_safe(node.value, safe):
                yield node.lineno
        elif isinstance(node, ast.Call):
            name = name_of(node.func)
            words = {word.arg: word.value for word in node.keywords}
            if name in MARKUP_FALSE:
                markup = words.get("markup")
                if not (isinstance(markup, ast.Constant) and markup.value is False):
                    yield node.lineno
            elif name in CONTENT and not is_safe(first(node), safe):
                yield node.lineno
            if "tooltip" in words and name != "Binding" and not is_safe(words["tooltip"], safe):
                yield node.lineno


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_no_widget_is_given_a_text_that_could_be_markup(path: Path) -> None:
    assert list(risks(path.read_text("utf-8"))) == []


def test_the_guard_finds_what_it_looks_for() -> None:
    source = """
Static(title)
Static(markup=False)
Button(title)
Button(self.say("Remove {title}", title=title))
Button(self.say("Remove"))
Button(Content(title))
Option(f"{title}")
self.notify(title)
self.border_title = title
self.border_title = self.say("Steps")
self.tooltip = title
"""
    assert sorted(risks(source)) == [2, 4, 5, 8, 9, 10, 12]
