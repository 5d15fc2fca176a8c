"""What runs each time of the tests that go through every screen; the rest is for `bin/test --long`.

The same journey through twelve screens takes as long as all other tests of a screen: a few that
differ most are tried each time. A new parameter is a seldom one until it stands here.
"""

OFTEN: dict[str, frozenset[str]] = {
    "test_app_keys.py::test_every_key_in_the_bar_does_something": frozenset({"step", "submission"}),
    "test_app_keys.py::test_help_tells_what_the_screen_is_for_in_dutch": frozenset({"dashboard"}),
    "test_app_keys.py::test_escape_leaves_every_dialog_and_f1_explains_it": frozenset(
        {"WhoDialog"}
    ),
    "test_app_help.py::test_every_action_of_a_screen_is_in_the_palette": frozenset(
        {"dashboard", "step"}
    ),
    "test_app_help.py::test_f10_tells_every_key_and_leads_back": frozenset({"80x24-step"}),
    "test_app_find.py::test_both_are_there_on_every_screen": frozenset(
        {"keys0-ctrl+f", "keys3-ctrl+g"}
    ),
    "test_app_goto.py::test_enter_on_what_is_to_be_done_leads_to_the_very_field": frozenset(
        {"without_a_school", "sent_back"}
    ),
    "test_app_forms.py::test_an_entry_is_added_changed_and_removed": frozenset(
        {"active_teacher-typed0-Dina Raes"}
    ),
    "test_app_hostile.py::test_no_steering_character_of_others_reaches_the_terminal": frozenset(
        {"dashboard-steps0"}
    ),
    "test_app_first_minutes.py::test_what_can_not_be_is_said_and_nothing_typed_is_lost": frozenset(
        {"no school", "bad mail"}
    ),
    "test_cli_doctor.py::test_without_git_it_is_3_with_this_systems_command": frozenset(
        {"apt-get-sudo apt install git"}
    ),
    "test_cli_doctor.py::test_a_git_that_is_too_old_is_3": frozenset({"git version 2.20.1"}),
    "test_app_look.py::test_a_photograph_and_a_page_are_shown_within_the_window": frozenset(
        {"size0-prikbord-leraarskamer"}
    ),
    "test_app_look.py::test_a_document_that_breaks_under_the_apps_feet_is_a_sentence": frozenset(
        {"%PDF-1.4 niets"}
    ),
    "test_app_help.py::test_the_tour_is_skipped_with_escape_and_found_again": frozenset({"80x24"}),
    "test_screens_pictures.py::test_in_english": frozenset({"dashboard"}),
    "test_screens_pictures.py::test_in_light": frozenset({"step"}),
    "test_life_pictures.py::test_screen": frozenset(
        {"submitted", "returned", "approved", "beside"}
    ),
    "test_app_outside.py::test_of_one_field_changed_on_both_sides_the_history_has_both": frozenset(
        {"#mine-Van An."}
    ),
    "test_serving.py::test_without_the_token_nothing_is_answered": frozenset({"/", "/ws"}),
    "test_app_find.py::test_words_of_the_form_of_step_1_are_found": frozenset(
        {"wouters-school.principal.name"}
    ),
    "test_app_keys.py::test_every_entry_of_the_palette_runs": frozenset({"step"}),
    "test_writing.py::test_what_was_typed_outlives_a_killed_process": frozenset(
        {"reply", "new-entry", "new-school", "reviewed-feedback"}
    ),
    "test_writing.py::test_what_was_typed_last_outlives_every_end": frozenset(
        {"reply-escapes", "reply-crashes", "reviewed-note-quits", "reviewed-note-is_closed"}
    ),
}
"""A test to the parameters that run each time, as pytest names them."""
