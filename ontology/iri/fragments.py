"""IRIs with a fragment: of what a source states (`<source>#task=3-2`), of its code points, of a document's events and statuses."""

from ontology.identifiers import StatementKind


class FragmentIris:
    """Mints them, and takes them apart. A caller gives the IRI before the fragment, so that no base is needed."""

    __slots__ = ()

    @staticmethod
    def numbered_in(source: str, kind: str, identifier: str) -> str:
        """Mint the IRI of a numbered thing in the source with this IRI: `<source>#task=3-2`. identifier: the numbers, joined by hyphens."""
        return f"{source}#{kind}={identifier}"

    @staticmethod
    def statement(source: str, kind: StatementKind, document: int, position: int) -> str:
        """Mint the IRI of a reference, task, time limit or duty in the source with this IRI: `<source>#reference=3-7`."""
        return FragmentIris.numbered_in(source, kind, f"{document}-{position}")

    @staticmethod
    def stated_in(statement: str) -> str:
        """Return the IRI of the source in which a statement occurs: `<source>` of `<source>#duty=3-7`."""
        return statement.partition("#")[0]

    @staticmethod
    def position(iri: str) -> int | None:
        """Return the position that the IRI of a statement, party or measure ends with: 7 of `<source>#duty=3-7`; None of any other IRI."""
        _, _, last = iri.partition("#")[2].rpartition("-")
        return int(last) if last.isdecimal() else None

    @staticmethod
    def assignment(source: str, document: int, task: int, position: int) -> str:
        """Mint the IRI of a party's part in a task: `<source>#assignment=3-7-1`."""
        return FragmentIris.numbered_in(source, "assignment", f"{document}-{task}-{position}")

    @staticmethod
    def measure(source: str, document: int, sanction: int, position: int) -> str:
        """Mint the IRI of a measure of a sanction: `<source>#measure=3-7-1`."""
        return FragmentIris.numbered_in(source, "measure", f"{document}-{sanction}-{position}")

    @staticmethod
    def fact(source: str, document: int, field: str, ordinal: int) -> str:
        """Mint the IRI of the annotation of a fact: `<source>#fact=3-number-1`."""
        return FragmentIris.numbered_in(source, "fact", f"{document}-{field}-{ordinal}")

    @staticmethod
    def source_issue(source: str, ordinal: int) -> str:
        """Mint the IRI of an issue that the reader met in a source: `<source>#issue=2`."""
        return FragmentIris.numbered_in(source, "issue", str(ordinal))

    @staticmethod
    def chars(source: str, start: int, end: int) -> str:
        """Code points of the source with this IRI, half-open (RFC 5147): `<source>#char=120,131`."""
        return f"{source}#char={start},{end}"

    @staticmethod
    def code_points(evidence: str) -> tuple[str, int, int]:
        """Return what `chars` was given: the source's IRI and the half-open code points. Raises ValueError for another IRI."""
        source, mark, place = evidence.partition("#char=")
        start, comma, end = place.partition(",")
        if not (mark and comma and start.isdecimal() and end.isdecimal()):
            raise ValueError(f"not the code points of a source: {evidence}")
        return source, int(start), int(end)

    @staticmethod
    def status_event(document: str, position: int) -> str:
        """`<document>#event=2`."""
        return f"{document}#event={position}"

    @staticmethod
    def status_interval(document: str, position: int) -> str:
        """`<document>#status=1`."""
        return f"{document}#status={position}"
