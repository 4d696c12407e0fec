"""The closed namespaces: every term that code may use, checked when it is first looked up.

`ZM` lists our own terms; each is with labels and a definition in `zhengmai.ttl` (a test compares the two). `ELI` lists
the terms of ELI 1.2 that we use; a test looks each up in the published ontology. A misspelt term raises `AttributeError`.
"""

import re

from rdflib import URIRef
from rdflib.namespace import DCTERMS, OWL, PROV, RDF, RDFS, SH, SKOS, XSD, DefinedNamespace, Namespace

__all__ = [
    "BASE",
    "DCTERMS",
    "ELI",
    "OA",
    "ORG",
    "OWL",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "SKOS",
    "XSD",
    "ZM",
    "expand",
    "is_misspelt",
]

BASE = "https://w3id.org/zhengmai/"
"""Default base of every resource IRI; `ontology.iri.Iris` takes another."""


class ZM(DefinedNamespace):
    """Terms of our own, only where ELI, ORG, OA, PROV, SKOS and DCTERMS have none."""

    _fail = True
    _NS = Namespace(BASE + "ns#")

    Source: URIRef
    GazetteIssue: URIRef
    PublishedDocument: URIRef
    Evidence: URIRef
    ReadingIssue: URIRef
    Place: URIRef
    Statement: URIRef
    Reference: URIRef
    NamedProvision: URIRef
    CitedProvision: URIRef
    OwnProvision: URIRef
    QuotedProvision: URIRef
    AgencyKind: URIRef
    Reform: URIRef
    ReformWave: URIRef
    ReformStage: URIRef
    Task: URIRef
    Assignment: URIRef
    AgencyGroup: URIRef
    Deadline: URIRef
    Duty: URIRef
    Obligation: URIRef
    Prohibition: URIRef
    Permission: URIRef
    Sanction: URIRef
    Measure: URIRef
    Definition: URIRef
    Alias: URIRef
    BearerKind: URIRef
    StatusEvent: URIRef
    StatusInterval: URIRef
    Decision: URIRef

    sha256: URIRef
    encoding: URIRef
    reader: URIRef
    length: URIRef
    issueYear: URIRef
    issueNumber: URIRef
    addressee: URIRef
    registrationNumber: URIRef
    claimedStatus: URIRef
    claimedOn: URIRef
    issues: URIRef
    hasAnnex: URIRef
    position: URIRef
    eId: URIRef
    marker: URIRef
    heading: URIRef
    text: URIRef
    start: URIRef
    end: URIRef
    about: URIRef
    property: URIRef
    exact: URIRef
    nativeSelector: URIRef
    inClause: URIRef
    offsets: URIRef
    rule: URIRef
    code: URIRef
    place: URIRef
    placeLevel: URIRef
    citing: URIRef
    target: URIRef
    relationKind: URIRef
    citedTitle: URIRef
    citedNumber: URIRef
    quote: URIRef
    reason: URIRef
    denotes: URIRef
    nearTo: URIRef
    citedDocument: URIRef
    ofReference: URIRef
    citedClause: URIRef
    meantClause: URIRef
    wordingOf: URIRef
    provision: URIRef
    basisProvision: URIRef
    relatesToDocument: URIRef
    repealsDocument: URIRef
    declaresExpiredDocument: URIRef
    confirmsValidDocument: URIRef
    extendsValidityDocument: URIRef
    amendsDocument: URIRef
    implementsDocument: URIRef
    basedOnDocument: URIRef
    citesDocument: URIRef
    implements: URIRef
    implementsTransitive: URIRef
    declaresExpired: URIRef
    confirmsValid: URIRef
    extendsValidity: URIRef
    supersedes: URIRef
    supersedesTransitive: URIRef
    mentions: URIRef
    addressedTo: URIRef
    namePattern: URIRef
    shortPattern: URIRef
    formerKind: URIRef
    newKind: URIRef
    earliest: URIRef
    latest: URIRef
    setBy: URIRef
    hasAssignment: URIRef
    agency: URIRef
    group: URIRef
    partyName: URIRef
    role: URIRef
    hasDeadline: URIRef
    timeKind: URIRef
    printed: URIRef
    due: URIRef
    recurrence: URIRef
    duration: URIRef
    anchor: URIRef
    bearer: URIRef
    bearerAgency: URIRef
    bearerKind: URIRef
    broaderKind: URIRef
    narrowerKind: URIRef
    side: URIRef
    competence: URIRef
    authorityLevel: URIRef
    cue: URIRef
    lead: URIRef
    condition: URIRef
    basis: URIRef
    act: URIRef
    authority: URIRef
    authorityAgency: URIRef
    authorityKind: URIRef
    breaches: URIRef
    breachName: URIRef
    breachedTitle: URIRef
    guards: URIRef
    mayGuard: URIRef
    hasMeasure: URIRef
    measureKind: URIRef
    amountFrom: URIRef
    amountTo: URIRef
    amountUnit: URIRef
    amountOf: URIRef
    per: URIRef
    whom: URIRef
    term: URIRef
    meaning: URIRef
    scope: URIRef
    site: URIRef
    digest: URIRef
    url: URIRef
    retrieved: URIRef
    day: URIRef
    eventKind: URIRef
    byAct: URIRef
    actName: URIRef
    effectKind: URIRef
    effectDay: URIRef
    effectLastDay: URIRef
    awaits: URIRef
    firstDayOfPart: URIRef
    part: URIRef
    area: URIRef
    announced: URIRef
    lastDay: URIRef
    status: URIRef
    since: URIRef
    through: URIRef
    because: URIRef
    saidBy: URIRef
    decidedOn: URIRef
    aspect: URIRef
    verdict: URIRef
    machineValue: URIRef
    decidedValue: URIRef
    decidedWords: URIRef
    decidedQuote: URIRef
    decisionState: URIRef
    withheld: URIRef
    laid: URIRef
    TaskProgress: URIRef
    progressOf: URIRef
    progressWords: URIRef
    taskState: URIRef
    taskOwner: URIRef
    begun: URIRef
    finished: URIRef


class ELI(DefinedNamespace):
    """The part of the European Legislation Identifier ontology 1.2 that the graph uses."""

    _fail = True
    _NS = Namespace("http://data.europa.eu/eli/ontology#")

    LegalResource: URIRef
    LegalResourceSubdivision: URIRef
    number: URIRef
    type_document: URIRef
    passed_by: URIRef
    date_document: URIRef
    date_publication: URIRef
    first_date_entry_in_force: URIRef
    date_no_longer_in_force: URIRef
    is_part_of: URIRef
    has_part: URIRef
    has_member: URIRef
    is_member_of: URIRef
    version_date: URIRef
    jurisdiction: URIRef
    based_on: URIRef
    repeals: URIRef
    amends: URIRef
    cites: URIRef


class OA(DefinedNamespace):
    """Web Annotation."""

    _fail = True
    _NS = Namespace("http://www.w3.org/ns/oa#")

    Annotation: URIRef
    bodyValue: URIRef
    hasTarget: URIRef


class ORG(DefinedNamespace):
    """W3C Organization ontology."""

    _fail = True
    _NS = Namespace("http://www.w3.org/ns/org#")

    FormalOrganization: URIRef
    ChangeEvent: URIRef
    subOrganizationOf: URIRef
    transitiveSubOrganizationOf: URIRef
    originalOrganization: URIRef
    resultingOrganization: URIRef
    classification: URIRef


PREFIXES: dict[str, str] = {
    "zm": str(ZM._NS),
    "eli": str(ELI._NS),
    "oa": str(OA._NS),
    "org": str(ORG._NS),
    "dct": str(DCTERMS),
    "prov": str(PROV),
    "skos": str(SKOS),
    "owl": str(OWL),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "xsd": str(XSD),
    "vann": "http://purl.org/vocab/vann/",
}
"""Prefixes bound in every serialisation and prepended to every saved query."""

_CLOSED: dict[str, type[DefinedNamespace]] = {
    "zm": ZM,
    "eli": ELI,
    "oa": OA,
    "org": ORG,
    "dct": DCTERMS,
    "sh": SH,
    "skos": SKOS,
}
_LANGUAGES = Namespace("http://publications.europa.eu/resource/authority/language/")


def expand(curie: str) -> URIRef:
    """Return the term that a prefixed name (`eli:repeals`) means; `lang:` is the EU's table of languages.

    Raises AttributeError for a term that its namespace lacks, KeyError for a prefix that is not known here.
    """
    prefix, _, name = curie.partition(":")
    if prefix == "lang":
        return _LANGUAGES[name]
    term: URIRef = getattr(_CLOSED[prefix], name)
    return term


def prefixed(iri: str) -> str:
    """Return the prefixed name of a term (`eli:repeals`): the inverse of `expand`. Empty for an IRI in none of these namespaces.

    >>> prefixed(str(ELI.repeals)), prefixed("https://example.org/")
    ('eli:repeals', '')
    """
    named = ((name, space) for name, space in PREFIXES.items() if iri.startswith(space) and iri != space)
    return next((f"{name}:{iri[len(space) :]}" for name, space in named), "")


_TERM = re.compile(re.escape(BASE) + r"(?P<space>[^#]*)#(?P<name>.*)")


def is_misspelt(iri: str) -> bool:
    """Test for an IRI below our base that is written as a term (…#name) and that no vocabulary of ours has."""
    match = _TERM.match(iri)
    if match is None or match["space"] == "shapes":
        return False
    return match["space"] != "ns" or match["name"] not in ZM
