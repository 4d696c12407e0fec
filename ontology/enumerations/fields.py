"""The fields of a published document."""

from ontology.enumerations.base import Enumeration


class Field(Enumeration):
    """A field of a published document, in the order of a card: what it is, who issued it to whom, its days, its file, its parts, then what
    is only known beforehand: its themes, where and when it was found, the validity that is claimed of it.
    The term is the property that carries the value."""

    NUMBER = "number", "eli:number"
    TITLE = "title", "dct:title"
    KIND = "kind", "eli:type_document"
    ISSUER = "issuer", "eli:passed_by"
    ADDRESSEE = "addressee", "zm:addressee"
    SIGNED = "signed", "eli:date_document"
    PRINTED = "printed", "eli:date_publication"
    EFFECTIVE = "effective", "eli:first_date_entry_in_force"
    EXPIRES = "expires", "eli:date_no_longer_in_force"
    PART_EFFECTIVE = "part-effective", "zm:firstDayOfPart"
    VERSION = "version", "eli:version_date"
    CLAIMED = "claimed", "zm:claimedStatus"
    REGISTRATION = "registration", "zm:registrationNumber"
    JURISDICTION = "jurisdiction", "eli:jurisdiction"
    GAZETTE = "gazette", "eli:is_part_of"
    INSTRUMENT = "instrument", "zm:issues"
    ATTACHMENT = "attachment", "zm:hasAnnex"
    THEME = "theme", "dct:subject"
    SITE = "site", "zm:site"
    URL = "url", "zm:url"
    RETRIEVED = "retrieved", "zm:retrieved"

    @property
    def holds_day(self) -> bool:
        """Return whether its values in the graph are days."""
        return self in _DAYS

    @property
    def names_resource(self) -> bool:
        """Return whether its values in the graph are resources with a name of their own, rather than literals."""
        return self in _RESOURCES


_DAYS = frozenset(
    {
        Field.SIGNED,
        Field.PRINTED,
        Field.EFFECTIVE,
        Field.EXPIRES,
        Field.PART_EFFECTIVE,
        Field.VERSION,
        Field.RETRIEVED,
    }
)
_RESOURCES = frozenset(
    {
        Field.KIND,
        Field.ISSUER,
        Field.CLAIMED,
        Field.JURISDICTION,
        Field.GAZETTE,
        Field.INSTRUMENT,
        Field.ATTACHMENT,
        Field.THEME,
    }
)
