"""The files of the record as bytes: manifest, sums, the platform's word, a thread's event.

Source: repository-format.md, 'Life of an application'.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from model.light import dataclass
from model.problems import Problem
from model.review import Feedback
from store import toml_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One file of what is submitted."""

    path: str
    sha256: str
    bytes: int


def submission(
    *,
    number: int,
    edition: str,
    by: str,
    on: date,
    files: Sequence[Item],
    incomplete: str = "",
    missing: Sequence[Problem] = (),
) -> bytes:
    """submissions/round-N.toml."""
    tables: dict[str, Any] = {
        "round": number,
        "edition": edition,
        "submitted_by": by,
        "submitted_on": on,
    }
    if incomplete:
        tables["incomplete"] = incomplete
        tables["missing"] = [_missing(problem) for problem in missing]
    tables["file"] = [
        {"path": item.path, "sha256": item.sha256, "bytes": item.bytes} for item in files
    ]
    return toml_file.dump(tables)


def shown_draft(*, number: int, edition: str, by: str, on: date, files: Sequence[Item]) -> bytes:
    """submissions/draft-N.toml; `number` is that of the submission that it is to become."""
    tables: dict[str, Any] = {"round": number, "edition": edition, "shown_by": by, "shown_on": on}
    tables["file"] = [
        {"path": item.path, "sha256": item.sha256, "bytes": item.bytes} for item in files
    ]
    return toml_file.dump(tables)


def _missing(problem: Problem) -> dict[str, str]:
    said = {"code": problem.code.value, "step": problem.step, "field": problem.field}
    return {key: value for key, value in said.items() if value}


def sums(items: Sequence[Item]) -> bytes:
    """submissions/round-N.sha256, as `sha256sum -c` reads it from the school's folder."""
    return "".join(map(_sum, items)).encode("utf-8", "surrogateescape")


def _sum(item: Item) -> str:
    # sha256sum's own way to write a name that would break its line.
    escaped = item.path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    mark = "\\" if escaped != item.path else ""
    return f"{mark}{item.sha256}  {escaped}\n"


def withdrawal(by: str, on: date) -> bytes:
    """submissions/round-N-withdrawn.toml."""
    return toml_file.dump({"by": by, "on": on})


def platform(by: str, on: date, text: str, form: Item | None) -> bytes:
    """submissions/round-N-platform.toml."""
    tables: dict[str, Any] = {"submitted_on": on, "by": by}
    if text:
        tables["text"] = f"{text}\n"
    return toml_file.dump({**tables, **_form(form)})


def decision(kind: str, by: str, on: date, text: str, form: Item | None) -> bytes:
    """review/round-N/decision.toml, taken over from the platform."""
    tables: dict[str, Any] = {"decision": kind, "by": by, "on": on, "from_platform": True}
    if text:
        tables["text"] = f"{text}\n"
    return toml_file.dump({**tables, **_form(form)})


def own_decision(kind: str, by: str, on: date, text: str) -> bytes:
    """review/round-N/decision.toml, by the NSO itself."""
    return toml_file.dump({"decision": kind, "text": f"{text}\n", "by": by, "on": on})


def piece(said: Feedback) -> bytes:
    """review/round-N/<id>.toml, before anything was answered."""
    tables: dict[str, Any] = {"kind": said.kind.value}
    about = {"step": said.step, "field": said.field}
    tables |= {key: value for key, value in about.items() if value}
    tables["text"] = f"{said.text}\n"
    if said.quote:
        tables["quote"] = f"{said.quote}\n"
    if said.about_sha256:
        tables["about_sha256"] = said.about_sha256
    return toml_file.dump({**tables, "by": said.by, "on": said.on})


def receipt(by: str, on: date) -> bytes:
    """review/round-N/receipt.toml."""
    return toml_file.dump({"by": by, "on": on})


def _form(form: Item | None) -> Mapping[str, Any]:
    if form is None:
        return {}
    return {"form": {"file": form.path, "sha256": form.sha256, "bytes": form.bytes}}


def with_event(data: bytes, path: str, kind: str, by: str, on: date, text: str) -> bytes | None:
    """A thread's file with one event more; what stood there stays byte for byte.

    None where the file is not such that an event can be put at its end.
    """
    before = toml_file.parse(data, path).tables
    event: dict[str, Any] = {"kind": kind, "by": by, "on": on}
    if text:
        event["text"] = f"{text}\n"
    gap = b"" if data.endswith(b"\n") or not data else b"\n"
    after = data + gap + b"\n" + toml_file.dump({"event": [event]})
    known = toml_file.parse(after, path).tables if len(after) <= toml_file.LIMIT else None
    if before is None or known is None:
        return None
    wanted = [*before.get("event", []), event] if isinstance(before.get("event", []), list) else []
    return after if known == {**before, "event": wanted} else None
