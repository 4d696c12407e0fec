"""The kinds in what a text asks of people: roles, time limits, duties and who bears them, measures against a breach, definitions."""

from ontology.enumerations.base import ConceptKind, Enumeration


class PartyRole(ConceptKind, scheme="role"):
    """The role of a party in a task: 牵头, then 配合 (参与, 协助), then 负责 (责任单位, 落实)."""

    LEAD = "lead"
    SUPPORT = "support"
    RESPONSIBLE = "responsible"


class TimeKind(ConceptKind, scheme="time"):
    """Kinds of time limit, the firmest first: by a day; to be reached by then; again and again; so long from an event, or at most."""

    DEADLINE = "deadline"
    TARGET = "target"
    RECURRING = "recurring"
    DURATION = "duration"


class Modality(Enumeration):
    """应当, 不得, 可以: deontic modality (LegalRuleML's Obligation, Prohibition, Permission). The term is the class of the duty."""

    OBLIGATION = "obligation", "zm:Obligation"
    PROHIBITION = "prohibition", "zm:Prohibition"
    PERMISSION = "permission", "zm:Permission"


class DefinitionKind(Enumeration):
    """The kind of a definition: 本办法所称X，是指Y its meaning, （以下简称X） that it is short for a name. The term is the class."""

    DEFINITION = "definition", "zm:Definition"
    ALIAS = "alias", "zm:Alias"


class Side(ConceptKind, scheme="side"):
    """The side that bears a duty: a public body or its staff, or everybody else (citizens, businesses, associations)."""

    AUTHORITY = "authority"
    PERSON = "person"


class MeasureKind(ConceptKind, scheme="measure"):
    """The kind of a measure against whoever commits a breach, from the lightest to the gravest, then what is no penalty of the authority.

    warning: 警告, 通报批评; order: 责令改正; fine: 罚款; confiscate: 没收; suspend: 停产停业, 暂扣许可证; revoke: 吊销; detain: 拘留;
    discipline: 处分; criminal: 刑事责任; civil: 赔偿; other: 代为清理, 强制拆除, 依照《X》处罚.
    """

    WARNING = "warning"
    ORDER = "order"
    FINE = "fine"
    CONFISCATE = "confiscate"
    SUSPEND = "suspend"
    REVOKE = "revoke"
    DETAIN = "detain"
    DISCIPLINE = "discipline"
    CRIMINAL = "criminal"
    CIVIL = "civil"
    OTHER = "other"


class AmountUnit(Enumeration):
    """The unit of a fine's bounds: yuan (ISO 4217 code), or multiples of a value that the text names."""

    YUAN = "CNY"
    TIMES = "times"
