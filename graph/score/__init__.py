"""Score what was read against gold: what people corrected in annotation tools, gold files of facts, and decisions of review."""
