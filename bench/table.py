"""What a measurement says: ours, what it is held against, the ratio and its bound."""

from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    what: str
    ours: float
    other: float | None
    """What it is held against, measured in the same run; None where the bound is absolute."""
    bound: float | None
    """The largest ratio allowed; without `other` the largest value. None: told, not judged."""
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """Ours by the other's."""
        return self.ours / self.other if self.other is not None else self.ours

    @property
    def holds(self) -> bool:
        """Whether the bound is kept."""
        return self.bound is None or self.ratio <= self.bound


def p99(values: list[float]) -> float:
    """The value that 99 of 100 do not pass."""
    return quantiles(values, n=100, method="inclusive")[98]


def rows_of(what: str, ours: list[float], other: list[float], bound: float) -> list[Row]:
    """Median and 99th percentile of two series of milliseconds."""
    return [
        Row(f"{what}, median", median(ours), median(other), bound),
        Row(f"{what}, 99th percentile", p99(ours), p99(other), bound),
    ]


def as_markdown(rows: list[Row]) -> str:
    """The table as the README has it."""
    lines = ["| measured | ours | held against | ratio | at most | |", "|---|---|---|---|---|---|"]
    for row in rows:
        other = "" if row.other is None else f"{row.other:.1f} {row.unit}"
        ratio = "" if row.other is None else f"{row.ratio:.2f}"
        bound = "" if row.bound is None else f"{row.bound:g}"
        if bound and row.other is None:
            bound += f" {row.unit}"
        sign = "" if row.bound is None else "yes" if row.holds else "NO"
        lines.append(
            f"| {row.what} | {row.ours:.1f} {row.unit} | {other} | {ratio} | {bound} | {sign} |"
        )
    return "\n".join(lines)
