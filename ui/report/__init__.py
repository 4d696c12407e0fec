"""Validation reports as people and programs take them: a module a form."""
