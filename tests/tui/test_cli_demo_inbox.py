"""`labelmap demo --reviewer`: a dozen invented schools, each in another state."""

import json
from collections import Counter
from pathlib import Path

import pytest

from store import people, signing
from tests.conftest import give_home
from tests.tui.command_line import MadeInbox, Run, git

pytestmark = pytest.mark.usefixtures("an")


def test_a_dozen_schools_in_every_state(
    run: Run, made_inbox: MadeInbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = made_inbox.folder
    assert made_inbox.said.read_text(encoding="utf-8") == f"{inbox}\n"
    give_home(monkeypatch, made_inbox.home)
    document = json.loads(run("inbox", inbox, "--json", "--lang", "en").out)
    rows = {Path(row["folder"]).name: row for row in document["schools"]}
    assert Counter(row["state"] for row in rows.values()) == {
        "submitted": 5,
        "returned": 2,
        "approved": 2,
        "draft": 1,
        "refused": 1,
        None: 1,
    }
    assert {row["today"] for row in rows.values()} == {"2023-02-15", None}
    assert rows["scholengroep-westkant"]["problem"]
    assert rows["basisschool-de-lindeboom"]["assigned_to"] == "Nele Jans"
    assert rows["steinerschool-klimop"]["signature"] == "unknown-key"
    talked = rows["campus-de-vaart"]
    assert (talked["round"], talked["waiting_for"]) == (2, "reviewer")
    schools = inbox / "schools"
    events = git(schools / "campus-de-vaart", "log", "--format=%s", "record").splitlines()
    assert [line.partition(":")[0].partition("(")[0] for line in reversed(events)] == [
        "submit",
        "platform",
        "receipt",
        "decide",
        "reply",
        "resolve",
        "addressed",
        "submit",
        "platform",
        "receipt",
    ]
    forged = rows["instituut-hoogland"]
    assert (forged["state"], forged["signature"]) == ("approved", "bad")
    for name, row in rows.items():
        if row["problem"] is None:
            ran = run("audit", schools / name, "--json")
            codes = {finding["code"] for finding in json.loads(ran.out)["findings"]}
            wanted = {"bad-signature", "tag-moved"} if name == "instituut-hoogland" else set()
            assert codes == wanted, name
    # It is the invented NSO that signs, with a key of which nothing is left.
    assert signing.signing_key() is None
    assert people.load_settings().is_demo(inbox)
    ran = run("status", schools / "campus-de-vaart", "--json")
    assert json.loads(ran.out)["today"] == "2023-02-15"
    assert run("demo", "--reviewer", "--into", inbox).code == 1, "it is there already"
