"""What is still to do stands in its place, so it need not say again where that is."""

import pytest

from export.remarks import in_place


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Stap 6: nog geen bewijs.", "Nog geen bewijs."),
        (
            "Step 5, question 3: “Students drive …” is not answered yet.",
            "“Students drive …” is not answered yet.",
        ),
        (
            "answers/3-collaboration.toml: plan is no text",
            "answers/3-collaboration.toml: plan is no text",
        ),
        ("Stap 6: ", ""),
    ],
)
def test_the_step_and_the_question_go(text: str, said: str) -> None:
    assert in_place(text) == said
