"""The application as it was submitted last: the tip of `record` keeps its files.

Later acts build on the tree of the submission, so the tip has what the NSO saw; unless the school
showed a draft since. Reading only.
Source: repository-format.md, 'Two histories in one repository'.
"""

from model.application import Application
from model.review import Record
from store import toml_file
from store.application_files import with_file
from store.decode import decode
from store.git import RECORD, Git
from store.git_plumbing import commit_adding
from store.shapes import PATHS


def read_submitted(git: Git, record: Record) -> Application:
    """The application's own files as they were submitted; what can't be read there is as empty."""
    revision = RECORD
    if record.draft_shown is not None:  # which the tip has
        last = max(sent.round for sent in record.submissions)
        revision = commit_adding(git, RECORD, f"submissions/round-{last}.toml") or RECORD
    files = git.files_at(revision, list(PATHS), toml_file.LIMIT)
    application = Application()
    for path in PATHS:
        application = with_file(application, path, decode(path, files.get(path, b"")).value)
    return application
