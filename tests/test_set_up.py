"""bin/labelmap in a clone: the first start, the next ones, and what may go wrong in between.

The clone is a copy of bin/ with a lock that names one package, made here, so that all of it, pip
and hashes included, runs for real and without a network.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ("sh", "cat", "cmp", "dirname", "readlink", "git")
START = """import sys
import brick

def main():
    print(brick.VERSION, *sys.argv[1:])
    return 0
"""


@dataclass(frozen=True)
class Clone:
    """A clone of the project in small, and the machine that it stands on."""

    root: Path
    tools: Path
    home: Path

    @property
    def command(self) -> Path:
        return self.root / "bin/labelmap"

    def environment(self, **more: str) -> dict[str, str]:
        return {
            "PATH": str(self.tools),
            "HOME": str(self.home),
            "LANG": "nl_BE.UTF-8",
            "PIP_NO_INDEX": "1",
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_FIND_LINKS": (self.root / "wheels").as_uri(),
            **more,
        }

    def start(
        self, *words: str, command: Path | None = None, cwd: Path | None = None, **more: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [command or self.command, *words],
            check=False,
            capture_output=True,
            encoding="utf-8",
            env=self.environment(**more),
            cwd=cwd or self.root.parent,
        )

    def lock(self, version: str) -> None:
        """Let the lock file name this version of the one package, and make that package."""
        wheel = self.root / f"wheels/brick-{version}-py3-none-any.whl"
        wheel.parent.mkdir(exist_ok=True)
        info = f"brick-{version}.dist-info"
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr("brick.py", f"VERSION = {version!r}\n")
            archive.writestr(
                f"{info}/METADATA", f"Metadata-Version: 2.1\nName: brick\nVersion: {version}\n"
            )
            archive.writestr(
                f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
            )
            archive.writestr(f"{info}/RECORD", "")
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        (self.root / "requirements.lock").write_text(
            f"brick=={version} \\\n    --hash=sha256:{digest}\n", encoding="utf-8"
        )


@pytest.fixture
def clone(tmp_path: Path, home: Path) -> Clone:
    root = tmp_path / "my clone é"
    shutil.copytree(ROOT / "bin", root / "bin", ignore=shutil.ignore_patterns("__pycache__"))
    for package in ("tui", "model"):
        (root / package).mkdir()
    (root / "tui/start.py").write_text(START, encoding="utf-8")
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found, tool
        (tools / tool).symlink_to(found)
    (tools / "python3").symlink_to(Path(sys.executable).resolve())
    made = Clone(root, tools, home)
    made.lock("1.0")
    return made


@pytest.mark.long
def test_a_clone_sets_itself_up_once_and_follows_its_lock(clone: Clone, tmp_path: Path) -> None:
    first = clone.start("status", "a b")
    assert (first.returncode, first.stdout) == (0, "1.0 status a b\n")
    assert "eenmalig klaargezet" in first.stderr
    assert "sudo apt install libpango" in first.stderr  # there is no Pango without WeasyPrint

    # From a folder with packages of the same names, through a link, in somebody's Python settings.
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "tui").mkdir(parents=True)
    (elsewhere / "tui/start.py").write_text("raise SystemExit('not this one')", encoding="utf-8")
    link = tmp_path / "labelmap"
    link.symlink_to(Path("my clone é/bin/labelmap"))
    second = clone.start("x", command=link, cwd=elsewhere, PYTHONPATH=str(elsewhere))
    assert (second.returncode, second.stdout, second.stderr) == (0, "1.0 x\n", "")

    # Without a HOME, or with an empty one, and with only what a start needs.
    (clone.tools / "python3").unlink()
    assert clone.start("x", HOME="").stdout == "1.0 x\n"

    # The clone may be moved: what .venv knows of it is relative.
    moved = Clone(clone.root.rename(tmp_path / "moved"), clone.tools, clone.home)
    assert moved.start("x").stdout == "1.0 x\n"

    (moved.tools / "python3").symlink_to(Path(sys.executable).resolve())
    moved.lock("2.0")
    updated = moved.start("x", PIP_USER="1", PIP_TARGET=str(elsewhere))
    assert updated.stdout == "2.0 x\n"
    assert "bijgewerkt" in updated.stderr

    # A package that is not the one that was locked is refused, and not left half installed.
    moved.lock("3.0")
    lock = moved.root / "requirements.lock"
    lock.write_text(lock.read_text().replace("sha256:", "sha256:0000")[:-5] + "\n")
    refused = moved.start("x")
    assert (refused.returncode, refused.stdout) == (3, "")
    moved.lock("3.0")
    assert moved.start("x").stdout == "3.0 x\n"


@pytest.mark.long
def test_an_interrupted_set_up_is_made_again(clone: Clone) -> None:
    process = subprocess.Popen(
        [clone.command],
        env=clone.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    while not (clone.root / ".venv/pyvenv.cfg").exists():
        assert process.poll() is None
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    again = clone.start("x", LABELMAP_LANG="en")
    assert (again.returncode, again.stdout) == (0, "1.0 x\n")
    assert again.stderr.startswith("Setting up Labelmap")


@pytest.mark.long
def test_two_first_starts_at_once_both_work(clone: Clone) -> None:
    starts = [
        subprocess.Popen(
            [clone.command, word],
            env=clone.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for word in ("a", "b")
    ]
    told = [start.communicate() for start in starts]
    assert [out for out, _ in told] == ["1.0 a\n", "1.0 b\n"]
    making = [err for _, err in told if "eenmalig" in err]
    assert len(making) == 1


def test_without_a_python_it_says_which_one_and_how(clone: Clone) -> None:
    (clone.tools / "python3").unlink()
    (clone.tools / "python").symlink_to("/bin/false")  # as a Python that is too old answers
    dutch, english = clone.start("x"), clone.start("x", LANG="C")
    assert dutch.returncode == english.returncode == 3
    assert "Python 3.11 of nieuwer" in dutch.stderr
    assert "Python 3.11 or later" in english.stderr
    assert not (clone.root / ".venv").exists()


def test_without_ensurepip_it_names_the_package(clone: Clone) -> None:
    # As Debian has it: Python without python3-venv. This one is told that it has none.
    python = clone.tools / "python3"
    real = python.resolve()
    python.unlink()
    python.write_text(
        f"""#!/bin/sh
exec {real} -c '
import runpy, sys
sys.modules["ensurepip"] = None
words = [w for w in sys.argv[1:] if w not in ("-E", "-s", "-I")]
if words[0] == "-c": exec(words[1])
else:
    sys.argv = words
    sys.path.insert(0, words[0].rpartition("/")[0])
    runpy.run_path(words[0], run_name="__main__")
' "$@"
""",
        encoding="utf-8",
    )
    python.chmod(0o755)
    told = clone.start("x")
    assert told.returncode == 3
    assert f"sudo apt install python3.{sys.version_info.minor}-venv" in told.stderr
