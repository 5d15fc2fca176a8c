"""A document as a picture in the terminal: the photograph, or the first page of the PDF.

The document itself is opened by `export/shrink.py` alone, in a process of its own with bounded
pixels and memory; what comes back is a small picture that it made. Whatever is wrong with the
document becomes a sentence. How the terminal shows pictures (kitty, sixel, half blocks) only it can
say: `picture_widget` asks it once, when the first picture is wanted, with the app standing aside.
"""

import io
import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from model.application import Application, Evidence, Kind, Soundness
from model.messages import N_, Failure, Message

if TYPE_CHECKING:
    from PIL.Image import Image
    from textual.app import App
    from textual.widget import Widget

    from tui.session import Session

_SECONDS = 20.0
_PIXELS = 4_000_000
"""More than `export/shrink.py` ever makes."""
_GONE = N_("The document '{path}' is no longer in the folder.")
_BROKEN = N_("“{name}” can't be shown: it may be damaged, or it was changed a moment ago.")
_OTHER = N_("Only photographs and PDFs can be shown here. 'o' opens “{name}” outside Labelmap.")
_NO_PICTURES = N_("This terminal can't show pictures. 'o' opens “{name}” outside Labelmap.")


def picture_of(session: "Session", item: Evidence) -> "Image | Message":
    """The picture of a document of the open school, or why there is none. For a worker."""
    return picture_at(session.folder.path / item.file, item, session.application)


def picture_at(path: Path, item: Evidence, application: Application) -> "Image | Message":
    """The picture of a document that lies somewhere, or why there is none. For a worker."""
    from export.pictures import SHOWN, pictures_of
    from store import processes

    document = application.documents.get(item.file)
    name = {"name": item.name}
    if document is None or not path.exists():
        return Message(_GONE, {"path": item.file})
    if document.kind not in SHOWN:
        return Message(_OTHER, name)
    if document.soundness is not Soundness.SOUND:
        return Message(_BROKEN, name)
    alone = replace(application, documents=MappingProxyType({path.name: document}))
    try:
        made = pictures_of(alone, path.parent, partial(processes.run), _SECONDS)
    except Failure as failure:
        return failure.message
    pictures = made.get(path.name, ())
    picture = _decoded(pictures[0].data) if pictures else None
    return picture if picture is not None else Message(_BROKEN, name)


def _decoded(data: bytes) -> "Image | None":
    """The picture that our own program made."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
            if image.width * image.height > _PIXELS:
                return None
            image.load()
            return image.convert("RGB")
    except (OSError, ValueError, SyntaxError):
        return None


def is_a_photo(kind: Kind) -> bool:
    """Whether a document is shown as a whole, and not its first page."""
    return kind is not Kind.PDF


def no_pictures(item: Evidence) -> Message:
    """What is said where the terminal can't show any."""
    return Message(_NO_PICTURES, {"name": item.name})


def picture_widget(app: "App[str]", picture: "Image") -> "Widget | None":
    """A widget for the picture that suits this terminal best; None where there is none.

    textual-image asks the terminal while it is imported, which works only while Textual does not
    read from it.
    """
    import sys

    from textual.app import SuspendNotSupported

    try:
        if "textual_image.widget" not in sys.modules:
            try:
                with app.suspend():
                    import textual_image.widget as found
            except SuspendNotSupported:
                import textual_image.widget as found
        else:
            import textual_image.widget as found
    except (ImportError, OSError, ValueError, ArithmeticError, AttributeError):
        return None
    import textual_image.renderable as best

    kind: type[Widget] = found.Image
    if os.environ.get("NO_COLOR"):
        kind = found.UnicodeImage
    elif best.Image in {best.HalfcellImage, best.UnicodeImage}:
        # What is not a terminal of ours (a browser, say) has colours all the same.
        kind = found.HalfcellImage
    return kind(picture, classes="seen")  # type: ignore[arg-type] # its kinds take a picture
