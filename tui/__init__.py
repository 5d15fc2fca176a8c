"""What people see and type: the app, its screens and widgets, and the commands.

Only this package knows Textual and click. It knows `model`, `store` and `export`, and none of them
knows it.
"""
