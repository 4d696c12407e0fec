"""What stands around a place of a draft is found without a look at all of the draft."""

from dataclasses import replace
from datetime import date

from check.checked import DraftSubject
from ingest.extract.pipeline import extractor
from ingest.model import Clause, Level, Span
from ingest.pipeline import parse
from tests.ingest.work import assert_linear
