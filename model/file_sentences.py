"""What problems of evidence and of the folder's files say; as `model.problem_sentences`."""

from collections.abc import Mapping
from types import MappingProxyType

from model.messages import N_
from model.problems import Code

_SAVE_AS = N_("Save or print it as one of these: {accepted}.")
_KEY_LEFT_ASIDE = N_("{file}: Labelmap does not know “{name}” and leaves it aside.")

SENTENCES: Mapping[tuple[Code, str], tuple[str, str]] = MappingProxyType(
    {
        (Code.EVIDENCE_MISSING, ""): (
            N_("Step {step}: no evidence yet."),
            N_("Add a document that shows it: {accepted}, {limit} MB at most."),
        ),
        (Code.EVIDENCE_MISSING, "or-link"): (
            N_("Step {step}: no evidence yet."),
            N_("Add a document ({accepted}, {limit} MB at most) or a link that shows it."),
        ),
        (Code.EVIDENCE_FILE_MISSING, ""): (
            N_("Step {step}: the document “{title}” is no longer in the folder ({path})."),
            N_("Put it back there, add it again, or remove it from the application."),
        ),
        (Code.EVIDENCE_TOO_LARGE, ""): (
            N_("Step {step}: “{title}” is {size} MB; the form takes {limit} MB at most."),
            N_("Replace it by a smaller version: fewer pages, or smaller pictures."),
        ),
        (Code.EVIDENCE_WRONG_TYPE, ""): (
            N_("Step {step}: “{title}” is a kind of file that the form does not take here."),
            _SAVE_AS,
        ),
        (Code.EVIDENCE_WRONG_TYPE, "known"): (
            N_("Step {step}: “{title}” is a {type} file; the form does not take that here."),
            _SAVE_AS,
        ),
        (Code.EVIDENCE_WRONG_TYPE, "link"): (
            N_("Step {step}: “{title}” is a link; the form asks for a document here."),
            N_("Add the document itself ({accepted})."),
        ),
        (Code.EVIDENCE_WRONG_TYPE, "image"): (
            N_("Step {step}: “{title}” is a kind of picture that the form does not take."),
            N_("Save it as JPG and replace it."),
        ),
        (Code.EVIDENCE_WRONG_TYPE, "html"): (
            N_("Step {step}: “{title}” is a saved web page, not a document."),
            N_("Print the page to PDF, or add its address as a link."),
        ),
        (Code.EVIDENCE_WRONG_TYPE, "office"): (
            N_("Step {step}: “{title}” is an office file; the form does not take that here."),
            N_("Save it as PDF and replace it."),
        ),
        (Code.EVIDENCE_WRONG_TYPE, "video"): (
            N_("Step {step}: “{title}” is a film; the form does not take that here."),
            N_("Put the film online and add the link, or add one of these: {accepted}."),
        ),
        (Code.EVIDENCE_UNREADABLE, ""): (
            N_("Step {step}: the document “{title}” can’t be opened."),
            N_("See what is wrong with it, and replace it by a version that opens."),
        ),
        (Code.EVIDENCE_UNREADABLE, "empty"): (
            N_("Step {step}: the document “{title}” is empty."),
            N_("Replace it by the real document; the copy may have gone wrong."),
        ),
        (Code.EVIDENCE_UNREADABLE, "damaged"): (
            N_("Step {step}: the document “{title}” is damaged and can’t be opened."),
            N_("Save or scan it again, and replace it."),
        ),
        (Code.EVIDENCE_UNREADABLE, "locked"): (
            N_("Step {step}: the document “{title}” asks for a password."),
            N_("Save it without a password and replace it: the NSO must be able to open it."),
        ),
        (Code.EVIDENCE_UNREADABLE, "not-a-file"): (
            N_("Step {step}: something else is where the document “{title}” should be."),
            N_("Put the document itself there, or remove it from the application."),
        ),
        (Code.EVIDENCE_UNREADABLE, "unreadable"): (
            N_("Step {step}: this computer does not let the document “{title}” be read."),
            N_("Give yourself the right to read it, or close the program that holds it."),
        ),
        (Code.EVIDENCE_LINK_MALFORMED, ""): (
            N_("Step {step}: “{url}” is not the address of a web page."),
            N_("Copy the whole address from your browser; it begins with https://."),
        ),
        (Code.EVIDENCE_LINK_MALFORMED, "nothing"): (
            N_("Step {step}: “{title}” has neither a document nor a link."),
            N_("Add its document or its address, or remove it."),
        ),
        (Code.UNSAFE_PATH, ""): (
            N_("Step {step}: “{title}” points outside the folder ({path}); it was not opened."),
            N_("Remove it and add the document itself again."),
        ),
        (Code.EVIDENCE_CHANGED, ""): (
            N_("Step {step}: the document “{title}” was changed after it was added."),
            N_("Check that it is still right, and accept it as it is now."),
        ),
        (Code.EVIDENCE_DUPLICATE, ""): (
            N_("Step {step}: “{title}” is the same document as “{other}” in step {other_step}."),
            N_("That is allowed. If it was not meant so, remove one of the two."),
        ),
        (Code.EVIDENCE_ONLY_LINKS, ""): (
            N_("Step {step}: the evidence is links only; the form asks for a document here."),
            N_("Add a document too, such as a PDF with screenshots of what the links show."),
        ),
        (Code.EVIDENCE_TYPE_NOTICE, ""): (
            N_("Step {step}: “{title}” is a kind of file that the guide does not name."),
            N_("Save it as PDF if you can: everybody can open that."),
        ),
        (Code.EVIDENCE_TYPE_NOTICE, "office"): (
            N_("Step {step}: “{title}” is an office file; the guide only names documents."),
            N_("Save it as PDF if you can: it then looks the same to everybody."),
        ),
        (Code.EVIDENCE_TYPE_NOTICE, "video"): (
            N_("Step {step}: “{title}” is a film; the guide only names documents."),
            N_("Ask the NSO whether a film will do, or put it online and add the link."),
        ),
        (Code.EVIDENCE_LINK_OUTDATED, ""): (
            N_("Step {step}: “{title}” links to the old eTwinning site and is likely dead."),
            N_("Try it ({url}). Replace it by the new address, or by a PDF of what stood there."),
        ),
        (Code.FILE_UNREADABLE, ""): (
            N_("The file {file} can’t be read."),
            N_("Open it in an editor to see what is wrong; nothing in it was changed."),
        ),
        (Code.FILE_UNREADABLE, "syntax"): (
            N_("The file {file} can’t be read: something is not written as TOML wants it."),
            N_("Look for a missing quotation mark or bracket; nothing in it was changed."),
        ),
        (Code.FILE_UNREADABLE, "syntax-line"): (
            N_("The file {file} can’t be read: line {line} is not written as TOML wants it."),
            N_(
                "Look on that line and the one before for a missing quotation mark or bracket; "
                "nothing in the file was changed."
            ),
        ),
        (Code.FILE_UNREADABLE, "encoding"): (
            N_("The file {file} holds characters that are not UTF-8."),
            N_("Save it in an editor with the encoding UTF-8; nothing in it was changed."),
        ),
        (Code.FILE_UNREADABLE, "missing"): (
            N_("The file {file} is not there."),
            N_("Bring it back from the history, or fill it in again: it is then made anew."),
        ),
        (Code.FILE_UNREADABLE, "empty"): (
            N_("The file {file} is empty."),
            N_("Bring it back from the history, or fill it in again: it is then made anew."),
        ),
        (Code.FILE_UNREADABLE, "not-a-file"): (
            N_("Something else, such as a folder, is where the file {file} should be."),
            N_("Move that elsewhere, and bring the file back from the history."),
        ),
        (Code.FILE_UNREADABLE, "too-large"): (
            N_("The file {file} is much too large and was not read."),
            N_("See what is in it, or bring back an earlier version from the history."),
        ),
        (Code.FILE_UNREADABLE, "no-permission"): (
            N_("This computer does not let the file {file} be read."),
            N_("Give yourself the right to read it, or close the program that holds it."),
        ),
        (Code.FILE_UNREADABLE, "unsafe"): (
            N_("The file {file} only points to another place and was not opened."),
            N_("Put the file itself there."),
        ),
        (Code.FILE_UNREADABLE, "edition"): (
            N_("The file {file} is not a sound edition."),
            N_("Mend what is wrong in it, or ask whoever made it; nothing in it was changed."),
        ),
        (Code.WRONG_TYPE, ""): (
            N_("{file}: {field} holds “{detail}”, which does not belong there."),
            N_("Correct it, or remove it and fill it in again."),
        ),
        (Code.WRONG_TYPE, "text"): (
            N_("{file}: {field} holds “{detail}”, which is not a text."),
            N_("Put quotation marks around it."),
        ),
        (Code.WRONG_TYPE, "date"): (
            N_("{file}: {field} holds “{detail}”, which is not a date."),
            N_("Write year, month and day without quotation marks, as in 2022-11-30."),
        ),
        (Code.WRONG_TYPE, "yes-no"): (
            N_("{file}: {field} holds “{detail}”, which is neither yes nor no."),
            N_('Write "yes" or "no"; remove the line as long as it is not answered.'),
        ),
        (Code.WRONG_TYPE, "true-false"): (
            N_("{file}: {field} holds “{detail}”, which is neither true nor false."),
            N_("Write true or false, without quotation marks."),
        ),
        (Code.WRONG_TYPE, "number"): (
            N_("{file}: {field} holds “{detail}”, which is not a whole number that fits there."),
            N_("Write a whole number without quotation marks, or remove the line."),
        ),
        (Code.WRONG_TYPE, "list"): (
            N_("{file}: {field} holds “{detail}”, which is not a list of texts."),
            N_('Write it with brackets, as in ["one", "two"].'),
        ),
        (Code.WRONG_TYPE, "table"): (
            N_("{file}: {field} holds “{detail}”, which is not a table."),
            N_("Write [{field}] on a line of its own, and what belongs to it below."),
        ),
        (Code.WRONG_TYPE, "tables"): (
            N_("{file}: {field} holds “{detail}”, which is not a list of tables."),
            N_("Write [[{field}]] on a line of its own before each entry."),
        ),
        (Code.WRONG_TYPE, "id"): (
            N_("{file}: {field} holds “{detail}”, which can’t be the id of an entry."),
            N_("Use small letters, digits and hyphens only, as in report-2022-10."),
        ),
        (Code.WRONG_TYPE, "unique"): (
            N_("{file}: {field} holds the id “{detail}” a second time."),
            N_("Give one of the two entries another id."),
        ),
        (Code.WRONG_TYPE, "language"): (
            N_("{file}: {field} holds “{detail}”, a language that Labelmap does not know."),
            N_('Write "nl" or "en".'),
        ),
        (Code.WRONG_TYPE, "format"): (
            N_("{file}: {field} holds “{detail}”, a format that this Labelmap does not know."),
            N_("Install the newest Labelmap: the folder may have been made with it."),
        ),
        (Code.WRONG_TYPE, "edition"): (
            N_("{file}: {field} holds “{detail}”, an edition that is not known."),
            N_("Correct it, or put the file of that edition beside it, named edition.toml."),
        ),
        (Code.WRONG_TYPE, "step"): (
            N_("{file}: {field} holds “{detail}”, which is not a step of the form."),
            N_("Correct the name of the step."),
        ),
        (Code.UNKNOWN_KEY, ""): (
            _KEY_LEFT_ASIDE,
            N_("Remove it. The next change here takes it out of the file; the history keeps it."),
        ),
        (Code.UNKNOWN_KEY, "suggestion"): (
            _KEY_LEFT_ASIDE,
            N_(
                "Did you mean “{suggestion}”? The next change here takes it out of the file; the "
                "history keeps it."
            ),
        ),
        (Code.UNKNOWN_KEY, "id"): (
            N_("{file}: this edition has no question “{name}”."),
            N_("Remove it if it is a slip; it stays in the file and counts for nothing."),
        ),
        (Code.UNKNOWN_KEY, "id-suggestion"): (
            N_("{file}: this edition has no question “{name}”."),
            N_("Did you mean “{suggestion}”? It stays in the file and counts for nothing."),
        ),
        (Code.FILE_FORM, ""): (
            N_("An editor saved the file {file} in another form; it was read all the same."),
            N_("You need not do anything: the next change here puts it right."),
        ),
        (Code.FOREIGN_ATTRIBUTES, ""): (
            N_("The file {file} is not as Labelmap wrote it."),
            N_("Remove it if you do not know what it is for: it is made anew."),
        ),
    }
)
"""(code, variant) to (what is the matter, what to do)."""
