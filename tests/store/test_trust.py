"""Signatures: made by git, checked by git, and what they prove to whom."""

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from model.review import DecisionKind, FeedbackKind
from model.trust import Signature, weakest
from store import signers, signing, trust
from store.clock import Clock
from store.git import RECORD, Git
from store.people import remember_settings
from store.platform_acts import OnPlatform
from store.public_keys import BadKey, parse_key, parse_keys
from store.school_folder import SchoolFolder
from store.signing import LockedKey, NoAgent, NoKeyFile, NoSshKeygen, NotSigned
from tests.nso import NELE, act, reviewed
from tests.store.school import AN, git


@pytest.fixture
def school(received: Path) -> Path:
    """A school of an inbox that submitted."""
    return received


def decided(school: Path) -> str:
    """The commit of a decision."""
    return reviewed(school).decide(DecisionKind.RETURNED, "Vul aan.", NELE).commit


def state(school: Path, commit: str) -> Signature:
    return trust.of_commits(Git(school), [commit], signers.load())[commit]


def tag_state(school: Path) -> Signature:
    tag = Git(school).reference("refs/tags/decision/round-1")
    assert tag is not None
    return trust.of_tag(Git(school), tag, signers.load())


def test_without_a_key_everything_works_and_is_unsigned(school: Path) -> None:
    commit = decided(school)
    assert state(school, commit) is Signature.UNSIGNED
    assert tag_state(school) is Signature.UNSIGNED
    assert reviewed(school).signature() is Signature.UNSIGNED


def test_a_signature_is_verified_only_with_a_pinned_key(
    school: Path, key: signing.SigningKey
) -> None:
    commit = decided(school)
    assert (state(school, commit), tag_state(school)) == (Signature.UNKNOWN_KEY,) * 2
    assert reviewed(school).signature() is Signature.UNKNOWN_KEY
    signers.pin([key.public])
    assert (state(school, commit), tag_state(school)) == (Signature.VERIFIED,) * 2
    assert reviewed(school).signature() is Signature.VERIFIED
    gone = signers.remove(key.public.fingerprint)
    assert gone.key.body == key.public.body
    assert state(school, commit) is Signature.UNKNOWN_KEY


def test_plain_git_verifies_it_with_the_users_file_and_with_the_schools(
    school: Path, key: signing.SigningKey, tmp_path: Path
) -> None:
    commit = decided(school)
    signers.pin([key.public])
    keys = git(school, "show", "record:review/nso.pub")
    offered = tmp_path / "allowed"
    offered.write_text("".join(f"nso {line}\n" for line in keys.splitlines()))
    for file in (signers.load().allowed, offered):
        setting = f"gpg.ssh.allowedSignersFile={file}"
        git(school, "-c", setting, "verify-commit", commit)
        git(school, "-c", setting, "verify-tag", "decision/round-1")
    assert trust.offered_keys(Git(school))[0].fingerprint == key.public.fingerprint


def test_a_revoked_key_is_bad_and_an_expired_one_unknown(
    school: Path, key: signing.SigningKey
) -> None:
    commit = decided(school)  # on 8 February in Brussels; elsewhere it may be the 7th still
    signers.pin([key.public], until=date(2023, 2, 6))
    assert state(school, commit) is Signature.UNKNOWN_KEY
    signers.pin([key.public], until=date(2023, 2, 9))
    assert state(school, commit) is Signature.VERIFIED
    (signer,) = signers.load().signers
    assert signer.until == date(2023, 2, 9)
    signers.remove(key.public.fingerprint, revoke=True)
    assert state(school, commit) is Signature.BAD
    assert tag_state(school) is Signature.BAD
    signers.pin([key.public])
    assert state(school, commit) is Signature.BAD, "what was revoked stays so"


def test_words_that_were_changed_under_a_signature_are_bad(
    school: Path, key: signing.SigningKey
) -> None:
    commit = decided(school)
    signers.pin([key.public])
    raw = subprocess.run(
        ["git", "cat-file", "commit", commit], cwd=school, capture_output=True, check=True
    ).stdout
    forged = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin"],
        cwd=school,
        input=raw.replace(b"returned", b"approved"),
        capture_output=True,
        check=True,
    ).stdout.decode()
    assert state(school, forged.strip()) is Signature.BAD


def test_a_locked_key_is_told_and_nothing_is_recorded(
    school: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = home / "locked"
    words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "secret", "-f", str(locked)]
    subprocess.run(words, check=True)
    signing.choose(locked)
    before = git(school, "rev-parse", "record")
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    with pytest.raises(NoAgent, match="locked") as told:
        decided(school)
    assert "ssh-agent" in told.value.remedy
    monkeypatch.setenv("SSH_AUTH_SOCK", str(home / "no-agent"))
    with pytest.raises(LockedKey, match="locked") as again:
        decided(school)
    assert "ssh-add" in again.value.remedy
    assert "No ssh-agent" not in again.value.remedy
    assert git(school, "rev-parse", "record") == before
    assert git(school, "tag", "--list", "decision/*") == ""


def test_an_agent_signs_with_a_key_of_which_only_the_public_half_is_here(
    school: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = home / "agents"
    words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "secret", "-f", str(path)]
    subprocess.run(words, check=True)
    subprocess.run(
        ["ssh-keygen", "-q", "-p", "-P", "secret", "-N", "", "-f", str(path)],
        check=True,
        capture_output=True,
    )
    socket = tmp_path / "agent"
    agent = subprocess.Popen(["ssh-agent", "-D", "-a", socket], stdout=subprocess.PIPE)
    try:
        assert agent.stdout is not None
        agent.stdout.readline()
        monkeypatch.setenv("SSH_AUTH_SOCK", str(socket))
        subprocess.run(["ssh-add", "-q", str(path)], check=True, env=os.environ)
        path.unlink()
        key = signing.choose(path.with_suffix(".pub"))
        signers.pin([key.public])
        assert state(school, decided(school)) is Signature.VERIFIED
        assert tag_state(school) is Signature.VERIFIED
    finally:
        agent.terminate()
        agent.communicate()


def test_a_key_that_is_gone_or_none_is_told(school: Path, home: Path) -> None:
    for path in (home / "nowhere", home):
        with pytest.raises(NoKeyFile):
            signing.choose(path)
    remember_settings(signing_key=str(home / "nowhere"))
    with pytest.raises(NoKeyFile):
        decided(school)
    (home / "broken").write_text("no key\n")
    good = signing.make(home / "key", "nele", ask=False)
    (home / "broken.pub").write_text(f"{good.public.line}\n")
    signing.choose(home / "broken")
    with pytest.raises((NotSigned, LockedKey)):
        decided(school)


def test_without_ssh_keygen_one_still_reads_and_only_signing_is_refused(
    school: Path, key: signing.SigningKey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = decided(school)
    signers.pin([key.public])
    only_git = tmp_path / "bin"
    only_git.mkdir()
    for name in ("git",):
        found = subprocess.run(["which", name], capture_output=True, check=True).stdout
        (only_git / name).symlink_to(found.decode().strip())
    monkeypatch.setenv("PATH", str(only_git))
    assert state(school, commit) is Signature.UNKNOWN_KEY
    assert tag_state(school) is Signature.UNKNOWN_KEY
    with pytest.raises(NoSshKeygen):
        reviewed(school).decide(DecisionKind.APPROVED, "Toch.", NELE)
    memory = trust.Memory(signers.load())
    assert memory.get(commit) is None, "what could not be checked is not remembered"


def test_what_was_verified_is_remembered_by_object_and_key_set(
    school: Path, key: signing.SigningKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = decided(school)
    signers.pin([key.public])
    known = signers.load()
    memory = trust.Memory(known)
    assert trust.of_record(Git(school), known, memory) is Signature.VERIFIED
    memory.keep()
    again = trust.Memory(known)
    with monkeypatch.context() as patched:
        patched.setattr(Git, "run", None)  # nothing is asked again
        assert trust.of_record(Git(school), known, again) is Signature.VERIFIED
        found = trust.of_commits(Git(school), [commit], known, again)
        assert found == {commit: Signature.VERIFIED}
    signers.remove(key.public.fingerprint)
    other = signers.load()
    assert other.key_set != known.key_set
    assert trust.Memory(other).get(commit) is None


def test_a_damaged_memory_is_none(school: Path, key: signing.SigningKey) -> None:
    signers.pin([key.public])
    commit = decided(school)
    known = signers.load()
    memory = trust.Memory(known)
    memory.put(commit, Signature.VERIFIED)
    memory.keep()
    (file,) = Path(os.environ["XDG_CACHE_HOME"]).glob("labelmap/signatures/*.json")
    for broken in (b"", b"[]", b'{"x": 1}', b"\xff", b"[" * 100_000):
        file.write_bytes(broken)
        assert trust.Memory(known).get(commit) is None


def test_a_decision_of_the_school_itself_needs_no_signature(submitted: Path) -> None:
    folder = SchoolFolder.open(submitted, Clock.of("2023-02-08"))
    assert folder.signature() is None
    day = folder.clock.today
    folder.record_platform(OnPlatform(on=day, decision=DecisionKind.APPROVED), AN)
    assert folder.signature() is None


def test_what_a_school_puts_in_review_in_the_nsos_name_counts_as_unsigned(
    school: Path, key: signing.SigningKey
) -> None:
    decided(school)
    signers.pin([key.public])
    act(school, "platform", {"review/round-1/decision-2.toml": 'decision = "approved"\n'})
    assert trust.of_record(Git(school), signers.load()) is Signature.UNSIGNED


def test_a_signers_own_lines_and_comments_stay_in_the_file(key: signing.SigningKey) -> None:
    signers.pin([key.public])
    file = signers.load().allowed
    file.write_text(f"# ours\n{file.read_text()}*@nso.example cert-authority {key.public.line}\n")
    signers.pin([key.public])
    lines = file.read_text().splitlines()
    assert lines[0] == "# ours"
    assert "cert-authority" in file.read_text()
    with pytest.raises(signers.NoSuchKey):
        signers.remove("SHA256:none")


@pytest.mark.parametrize(
    "line", ["", "ssh-ed25519", "ssh-ed25519 AAAA", "ssh-dss AAAAB3NzaC1kc3M=", "ssh-rsa ****"]
)
def test_what_is_no_public_key_is_refused(line: str) -> None:
    with pytest.raises(BadKey):
        parse_key(line)


def test_a_fingerprint_is_ssh_keygens_own(key: signing.SigningKey) -> None:
    file = key.path.with_suffix(".pub")
    said = subprocess.run(["ssh-keygen", "-l", "-f", file], capture_output=True, check=True)
    (again,) = parse_keys(file.read_bytes())
    assert again.fingerprint in said.stdout.decode()
    hostile = parse_key(f"{again.kind} {again.body} \x1b[31mred\u202e")
    assert "\x1b" not in hostile.comment


def test_git_s_own_key_is_used_where_none_was_chosen(
    school: Path, home: Path, key: signing.SigningKey
) -> None:
    remember_settings(signing_key="")
    (home / ".gitconfig").write_text(f"[gpg]\n\tformat = ssh\n[user]\n\tsigningKey = {key.path}\n")
    chosen = signing.signing_key()
    assert chosen is not None
    signers.pin([key.public])
    assert state(school, decided(school)) is Signature.VERIFIED


def test_the_weakest_of_several_counts() -> None:
    assert weakest([]) is None
    assert weakest(Signature) is Signature.BAD
    assert weakest([Signature.VERIFIED, Signature.UNKNOWN_KEY]) is Signature.UNKNOWN_KEY


def test_a_reviewer_signs_what_is_published_and_the_school_nothing(
    school: Path, key: signing.SigningKey
) -> None:
    folder = reviewed(school)
    folder.draft("collaboration", FeedbackKind.PRAISE, "Mooi.", NELE)
    folder.publish(NELE)
    signers.pin([key.public])
    commits = git(school, "rev-list", "record").split()
    found = trust.of_commits(Git(school), commits, signers.load())
    assert [found[commit] for commit in commits] == [Signature.VERIFIED, Signature.UNSIGNED]
    assert Git(school).reference(RECORD) == commits[0]
