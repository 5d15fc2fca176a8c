"""Tests of the exports: the values of a page, each format, and the two child programs."""
