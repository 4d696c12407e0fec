"""An office's own questions: SPARQL files with the header of the saved ones (`graph.query.query`), in the folder of the store.

questions/<name>.rq; the name is the file's. A question asked with values is kept with these as its parameters' defaults.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from graph.query.query import FOLDER, REQUIRED, Parameter, Query, all_queries, load
from graph.store import audit
from graph.store.atomic import replacing
from graph.store.endpoint import is_url
from graph.store.errors import QueryError
from graph.store.generations import check, explained
from graph.store.settling import QUESTIONS
from graph.store.syntax import parse, refuse_oversize, refuse_service

_NAME = re.compile(r"\w[\w-]{0,79}")
_LONGEST_TITLE = 200
_LARGEST = 1 << 20  # bytes of a file


def folder(store: Path | str) -> Path:
    """Return where a store keeps own questions."""
    return Path(store) / QUESTIONS


def own_queries(store: Path | str) -> tuple[list[Query], list[str]]:
    """Return the own questions of a store, by name, and what is wrong with the files that are none; nothing for an endpoint."""
    found: list[Query] = []
    wrong: list[str] = []
    if is_url(store) or not folder(store).is_dir():
        return found, wrong
    for file in sorted(folder(store).glob("*.rq"), key=lambda file: file.stem):
        try:
            if file.stat().st_size > _LARGEST:
                raise ValueError(f"{file.name}: larger than {_LARGEST} bytes")
            found.append(load(file))
        except (ValueError, OSError) as error:
            wrong.append(f"{file}: {error}")
    return found, wrong


def every_query(store: Path | str) -> list[Query]:
    """Return the saved questions and a store's own ones, ours first."""
    return [*all_queries(), *own_queries(store)[0]]


def find_query(name: str, store: Path | str) -> Query:
    """Return a saved question or one of the store's own. Raises QueryError, which lists the names."""
    known = {query.name: query for query in reversed(every_query(store))}
    if name not in known:
        names = sorted(known)
        raise QueryError(
            f"no saved query {name!r}: there are {', '.join(names)}",
            f"没有名为 {name!r} 的查询，可用的有：{'、'.join(names)}",
        )
    return known[name]


def save(
    store: Path | str,
    name: str,
    query: Query,
    values: Mapping[str, str],
    title: str = "",
    question: str = "",
    *,
    by: str,
) -> Query:
    """Keep a question under a name, in place of the store's own one of that name, and write it into the log; return it.

    by: who keeps it. values: of its parameters, which become their defaults. title, question: the reader's words; those of the query if
    not given, else the name. Raises QueryError for a name that is none or that one of ours has, for unknown parameters, and for what is
    no query that a store answers; StoreError where there is no store, or no room.
    """
    if is_url(store):
        raise QueryError(
            "an endpoint keeps no questions: give the folder of a store", "端点不保存查询：请给出图谱库文件夹"
        )
    check(Path(store))
    if not _NAME.fullmatch(name) or (FOLDER / f"{name}.rq").is_file():
        raise QueryError(
            f"{name!r}: a name has letters, digits, - and _, at most 80, and is not that of a question of ours",
            f"“{name}”：名称由文字、数字、- 和 _ 组成，不超过 80 字，且不与自带查询同名",
        )
    refuse_oversize(query.text)
    refuse_service(query.text)
    try:
        parse(query.text)
    except SyntaxError as error:
        raise QueryError(f"no query of SPARQL: {error}", f"不是 SPARQL 查询：{error}") from error
    unknown = values.keys() - {parameter.name for parameter in query.parameters}
    if unknown:
        raise QueryError(f"no parameter {min(unknown)!r}", f"没有参数 {min(unknown)!r}")
    titles = tuple(_line(title) or _line(own) or name for own in (query.title_en, query.title_zh))
    questions = tuple(
        _line(question) or _line(own) or _line(title) or name for own in (query.question_en, query.question_zh)
    )
    parameters = tuple(_filled(parameter, values) for parameter in query.parameters)
    kept = replace(query, name=name, parameters=parameters, theme=None)
    header = [
        *(f"# title-{tag}: {words}" for tag, words in zip(("en", "zh"), titles, strict=True)),
        *(f"# question-{tag}: {words}" for tag, words in zip(("en", "zh"), questions, strict=True)),
        *map(_parameter_line, parameters),
    ]
    text = "\n".join([*header, "", _body(query.text)])
    folder(store).mkdir(exist_ok=True, mode=0o700)
    path = folder(store) / f"{name}.rq"
    with explained(path), replacing(path) as file:
        file.write(text.encode())
    with explained(audit.path_of(store)):
        audit.note(store, "question", by, name=name)
    return replace(
        kept, text=text, title_en=titles[0], title_zh=titles[1], question_en=questions[0], question_zh=questions[1]
    )


def forget(store: Path | str, name: str, *, by: str) -> None:
    """Remove an own question, and write it into the log. Raises QueryError where there is none of that name, and StoreError."""
    path = folder(store) / f"{name}.rq"
    if is_url(store) or not _NAME.fullmatch(name) or not path.is_file():
        raise QueryError(f"{name}: no question of this store's own", f"{name}：本库没有这一自存查询")
    with explained(path):
        path.unlink()
        audit.note(store, "forget", by, name=name)


def _filled(parameter: Parameter, values: Mapping[str, str]) -> Parameter:
    if parameter.name not in values:
        return parameter
    parameter.term(values[parameter.name])
    return replace(parameter, default=values[parameter.name])


def _parameter_line(parameter: Parameter) -> str:
    default = REQUIRED if parameter.default is None else json.dumps(parameter.default)
    words = " | ".join(_line(said).replace("|", "/") for said in (parameter.description_en, parameter.description_zh))
    return f"# param: {parameter.name} {parameter.kind} {default} | {words}"


def _line(words: str) -> str:
    return " ".join(words.split())[:_LONGEST_TITLE]


def _body(text: str) -> str:
    """Return a query without the header that `load` reads: the comments at its head, and `# param:` lines."""
    lines = re.split(r"\r\n?|\n", text)  # the line ends of SPARQL; U+2028 is none
    while lines and (not lines[0].strip() or lines[0].startswith("#")):
        del lines[0]
    return "\n".join(line for line in lines if not re.match(r"# *param:", line)).strip() + "\n"
