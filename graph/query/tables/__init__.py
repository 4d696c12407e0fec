"""The queries whose answers are the exported tables, one file a table."""
