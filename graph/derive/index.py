"""Titles, looked up by what they fold to and by their trigrams; numbers, by the title that is cited with them and by their code.

A store finds a title that is written out, but not those that fold alike or are similar, and a number, but not those of one code. So
these occur in tables, in memory while all is derived, and in a file of the store for the next build. The file is a cache: where it is
not that of the generation that is built upon, it is made anew from the store.
"""

import sqlite3
from collections.abc import Collection
from enum import IntEnum

from ontology.titles import title_identity, trigrams

_TABLES = """
CREATE TABLE title(side INTEGER, node TEXT, title TEXT, key TEXT, PRIMARY KEY(side, node, title)) WITHOUT ROWID;
CREATE INDEX title_key ON title(side, key);
CREATE TABLE edition(base TEXT, node TEXT, PRIMARY KEY(base, node)) WITHOUT ROWID;
CREATE TABLE node(id INTEGER PRIMARY KEY, iri TEXT UNIQUE);
CREATE TABLE gram(side INTEGER, gram TEXT, node INTEGER, PRIMARY KEY(side, gram, node)) WITHOUT ROWID;
CREATE TABLE numbered(number TEXT, title TEXT, key TEXT, PRIMARY KEY(number, title)) WITHOUT ROWID;
CREATE INDEX numbered_key ON numbered(key, number);
CREATE TABLE coded(code TEXT, place TEXT, node TEXT, PRIMARY KEY(code, place, node)) WITHOUT ROWID;
CREATE TABLE unnumbered(key TEXT, place TEXT, node TEXT, years TEXT, PRIMARY KEY(key, place, node)) WITHOUT ROWID;
CREATE INDEX unnumbered_node ON unnumbered(node);
CREATE TABLE body(name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE token(token TEXT);
"""
_VERSION = 4  # of the tables; a file with others is made anew
_LAST = "\U0010ffff"  # no IRI has a character behind it
_MANY = 1_000
"""A part of a title counts as that frequent at the most."""


class TitleSide(IntEnum):
    """The owner of a title: that of a published document or instrument, or one under which others cite a document."""

    PUBLISHED = 0
    CITED = 1


class TitleIndex:
    """The tables. path: of the file; `:memory:` for none. Raises sqlite3.Error for a file that is none or is damaged."""

    def __init__(self, path: str = ":memory:") -> None:
        self._tables = sqlite3.connect(path, isolation_level=None)
        self._tables.execute("PRAGMA secure_delete = ON")  # a title that is removed is to be gone from the file
        self._tables.execute("BEGIN")
        (version,) = self._tables.execute("PRAGMA user_version").fetchone()
        if version != _VERSION:
            for name in self._all("SELECT name FROM sqlite_master WHERE type = 'table'"):
                self._tables.execute(f"DROP TABLE {name}")
            for statement in _TABLES.split(";"):
                self._tables.execute(statement)
            self._tables.execute(f"PRAGMA user_version = {_VERSION}")

    def _all(self, query: str, *values: object) -> list[str]:
        return [row[0] for row in self._tables.execute(query, values)]

    def token(self) -> str:
        """Return the token of the generation that the tables belong to; empty for new tables."""
        return next(iter(self._all("SELECT token FROM token")), "")

    def commit(self, token: str) -> None:
        """Keep the changes, for the generation that this token identifies, and close the file."""
        self._tables.execute("DELETE FROM token")
        self._tables.execute("INSERT INTO token VALUES (?)", (token,))
        self._tables.execute("COMMIT")
        self.close()

    def close(self) -> None:
        """Close the file; what was not committed is not kept."""
        self._tables.close()

    def clear(self) -> None:
        """Empty all tables."""
        for table in ("title", "edition", "gram", "node", "numbered", "coded", "unnumbered", "body", "token"):
            self._tables.execute(f"DELETE FROM {table}")

    def put(self, side: TitleSide, node: str, titles: Collection[str], base: str = "", *, new: bool = False) -> None:
        """Replace the titles of a node by others. base: the folded title of which a cited title names an edition. new: it had none."""
        for gram in () if new else self._grams(side, node):
            self._tables.execute(
                "DELETE FROM gram WHERE side = ? AND gram = ? AND node = (SELECT id FROM node WHERE iri = ?)",
                (side, gram, node),
            )
        self._tables.execute("DELETE FROM title WHERE side = ? AND node = ?", (side, node))
        self._tables.executemany(
            "INSERT INTO title VALUES (?, ?, ?, ?)", [(side, node, title, title_identity(title)) for title in titles]
        )
        if titles:
            self._tables.execute("INSERT OR IGNORE INTO node(iri) VALUES (?)", (node,))
            (number,) = self._tables.execute("SELECT id FROM node WHERE iri = ?", (node,)).fetchone()
            grams = [(side, gram, number) for gram in self._grams(side, node)]
            self._tables.executemany("INSERT INTO gram VALUES (?, ?, ?)", grams)
        elif not new:
            self._tables.execute(
                "DELETE FROM node WHERE iri = ? AND NOT EXISTS (SELECT 1 FROM title WHERE side IN (0, 1) AND node = iri)",
                (node,),
            )
        if base:
            self._tables.execute("INSERT OR IGNORE INTO edition VALUES (?, ?)", (base, node))

    def _grams(self, side: TitleSide, node: str) -> set[str]:
        title = self.title(side, node)
        return trigrams(title) if title else set()

    def title(self, side: TitleSide, node: str) -> str:
        """Return the first of a node's titles, by their characters; empty where it has none."""
        return self._all("SELECT coalesce(min(title), '') FROM title WHERE side = ? AND node = ?", side, node)[0]

    def titles(self, side: TitleSide) -> dict[str, str]:
        """Return the first title of every node."""
        return dict(self._tables.execute("SELECT node, min(title) FROM title WHERE side = ? GROUP BY node", (side,)))

    def keys(self, side: TitleSide, node: str) -> list[str]:
        """Return the folded titles of a node, sorted."""
        # Sorted here: if SQLite were asked to sort, the tables would go through all keys in their order.
        return sorted(set(self._all("SELECT key FROM title WHERE side = ? AND node = ?", side, node)))

    def having(self, side: TitleSide, key: str) -> list[str]:
        """Return the nodes whose title folds so, sorted."""
        return self._all("SELECT DISTINCT node FROM title WHERE side = ? AND key = ? ORDER BY node", side, key)

    def several(self) -> list[str]:
        """Return the folded titles that more than one published thing has, sorted."""
        return self._all(
            "SELECT key FROM title WHERE side = 0 GROUP BY key HAVING count(DISTINCT node) > 1 ORDER BY key"
        )

    def editions(self, base: str) -> list[str]:
        """Return the nodes of titles that name an edition of the law with this folded title, some of which may not be cited any more."""
        return self._all("SELECT node FROM edition WHERE base = ? ORDER BY node", base)

    def put_numbered(self, number: str, titles: Collection[str]) -> None:
        """Replace the titles that are cited with a number (IRI) that no published text prints."""
        self._tables.execute("DELETE FROM numbered WHERE number = ?", (number,))
        self.add_numbered(number, titles)

    def add_numbered(self, number: str, titles: Collection[str]) -> None:
        """Record more titles that are cited with a number."""
        self._tables.executemany(
            "INSERT OR IGNORE INTO numbered VALUES (?, ?, ?)",
            [(number, title, title_identity(title)) for title in sorted(titles)],
        )

    def remove_numbered(self, number: str, title: str) -> None:
        """Forget a title that is no longer cited with a number."""
        self._tables.execute("DELETE FROM numbered WHERE number = ? AND title = ?", (number, title))

    def keys_of_number(self, number: str) -> list[str]:
        """Return the folded titles that are cited with a number, sorted."""
        return self._all("SELECT DISTINCT key FROM numbered WHERE number = ? ORDER BY key", number)

    def numbers_with(self, key: str, beginning: str = "") -> list[str]:
        """Return the numbers that are cited with a title that folds so, sorted. beginning: that of their IRIs."""
        query = "SELECT DISTINCT number FROM numbered WHERE key = ? AND number >= ? AND number < ? ORDER BY number"
        return self._all(query, key, beginning, f"{beginning}{_LAST}")

    def numbers(self) -> list[str]:
        """Return all numbers that are cited with a title, sorted."""
        return self._all("SELECT DISTINCT number FROM numbered ORDER BY number")

    def put_coded(self, code: str, place: str, node: str) -> None:
        """Record a document by the code of its number and the place whose code it is."""
        self._tables.execute("INSERT OR IGNORE INTO coded VALUES (?, ?, ?)", (code, place, node))

    def remove_coded(self, code: str, place: str, node: str) -> None:
        """Forget a document's code."""
        self._tables.execute("DELETE FROM coded WHERE code = ? AND place = ? AND node = ?", (code, place, node))

    def coded(self, code: str, place: str | None = None) -> list[str]:
        """Return the documents whose number has a code, of one place or of any, sorted."""
        if place is None:
            return self._all("SELECT node FROM coded WHERE code = ? ORDER BY node", code)
        return self._all("SELECT node FROM coded WHERE code = ? AND place = ? ORDER BY node", code, place)

    def frequency(self, side: TitleSide, gram: str) -> int:
        """Return how many nodes have this trigram in their first title, `_MANY` at the most."""
        query = f"SELECT count(*) FROM (SELECT 1 FROM gram WHERE side = ? AND gram = ? LIMIT {_MANY})"
        return int(self._all(query, side, gram)[0])

    def with_gram(self, side: TitleSide, gram: str) -> list[str]:
        """Return the nodes that have this trigram in their first title, sorted."""
        query = "SELECT iri FROM gram JOIN node ON node.id = gram.node WHERE side = ? AND gram = ? ORDER BY iri"
        return self._all(query, side, gram)

    def put_unnumbered(
        self, node: str, keys: Collection[str] = (), place: str = "", years: str = "", *, new: bool = False
    ) -> None:
        """Replace what is known of a published text that prints no number: its folded titles, none where there is no such text any more,
        its place and its years (`graph.derive.unnumbered`). new: nothing was known."""
        if not new:
            self._tables.execute("DELETE FROM unnumbered WHERE node = ?", (node,))
        self._tables.executemany(
            "INSERT INTO unnumbered VALUES (?, ?, ?, ?)", [(key, place, node, years) for key in sorted(keys)]
        )

    def unnumbered(self, key: str, place: str | None) -> list[str]:
        """Return the texts without a number whose title folds so, sorted: those of a place and those that have none; of None all."""
        if place is None:
            return self._all("SELECT node FROM unnumbered WHERE key = ? ORDER BY node", key)
        return self._all("SELECT node FROM unnumbered WHERE key = ? AND place IN ('', ?) ORDER BY node", key, place)

    def known_of(self, node: str) -> list[tuple[str, str, str]]:
        """Return what is known of a text without a number: each folded title with its place and its years."""
        return list(self._tables.execute("SELECT key, place, years FROM unnumbered WHERE node = ?", (node,)))

    def put_bodies(self, names: Collection[str]) -> None:
        """Record the full official names of bodies."""
        self._tables.executemany("INSERT OR IGNORE INTO body VALUES (?)", [(name,) for name in names])

    def remove_bodies(self, names: Collection[str]) -> None:
        """Forget bodies."""
        self._tables.executemany("DELETE FROM body WHERE name = ?", [(name,) for name in names])

    def bodies_below(self, name: str) -> list[str]:
        """Return the names of bodies that begin with a name, sorted."""
        return self._all("SELECT name FROM body WHERE name >= ? AND name < ? ORDER BY name", name, f"{name}{_LAST}")

    def bodies_among(self, names: Collection[str]) -> set[str]:
        """Return those of some names that are names of bodies."""
        return {one for name in names for one in self._all("SELECT name FROM body WHERE name = ?", name)}

    def has_more_than(self, many: int) -> bool:
        """Return whether more than so many things have titles of their own. The cost depends on that number only."""
        query = "SELECT count(*) FROM (SELECT DISTINCT node FROM title WHERE side = 0 LIMIT ?)"
        return int(self._all(query, many + 1)[0]) > many
