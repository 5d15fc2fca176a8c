"""A folder from somebody else starts nothing and reaches nowhere: proved with traps."""

import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from model.fields import parse_key
from store.git import Git
from store.git_failures import (
    BareRepository,
    DamagedHistory,
    DetachedHistory,
    MergeInProgress,
    NoHistory,
    OtherBranch,
    OtherOwner,
    UnsafeFolder,
)
from store.git_settings import parse_settings, plain_settings
from store.school_folder import NotASchoolFolder, SchoolFolder
from tests.store.school import AN, CLOCK, git, mark_script, with_field


@pytest.fixture
def school(folder: SchoolFolder) -> Path:
    return folder.path


def use_everything(path: Path) -> None:
    """All that our program does with git in a folder."""
    folder = SchoolFolder.open(path, CLOCK)
    folder.uncommitted()
    folder.save(with_field(folder, "shared-leadership.plan", "Eerst dit."), AN)
    folder.save(with_field(folder, "shared-leadership.plan", "Dan dat."), AN)
    (path / "evidence/esafety").mkdir(parents=True, exist_ok=True)
    (path / "evidence/esafety/nieuw.pdf").write_bytes(b"%PDF-1.4")
    folder.recover(AN)
    commits = [entry.commit for entry in folder.log()]
    for entry in list(folder.diary(start=commits[0], skip=1)):
        folder.changed_in(entry)
    folder.people()
    key = parse_key("shared-leadership.plan", folder.edition)
    list(folder.versions(key))
    folder.restore(key, commits[-2], AN)
    folder.reload()
    Git(path).run("gc", "--quiet")


DANGEROUS = (
    "core.fsmonitor",
    "core.sshCommand",
    "core.hooksPath",
    "core.editor",
    "core.pager",
    "core.askPass",
    "core.gitProxy",
    "core.alternateRefsCommand",
    "core.worktree",
    "core.attributesFile",
    "credential.helper",
    "gpg.program",
    "gpg.ssh.program",
    "gc.recentObjectsHook",
    "diff.external",
    "diff.trap.textconv",
    "diff.trap.command",
    "filter.trap.clean",
    "filter.trap.smudge",
    "filter.trap.process",
    "merge.trap.driver",
    "alias.status",
    "alias.commit",
    "include.path",
    "includeIf.gitdir:/.path",
    "pager.log",
    "sequence.editor",
    "uploadpack.packObjectsHook",
    "trailer.trap.command",
    "trailer.trap.cmd",
    "remote.origin.uploadpack",
    "remote.origin.receivepack",
    "remote.origin.vcs",
    "remote.origin.proxy",
    "url.ext::sh.insteadOf",
    "extensions.worktreeConfig",
    "extensions.partialClone",
    "commit.gpgSign",
    "http.proxy",
    "submodule.trap.update",
    "tar.trap.command",
    "browser.trap.cmd",
    "log.showSignature",
    "safe.directory",
)


def test_what_another_git_takes_away_meanwhile_is_not_looked_for(
    school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passing = school / ".git/passing"
    passing.mkdir()
    scan = os.scandir

    def late(place: Path) -> object:
        if Path(place) == passing:
            passing.rmdir()
        return scan(place)

    monkeypatch.setattr(os, "scandir", late)
    assert Git(school).head() is not None
    assert not passing.exists()


@pytest.mark.parametrize("key", DANGEROUS)
def test_a_dangerous_setting_is_refused_by_name_and_starts_nothing(
    key: str, school: Path, tmp_path: Path
) -> None:
    script, mark = mark_script(tmp_path)
    with (school / ".gitattributes").open("a") as file:
        file.write("* filter=trap diff=trap merge=trap\n")
    git(school, "config", "--file", ".git/config", key, str(script))
    mark.unlink(missing_ok=True)
    with pytest.raises(UnsafeFolder) as failure:
        SchoolFolder.open(school, CLOCK)
    assert failure.value.kind == "usage"
    assert key.lower() in str(failure.value.message).lower()
    assert not mark.exists()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("remote.origin.url", "ext::sh -c touch% /tmp/x"),
        ("remote.origin.url", "-oProxyCommand=touch"),
        ("remote.origin.url", "transport::host"),
        ("remote.origin.url", "fd::3"),
        ("remote.origin.fetch", "+refs/heads/*:refs/heads/*"),
        ("remote.origin.fetch", "refs/heads/x:refs/replace/y"),
    ],
)
def test_a_remote_that_reaches_elsewhere_is_refused(key: str, value: str, school: Path) -> None:
    git(school, "config", "--file", ".git/config", key, value)
    with pytest.raises(UnsafeFolder, match=key.replace(".", r"\.")):
        SchoolFolder.open(school, CLOCK)


@pytest.mark.parametrize(
    "text",
    [
        '[remote "origin"]\n\turl = https://git.example/school.git\n',
        '[remote "origin"]\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n',
        '[remote "origin"]\n\turl = git@git.example:school/aanvraag.git\n',
        '[remote "stick"]\n\turl = /media/stick/school.git\n',
        '[branch "main"]\n\tremote = origin\n\tmerge = refs/heads/main\n',
        "[user]\n\tname = Zoë D'Hondt # de juf\n\temail = zoe@school.example\n",
        "[gc]\n\tauto = 0\n[gui]\n\tgeometry = 887x427+26+26 171 192\n",
        "[core] ignorecase = true\n; a comment\n[init]\n\tdefaultBranch=main\n",
    ],
)
def test_harmless_settings_are_fine_however_they_are_written(text: str, school: Path) -> None:
    with (school / ".git/config").open("a", encoding="utf-8") as file:
        file.write(text)
    use_everything(school)


@pytest.mark.parametrize(
    "text",
    [
        "[core] fsmonitor = x\n",
        "[CORE]\n\tFsMonitor = x\n",
        "[core]\n\trepositoryformatversion = 0 \\\n\n\tfsmonitor = x\n",
        '[core "x"]\n\tbare = false\n',
        "[core]\n\tfsmonitor\n",
        "[core]\n\tsymlinks = true\n[alias]log=!x\n",
        "\ufeff[alias]\n\tlog = !x\n",
    ],
)
def test_no_way_of_writing_hides_a_setting(text: str, school: Path) -> None:
    with (school / ".git/config").open("a", encoding="utf-8") as file:
        file.write(text)
    with pytest.raises(UnsafeFolder):
        SchoolFolder.open(school, CLOCK)


def test_settings_read_without_git_are_those_that_git_reads(school: Path) -> None:
    data = (school / ".git/config").read_bytes() + (
        b'[remote "origin"]\n\turl = https://git.example/a b.git\n'
        b'[branch "main"]\n\tmerge = refs/heads/main\n\tremote = \n[user]\n\tname = An P \n'
    )
    plain = plain_settings(data)
    assert plain is not None
    assert plain == parse_settings(school, data)


@pytest.mark.parametrize(
    "text",
    ["[core]\n\tx = a\\nb\n", '[core]\n\tx = "a"\n', "[core]\n\tx = a # b\n", "[a.b]\n", "x"],
)
def test_what_only_git_can_read_is_left_to_git(text: str) -> None:
    assert plain_settings(text.encode()) is None


def test_hooks_of_the_repository_never_run(school: Path, tmp_path: Path) -> None:
    script, mark = mark_script(tmp_path)
    hooks = school / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for name in (
        "pre-commit",
        "prepare-commit-msg",
        "commit-msg",
        "post-commit",
        "post-index-change",
        "reference-transaction",
        "pre-auto-gc",
        "post-rewrite",
        "post-checkout",
        "fsmonitor-watchman",
    ):
        shutil.copy(script, hooks / name)
    use_everything(school)
    assert not mark.exists()
    (school / "school.toml").write_text('name = "x"\n')
    git(school, "commit", "-qam", "by hand")
    assert mark.exists(), "the trap itself works"


def test_the_users_own_settings_start_nothing_either(
    school: Path, tmp_path: Path, home: Path
) -> None:
    script, mark = mark_script(tmp_path)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    shutil.copy(script, hooks / "post-commit")
    lines = [
        f"[core]\n\thooksPath = {hooks}\n\tfsmonitor = {script}",
        f"[core]\n\tattributesFile = {home}/attributes",
        f'[filter "trap"]\n\tclean = {script}\n\tsmudge = {script}\n\trequired = true',
        f'[diff "trap"]\n\ttextconv = {script}\n[diff]\n\texternal = {script}',
        f"[gpg]\n\tprogram = {script}\n[commit]\n\tgpgSign = true\n[alias]\n\tlog = !{script}",
        "[core]\n\tautocrlf = true\n[user]\n\tuseConfigOnly = true\n[log]\n\tshowSignature = true",
    ]
    (home / ".gitconfig").write_text("\n".join(lines))
    (home / "attributes").write_text("* filter=trap diff=trap\n")
    use_everything(school)
    assert not mark.exists()


def test_foreign_attributes_start_nothing_and_are_a_problem(school: Path) -> None:
    (school / ".gitattributes").write_text("* filter=lfs diff=lfs merge=lfs\n")
    (school / "evidence/esafety").mkdir(parents=True)
    (school / "evidence/esafety/.gitattributes").write_text("* ident\n")
    use_everything(school)
    found = [
        p.file for p in SchoolFolder.open(school, CLOCK).problems if p.code == "foreign-attributes"
    ]
    assert found == [".gitattributes", "evidence/esafety/.gitattributes"]


def test_attributes_that_a_windows_checkout_gave_other_line_ends_are_ours(school: Path) -> None:
    path = school / ".gitattributes"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert SchoolFolder.open(school, CLOCK).problems == ()


def test_variables_of_the_user_do_not_steer_git(
    school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script, mark = mark_script(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q")
    for name, value in {
        "GIT_DIR": str(other / ".git"),
        "GIT_WORK_TREE": str(other),
        "GIT_INDEX_FILE": str(tmp_path / "index"),
        "GIT_OBJECT_DIRECTORY": str(tmp_path / "objects"),
        "GIT_EXTERNAL_DIFF": str(script),
        "GIT_SSH_COMMAND": str(script),
        "GIT_EDITOR": str(script),
        "GIT_CONFIG_PARAMETERS": f"'core.fsmonitor={script}'",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": str(script),
        "GIT_COMMON_DIR": str(other / ".git"),
        "GIT_TRACE2_EVENT": str(tmp_path / "trace"),
    }.items():
        monkeypatch.setenv(name, value)
    use_everything(school)
    assert not mark.exists()
    for name in ("index", "objects", "trace"):
        assert not (tmp_path / name).exists()


def replace_by_file(school: Path) -> None:
    shutil.move(school / ".git", school.parent / "elsewhere")
    (school / ".git").write_text(f"gitdir: {school.parent}/elsewhere\n")


def replace_by_link(school: Path) -> None:
    shutil.move(school / ".git", school.parent / "elsewhere")
    (school / ".git").symlink_to(school.parent / "elsewhere")


def add(name: str, text: str) -> Callable[[Path], None]:
    def write(school: Path) -> None:
        path = school / ".git" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    return write


def link(name: str) -> Callable[[Path], None]:
    def make(school: Path) -> None:
        target = school.parent / "target"
        path = school / ".git" / name
        if path.is_dir():
            shutil.move(path, target)
        elif path.exists():
            path.rename(target)
        else:
            target.touch()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target)

    return make


def pack_replacement(school: Path) -> None:
    head = git(school, "rev-parse", "HEAD")
    with (school / ".git/packed-refs").open("a") as file:
        file.write(f"{head} refs/replace/{head}\n")


COMMIT = "1" * 40
WAYS = {
    ".git (not a folder)": replace_by_file,
    ".git (symbolic link)": replace_by_link,
    ".git/commondir": add("commondir", "../../elsewhere/.git\n"),
    ".git/gitdir": add("gitdir", "/somewhere\n"),
    ".git/config.worktree": add("config.worktree", "[core]\n\tfsmonitor = x\n"),
    ".git/shallow": add("shallow", f"{COMMIT}\n"),
    ".git/info/grafts": add("info/grafts", f"{COMMIT}\n"),
    ".git/info/attributes": add("info/attributes", "* filter=trap\n"),
    ".git/info/sparse-checkout": add("info/sparse-checkout", "/*\n"),
    ".git/objects/info/alternates": add("objects/info/alternates", "/elsewhere/objects\n"),
    ".git/objects/info/http-alternates": add("objects/info/http-alternates", "http://x\n"),
    ".git/refs/replace": add(f"refs/replace/{COMMIT}", f"{COMMIT}\n"),
    ".git/packed-refs: refs/replace": pack_replacement,
    ".git/logs/HEAD (symbolic link)": link("logs/HEAD"),
    ".git/HEAD (symbolic link)": link("HEAD"),
    ".git/index (symbolic link)": link("index"),
    ".git/config (symbolic link)": link("config"),
    ".git/COMMIT_EDITMSG (symbolic link)": link("COMMIT_EDITMSG"),
    ".git/objects (symbolic link)": link("objects"),
    ".git/refs/heads/main (symbolic link)": link("refs/heads/main"),
}
PIPES = ("index", "packed-refs", "COMMIT_EDITMSG", "refs/heads/record", "objects/pack/x.idx")


@pytest.mark.parametrize("found", WAYS)
def test_a_repository_whose_parts_lie_elsewhere_is_refused(found: str, school: Path) -> None:
    WAYS[found](school)
    with pytest.raises(UnsafeFolder) as failure:
        SchoolFolder.open(school, CLOCK)
    assert failure.value.facts["found"] == found
    assert "git clone --no-local" in str(failure.value.fix)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
@pytest.mark.parametrize("name", PIPES)
def test_a_pipe_in_git_is_refused_at_once_for_git_would_wait_for_it(
    name: str, school: Path
) -> None:
    path = school / ".git" / name
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    with pytest.raises(UnsafeFolder) as failure:
        SchoolFolder.open(school, CLOCK)
    assert failure.value.facts["found"] == f".git/{name} (not a file)"


def test_missing_parts_are_a_damaged_history_and_no_danger(school: Path) -> None:
    (school / ".git/config").unlink()
    with pytest.raises(DamagedHistory):
        SchoolFolder.open(school, CLOCK)


def test_a_setting_file_that_is_no_file_is_refused(school: Path) -> None:
    (school / ".git/config").unlink()
    os.mkfifo(school / ".git/config")
    with pytest.raises(UnsafeFolder, match=r"\.git/config"):
        SchoolFolder.open(school, CLOCK)


def test_a_branch_file_that_is_half_written_is_a_damaged_history(school: Path) -> None:
    (school / ".git/refs/heads/main").write_bytes(b"")
    with pytest.raises(DamagedHistory, match="damaged"):
        SchoolFolder.open(school, CLOCK)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs to give away files"
)
def test_a_folder_of_another_user_is_told_apart_and_may_be_trusted(
    school: Path, home: Path
) -> None:
    os.chown(school, 12345, 12345)
    os.chown(school / ".git", 12345, 12345)
    with pytest.raises(OtherOwner) as failure:
        SchoolFolder.open(school, CLOCK)
    assert str(school) in str(failure.value.fix)
    (home / ".gitconfig").write_text(f"[safe]\n\tdirectory = {school}\n")
    use_everything(school)


def test_a_bare_repository_is_explained(school: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--bare", str(school), "bare")
    with pytest.raises(BareRepository):
        SchoolFolder.open(tmp_path / "bare", CLOCK)
    git(school, "config", "--file", ".git/config", "core.bare", "true")
    with pytest.raises(BareRepository):
        SchoolFolder.open(school, CLOCK)


def test_a_detached_head_is_explained(school: Path) -> None:
    git(school, "checkout", "-q", "--detach")
    with pytest.raises(DetachedHistory) as failure:
        SchoolFolder.open(school, CLOCK)
    assert "git switch main" in str(failure.value.fix)


def test_another_branch_is_explained(school: Path) -> None:
    git(school, "checkout", "-q", "-b", "proef")
    with pytest.raises(OtherBranch, match="proef"):
        SchoolFolder.open(school, CLOCK)


def test_the_middle_of_a_merge_is_explained_and_nothing_is_lost(school: Path) -> None:
    git(school, "checkout", "-q", "-b", "other")
    (school / "school.toml").write_text('name = "Een"\n')
    git(school, "commit", "-qam", "een")
    git(school, "checkout", "-q", "main")
    (school / "school.toml").write_text('name = "Twee"\n')
    git(school, "commit", "-qam", "twee")
    with pytest.raises(Exception, match="merge"):
        git(school, "merge", "other")
    before = (school / "school.toml").read_bytes()
    with pytest.raises(MergeInProgress, match="merge"):
        SchoolFolder.open(school, CLOCK)
    assert (school / "school.toml").read_bytes() == before


def test_a_merge_begun_while_the_folder_is_open_stops_the_save_and_keeps_the_text(
    school: Path,
) -> None:
    folder = SchoolFolder.open(school, CLOCK)
    (school / ".git/MERGE_HEAD").write_text(git(school, "rev-parse", "HEAD") + "\n")
    with pytest.raises(MergeInProgress):
        folder.save(with_field(folder, "school.city", "Elders"), AN)
    (school / ".git/MERGE_HEAD").unlink()
    assert folder.save(with_field(folder, "school.city", "Elders"), AN) is not None


def test_a_folder_without_history_can_be_adopted(school: Path) -> None:
    shutil.rmtree(school / ".git")
    with pytest.raises(NoHistory):
        SchoolFolder.open(school, CLOCK)
    folder = SchoolFolder.adopt(school, AN, CLOCK)
    assert folder.uncommitted() == ()
    assert [entry.event for entry in folder.log()] == ["create"]


def test_a_folder_that_is_none_of_ours_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    for path in (tmp_path, tmp_path / "missing", tmp_path / "notes.txt"):
        with pytest.raises(NotASchoolFolder):
            SchoolFolder.open(path, CLOCK)
    with pytest.raises(NoHistory):
        SchoolFolder.adopt(tmp_path, AN, CLOCK)
    assert not (tmp_path / ".git").exists()


def test_nothing_of_a_submodule_is_run(school: Path, tmp_path: Path) -> None:
    script, mark = mark_script(tmp_path)
    inner = school / "evidence/inner"
    inner.mkdir(parents=True)
    git(inner, "init", "-q")
    (inner / "a.txt").write_text("a")
    git(inner, "add", "a.txt")
    git(inner, "commit", "-qm", "a")
    git(school, "add", "evidence/inner")
    git(school, "commit", "-qm", "by hand")
    git(inner, "config", "core.fsmonitor", str(script))
    (inner / "a.txt").write_text("b")
    use_everything(school)
    assert not mark.exists()


def test_files_that_git_leaves_writable_for_others_are_no_matter(school: Path) -> None:
    (school / ".git/config").chmod(stat.S_IRWXU | stat.S_IRWXG)
    use_everything(school)
