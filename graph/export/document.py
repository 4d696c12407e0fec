"""Write `docs/tables.md`, the page of the exported tables: `python -m graph.export.document`."""

from pathlib import Path

from graph.export.schema import ColumnSchema, TableSchema, schemas
from ontology.enumerations import Language

TARGET = Path(__file__).parents[2] / "docs" / "tables.md"
_HEAD = """# The exported tables

Written by `python -m graph.export.document` from `graph/query/tables/columns.toml`.

`zhengmai export -f csv -o DIR` writes a file for each table, and `csv-metadata.json`, which describes them in
[CSVW](https://www.w3.org/TR/tabular-metadata/); `-f parquet` the same with types and lists (`pip install 'zhengmai[parquet]'`);
`-f sqlite -o FILE` one database with keys and foreign keys, which `datasette FILE` opens. UTF-8, dates in ISO 8601, empty cells for what a
text does not say.

Every row has a key that occurs once: an IRI of the graph ([graph.md](graph.md)). Join by columns that hold the key of another table (→),
never by number or title: editions share a title, and an order's number may be given twice. `document_iri` is the published
document also for what its instruments and annexes say. A list is joined with `|`; in SQLite it also has a table of its own
(`documents_issuers`: key, position, value), in Parquet it is a list. In CSV an apostrophe precedes a cell that
a spreadsheet would run as a formula.

```sql
-- which agencies lead tasks of documents that are in force
SELECT agencies.name, COUNT(*) FROM responsibilities
JOIN agencies ON agencies.iri = responsibilities.agency_iri JOIN documents ON documents.iri = responsibilities.document_iri
WHERE role = 'lead' AND status IN ('in-force', 'presumed-in-force') GROUP BY agencies.iri ORDER BY 2 DESC;
```
"""


def document() -> str:
    """Return the page: a section a table, a row a column."""
    return "\n".join([_HEAD, *(_section(schema) for schema in schemas().values())])


def _section(schema: TableSchema) -> str:
    lines = [f"## {schema.name}\n", f"{schema.texts[Language.EN]}. {schema.texts[Language.ZH]}。\n"]
    lines += ["| column | type | holds | 含义 | example |", "| --- | --- | --- | --- | --- |"]
    lines += [_row(column, schema) for column in schema.columns]
    return "\n".join(lines) + "\n"


def _row(column: ColumnSchema, schema: TableSchema) -> str:
    kind = f"{column.type}{', list' if column.many else ''}"
    if column.name == schema.key:
        kind += ", key"
    if column.to and column.name != schema.key:
        kind += f" → [{column.to}](#{column.to})"
    cells = (f"`{column.name}`", kind, column.texts[Language.EN], column.texts[Language.ZH], f"`{column.example}`")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    TARGET.write_text(document(), encoding="utf-8")
