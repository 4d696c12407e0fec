"""SARIF as its schema has it. `pydantic-sarif` is made from the schema of 2.1.0 and refuses what that does not name."""

import json
from typing import Any

from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as SarifLog


def valid_run(text: str) -> dict[str, Any]:
    """Return the one run of a log. Raises ValidationError where the log is not valid."""
    SarifLog.model_validate_json(text)
    (run,) = json.loads(text)["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:  # 3.27.6: an index, and the id at that index
        assert rules[result["ruleIndex"]] == result["ruleId"]
    found: dict[str, Any] = run
    return found
