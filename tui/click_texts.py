"""click's own sentences, so that they are in our catalogs: click asks gettext for them by itself.

Only those that our commands can bring about. `tui.cli` points gettext to our catalogs; a test holds
each sentence against the click that is installed.
"""

from model.messages import N_, Message

HELP = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Show this message and exit."),
    N_("required"),
)
"""What stands in a help page."""

FAULTS = (
    N_("Error: {message}"),
    N_("Try '{command} {option}' for help."),
    N_("Missing command."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("No such option {name!r}."),
    N_("Option {name!r} does not take a value."),
    N_("Choose from:\n\t{choices}"),
)
"""What stands in a message about wrong usage."""

COUNTED = (
    Message(
        N_("Got unexpected extra argument ({args})"),
        {},
        N_("Got unexpected extra arguments ({args})"),
    ),
    Message(
        N_("Option {name!r} requires an argument."),
        {},
        N_("Option {name!r} requires {nargs} arguments."),
    ),
    Message(
        N_("Did you mean {possibility}?"),
        {},
        N_("(Did you mean one of: {possibilities}?)"),
    ),
    Message(
        N_("{value!r} is not {choice}."),
        {},
        N_("{value!r} is not one of {choices}."),
    ),
)
"""Those with two forms; click counts."""
