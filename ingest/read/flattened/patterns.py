"""The patterns and lengths by which line ends that were lost are found, where several modules use them."""

import re

from ingest.rules import fragments

HAN = "\u3007\u3400-\u9fff"
CLAUSE_MARK = (
    r"第[一二三四五六七八九十百\d]{1,6}[编章节条]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|\d{1,2}[.、](?!\d)"
)
BLANKS = r"(?<![ \u200d\ufeff])[ \u200d\ufeff]++"
FLATTENED_LENGTH = 300
HEAD_REACH = 600  # code points within which the elements above a document's text must be
MARKED_SENTENCE = re.compile(rf"(?<=[。；：:])(?<!附件[：:])(?={CLAUSE_MARK}|附件[：:\d])")
DAY = re.compile(fragments()["date"])
LAST_DAY = re.compile(rf"(?:{fragments()['date']}) *$")
