"""Tests of what people see and type."""
