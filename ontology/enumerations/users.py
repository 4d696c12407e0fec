"""The kinds that only users of the graph meet: languages, themes and aims of questions, progress, changes, sign-in and rights."""

from ontology.enumerations.base import Enumeration


class Language(Enumeration):
    """The languages that users read, Chinese first, as BCP 47 tags. The term is the language in the EU's authority table."""

    ZH = "zh", "lang:ZHO"
    EN = "en", "lang:ENG"


class Theme(Enumeration):
    """The theme of a saved question, in the order of the list of questions."""

    VALIDITY = "validity"
    GROUNDS = "grounds"
    TASKS = "tasks"
    DUTIES = "duties"
    AGENCIES = "agencies"
    DOCUMENTS = "documents"
    READING = "reading"


class Aim(Enumeration):
    """The aim of a question: what a breach brings, by when or how long, whether one may, whether one must, how much."""

    PENALTY = "penalty"
    TIME = "time"
    PERMISSION = "permission"
    DUTY = "duty"
    AMOUNT = "amount"


class TaskState(Enumeration):
    """The progress of a task, as its office notes it: not begun, under way, done."""

    OPEN = "open"
    DOING = "doing"
    DONE = "done"


class ChangeKind(Enumeration):
    """The kind of a change that a build makes: a document is there for the first time, reads otherwise, is gone, has come to an end; a
    task is new."""

    NEW = "new"
    CHANGED = "changed"
    ENDED = "ended"
    GONE = "gone"
    TASK = "task"


class SignIn(Enumeration):
    """The way in which people sign in to a shared explorer: a reverse proxy passes their name, or OpenID Connect."""

    PROXY = "proxy"
    OIDC = "oidc"


class Role(Enumeration):
    """The rights of a person in a shared explorer: read, or also add texts and keep questions."""

    READER = "reader"
    EDITOR = "editor"
