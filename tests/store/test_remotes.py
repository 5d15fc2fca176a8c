"""Colleagues share over a git remote: what was refused is joined and tried again; nothing runs."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from model.messages import Failure
from store import remotes
from store.arrivals import OtherApplication
from store.creation import FolderNotEmpty
from store.folder import DiskFull
from store.git_safety import check_repository
from store.joining import NoApplicationThere, join_remote
from store.processes import Result
from store.remote_failures import (
    AsksForPassword,
    BadRemote,
    FolderNotThere,
    HostChanged,
    KeyNotAccepted,
    NoAnswer,
    NoRemote,
    NoRights,
    NoSuchHost,
    NotForSharing,
    NothingThere,
    NotOurs,
    NotReached,
    NotTrusted,
    RemoteFull,
    RemoteRefused,
    UnknownHost,
    WrongPassword,
    turned_away,
    why,
)
from store.remotes import Remote
from store.rounds import Round
from store.school_folder import SchoolFolder
from tests.nso import complete_school, words
from tests.store.school import AN, BART, CLOCK, PLAN, git, mark_script, new_school, plan_of
from tests.store.sharing import (
    CARLA,
    COLLABORATION,
    files,
    joined,
    share,
    shared_folder,
    writes,
)
from tests.tui.command_line import AN_IN_GIT, obey_permissions, start
from tui.inviting import invite


def bare(place: Path) -> Path:
    folder = place / "remote.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(folder)], check=True)
    return folder


def cloned(remote: Path, path: Path) -> SchoolFolder:
    """A colleague's copy, as somebody who knows git makes it."""
    subprocess.run(["git", "clone", "-q", "--no-local", str(remote), str(path)], check=True)
    return SchoolFolder.open(path, CLOCK)


def two(place: Path) -> tuple[SchoolFolder, SchoolFolder, Path]:
    remote, an = bare(place), new_school(place / "an")
    git(an.path, "remote", "add", "origin", str(remote))
    an = SchoolFolder.open(an.path, CLOCK)
    assert an.sync_remote(None, AN).written == 1
    return an, cloned(remote, place / "bart"), remote


def test_two_share_over_a_bare_folder_and_a_refused_push_is_tried_again(tmp_path: Path) -> None:
    an, bart, remote = two(tmp_path)
    writes(an, AN, {PLAN: "Van An."})
    writes(bart, BART, {COLLABORATION: "Van Bart."})
    an.sync_remote("origin", AN)
    assert bart.sync_remote(str(remote), BART).changed
    assert an.sync_remote(None, AN).changed
    for folder in (an, bart):
        assert plan_of(folder) == "Van An."
        assert folder.application.answers["collaboration"].plan == "Van Bart."
    assert git(remote, "rev-parse", "main") == an.newest() == bart.newest()
    again = an.sync_remote(None, AN)
    assert (again.changed, again.written) == (False, 0)
    check_repository(an.path)


def test_who_is_overtaken_between_fetching_and_pushing_goes_round_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    an, bart, _remote = two(tmp_path)
    writes(an, AN, {PLAN: "Van An."})
    writes(bart, BART, {COLLABORATION: "Van Bart."})
    push, rounds = remotes._push, []  # noqa: SLF001 - a colleague comes in between, at this very place

    def overtaken(now: Round, remote: Remote) -> int | None:
        rounds.append(now)
        if len(rounds) == 1:
            git(bart.path, "push", "-q", "origin", "main")
        return push(now, remote)

    monkeypatch.setattr(remotes, "_push", overtaken)
    done = an.sync_remote(None, AN)
    assert len(rounds) == 2
    assert (done.changed, done.written) == (True, 1)
    assert an.application.answers["collaboration"].plan == "Van Bart."


def test_the_record_and_its_marks_travel_too(tmp_path: Path) -> None:
    remote, an = bare(tmp_path), complete_school(tmp_path / "an")
    an.submit(AN, words)
    an.sync_remote(str(remote), AN)
    bart = cloned(remote, tmp_path / "bart")
    git(bart.path, "update-ref", "-d", "refs/tags/submission/round-1")
    bart.sync_remote(None, BART)
    assert git(bart.path, "rev-parse", "record") == git(an.path, "rev-parse", "record")
    assert git(bart.path, "tag", "--list") == "submission/round-1"
    assert bart.application.record.submissions


def test_no_hook_runs_on_this_computer(tmp_path: Path) -> None:
    an, _bart, remote = two(tmp_path)
    script, mark = mark_script(tmp_path)
    own = an.path / ".git/hooks"
    own.mkdir(exist_ok=True)
    for name in ("pre-push", "reference-transaction", "post-merge", "post-commit"):
        (own / name).write_bytes(script.read_bytes())
        (own / name).chmod(0o755)
    theirs = remote / "hooks"
    theirs.mkdir(exist_ok=True)
    for name in ("pre-receive", "update", "post-receive", "post-update", "reference-transaction"):
        (theirs / name).write_bytes(script.read_bytes())
        (theirs / name).chmod(0o755)
    git(remote, "config", "core.fsmonitor", str(script))
    git(remote, "config", "uploadpack.packObjectsHook", str(script))
    git(remote, "config", "core.alternateRefsCommand", str(script))
    git(remote, "config", "core.hooksPath", str(theirs))
    writes(an, AN, {PLAN: "Van An."})
    an.sync_remote(None, AN)
    assert git(remote, "rev-parse", "main") == an.newest()
    assert not mark.exists()


@contextmanager
def a_remote_with_a_door() -> Iterator[str]:
    """A server that wants a password of everybody."""

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="school"')
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as above
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Door)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/school.git"
    finally:
        server.shutdown()
        server.server_close()


def test_a_remote_that_asks_for_a_password_is_told_and_never_asked(tmp_path: Path) -> None:
    an = new_school(tmp_path / "an")
    with a_remote_with_a_door() as address, pytest.raises(AsksForPassword) as raised:
        an.sync_remote(address, AN)
    assert address in str(raised.value)
    assert "never asks for passwords" in str(raised.value.fix)


@pytest.mark.skipif(sys.platform == "win32", reason="a credential helper that is a shell script")
def test_the_user_s_own_credential_helper_is_asked_and_the_folder_s_is_not(
    tmp_path: Path, home: Path
) -> None:
    an = new_school(tmp_path / "an")
    script, mark = mark_script(tmp_path)
    (home / ".gitconfig").write_text(f"[credential]\n\thelper = {script}\n", "utf-8")
    with a_remote_with_a_door() as address, pytest.raises(AsksForPassword):
        an.sync_remote(address, AN)
    assert mark.exists()


def test_what_can_t_be_a_remote_is_refused_before_git_sees_it(tmp_path: Path) -> None:
    an = new_school(tmp_path / "an")
    _script, mark = mark_script(tmp_path)
    with pytest.raises(NoRemote):
        an.sync_remote(None, AN)
    for address in (f"ext::touch {mark}", "--upload-pack=touch", "nergens", "fd::7"):
        with pytest.raises(BadRemote):
            an.sync_remote(address, AN)
    with pytest.raises(NoAnswer):
        an.sync_remote("http://127.0.0.1:9/school.git", AN)
    with pytest.raises(FolderNotThere):
        an.sync_remote(str(tmp_path / "stick"), AN)
    (tmp_path / "plain").mkdir()
    with pytest.raises(NothingThere):
        an.sync_remote(str(tmp_path / "plain"), AN)
    assert not mark.exists()


def test_a_remote_that_refuses_for_good_is_told(tmp_path: Path) -> None:
    an = new_school(tmp_path / "an")
    other = new_school(tmp_path / "other")
    git(other.path, "commit", "--amend", "-qm", "another application")
    with pytest.raises(OtherApplication):
        an.sync_remote(str(other.path), AN)
    copy = cloned(an.path, tmp_path / "copy")
    writes(an, AN, {PLAN: "Van An."})
    with pytest.raises(NotForSharing):
        an.sync_remote(str(copy.path), AN)
    remote = bare(tmp_path)
    git(remote, "config", "receive.denyCurrentBranch", "refuse")
    (remote / "refs/heads").chmod(0o755)
    git(remote, "config", "transfer.hideRefs", "refs/heads")
    with pytest.raises(RemoteRefused):
        an.sync_remote(str(remote), AN)


def test_a_shared_folder_beside_a_remote_lets_nothing_be_written_twice(tmp_path: Path) -> None:
    an, bart, _remote = two(tmp_path)
    shared = shared_folder(tmp_path)
    invite(an, shared, AN)
    carla = joined(shared, tmp_path / "carla", CARLA)
    writes(bart, BART, {PLAN: "Van Bart."})
    bart.sync_remote(None, BART)
    an.sync_remote(None, AN)
    assert share(an, AN).written
    an.sync_remote(None, AN)
    before = files(shared)
    assert share(an, AN).written == 0
    assert files(shared) == before
    share(carla, CARLA)
    assert plan_of(carla) == "Van Bart."


SAID: list[tuple[str, type[Exception]]] = [
    (
        "fatal: could not read Username for 'https://x': terminal prompts disabled",
        AsksForPassword,
    ),
    ("fatal: Authentication failed for 'https://git.school.example/s.git/'", WrongPassword),
    (
        (
            "git@git.school.example: Permission denied (publickey).\n"
            "fatal: Could not read from remote repository."
        ),
        KeyNotAccepted,
    ),
    (
        (
            "No ED25519 host key is known for x and you have requested strict "
            "checking.\nHost key verification failed.\nfatal: Could not read from remote."
        ),
        UnknownHost,
    ),
    (
        "@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.",
        HostChanged,
    ),
    (
        (
            "fatal: unable to access 'https://x/': server certificate verification "
            "failed. CAfile: none CRLfile: none"
        ),
        NotTrusted,
    ),
    (
        (
            "ssh: Could not resolve hostname git.school.example: Name or service not known\n"
            "fatal: Could not read from remote repository."
        ),
        NoSuchHost,
    ),
    ("fatal: unable to access 'https://x/': Could not resolve host: x", NoSuchHost),
    (
        (
            "ssh: connect to host git.school.example port 22: Connection timed out\n"
            "fatal: Could not read from remote repository."
        ),
        NoAnswer,
    ),
    ("fatal: unable to access 'https://x/': Failed to connect to x port 443", NoAnswer),
    ("remote: Repository not found.\nfatal: repository 'https://x/s.git/' not found", NothingThere),
    ("fatal: detected dubious ownership in repository at '/srv/school.git'", NotOurs),
    ("fatal: unable to access 'https://x/s.git/': The requested URL returned error: 403", NoRights),
    ("remote: error: insufficient permission for adding an object to database ./objects", NoRights),
    ("remote: fatal: write error: No space left on device", RemoteFull),
    ("fatal: write error: No space left on device", DiskFull),
    ("fatal: something that no git has said so far", NotReached),
]


@pytest.mark.parametrize(("words", "failure"), SAID)
def test_each_reason_of_git_s_has_a_sentence_of_ours(
    tmp_path: Path, words: str, failure: type[Failure]
) -> None:
    told = why(tmp_path, "https://git.school.example", Result(128, b"", words.encode()))
    assert type(told) is failure
    last = words.splitlines()[-1].removeprefix("fatal: ").removeprefix("remote: ")
    for sentence in (told.message, told.fix):
        assert str(sentence)
        assert last not in str(sentence)
    assert (getattr(told, "said", "") == words) is (failure is NotReached)


def test_what_a_push_was_refused_for_has_one_too() -> None:
    line = "!\trefs/heads/main:refs/heads/main\t[remote rejected] ({})"
    for why_not, remote_said, failure in (
        ("unpacker error", b"remote: fatal: write error: No space left on device", RemoteFull),
        ("unpacker error", b"remote: error: unable to create temporary object directory", NoRights),
        ("pre-receive hook declined", b"", RemoteRefused),
        ("branch is currently checked out", b"", NotForSharing),
    ):
        told = turned_away("r", [line.format(why_not)], Result(1, b"", remote_said))
        assert type(told) is failure
        assert why_not not in str(told)


@pytest.mark.skipif(sys.platform != "linux", reason="root obeys permissions only there")
def test_a_folder_in_which_one_may_not_write_is_told(tmp_path: Path) -> None:
    an, _bart, remote = two(tmp_path)
    start("set", an.path, PLAN, "Van An.", env=AN_IN_GIT)
    folders = [remote, *(path for path in remote.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    told = start("sync", an.path, env=AN_IN_GIT, first=obey_permissions)
    for folder in folders:
        folder.chmod(0o755)
    assert told.code == 3, told.said
    assert "are not allowed to put your changes in" in told.err
    assert start("sync", an.path, env=AN_IN_GIT).code == 0


def test_a_colleague_joins_over_a_remote_and_shares_there_from_then_on(tmp_path: Path) -> None:
    remote, an = bare(tmp_path), complete_school(tmp_path / "an")
    with pytest.raises(NoApplicationThere):
        join_remote(str(remote), tmp_path / "bart", BART, CLOCK)
    assert not (tmp_path / "bart").exists()
    an.submit(AN, words)
    an.sync_remote(str(remote), AN)
    bart = join_remote(str(remote), tmp_path / "bart", BART, an.clock)
    assert bart.newest() == an.newest()
    assert git(bart.path, "status", "--porcelain") == ""
    assert git(bart.path, "tag", "--list") == "submission/round-1"
    assert bart.application.record.submissions
    again = bart.sync_remote(None, BART)
    assert (again.changed, again.written) == (False, 0)
    check_repository(bart.path)
    git(bart.path, "fetch", "-q")  # as somebody who knows git goes on
    with pytest.raises(FolderNotEmpty):
        join_remote(str(remote), bart.path, BART, CLOCK)
