"""How long `assess` takes on a full application: every box at its limit, 200 pieces of evidence.

    python -m bench.assess

It is called at each key, so the bound is one millisecond. The texts are not ASCII: those are the
slow ones to count. Beside it stands a run with 400 pieces: the time may grow no faster than that.
"""

import statistics
import timeit
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from bench.table import Row, as_markdown
from model import editions
from model.application import ANSWER_STEPS, Answer, Application, Document, Evidence, Kind, YesNo
from model.completeness import assess
from model.edition import Edition

BOUND = 1.0
"""Milliseconds."""
GROWTH = 3.0
TODAY = date(2023, 1, 20)
SENTENCE = "Eén leerkracht per graad trekt het – dat is afgesproken. 🌍 "


def full(edition: Edition, pieces: int) -> Application:
    """Every box at its limit, and so many pieces of evidence."""
    text = (SENTENCE * 60)[:2400]
    application = Application(edition=edition.id)
    documents: dict[str, Document] = {}
    for place, step_id in enumerate(ANSWER_STEPS):
        step = edition.step(step_id)
        count = len(range(place, pieces, len(ANSWER_STEPS)))
        evidence = tuple(
            Evidence(
                id=f"bewijs-{number}",
                title=f"Bewijs {number} – verslag",
                file=f"evidence/{step_id}/bewijs-{number}.pdf" if number % 4 else "",
                url="" if number % 4 else f"https://school.example/nieuws/{step_id}/{number}",
                sha256=f"{place:02x}{number:062x}" if number % 4 else "",
                supports=tuple(statement.id for statement in step.statements),
                added=TODAY,
            )
            for number in range(count)
        )
        for item in evidence:
            if item.file:
                documents[item.file] = Document(bytes=900_000, sha256=item.sha256, kind=Kind.PDF)
        answer = Answer(
            description=text[:1600],
            plan=text if step.has_plan else "",
            statements=MappingProxyType({s.id: YesNo.YES for s in step.statements}),
            explanations=MappingProxyType({s.id: text[:260] for s in step.statements}),
            evidence=evidence,
        )
        application = application.with_answer(step_id, answer)
    return replace(application, documents=MappingProxyType(documents))


def median(application: Application, edition: Edition, rounds: int = 200) -> float:
    """The median time of one call, in seconds."""
    times = timeit.repeat(lambda: assess(application, edition, TODAY), number=1, repeat=rounds)
    return statistics.median(times)


def measure() -> list[Row]:
    """The median of a call, held against its bound, and against one with twice the evidence."""
    edition = editions.load("2023-2024")
    few, many = (median(full(edition, pieces), edition) for pieces in (200, 400))
    return [
        Row("assess(), every box full, 200 pieces of evidence", few * 1000, None, BOUND),
        Row("assess(), 400 pieces, against 200", many * 1000, few * 1000, GROWTH),
    ]


if __name__ == "__main__":
    print(as_markdown(measure()))
