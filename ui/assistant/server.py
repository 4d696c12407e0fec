"""The Model Context Protocol server (`zhengmai mcp`): tools that read one store, over standard input and output.

Each tool opens the store anew, so that it answers from what the last build has published. Whatever goes wrong with a question is
answered as the tool's error in one line.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from importlib.metadata import version
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from graph.records.today import today
from graph.store.errors import GraphError
from graph.store.store import Store
from graph.store.view import View
from ui.assistant import answers
from ui.assistant.drafts import LONGEST, check_draft

_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
_INSTRUCTIONS = """\
A knowledge graph of Chinese government documents (公文): which documents there are, whether they hold on a day, what rests
on them, who has which task by when. Name documents as printed (岚政发〔2019〕14号, or a title), in any spelling. Each answer carries
`evidence` (the sentence, the source's name, and code points in it) and `limits` (what the answer does not know): pass both on.
Nothing here changes the store."""
_LONGEST = 20_000
"""Code points of an argument."""


def build_server(store: str) -> MCPServer[Any]:
    """Return a server whose tools read the store at a folder or URL. Raises StoreError where there is none."""
    with Store.open(store):
        pass
    server: MCPServer[Any] = MCPServer(
        "zhengmai", instructions=_INSTRUCTIONS, version=version("zhengmai"), log_level="ERROR"
    )

    def tool(function: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
        return server.tool(annotations=_READS)(function)

    @tool
    def find(text: str) -> dict[str, Any]:
        """Find documents and agencies by a number, a title, a name, or a part of one."""
        with _reading(store, text) as view:
            return answers.find_documents(view, text)

    @tool
    def document(name: str) -> dict[str, Any]:
        """Return the facts of one document (number, title, kind, issuer, days) with the words that prove them, and what it refers to."""
        with _reading(store, name) as view:
            return answers.show_document(view, name)

    @tool
    def text(name: str, as_of: str = "", first: int = 0) -> dict[str, Any]:
        """Return the text of one document, 50 pieces at a time from `first`. as_of: a day (2020-01-01), with the amending acts applied."""
        with _reading(store, name) as view:
            return answers.read_document(view, name, _day(as_of), max(0, first))

    @tool
    def status(name: str, as_of: str = "") -> dict[str, Any]:
        """Return whether a document holds on a day (today if not given), and why: the acts and terms with their sentences."""
        with _reading(store, name) as view:
            return answers.tell_status(view, name, _day(as_of) or today())

    @tool
    def impact(name: str) -> dict[str, Any]:
        """List the documents that rest on, implement, change, repeal or cite this one, with the sentences."""
        with _reading(store, name) as view:
            return answers.tell_impact(view, name)

    @tool
    def ledger(agency: str, since: str = "", until: str = "") -> dict[str, Any]:
        """Return the tasks of an agency with roles, time limits, document and clause; since, until: only what is due in these days."""
        with _reading(store, agency) as view:
            return answers.list_ledger(view, agency, _day(since), _day(until))

    @tool
    def questions() -> dict[str, Any]:
        """List the saved questions with their parameters; `ask` answers them."""
        return answers.list_questions()

    @tool
    def ask(question: str, parameters: dict[str, str] | None = None) -> dict[str, Any]:
        """Answer a saved question by its name, with its parameters."""
        with _reading(store, question, *(parameters or {}).values()) as view:
            return answers.ask_question(view, store, question, parameters or {})

    @tool
    def sparql(query: str) -> dict[str, Any]:
        """Answer a SPARQL 1.1 SELECT, ASK, CONSTRUCT or DESCRIBE over the graph, read-only; at most 200 rows and 20 seconds.

        Prefixes zm, eli, oa, org, dct, prov, skos, rdf, rdfs, xsd are declared; the default graph is the union of all graphs.
        """
        with _reading(store, query) as view:
            return answers.run_sparql(view, store, query)

    @tool
    def check(draft: str, as_of: str = "") -> dict[str, Any]:
        """Check the text of a draft before it is signed: bases in force, articles and quoted words, own references, annexes, bodies, days.

        as_of: the day that the rules go by; that of the signature if not given. Each finding has its rule, weight, place (code points
        of the draft), reason and proposed words; coverage says what was not in the store.
        """
        day = _day(as_of)
        with _explained([draft], LONGEST):
            return check_draft(store, draft, day)

    return server


@contextmanager
def _reading(store: str, *given: str) -> Iterator[View]:
    """Open the store for one answer; a mistake of the caller's becomes the tool's error."""
    with _explained(given, _LONGEST), Store.open(store) as view:
        yield view


@contextmanager
def _explained(given: Iterable[str], longest: int) -> Iterator[None]:
    """Turn a mistake of the caller's into the tool's error. longest: code points of an argument."""
    if any(len(text) > longest for text in given):
        raise ToolError(f"an argument is longer than {longest} characters")
    try:
        yield
    except GraphError as error:
        raise ToolError(str(error)) from error


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise ToolError(f"{given}: not a day; write it as 2020-01-01") from None
