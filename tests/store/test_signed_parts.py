"""What is proven is told of each piece of feedback and each decision, and not of all at once."""

from pathlib import Path

from model.review import FeedbackKind
from model.trust import Signature
from store import signers, signing
from store.people import remember_settings
from store.signed_parts import proven_of
from tests.nso import NELE, reviewed


def test_each_piece_and_decision_has_its_own_signature(
    received: Path, key: signing.SigningKey
) -> None:
    school = reviewed(received)
    signers.pin([key.public])
    school.draft("", FeedbackKind.QUESTION, "Met sleutel?", NELE)
    school.publish(NELE)
    remember_settings(signing_key="")
    school.draft("collaboration", FeedbackKind.QUESTION, "Zonder sleutel?", NELE)
    school.signs = False
    school.publish(NELE)
    parts = school.signatures()
    found = {
        piece.text.split()[0]: proven_of(piece, parts)
        for piece in reviewed(received).application.record.feedback
    }
    assert found == {"Met": Signature.VERIFIED, "Zonder": Signature.UNSIGNED}
    assert school.signature() is Signature.UNSIGNED, "all of it is as weak as its weakest"


def test_a_decision_and_each_answer_count_and_the_schools_words_do_not(inbox_side: Path) -> None:
    school = reviewed(inbox_side)
    record, parts = school.application.record, school.signatures()
    assert {proven_of(made, parts) for made in record.decisions} == {Signature.VERIFIED}
    assert {proven_of(piece, parts) for piece in record.feedback} == {Signature.VERIFIED}
    assert any(piece.replies for piece in record.feedback)
    for known in signers.load().trusted:
        signers.remove(known.key.fingerprint)
    parts = school.signatures()
    assert {proven_of(made, parts) for made in record.decisions} == {Signature.UNKNOWN_KEY}
