"""Work that goes on beside other work: a process of git's runs while Python reckons.

For what only waits for another program; what it made is asked for before anything builds on it.
"""

from collections.abc import Callable
from threading import Thread
from typing import TypeVar

Answer = TypeVar("Answer")


def beside(work: Callable[[], Answer]) -> Callable[[], Answer]:
    """Begin; call what comes back to wait for the answer. That raises what the work raised."""
    answers: list[Answer] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            answers.append(work())
        except BaseException as failure:  # noqa: BLE001 - it is raised where it is waited for
            failures.append(failure)

    thread = Thread(target=run, daemon=True)
    thread.start()

    def answer() -> Answer:
        thread.join()
        if failures:
            raise failures[0]
        return answers[0]

    return answer
