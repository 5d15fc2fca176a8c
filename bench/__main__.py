"""All measurements, as the README has them: `python -m bench`. Exit 1: a bound is not kept."""

import importlib
import sys
from pathlib import Path

from bench.table import Row, as_markdown

MEASURED = (
    "start",
    "typing",
    "saving",
    "checking",
    "history",
    "screens",
    "export",
    "together",
    "sharing",
    "live",
    "inbox",
)


def main() -> int:
    """Measure one after the other; nothing else should run on the machine meanwhile."""
    rows: list[Row] = []
    for name in MEASURED:
        if (Path(__file__).parent / f"{name}.py").exists():
            rows += importlib.import_module(f"bench.{name}").measure()
    print(as_markdown(rows))
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
