"""Makes what a wheel needs and git does not keep: the compiled catalogs of the interface."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogsHook(BuildHookInterface[Any]):
    """Compiles tui/locale before the files of a wheel are gathered."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Compile the catalogs that are not up to date."""
        root = Path(self.root)
        runpy.run_path(str(root / "bin/compile_catalogs.py"))["compile_catalogs"](root)
