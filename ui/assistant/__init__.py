"""The store for assistants: a Model Context Protocol server whose tools only read. What they answer is in `answers`."""
