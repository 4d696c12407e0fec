"""Find the document or agency that a user means by the text that he typed; `Identity.find` calls this.

It returns those with exactly that number, title or name, in any spelling. Where there are none, it returns those that nearly have it, as
candidates and the reason why none was taken: a text is never resolved to the nearest guess.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial

from graph.records import bodies
from graph.records.name_index import NameIndex
from graph.records.near_names import NEAR
from graph.records.spelling import (
    NumberKey,
    fold,
    in_simplified,
    is_bare_serial,
    number_inside,
    number_keys,
    registration_key,
    title_key,
    words,
)

_SERIALS = 10  # how far from the typed serial one of the same code and year may be to be shown


@dataclass(frozen=True, slots=True)
class Found:
    """The documents or agencies that a text means. exact: the IRIs of all that have just this number, title or name. near: where there
    are none, those that may be meant; containing: each has all that was typed in one of its names, else they only resemble it. reason:
    why there are none, in Chinese and English; empty where there are."""

    typed: str
    exact: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    containing: bool = False
    reason: tuple[str, str] = ("", "")

    @property
    def only(self) -> str:
        """The IRI that is meant: the one that has this name, else the one that has what was typed in a name; empty where there
        are several or none."""
        meant = self.exact or (self.near if self.containing else ())
        return meant[0] if len(meant) == 1 else ""

    @property
    def several(self) -> tuple[str, ...]:
        """Those of which the user has to choose one."""
        meant = self.exact or (self.near if self.containing else ())
        return meant if len(meant) > 1 else ()

    def why(self, language: str) -> str:
        return self.reason[1 if language == "en" else 0]


def named_exactly(known: NameIndex, text: str) -> tuple[str, ...]:
    """Return the documents of just this number or title, the store's own where it has one. It costs nothing of what `documents` does to
    find what comes near."""
    keys = [key for key in number_keys(text) if key.code]
    lists = (
        *(known.numbers.get(key, ()) for key in keys),
        known.as_printed(fold(text)),
        known.titles.get(title_key(text), ()),
    )
    return next((_exact(known, text, held).exact for held in lists if held), ())


def documents(known: NameIndex, text: str, *, near: bool = True) -> Found:
    """Return the documents of a number or title. The store's own come first: where one has it, those that are only named do not count.

    near: look for what comes near where nothing has just this name.
    """
    return _in_either_script(partial(_documents, near=near), known, text)


def _in_either_script(look: Callable[[NameIndex, str], Found], known: NameIndex, text: str) -> Found:
    """Look a text up as it was typed, then in simplified characters."""
    found, plain = look(known, text), in_simplified(text)
    return found if found.exact or plain == text else replace(look(known, plain), typed=text)


def _documents(known: NameIndex, text: str, *, near: bool) -> Found:
    if not fold(text):
        return Found(text, reason=("没有输入文号或标题", "no number or title was given"))
    keys = number_keys(text)
    for key in keys:
        held = known.numbers.get(key, ()) if key.code else known.serials.get((key.year, key.serial), ())
        if held and (key.code or len(held) == 1):
            return _exact(known, text, held)
        if held:
            return Found(
                text,
                near=held,
                containing=True,
                reason=(
                    f"缺少机关代字：{len(held)} 份文件的文号为〔{key.year}〕{key.serial}号",
                    f"the number leaves out whose it is: {len(held)} documents have 〔{key.year}〕{key.serial}号",
                ),
            )
    registration = known.as_printed(registration_key(text))
    for held in (known.as_printed(fold(text)), registration, known.titles.get(title_key(text), ())):
        if held:
            return _exact(known, text, held)
    if (inside := number_inside(text)) and (held := _with_title(known, *inside)):
        return _exact(known, text, held)
    if not near:
        return Found(text, reason=("没有此文号或标题的文件", "no document has just this number or title"))
    if held := known.containing(*words(text)):
        held = tuple(iri for iri in held if iri in known.published) or held
        return Found(
            text,
            near=held,
            containing=True,
            reason=(
                f"没有文件的文号或标题就是“{text.strip()}”，包含它的有 {len(held)} 份",
                f"no document has just this number or title; {len(held)} have it in theirs",
            ),
        )
    if keys:
        return Found(
            text,
            near=_near_numbers(known, keys),
            reason=("没有此文号的文件，也没有文件引用它", "no document has this number, and none cites it"),
        )
    if is_bare_serial(text):
        return Found(text, reason=("文号还需要机关代字和年份", "a number needs its code and its year"))
    return Found(
        text,
        near=known.near_documents.nearest(text),
        reason=("没有此文号或标题的文件，也没有文件引用它", "no document has this number or title, and none cites it"),
    )


def _exact(known: NameIndex, text: str, held: Iterable[str]) -> Found:
    own = tuple(iri for iri in held if iri in known.published)
    return Found(text, own or tuple(held))


def _with_title(known: NameIndex, key: NumberKey, beside: str) -> tuple[str, ...]:
    """Return who has the number, and a title in which what is beside it occurs, or the other way round."""

    def agrees(iri: str) -> bool:
        titles = [title for name in known.names[iri] if (title := title_key(name))]
        return any(beside in title or title in beside for title in titles[1:] or titles)

    held = known.numbers.get(key, ())
    return tuple(iri for iri in held if agrees(iri))


def spelt_alike(names: Iterable[str], text: str) -> str:
    """Return which of the names a text spells; the first where it is another's name for the same thing."""
    held = tuple(names)
    key, title, numbers = fold(text), title_key(text), set(number_keys(text))
    for name in held:
        if fold(name) == key or title_key(name) == title or numbers & set(number_keys(name)):
            return name
    return held[0] if held else text


def _near_numbers(known: NameIndex, keys: Iterable[NumberKey]) -> tuple[str, ...]:
    """Return those of the same code and year with a serial not far away, then those of another code with the same year and serial."""
    found: dict[str, None] = {}
    for key in keys:
        beside = [
            (abs(serial - key.serial), serial, iri)
            for serial in range(key.serial - _SERIALS, key.serial + _SERIALS + 1)
            for iri in known.numbers.get(NumberKey(key.code, key.year, serial), ())
        ]
        found |= dict.fromkeys(iri for _, _, iri in sorted(beside))
        found |= dict.fromkeys(known.serials.get((key.year, key.serial), ()))
    return tuple(found)[:NEAR]


def agencies(known: NameIndex, text: str) -> Found:
    """Return the agencies of a full name or a short form. A form that bodies of several places share means one only where there is one.
    One that the store knows under the name before or after a reform alone is near: it is another body."""
    return _in_either_script(_agencies, known, text)


def _agencies(known: NameIndex, text: str) -> Found:
    whole = fold(text)
    if not whole:
        return Found(text, reason=("没有输入机关名称", "no name of an agency was given"))
    if held := known.own_bodies.get(whole):
        return Found(text, _of_full_name(known, whole, held))
    if held := known.shared_bodies.get(whole):
        if len(held) == 1:
            return Found(text, held)
        return Found(
            text,
            near=held,
            containing=True,
            reason=(
                f"{len(held)} 个机关都简称“{text.strip()}”，请加上地名",
                f"{len(held)} agencies go by this name: say whose it is",
            ),
        )
    if held := known.search_bodies.containing(*words(text)):
        return Found(
            text,
            near=held,
            containing=True,
            reason=(
                f"没有机关的名称就是“{text.strip()}”，包含它的有 {len(held)} 个",
                f"no agency has just this name; {len(held)} have it in theirs",
            ),
        )
    kin = [iri for name in bodies.names_by_reform(text) for iri in known.own_bodies.get(fold(name), ())]
    if kin:
        return Found(
            text,
            near=tuple(dict.fromkeys(kin)),
            reason=(
                "没有此名称的机关，库中有它在机构改革前后的名称",
                "no agency goes by this name; the store has what it was called before or after a reform",
            ),
        )
    return Found(
        text,
        near=known.near_bodies.nearest(text),
        reason=("没有此名称的机关", "no agency goes by this name"),
    )


def _of_full_name(known: NameIndex, whole: str, held: tuple[str, ...]) -> tuple[str, ...]:
    """Return, of several bodies of a name, those whose full name it is, else all."""
    own = tuple(iri for iri in held if whole in map(fold, known.bodies[iri]))
    return own or held


def either(one: Found, other: Found) -> Found:
    """Return what a text means among documents and agencies: those with exactly this name, else all candidates."""
    if one.exact or other.exact:
        return Found(one.typed, (*one.exact, *other.exact))
    kept = [found for found in (one, other) if found.containing] or [one, other]
    near = tuple(iri for found in kept for iri in found.near)
    return Found(one.typed, near=near, containing=kept[0].containing, reason=kept[0].reason)
