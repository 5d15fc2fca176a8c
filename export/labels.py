"""The fixed texts of a page, as message ids; the templates hold none of their own."""

from collections.abc import Mapping
from types import MappingProxyType

from export.translator import Translator
from model.messages import N_

LABELS: Mapping[str, str] = MappingProxyType(
    {
        "about": N_("About this document"),
        "added": N_("added"),
        "annex": N_("Annex: the evidence in pictures"),
        "annex_note": N_(
            "Photographs, and of each PDF the first page, made smaller. "
            "The documents themselves count."
        ),
        "backed_by": N_("Evidence:"),
        "backs": N_("Backs"),
        "beyond": N_("From here on the text does not fit on the form:"),
        "contents": N_("Contents"),
        "empty": N_("not filled in"),
        "evidence": N_("Evidence"),
        "evidence_document": N_("Document or link"),
        "evidence_kind": N_("What it is"),
        "evidence_number": N_("No."),
        "history": N_("How this application came about"),
        "history_changes": N_("Changes"),
        "history_day": N_("Day"),
        "history_steps": N_("Steps"),
        "history_what": N_("What changed"),
        "history_who": N_("Who"),
        "no_evidence": N_("No evidence yet."),
        "no_text": N_("Nothing written yet."),
        "note": N_("Please note:"),
        "of": N_("of"),
        "page": N_("Page"),
        "progress": N_("Required items done"),
        "questions": N_("Questions"),
        "requirements": N_("Who may apply"),
        "step": N_("Step"),
        "to_do": N_("Still to do:"),
        "who_worked": N_("Who worked on it"),
        "day_by_day": N_("Day by day"),
    }
)


def translated(translator: Translator) -> Mapping[str, str]:
    """All labels in the translator's language."""
    return MappingProxyType({name: translator.text(text) for name, text in LABELS.items()})
