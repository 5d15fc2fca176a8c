"""Which version of Labelmap this is: the checkout's own, else that of the installed package."""

from pathlib import Path

_PROJECT = Path(__file__).parent.parent / "pyproject.toml"


def version() -> str:
    """As in "0.1.0"; "?" where nothing says."""
    if _PROJECT.is_file():
        import tomllib

        with _PROJECT.open("rb") as file:
            project = tomllib.load(file).get("project", {})
        if project.get("name") == "labelmap":
            return str(project["version"])
    from importlib import metadata

    try:
        return metadata.version("labelmap")
    except metadata.PackageNotFoundError:
        return "?"
