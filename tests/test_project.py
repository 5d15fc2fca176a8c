"""The project itself: its locks, its walls, its wheel, and what its files may not say."""

import re
import subprocess
import sys
import tomllib
import zipfile
from email.parser import Parser
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("model", "store", "export", "tui")
PINNED = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^\s;]+)(?: ; (?P<marker>.+?))? \\$")


@cache
def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pins(lock: str) -> dict[str, tuple[str, list[str]]]:
    """Every package of a lock file: its version, and the lines that follow it."""
    found: dict[str, tuple[str, list[str]]] = {}
    following: list[str] = []
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        pinned = PINNED.match(line)
        if pinned:
            following = []
            found[pinned["name"]] = (pinned["version"], following)
        elif not line.startswith("#"):
            following.append(line)
    return found


def tracked() -> list[Path]:
    """Every file that git knows of or would take in."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
class TestLock:
    """A lock file installs exactly what was tested, from whatever index a machine uses."""

    def test_holds_every_dependency_in_its_range(self, lock: str) -> None:
        wanted = list(pyproject()["project"]["dependencies"])
        if lock == "requirements-test.lock":
            wanted += pyproject()["dependency-groups"]["test"]
            wanted += pyproject()["build-system"]["requires"]
        locked = pins(lock)
        for requirement in map(Requirement, wanted):
            version, _ = locked[canonicalize_name(requirement.name)]
            assert requirement.specifier.contains(version), f"{requirement}: {version}"

    def test_has_a_hash_for_every_file(self, lock: str) -> None:
        for name, (_, following) in pins(lock).items():
            assert following, name
            assert all(re.match(r"    --hash=sha256:[0-9a-f]{64}( \\)?$", f) for f in following)

    def test_names_no_index(self, lock: str) -> None:
        text = (ROOT / lock).read_text(encoding="utf-8")
        assert not re.search(r"https?:|file:|index|find-links", text)


def test_the_test_lock_holds_all_of_the_other() -> None:
    running, testing = pins("requirements.lock"), pins("requirements-test.lock")
    assert running.items() <= testing.items()


def test_every_dependency_has_both_bounds() -> None:
    for requirement in map(Requirement, pyproject()["project"]["dependencies"]):
        operators = {specifier.operator for specifier in requirement.specifier}
        wanted = {">="} if requirement.name == "tzdata" else {">=", "<"}  # tzdata: dates
        assert operators == wanted, str(requirement)


def test_every_exception_to_a_rule_says_why() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lint = text[
        text.index("[tool.ruff.lint]") : text.index("[tool.ruff.lint.flake8-type-checking]")
    ]
    rules = re.findall(r'^ +"[A-Z]+[0-9]*",(.*)$', lint, re.MULTILINE)
    assert rules
    assert all(re.match(r" +# \S+ \S+", reason) for reason in rules)


def test_every_noqa_and_type_ignore_names_its_rule_and_says_why() -> None:
    marks = re.compile(
        r"#\s*(?:noqa|type:\s*ignore)\b(?!: [A-Z]+[0-9]+.* - \S|\[[a-z, -]+\] +# \S)"
    )
    bare = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked()
        if path.suffix == ".py" and path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if marks.search(line)
    ]
    assert bare == []


def test_no_file_names_a_machine_or_an_index() -> None:
    # The names are written so that this file does not match itself.
    forbidden = re.compile(
        rb"(^|[^A-Za-z0-9_.])/(wor[k]|far[m]|roo[t])/"
        rb"|pythonhoste[d]|py[p]i\.org|npmj[s]\.org|deb\.debia[n]",
        re.MULTILINE,
    )
    naming = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.suffix not in {".snap", ".svg"} and b"\0" not in (content := path.read_bytes())
        if forbidden.search(content)
    ]
    assert naming == []


def run_in_python(program: str, *, cwd: Path = ROOT) -> str:
    """Run a program in a fresh Python of the environment; return what it prints."""
    result = subprocess.run(
        [sys.executable, "-I", "-c", program],
        cwd=cwd,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def modules_of(*packages: str) -> list[str]:
    """The full name of every module of these packages."""
    return [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for package in packages
        for path in sorted((ROOT / package).rglob("*.py"))
        if path.name not in {"__init__.py", "__main__.py"}
    ]


def test_model_store_and_export_leave_the_screens_alone() -> None:
    modules = modules_of("model", "store", "export")
    shown = run_in_python(
        "import importlib, sys\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "print(sorted({'click', 'textual', 'tui'} & set(sys.modules)))\n"
    )
    assert modules
    assert shown.strip() == "[]"


def test_every_module_can_be_imported_without_what_only_posix_has() -> None:
    modules = modules_of(*PACKAGES)
    shown = run_in_python(
        "import importlib, sys\n"
        "for name in ('fcntl', 'grp', 'pwd', 'resource', 'termios'): sys.modules[name] = None\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "print('imported')\n"
    )
    assert shown.strip() == "imported"


def test_no_dependency_has_a_package_named_as_ours(tmp_path: Path) -> None:
    # The clone stands last on sys.path: a library with a folder `model` would come before ours.
    shown = run_in_python(
        "import model, store, export, tui\n"
        "for package in (model, store, export, tui): print(*package.__path__)\n",
        cwd=tmp_path,
    )
    assert shown.splitlines() == [str(ROOT / package) for package in PACKAGES]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "hatchling",
            "build",
            "--target",
            "wheel",
            "--directory",
            folder,
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


class TestWheel:
    """What `pip install .` installs: all that the program reads, and nothing else."""

    def test_holds_every_file_of_the_four_packages(self, names: set[str]) -> None:
        ours = {
            str(path.relative_to(ROOT).as_posix())
            for path in tracked()
            if path.relative_to(ROOT).parts[0] in PACKAGES
        }
        assert ours - names == set()

    def test_holds_the_compiled_catalogs(self, names: set[str]) -> None:
        sources = {name for name in names if name.endswith(".po")}
        assert {
            f"tui/locale/{language}/LC_MESSAGES/labelmap.po" for language in ("en", "nl")
        } <= sources
        assert {name.removesuffix(".po") + ".mo" for name in sources} <= names

    def test_holds_the_sample_school(self, names: set[str]) -> None:
        sample = ROOT / "sample-school"
        files = {
            f"tui/sample_school/{path.relative_to(sample).as_posix()}"
            for path in tracked()
            if path.is_relative_to(sample)
        }
        assert "tui/sample_school/school.toml" in files
        assert files <= names

    def test_holds_nothing_else(self, names: set[str]) -> None:
        tops = {name.split("/")[0] for name in names}
        assert {top for top in tops if not top.endswith(".dist-info")} == set(PACKAGES)
        assert not [name for name in names if "__pycache__" in name]

    def test_has_the_command_and_the_licence(self, wheel: Path) -> None:
        with zipfile.ZipFile(wheel) as archive:
            (info,) = {n.split("/")[0] for n in archive.namelist() if ".dist-info/" in n}
            commands = archive.read(f"{info}/entry_points.txt").decode()
            metadata = Parser().parsestr(archive.read(f"{info}/METADATA").decode())
            licence = archive.read(f"{info}/licenses/LICENSE")
        assert "labelmap = tui.start:main" in commands
        assert metadata["License-Expression"] == "EUPL-1.2"
        assert licence == (ROOT / "LICENSE").read_bytes()
