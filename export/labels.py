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
            "Photographs, and of each PDF the first pages, made smaller. "
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
        "added_words": N_("added"),
        "advice": N_("Advice"),
        "at_a_glance": N_("At a glance"),
        "evidence_added": N_("New evidence"),
        "evidence_removed": N_("Evidence removed"),
        "examples": N_("Examples of evidence"),
        "copy_text": N_("Copy the text"),
        "copied": N_("Copied: paste it into the box on the platform."),
        "copy_failed": N_("Not copied: select the text and copy it yourself."),
        "how_we_do_it": N_("How we do it:"),
        "one_by_one": N_("The platform takes documents one at a time; they stand in this order."),
        "or_all_in_one": N_("Or all of them in one document:"),
        "pasted": N_("Pasted on the platform"),
        "platform_alone": N_(
            "This page sends nothing and needs no network. What you tick stays in this browser."
        ),
        "platform_how": N_(
            "Keep this page open beside the platform's form. Go through it step by step: copy "
            "each text, upload each document, and tick what is done. The form is here:"
        ),
        "ticked": N_("ticked"),
        "to_upload": N_("To upload"),
        "no": N_("No"),
        "nothing_changed": N_("Nothing changed."),
        "plans_in_short": N_("What the school promises for the next two years, in short"),
        "removed_words": N_("removed"),
        "what_changed": N_("What changed"),
        "what_you_sign": N_("What you sign"),
        "who_brings_it": N_("Who brings it"),
        "yes": N_("Yes"),
    }
)


def translated(translator: Translator) -> Mapping[str, str]:
    """All labels in the translator's language."""
    return MappingProxyType({name: translator.text(text) for name, text in LABELS.items()})
