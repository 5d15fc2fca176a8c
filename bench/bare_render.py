"""What an export is held against: WeasyPrint alone, on the page that standard input holds.

    python -I bench/bare_render.py [ours] < PAGE.html

Prints the milliseconds that rendering took, without the import; `ours`: by export/render.py.
"""

import os
import runpy
import sys
import time
from pathlib import Path

import weasyprint

RENDERER = Path(__file__).resolve().parent.parent / "export/render.py"


def main() -> None:
    """Render once."""
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    html = sys.stdin.buffer.read()
    if sys.argv[1:] == ["ours"]:
        ours = runpy.run_path(str(RENDERER))["rendered"]
        start = time.perf_counter()
        ours(html)
    else:
        start = time.perf_counter()
        weasyprint.HTML(string=html.decode()).write_pdf(pdf_variant="pdf/ua-1")
    print((time.perf_counter() - start) * 1000)


if __name__ == "__main__":
    main()
