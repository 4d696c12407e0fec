"""`zhengmai`: the command line. One module a group of commands; each imports what it needs when it runs.

Exit codes: 0 done; 1 findings of severity Violation (`validate`), inputs that could not be read (`build`), or an ontology that
is not sound (`ontology check`); 2 a mistake of the user's; 70 a fault of ours; 130 Ctrl-C; 141 the reader of our output has gone.
"""

import errno
import os
import sys
import traceback
from collections.abc import Callable
from typing import Annotated, Any, NoReturn

import typer

from ontology.enumerations import Language
from ui.cli import (
    ask,
    assistant,
    changed,
    check,
    decisions,
    diff,
    duties,
    ending,
    keep,
    ledger,
    make,
    ontology,
    read,
    review,
    score,
    see,
    serve,
    simulate,
    stale,
    status,
    text,
    validate,
)
from ui.cli.console import LANGUAGE, UserError, chinese, declare_encoding, fail, in_language

app = typer.Typer(
    name="zhengmai",
    help="政脉: read government gazettes into a knowledge graph; ask it, check it, browse it.\n\n"
    "A first walk: `zhengmai build examples --store store`, `zhengmai show 岚政发〔2019〕14号 --store store`, "
    "`zhengmai query documents-by-year-and-kind --store store`, `zhengmai validate --store store`, "
    "`zhengmai explore --store store`.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)
_INTERRUPTED = 130  # what shells call a process that Ctrl-C ended
_CLOSED_PIPE = 141  # what they call one whose output pipe was closed
_FAULT = 70  # EX_SOFTWARE of sysexits.h
_READING = (
    "show",
    "impact",
    "status",
    "ledger",
    "duties",
    "ending",
    "changed",
    "stale",
    "diff",
    "simulate",
    "text",
    "validate",
    "check",
    "export",
    "load",
    "score",
)
_MEMORY = 2048  # megabytes that a command that reads may allocate


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"zhengmai {version('zhengmai')}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    lang: Annotated[
        Language | None,
        typer.Option(
            help="Language of help and errors; the locale's if not given. May also stand behind a command that has no --lang."
        ),
    ] = None,
) -> None:
    """Handle the options before a command, and limit the memory of commands that read."""
    from graph.store.process import limit_memory, raise_open_files

    raise_open_files()
    if lang is not None:
        os.environ[LANGUAGE] = lang.value
    if context.invoked_subcommand in _READING:
        given = os.environ.get("ZHENGMAI_MEMORY", "")
        limit_memory((int(given) if given.isdigit() and int(given) else _MEMORY) << 20)


make.register(app)
keep.register(app)
read.register(app)
ask.register(app)
validate.register(app)
check.register(app)
see.register(app)
serve.register(app)
review.register(app)
decisions.register(review.review)
score.register(app)
assistant.register(app)
status.register(app)
ledger.register(app)
ending.register(app)
changed.register(app)
stale.register(app)
diff.register(app)
simulate.register(app)
text.register(app)
duties.register(app)
ontology.register(app)


def main() -> None:
    """Run the command line. A mistake of the user's ends in one line and exit code 2, without a traceback."""
    # Subprocesses must not import from the current folder, where a `graph.py` of the user's may be.
    os.environ.setdefault("PYTHONSAFEPATH", "1")
    declare_encoding()
    from ui.cli.chinese import language_asked, with_language_first

    command = typer.main.get_command(app)
    arguments = with_language_first(command, sys.argv[1:])
    if (asked := language_asked(arguments)) in tuple(Language):
        os.environ[LANGUAGE] = asked
    try:
        code = _run(command, arguments)
        sys.stdout.flush()
        if code == _INTERRUPTED:
            raise KeyboardInterrupt
        raise SystemExit(code)
    except UserError as error:
        fail(in_language(str(error)))
    except KeyboardInterrupt:
        fail(in_language("stopped; what the store held before is as it was"), code=_INTERRUPTED)
    except SystemExit as end:
        if isinstance(
            end.__context__, BrokenPipeError
        ):  # typer answers a closed pipe with exit code 1, which means a finding
            _end_with_reader()
        raise
    except BrokenPipeError:
        _end_with_reader()
    except Exception as error:
        if _is_for_want_of_memory(error):
            _out_of_memory()
        try:
            _explain(error)
        except Exception as second:
            if _is_for_want_of_memory(second):  # there was memory to find the error, and none to explain it
                _out_of_memory()
            raise


def _is_for_want_of_memory(error: Exception) -> bool:
    """Test whether memory ran out in Python itself (MemoryError), or in a call to the system, such as listing the folder of an import."""
    return isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM)


def _out_of_memory() -> NoReturn:
    line = "this needs more memory than there is: set ZHENGMAI_MEMORY to more megabytes, or run `zhengmai verify`"
    fail(in_language(line))


def _explain(error: Exception) -> NoReturn:
    """End with the line that explains an error: the user's, or a fault of ours with its traceback."""
    if (message := getattr(error, "format_message", None)) is not None:  # the command line's own: usage
        _refuse_usage(error, message())
    if (told := _known_error(error)) is not None:
        fail(told)
    traceback.print_exc()
    line = f"this is a fault of zhengmai's ({type(error).__name__}); please report it with the lines above"
    fail(in_language(line), _FAULT)


def _run(command: Callable[..., Any], arguments: list[str]) -> int:
    """Run the command that was typed, with its help in the language that was asked for, and return the exit code."""
    if not chinese():
        return command(arguments, standalone_mode=False) or 0
    from ui.cli.chinese import speaking

    with speaking(command):
        return command(arguments, standalone_mode=False) or 0


def _end_with_reader() -> NoReturn:
    """Exit because the output pipe was closed (`| head`). Python must not flush it once more: it would exit with 120."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise SystemExit(_CLOSED_PIPE) from None


def _refuse_usage(error: Exception, message: str) -> NoReturn:
    """Print what is wrong with the call in one line; for a call without arguments, print the help."""
    if type(error).__name__ == "NoArgsIsHelpError":
        print(message)
        raise SystemExit(2)
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "zhengmai"
    see = f"（见 `{command} --help`）" if chinese() else f" (see `{command} --help`)"
    fail(in_language(message) + see)


def _known_error(error: Exception) -> str | None:
    """Return the line for an error that one of the rooms explains; None for a fault of our own."""
    from graph.store.checksums import explained_damage
    from graph.store.errors import GraphError
    from ingest.read.inputs import InputError

    error = explained_damage(error) or error
    if isinstance(error, GraphError):
        return in_language(error.zh) if chinese() else error.en
    if isinstance(error, InputError):
        return in_language(str(error))
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return in_language(f"{where}{error.strerror or error}")
    return None


if __name__ == "__main__":
    main()
