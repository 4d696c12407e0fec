"""Writes `docs/check.md` from the list of rules: `python -m check.document`. A test keeps the two in step."""

from pathlib import Path

from check.rules import DraftRule, draft_rules

TARGET = Path(__file__).parents[1] / "docs" / "check.md"
_HEAD = """# The check of a draft

Generated from `check/rules.toml` by `make docs`; do not edit.

`zhengmai check DRAFT --store STORE` reads a draft as any file is read and compares it with the store, before it is signed. The store
is not touched, and no word of the draft is changed. What the store does not have is said (`unverified`, and the line of coverage):
it is neither right nor wrong. The rules go by the day of `--as-of`, else by that of the signature;
where none is printed, by the day of front matter, publication or entry into force, and by today where the text names none.

```sh
zhengmai check 草案.docx --store store --as-of 2025-03-10          # a table; exit code 1 where there is an error
zhengmai check 草案.docx --store store -o 草案.checked.docx         # the draft itself, with Word comments at the words
zhengmai check 草案.txt --store store --format sarif --fail-on warning
zhengmai check 草案.txt --store store --watch                      # again each time the file is saved
```

The page *Check a draft* of the explorer, the tool `check` of `zhengmai mcp` (docs/assistants.md) and `POST /check` of `zhengmai serve`
(docs/endpoint.md) do the same; none keeps a draft.

## Findings that are let pass

A file beside the draft (`草案.docx.pass.toml`, or `--let-pass FILE`) names rules, where wanted words, and a reason. What is let pass
is counted; the JSON lists it, and the SARIF marks it as suppressed.

```toml
[[pass]]
rule = "quote-differs"
words = "不得少于两人"      # optional: only where the marked words hold these
reason = "合并引用两句"
```

## Rules of your own

`--rules FILE` adds words that must not occur, and elements that a city's own rules ask for. Examples and counterexamples prove them
as the file is read. `--shapes FILE` asks shapes (docs/validation.md) of a graph that holds the draft and what the store
says of the documents that it names (at most 500): their own statements, the events and intervals of their status, titles that mean
them, what has taken their place, their issuers' names; not their clauses and tasks. `zm:citedDocument` leads from a citation to the
edition of the day, and `?asOf` is the day of the check. What a shape finds in a document of the store is not reported. Findings
are listed with the others, and are let pass by the shape's name. Shapes run in a process of their own, with 120 s and 2 GB. The page
*Check a draft* takes both kinds of file as well; they are for that check alone, and are not kept.

```turtle
house:HoldsStill a sh:NodeShape ; sh:targetClass zm:Reference ;      # a cited document that has ended by the day
    sh:sparql [ sh:message "所引“{?value}”已经终止。"@zh , "“{?value}” has ended."@en ;
        sh:select '''SELECT $this ?value WHERE {
            $this zm:citedDocument ?document . ?document rdfs:label ?value .
            BIND("9999-12-31"^^xsd:date AS ?asOf)
            ?interval zm:about ?document ; zm:status ?status ; zm:since ?since . OPTIONAL { ?interval zm:through ?through }
            FILTER(!(?since > ?asOf) && (!BOUND(?through) || ?through >= ?asOf))
            FILTER(REGEX(STR(?status), "/(repealed|expired|superseded|declared-invalid|stopped)$")) }''' ] .
```

```toml
[[words]]
id = "old-name"
severity = "warning"
words = ["市工商局"]
unless = ["原市工商局"]
instead = "市市场监督管理局"
zh = "机构名称已经变更"
en = "The body has another name now"
examples = ["由市工商局负责"]
counterexamples = ["原市工商局核发的执照"]

[[element]]
id = "term"
severity = "error"
kinds = ["办法", "规定", "细则"]
needs = "expires"            # number, addressee, signed, effective, expires, registration
most_years = 5
zh = "规范性文件应当载明有效期，最长5年"
en = "A normative document names its term, of five years at the most"
```

## The rules

⟦…⟧ is what is marked. Where a shape says the same of documents in a store, it is named, or has the rule's own name. Shapes say less
where words are weighed: `provision-absent` knows articles and paragraphs and no points, and leaves out what another edition has;
`provision-moved` reports words that are unchanged under another number (`zhengmai stale` and its page weigh those that were
changed, too). One rule has none: `quote-differs`. The graph does not hold which words a text quotes from which provision: none of 118
enacted texts that were checked quotes wrongly, and a comparison of strings alone, without what was left out at …, what a list divides
and what an edition changed, would mark more that is right than wrong.
"""


def document() -> str:
    """Return the page: a table of all rules, then an entry a rule."""
    rules = draft_rules().values()
    table = ["| rule | weight | | |", "| --- | --- | --- | --- |"]
    table += [f"| [`{rule.id}`](#{rule.id}) | {rule.severity} | {rule.zh} | {rule.en} |" for rule in rules]
    return "\n".join([_HEAD, *table, "", *(_entry(rule) for rule in rules)])


def _entry(rule: DraftRule) -> str:
    lines = [f"### {rule.id}\n", f"{rule.zh} · {rule.en} · {rule.severity}\n", f"{rule.help_zh}\n", f"{rule.help_en}\n"]
    lines += [f"- marked: {rule.example}", f"- right: {rule.counterexample}"]
    if rule.source:
        lines.append(f"- source: {rule.source}")
    if rule.shapes:
        lines.append(f"- shapes: {', '.join(f'`{shape}`' for shape in rule.shapes)}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TARGET.write_text(document(), encoding="utf-8")
