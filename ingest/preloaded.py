"""Read a short text at import, so that processes forked from one that imported this module share what reading loads on first use.

That is the rules and the gazetteers: about a second of processor time in each process otherwise.
"""

import gc

import pyoxigraph as ox

from ingest.extract.pipeline import OURS, extractor
from ingest.read.files import load
from ingest.read.normalize import normalize
from ingest.steps import parse
from ingest.triples import triples
from ontology.iri import Iris

_TEXT = """岚州市人民政府关于加强湖滨步道管理的通知
岚政发〔2022〕15号

各区县人民政府：

根据《中华人民共和国水法》和《岚州市湖泊办法》（岚政发〔2019〕14号），由市水务局牵头，于2022年9月底前完成。本通知自印发之日起施行。

岚州市人民政府
2022年3月15日
"""

_normalized = normalize(load(_TEXT.encode(), "preloaded.txt").source)
ox.serialize(triples(_normalized, parse(_normalized, extractor(OURS)), Iris()), format=ox.RdfFormat.N_TRIPLES)
gc.freeze()  # what is shared is not walked over, and so stays shared
