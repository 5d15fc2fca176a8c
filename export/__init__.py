"""The application as people read it: PDF, HTML, Markdown, JSON.

What a page shows is gathered once, as frozen values without markup (`export.view`); each format is
a plain function of these. People's words are never markup, whatever they hold. Nothing is fetched
from anywhere. Heavy libraries are imported where first needed, and documents that a school was sent
are opened in a child process only.
"""
