"""The work that documents set: tasks with their parties, time limits, and what they oblige, forbid and allow.

`model` has the types, `read` takes them out of the graph. Ledgers (`graph/ledger.py`), exports and pages all use these.
"""
