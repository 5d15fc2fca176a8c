"""The commands: one module each, loaded when it is called. Start-up knows only `NAMES`."""

NAMES: dict[str, str] = {
    "demo": "demo",
    "new": "new",
    "editions": "editions",
    "status": "status",
    "check": "check",
    "set": "set_field",
    "teacher": "teacher",
    "quality-label": "quality_label",
    "attach": "attach",
    "evidence": "evidence",
    "detach": "detach",
    "log": "log",
    "show": "show",
    "restore": "restore",
    "choose": "choose",
    "export": "export",
    "submit": "submit",
    "withdraw": "withdraw",
    "platform": "platform",
    "reply": "reply",
    "send": "send",
    "receive": "receive",
    "inbox": "inbox",
    "review": "review",
    "feedback": "feedback",
    "publish": "publish",
    "decide": "decide",
    "resolve": "resolve",
    "reopen": "reopen",
    "trust": "trust",
    "audit": "audit",
    "sync": "sync",
    "join": "join",
    "serve": "serve",
    "doctor": "doctor",
}
"""Command to the module in this package that holds it, in the order in which one needs them."""

HIDDEN: dict[str, str] = {"merge-file": "merge_file"}
"""Commands that programs call: git does, when somebody joins two histories by hand."""
