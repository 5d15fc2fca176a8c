"""Our widgets: one file each. What people wrote passes `safe_text` before any of them shows it."""
