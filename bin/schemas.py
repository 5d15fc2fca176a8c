"""Writes docs/schemas: the JSON Schema of each `--json`, made from the types in tui/json_shapes.py.

    .venv/bin/python bin/schemas.py

A test holds the files to what this makes of the types, and the commands' output to the files.
"""

import json
import sys
import types
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

from pydantic import ConfigDict, TypeAdapter
from typing_extensions import TypedDict as PydanticTypedDict

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs/schemas"


def _for_pydantic(shape: Any) -> Any:  # noqa: ANN401 - a type form
    """The same shape made with typing_extensions, as pydantic wants it before Python 3.12."""
    origin, arguments = get_origin(shape), get_args(shape)
    if is_typeddict(shape):
        hints = get_type_hints(shape)
        make: Any = PydanticTypedDict
        made = make(shape.__name__, {key: _for_pydantic(hint) for key, hint in hints.items()})
        made.__doc__ = shape.__doc__
        made.__pydantic_config__ = ConfigDict(extra="forbid")
        return made
    if origin is list:
        make = list
        return make[_for_pydantic(arguments[0])]
    if origin is types.UnionType:
        return _for_pydantic(arguments[0]) | arguments[1]
    return shape


def schema(name: str, shape: type) -> str:
    """The schema of one command's JSON, as its file holds it."""
    made: dict[str, Any] = TypeAdapter(_for_pydantic(shape)).json_schema()
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"labelmap {name} --json",
    }
    return json.dumps(head | {k: v for k, v in made.items() if k != "title"}, indent=2) + "\n"


def schemas() -> dict[str, str]:
    """The files of docs/schemas: name to text."""
    sys.path.insert(0, str(ROOT))
    from tui.json_shapes import SHAPES

    return {f"{name}.json": schema(name, shape) for name, shape in SHAPES.items()}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in schemas().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
