"""Tests of Labelmap: a package for each of the four, and the project's own here."""
