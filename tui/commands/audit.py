"""`labelmap audit`: the history held against the rules; exit 1 when something is against them."""

from pathlib import Path

import click

from model.messages import N_, Message
from model.text import shown_line
from store.audit_findings import Finding
from tui import console
from tui.exits import Exit
from tui.json_shapes import FORMAT, AuditJson, FindingJson
from tui.language import Language
from tui.world import World


def _as_json(found: Finding, language: Language) -> FindingJson:
    return {
        "code": found.code.value,
        "commit": found.commit or None,
        "path": found.path or None,
        "message": language.say(found.message),
    }


def _line(found: Finding, language: Language) -> str:
    parts = [found.code.value, found.commit[:12], shown_line(found.path)]
    return f"{language.say(found.message)} ({' · '.join(part for part in parts if part)})"


@click.command(
    help=N_(
        "Check the history against the rules. What school and NSO told one another, by itself and "
        "against the school's diary: roles, signatures, lists of files, marks, dates and periods."
    )
)
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--json", "json_wanted", is_flag=True, help=N_("Print JSON."))
@click.pass_obj
def command(world: World, folder: Path | None, json_wanted: bool) -> int:
    """Print what was found. Nothing is written, and no cache is asked."""
    from store import signers
    from store.audit import audit
    from store.inbox_folder import inbox_of

    opened = world.open(folder)
    known = signers.load()
    done = audit(opened.git, known, in_inbox=inbox_of(opened.path) is not None)
    if json_wanted:
        document: AuditJson = {
            "format": FORMAT,
            "ok": done.ok,
            "findings": [_as_json(found, world.language) for found in done.findings],
            "notices": [_as_json(found, world.language) for found in done.notices],
        }
        console.answer_json(document)
        return Exit.DONE if done.ok else Exit.NO
    for found in done.findings:
        console.answer(f"✗ {_line(found, world.language)}")
    for found in done.notices:
        console.answer(f"· {_line(found, world.language)}")
    if done.ok:
        world.say(Message(N_("Nothing is against the rules.")))
    else:
        world.note(
            Message(
                N_("{count} finding: ask those whose names stand there."),
                {"count": len(done.findings)},
                N_("{count} findings: ask those whose names stand there."),
            )
        )
    if not known.has_nso_key:
        text = N_("You trust no key of the NSO: who decided is not proven. See 'labelmap trust'.")
        world.note(Message(text))
    return Exit.DONE if done.ok else Exit.NO
