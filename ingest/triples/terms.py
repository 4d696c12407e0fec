"""The terms and literals of the graph as pyoxigraph nodes, made once, because looking up a term of a DefinedNamespace is slow."""

from datetime import date
from decimal import Decimal

import pyoxigraph as ox
from rdflib import URIRef

from ontology.enumerations import DefinitionKind, Field, Modality, RelationKind
from ontology.vocabulary import DCTERMS, ELI, OA, PROV, RDF, RDFS, SKOS, XSD, ZM

Triple = ox.Triple


def node(term: URIRef) -> ox.NamedNode:
    return ox.NamedNode(str(term))


A = node(RDF.type)
COMMENT = node(RDFS.comment)
TITLE, IDENTIFIER, FORMAT = node(DCTERMS.title), node(DCTERMS.identifier), node(DCTERMS.format)
DERIVED = node(PROV.wasDerivedFrom)
LEGAL_RESOURCE = node(ELI.LegalResource)
MEMBER_OF = node(ELI.is_member_of)
PART_OF, KIND = node(ELI.is_part_of), node(ELI.type_document)
JURISDICTION, PUBLISHED = node(ELI.jurisdiction), node(ELI.date_publication)
NUMBER = node(ELI.number)
POSITION, EID, MARKER, HEADING, TEXT, START, END = (
    node(term) for term in (ZM.position, ZM.eId, ZM.marker, ZM.heading, ZM.text, ZM.start, ZM.end)
)
DATE, INTEGER, DECIMAL = node(XSD.date), node(XSD.integer), node(XSD.decimal)
ABOUT, IN_CLAUSE, OFFSETS, RULE, CODE, PROPERTY, PLACE = (
    node(term) for term in (ZM.about, ZM.inClause, ZM.offsets, ZM.rule, ZM.code, ZM.property, ZM.place)
)
SOURCE, GAZETTE_ISSUE, PUBLISHED_DOCUMENT, READING_ISSUE = (
    node(term) for term in (ZM.Source, ZM.GazetteIssue, ZM.PublishedDocument, ZM.ReadingIssue)
)
CLAIMED_ON = node(ZM.claimedOn)
DIGEST = node(ZM.digest)
READER, NATIVE_SELECTOR = node(ZM.reader), node(ZM.nativeSelector)
SHA256, ENCODING, LENGTH, ISSUE_YEAR, ISSUE_NUMBER = (
    node(term) for term in (ZM.sha256, ZM.encoding, ZM.length, ZM.issueYear, ZM.issueNumber)
)
BODY_VALUE, HAS_TARGET, EXACT = node(OA.bodyValue), node(OA.hasTarget), node(ZM.exact)
MENTIONS, ADDRESSED_TO = node(ZM.mentions), node(ZM.addressedTo)
REFERENCE = node(ZM.Reference)
CITING, TARGET, RELATION_KIND, CITED_TITLE, CITED_NUMBER, QUOTE, REASON = (
    node(term) for term in (ZM.citing, ZM.target, ZM.relationKind, ZM.citedTitle, ZM.citedNumber, ZM.quote, ZM.reason)
)
CITED_PROVISION, OWN_PROVISION = node(ZM.CitedProvision), node(ZM.OwnProvision)
QUOTED_PROVISION, WORDING_OF = node(ZM.QuotedProvision), node(ZM.wordingOf)
OF_REFERENCE, CITED_CLAUSE, PROVISION, BASIS_PROVISION = (
    node(term) for term in (ZM.ofReference, ZM.citedClause, ZM.provision, ZM.basisProvision)
)
EFFECT_KIND, EFFECT_DAY, EFFECT_LAST_DAY, AWAITS, PART, AREA = (
    node(term) for term in (ZM.effectKind, ZM.effectDay, ZM.effectLastDay, ZM.awaits, ZM.part, ZM.area)
)

TASK, DEADLINE = node(ZM.Task), node(ZM.Deadline)
SET_BY, HAS_ASSIGNMENT, AGENCY, GROUP, PARTY_NAME, ROLE = (
    node(term) for term in (ZM.setBy, ZM.hasAssignment, ZM.agency, ZM.group, ZM.partyName, ZM.role)
)
HAS_DEADLINE, TIME_KIND, PRINTED, DUE, RECURRENCE, DURATION, ANCHOR = (
    node(term) for term in (ZM.hasDeadline, ZM.timeKind, ZM.printed, ZM.due, ZM.recurrence, ZM.duration, ZM.anchor)
)
BEARER, BEARER_AGENCY, BEARER_KIND, SIDE, CUE, LEAD, CONDITION, BASIS = (
    node(term) for term in (ZM.bearer, ZM.bearerAgency, ZM.bearerKind, ZM.side, ZM.cue, ZM.lead, ZM.condition, ZM.basis)
)
DEFINITION_KINDS = {kind: ox.NamedNode(kind.term) for kind in DefinitionKind}
TERM, MEANING, SCOPE = node(ZM.term), node(ZM.meaning), node(ZM.scope)
BROADER_KIND, NARROWER_KIND, BROADER = node(ZM.broaderKind), node(ZM.narrowerKind), node(SKOS.broader)
SANCTION = node(ZM.Sanction)
ACT, AUTHORITY, AUTHORITY_AGENCY, AUTHORITY_KIND, BREACHES, BREACH_NAME, BREACHED_TITLE, GUARDS, MAY_GUARD = (
    node(term)
    for term in (
        ZM.act,
        ZM.authority,
        ZM.authorityAgency,
        ZM.authorityKind,
        ZM.breaches,
        ZM.breachName,
        ZM.breachedTitle,
        ZM.guards,
        ZM.mayGuard,
    )
)
HAS_MEASURE, MEASURE_KIND, AMOUNT_FROM, AMOUNT_TO, AMOUNT_UNIT, AMOUNT_OF, PER, WHOM = (
    node(term)
    for term in (
        ZM.hasMeasure,
        ZM.measureKind,
        ZM.amountFrom,
        ZM.amountTo,
        ZM.amountUnit,
        ZM.amountOf,
        ZM.per,
        ZM.whom,
    )
)


def chinese(text: str) -> ox.Literal:
    return ox.Literal(text, language="zh")


def integer(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=INTEGER)


def decimal(number: Decimal) -> ox.Literal:
    """Write a number without exponent and without zeros at its end: 50000, 0.005."""
    text = f"{number:f}"
    return ox.Literal(text.rstrip("0").rstrip(".") if "." in text else text, datatype=DECIMAL)


def day(day: date) -> ox.Literal:
    return ox.Literal(day.isoformat(), datatype=DATE)


# A member's term is looked up once: each look-up costs more than a triple.
MODALITIES = {modality: ox.NamedNode(modality.term) for modality in Modality}
PROPERTIES = {field: ox.NamedNode(field.term) for field in Field}
EDGES = {kind: ox.NamedNode(kind.term) for kind in RelationKind}
"""The plain edge of each kind of relation."""
