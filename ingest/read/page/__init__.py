"""Turn printed pages into text in reading order, for pdf, OFD and scans alike.

words → `lines` → `columns` (order) → blocks. The cells of ruled tables (`ruling`) and what recurs on every page (`recurring`) are
taken out first. `blocks` joins it all. Coordinates count from a page's upper left corner, in one unit.
"""
