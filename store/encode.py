"""From values to a file's canonical bytes.

Encoding what was decoded from canonical bytes gives the same bytes; what is absent or empty is not
written. Source: repository-format.md, 'Files'; store/shapes.py holds the keys and their order.
"""

from typing import Any

from model.application import Application
from store import toml_file
from store.folder import FileTooLarge
from store.shapes import (
    DECLARATION_PATH,
    ELIGIBILITY_PATH,
    HEAD_PATH,
    PATHS,
    SCHOOL_PATH,
    SHAPES,
    STEP_OF,
    Form,
    Head,
    Shape,
    Value,
)


def encode_file(application: Application, path: str) -> bytes:
    """One file's canonical bytes. Raises `FileTooLarge` where nobody could read it again."""
    return encode_value(path, value_of(application, path))


def encode_value(path: str, value: object) -> bytes:
    """The canonical bytes of what one file says. Raises `FileTooLarge`."""
    data = toml_file.dump(_encoded(SHAPES[path], value))
    if len(data) > toml_file.LIMIT:
        raise FileTooLarge(path=path, bytes=len(data), limit=toml_file.LIMIT)
    return data


def encode(application: Application) -> dict[str, bytes]:
    """All files of an application, path to bytes."""
    return {path: encode_file(application, path) for path in PATHS}


def value_of(application: Application, path: str) -> Value:
    """What one file says."""
    if path == HEAD_PATH:
        return Head(
            format=application.format, edition=application.edition, language=application.language
        )
    if path == SCHOOL_PATH:
        return application.school
    if path == ELIGIBILITY_PATH:
        return application.eligibility
    if path == DECLARATION_PATH:
        return application.declaration
    return application.answers[STEP_OF[path]]


def _encoded(shape: Shape, value: object) -> dict[str, Any]:
    """A value as tables, keys in canonical order, without what is absent or empty."""
    tables = {
        key: _plain(form, shape.below.get(key), getattr(value, key))
        for key, form in shape.keys.items()
    }
    return {key: plain for key, plain in tables.items() if plain not in (None, "", [], {})}


def _plain(form: Form, below: Shape | None, value: Any) -> Any:  # noqa: ANN401, PLR0911 - one line a form, each of its own type
    match form:
        case Form.PROSE:
            return f"{value}\n" if value else None
        case Form.WORDS:
            return list(value)
        case Form.TABLE if below is not None:
            return _encoded(below, value)
        case Form.ENTRIES if below is not None:
            return [_encoded(below, entry) for entry in value]
        case Form.ANSWERS:
            return {key: str(answer) for key, answer in value.items()}
        case Form.PROSES:
            return {key: f"{text}\n" for key, text in value.items() if text}
        case Form.TABLES if below is not None:
            return {key: _encoded(below, table) for key, table in value.items()}
        case Form.DAYS:
            return dict(value)
        case _:
            return value
