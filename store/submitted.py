"""The application as it was submitted last: the tip of `record` keeps its files.

Later acts build on the tree of the submission, so the tip has what the NSO saw. Reading only.
Source: repository-format.md, 'Two histories in one repository'.
"""

from model.application import Application
from store import toml_file
from store.application_files import with_file
from store.decode import decode
from store.git import RECORD, Git
from store.shapes import PATHS


def read_submitted(git: Git) -> Application:
    """The application's own files as `record` has them; what can't be read there is as empty."""
    files = git.files_at(RECORD, list(PATHS), toml_file.LIMIT)
    application = Application()
    for path in PATHS:
        application = with_file(application, path, decode(path, files.get(path, b"")).value)
    return application
