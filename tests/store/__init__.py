"""Tests of the store, and of the sample school's files that it reads."""
