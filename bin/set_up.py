"""Makes the environment of a clone, `.venv`: whole, or not at all.

Usage: set_up.py run | test. `run` installs what the program needs, `test` what bin/test needs as
well, each exactly as its lock file says, hashes checked. Only the standard library is used here,
and only standard error is written to. Exit 0: ready; 3: the machine lacks something, and the
message says what.

A copy of each lock file that was installed is kept in `.venv/labelmap/`; where it equals the one in
the clone, nothing needs doing. It is taken away before anything changes and put back at the very
end: what an interruption left half made has none, and is made again.
"""

import contextlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import system_libraries
from speak import say

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMPS = VENV / "labelmap"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
COMPILER = ROOT / "bin/compile_catalogs.py"
RUN_LOCK = "requirements.lock"
TEST_LOCK = "requirements-test.lock"  # holds all of RUN_LOCK too
PIP = (PYTHON, "-I", "-m", "pip", "--quiet")
EXACTLY = ("--require-hashes", "--no-deps", "--requirement")
MOST_AT_ONCE = 4
"""Pips that work at once."""
LACKING = 3  # the exit code of command-line.md: the environment lacks something
INTERRUPTED = 130  # as a shell has it for Ctrl+C

# Settings that would put packages elsewhere than in .venv, or others than the lock names.
FOREIGN_SETTINGS = (
    "PIP_CONSTRAINT",
    "PIP_DRY_RUN",
    "PIP_PREFIX",
    "PIP_REQUIREMENT",
    "PIP_ROOT",
    "PIP_TARGET",
    "PIP_USER",
    "PYTHONHOME",
    "PYTHONPATH",
)

MAKING = {
    "nl": "Labelmap wordt eenmalig klaargezet in {venv} (een minuut of twee) ...",
    "en": "Setting up Labelmap in {venv}, once (a minute or two) ...",
}
UPDATING = {
    "nl": "De bibliotheken van Labelmap worden bijgewerkt ...",
    "en": "Updating the libraries of Labelmap ...",
}
READY = {"nl": "Klaar.", "en": "Ready."}
WAITING = {
    "nl": "Labelmap wordt al klaargezet in een ander venster. Even wachten ...",
    "en": "Labelmap is being set up in another window. Waiting ...",
}
NO_VENV = {
    "nl": "{python} mist de module 'ensurepip' of 'venv'. Op Debian en Ubuntu helpt:\n"
    "  sudo apt install {package}",
    "en": "{python} lacks the module 'ensurepip' or 'venv'. On Debian and Ubuntu this helps:\n"
    "  sudo apt install {package}",
}
FAILED = {
    "nl": "Labelmap kon niet worden klaargezet. De eerste keer is internet nodig.\n"
    "Probeer het daarna opnieuw: wat half klaar is, wordt opnieuw gemaakt.",
    "en": "Labelmap could not be set up. The first time needs an internet connection.\n"
    "Then try again: what is half made is made anew.",
}
FAULTY_CATALOG = {
    "nl": "De vertalingen van Labelmap konden niet worden klaargezet.",
    "en": "The translations of Labelmap could not be set up.",
}
NOT_WRITABLE = {
    "nl": "Labelmap kan niet schrijven in {folder}: {reason}.\n"
    "Zet de map van Labelmap op een plaats waar je mag schrijven.",
    "en": "Labelmap cannot write in {folder}: {reason}.\n"
    "Put the folder of Labelmap where you may write.",
}


def main(arguments: list[str]) -> int:
    """Set up what is asked for, `run` or `test`; return the exit code."""
    lock = TEST_LOCK if arguments == ["test"] else RUN_LOCK
    if not (importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv")):
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        say(NO_VENV, python=sys.executable, package=f"{version}-venv")
        return LACKING
    try:
        with one_at_a_time():
            if not is_installed(lock):
                install(lock)
                system_libraries.look(PYTHON, for_tests=lock == TEST_LOCK)
                say(READY)
            call(PYTHON, "-I", COMPILER)
    except subprocess.CalledProcessError as error:
        say(FAULTY_CATALOG if COMPILER in error.cmd else FAILED)
        return LACKING
    except OSError as error:
        say(NOT_WRITABLE, folder=ROOT, reason=error.strerror)
        return LACKING
    return 0


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold the lock of setting up; wait while another start holds it.

    It is the system's own lock on an open file, which ends with the process, however it ends.
    Raises OSError when the clone can't be written to.
    """
    with (ROOT / ".venv-set-up.lock").open("a+b") as file:
        if not try_lock(file.fileno()):
            say(WAITING)
            while not try_lock(file.fileno()):
                time.sleep(0.2)
        yield


def try_lock(descriptor: int) -> bool:
    """Lock the open file; False where another process has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True  # a file system that knows no locks: better unguarded than never
    return True


def is_installed(lock: str) -> bool:
    """Tell whether .venv was made from this lock file as it now is."""
    stamp = STAMPS / lock
    return stamp.is_file() and stamp.read_bytes() == (ROOT / lock).read_bytes() and runs()


def runs() -> bool:
    """Tell whether .venv still works: an upgrade of the system may have taken its Python away."""
    probe = [str(PYTHON), "-I", "-c", "import pip, sys; sys.exit(sys.version_info < (3, 11))"]
    try:
        return subprocess.run(probe, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def install(lock: str) -> None:
    """Bring .venv to what the lock file says.

    Raises subprocess.CalledProcessError or OSError, and leaves no stamp then.
    """
    if STAMPS.is_dir() and runs():
        say(UPDATING)
        shutil.rmtree(STAMPS)
    else:
        say(MAKING, venv=VENV)
        make_venv()
    install_packages(lock)
    unfinished = VENV / "labelmap-unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    for name in {RUN_LOCK, lock}:
        shutil.copyfile(ROOT / name, unfinished / name)
    unfinished.rename(STAMPS)


def install_packages(lock: str) -> None:
    """Install what the lock file names.

    Most of the time goes into reading what an index has of each package, so several pips install a
    part of them each; no package looks at another. Raises subprocess.CalledProcessError or OSError.
    """
    text = (ROOT / lock).read_text(encoding="utf-8")
    packages = re.split(r"^(?=\w)", text, flags=re.MULTILINE)[1:]
    count = min(os.cpu_count() or 1, MOST_AT_ONCE, len(packages))
    parts = [VENV / f"labelmap-part-{number}.txt" for number in range(count)]
    for number, part in enumerate(parts):
        part.write_text("".join(packages[number::count]), encoding="utf-8")
    # Of what only tests need most is never imported: what is, Python compiles when it is.
    compiled = () if lock == RUN_LOCK else ("--no-compile",)
    started = [start(*PIP, "install", "--no-user", *compiled, *EXACTLY, part) for part in parts]
    try:
        answers = [(process, process.communicate()[0]) for process in started]
    except BaseException:
        for process in started:
            process.kill()
        raise
    for process, said in answers:
        check(process, said)
    for part in parts:
        part.unlink()


def make_venv() -> None:
    """Make .venv anew, empty but for pip and the way to the clone."""
    if VENV.is_symlink():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(VENV)
    # The interpreter itself, not a link to 'the newest' or a shim: when the system replaces it,
    # .venv stops working as a whole, which is noticed, instead of losing its packages.
    interpreter = Path(getattr(sys, "_base_executable", sys.executable)).resolve()
    call(interpreter, "-I", "-m", "venv", VENV)
    if sys.version_info < (3, 12):  # its venv adds setuptools, which hooks into every start
        call(PYTHON, "-I", "-m", "pip", "uninstall", "--quiet", "--yes", "setuptools")
    packages = next(VENV.glob("Lib/site-packages" if os.name == "nt" else "lib/*/site-packages"))
    relative = os.path.relpath(ROOT, packages)  # relative: no encoding to guess, and it can move
    (packages / "labelmap.pth").write_text(relative + "\n", encoding="utf-8")


def call(*command: str | Path) -> None:
    """Run a command whose output is worth reading only when it fails.

    Raises subprocess.CalledProcessError after showing the last lines of that output.
    """
    process = start(*command)
    check(process, process.communicate()[0])


def start(*command: str | Path) -> "subprocess.Popen[str]":
    """Start such a command."""
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )


def check(process: "subprocess.Popen[str]", said: str) -> None:
    """Where a command failed, show the last lines of what it said and raise its error."""
    if process.returncode:
        print("\n".join(said.splitlines()[-8:]), file=sys.stderr)
        raise subprocess.CalledProcessError(process.returncode, process.args)


def environment() -> dict[str, str]:
    """Return the user's environment, less what would have pip install elsewhere or ask."""
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN_SETTINGS}
    if not kept.get("HOME", "."):
        kept["PIP_NO_CACHE_DIR"] = "1"  # an empty HOME would mean a cache in the root
    return {**kept, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
