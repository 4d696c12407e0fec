"""The texts: every key in both languages, every key that pages use, no key that nobody uses."""

import re
import string
from pathlib import Path

import pytest

import ui
from graph.export import changed, checklist, endings, ics, stale
from graph.export.ledger import COLUMNS
from graph.export.workbook import SHEETS, WIDTHS
from graph.records.agencies import ORDERS
from graph.records.alignment import ArticleChange
from graph.records.comparison import Direction
from graph.records.due import STANDINGS
from graph.records.network import ISSUED_BY, JOINTLY
from graph.records.search import FACETS
from graph.records.stock import Staleness
from ingest.model import IssueSeverity
from ontology.enumerations import (
    AmountUnit,
    Aspect,
    ChangeKind,
    DecisionState,
    DefinitionKind,
    EventKind,
    Field,
    Language,
    MeasureKind,
    Modality,
    PartyRole,
    RelationKind,
    Role,
    Severity,
    Side,
    Status,
    TaskState,
    Theme,
    TimeKind,
    Verdict,
)
from ui.explorer.components.network import WORDS
from ui.explorer.components.tones import AGENCY, TONES
from ui.explorer.views.agencies import VIEWS as AGENCY_VIEWS
from ui.explorer.views.review import LISTS as DECISION_LISTS
from ui.explorer.views.tasks import VIEWS as TASK_VIEWS
from ui.messages import MessagesError, load, parse
from ui.report import comparison, score
from ui.served.feeds import FEEDS

UI = Path(ui.__file__).parent if ui.__file__ else Path(ui.__path__[0])
EXPORT = Path(ics.__file__).parent
USED = {
    key
    for path in [*UI.rglob("*.py"), *EXPORT.glob("*.py")]
    for key in re.findall(r"""["']([a-z]+\.\w+)["']""", path.read_text(encoding="utf-8"))
}
MADE = {f"field.{name}" for name in Field}
MADE |= {f"relation.{kind}{by}" for kind in RelationKind for by in ("", "_by")} | {
    f"nav.{page}" for page in ("document", "agency", "compare", "repeal", "text")
}
MADE |= {f"side.{side}" for side in Side} | {f"measure.{kind}" for kind in MeasureKind}
MADE |= {f"definition.{kind}" for kind in DefinitionKind} | {
    f"terms.column_{name}" for name in ("place", "document", "meaning")
}
MADE |= {f"duties.column_{name}" for name in checklist.COLUMNS}
MADE |= {f"severity.{name}" for name in Severity} | {f"draft.{weight}" for weight in IssueSeverity}
MADE |= {f"stale.{name}" for name in (*Staleness, *stale.COLUMNS)} | {"nav.stale", "nav.changed"}
MADE |= {f"provision.{change}" for change in ArticleChange if change is not ArticleChange.ADDED}
MADE |= {f"provision.on_day_{change}" for change in ArticleChange if change is not ArticleChange.ADDED}
MADE |= {f"provision.lacks_{unit}" for unit in ("art", "para", "point", "chp")}
MADE |= {f"documents.{facet}" for facet in FACETS}
MADE |= {
    f"status.{name}" for name in (*Status, *EventKind, "as_of", "until", "presumed", "claim_agrees", "claim_differs")
}
MADE |= {f"role.{role}" for role in PartyRole} | {f"modality.{modality}" for modality in Modality}
MADE |= {f"ledger.{standing}" for standing in STANDINGS} | {f"time.{kind}" for kind in TimeKind}
MADE |= {f"time.unit_{unit}{one}" for unit in ("h", "d", "wd", "w", "m", "y") for one in ("", "_one")}
MADE |= {
    f"time.{each}{many}" for each in ("daily", "weekly", "monthly", "quarterly", "yearly") for many in ("", "_many")
}
MADE |= {
    "time.monthly_day",
    "time.monthly_end",
    "time.quarterly_day",
    "time.yearly_day",
    "time.yearly_days",
    "time.yearly_ends",
}
MADE |= {f"tasks.view_{view}" for view in TASK_VIEWS} | {f"tasks.month_{n}" for n in range(1, 13)}
MADE |= {f"tasks.weekday_{n}" for n in range(1, 8)} | {f"agencies.order_{order}" for order in ORDERS}
MADE |= {f"table.{name}" for name in (*SHEETS, "title")} | {f"heading.{name}" for name in WIDTHS}
MADE |= {f"agencies.view_{view}" for view in AGENCY_VIEWS}
MADE |= {f"column.{name}" for name in (*COLUMNS, "document", "quote")}
MADE |= {f"graph.{word}" for word in WORDS} | {f"graph.tone_{tone}" for tone in (*TONES.values(), AGENCY)}
MADE |= {f"facsimile.{act}" for act in ("back", "next", "in", "out", "fit", "earlier", "later")}
MADE |= {f"relation.{kind}" for kind in (ISSUED_BY, JOINTLY)}
MADE |= {f"ending.{name}" for name in (*set(endings.COLUMNS) - {"title"}, "name")}
MADE |= {f"text.{reason}" for reason in ("no-provision", "no-paragraph", "no-words", "exists", "unsupported")}
MADE |= {f"simulate.{name}" for name in ("own", "rests", "task", *Modality)}
MADE |= {f"diff.{name}" for name in (*comparison.COLUMNS, *ArticleChange, *Direction)}
MADE |= {f"part.{role}" for role in ("main", "instrument", "annex")}
MADE |= {f"question_theme.{theme}" for theme in Theme} | {f"unit.{unit}" for unit in AmountUnit}
MADE |= {f"level.{level}" for level in ("state", "province", "city", "county", "unknown")}
MADE |= {f"app.role_{role}" for role in Role}
MADE |= {f"score.{name}" for name in (*score.COLUMNS, "unread", "changed", "open")}
MADE |= {f"changed.{name}" for name in (*changed.COLUMNS, *(f"is_{kind}" for kind in ChangeKind))}
MADE |= {f"task_state.{state}" for state in TaskState} | {f"feed.{name}" for name in FEEDS}
MADE |= {f"filled.{name}" for name in ("row", "what", "before", "after")} | {
    f"served.feed_{name}" for name in ("ending", "changed")
}
MADE |= {f"aspect.{aspect}" for aspect in Aspect} | {f"review.hint_{aspect}" for aspect in Aspect}
MADE |= {f"review.{verdict}" for verdict in Verdict} | {f"review.state_{state}" for state in DecisionState}
MADE |= {f"review.list_{name}" for name in DECISION_LISTS}
MADE |= {f"help.{name}" for name in ("clerk", "reviewer", "researcher", *Severity)}
MADE |= {f"resolution.{found}" for found in ("agency", "group", "open")}


def test_pages_use_exactly_the_keys_of_the_table() -> None:
    sections = {key.split(".")[0] for key in load()["zh"].texts}
    used = {key for key in USED if key.split(".")[0] in sections and not key.endswith((".py", ".css", ".ttl"))}
    assert len(used) > 40
    assert used | MADE == set(load()["zh"].texts) == set(load()["en"].texts)


@pytest.mark.parametrize("key", sorted(load()["zh"].texts))
def test_both_languages_have_the_same_places(key: str) -> None:
    places = [{place[1] for place in string.Formatter().parse(load()[known].texts[key])} - {None} for known in Language]
    assert places[0] == places[1]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('[a]\nb = { zh = "一" }', "a.b"),
        ('[a]\nb = { zh = "一", en = "" }', "a.b.en"),
        ('[a]\nb = { zh = "一", en = "one", fr = "un" }', "a.b"),
        ('[a]\nb = "one"', "a.b"),
    ],
)
def test_a_table_with_a_hole_does_not_load(table: str, said: str) -> None:
    with pytest.raises(MessagesError, match=re.escape(said)):
        parse(table)


def test_an_unknown_key_and_a_missing_value_raise() -> None:
    say = load()["en"]
    with pytest.raises(KeyError):
        say("nav.nowhere")
    with pytest.raises(KeyError):
        say("documents.range", first=1)


def test_amounts_are_written_in_groups_and_what_is_text_stays() -> None:
    say = parse('[a]\nof = { zh = "{count} 件，{year}年{month:02}月", en = "{count} in {year}-{month:02}" }')["en"]
    assert say("a.of", count=1125, year="2019", month=6) == "1,125 in 2019-06"
    assert say("a.of", count=999, year="2019", month=12) == "999 in 2019-12"
