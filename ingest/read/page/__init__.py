"""Printed pages to text in reading order: one layout for pdf, OFD and scans.

words → `lines` → `columns` (order) → blocks, with the cells of ruled tables (`ruling`) taken out and what recurs on pages
(`recurring`) set apart. `blocks` puts it together. All coordinates count from a page's upper left corner, in one unit.
"""
