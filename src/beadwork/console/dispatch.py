"""From argv to one command: find its module by name, build its parser, run it, turn errors into an
exit status.
"""

from __future__ import annotations

import importlib
import os
from typing import TYPE_CHECKING, Protocol, cast

from beadwork import errors
from beadwork.console import argv_words, failures
from beadwork.console.console import Console
from beadwork.console.program import Program
from beadwork.console.terminal import of_process

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


class Command(Protocol):
    """What the module of a command has: the contract of every file of a `commands/` folder.

    The docstring is the help. It begins with one sentence and has an example, indented, that
    begins with the program's name.
    """

    __doc__: str | None

    def arguments(self, parser: ArgumentParser) -> None:
        """Declare the command's flags and positional arguments; the shared flags are there."""

    def run(self, console: Console, options: Namespace) -> int | None:
        """Run the command and print its result to `console`. Return the exit status; None is 0.

        Raises:
            BeadworkError: any; dispatch reports it.
        """


def main(program: Program, argv: list[str]) -> int:
    """Run one command line and return its exit status. No traceback leaves it."""
    console = Console(program.name, of_process())
    console.words = argv
    console.own_setting = program.own_setting
    # Known before anything is parsed, so that even a usage error comes as JSON to whoever asked for
    # JSON.
    console.json = "--json" in argv or "--json=true" in argv
    try:
        try:
            status = _run(program, console, argv)
        except BaseException:
            console.release()
            raise
        console.flush()
        return status
    except errors.BeadworkError as error:
        return failures.report(console, error)
    except KeyboardInterrupt:
        failures.tell_interrupted(console)
        return 130
    except BrokenPipeError:
        return _reader_left()
    except OSError as error:
        return failures.report(console, failures.of_system(error))
    except UnicodeEncodeError as error:
        found = failures.of_words([*argv, *_own_environment()])
        return failures.report(console, found) if found else failures.bug(console, error)
    except Exception as error:  # noqa: BLE001 - the outermost place: a traceback is only ever our bug
        return (
            failures.report(console, _of_server(error))
            if _is_of_server(error)
            else failures.bug(console, error)
        )


def _run(program: Program, console: Console, argv: list[str]) -> int:
    name, rest = argv_words.split(argv, program.groups())
    first, _, second = name.partition(" ")
    if (
        second
        and name not in program.commands()
        and name not in program.aliases
        and first in program.commands()
    ):
        name, rest = argv_words.split(
            argv, program.groups() - {first}
        )  # `bd comments bd-7`, beside `bd comments add`
    name = program.aliases.get(name, name)
    if not name or name == "help":
        return _general(program, console, name, rest)
    if name in program.groups() and name not in program.commands():
        return _group(program, console, name, rest)
    if name not in program.commands():
        raise _unknown_command(program, name)
    console.command = f"{program.name} {name}"
    module = load(program, name)
    from beadwork.console.parser import Parser, apply_globals

    parser = Parser(f"{program.name} {name}", module.__doc__ or "")
    module.arguments(parser)
    fitted = argv_words.fit(rest, parser)
    if _asks(fitted):
        return _help(console, parser.format_help(), is_asked=True)
    options = parser.parse_intermixed_args(fitted)
    apply_globals(console, options)
    return module.run(console, options) or 0


def load(program: Program, name: str) -> Command:
    """Return the module of a command."""
    return cast("Command", importlib.import_module(program.module(name)))


def _general(program: Program, console: Console, name: str, rest: list[str]) -> int:
    if name == "help" and [word for word in rest if not word.startswith("-")]:
        return _run(program, console, [*rest, "--help"])
    if any(word in ("-V", "--version") for word in rest):
        console.result(
            {"version": program.version}, lambda: f"{program.name} version {program.version}"
        )
        return 0
    from beadwork.console.help import of_program

    unknown = [word for word in rest if word not in ("-h", "--help", "--json")]
    if unknown and name != "help":
        raise errors.Usage(
            f"no command, and {unknown[0]} alone means nothing", hint=f"{program.name} --help"
        )
    return _help(console, of_program(program), is_asked=bool(unknown or name or _asks(rest)))


def _group(program: Program, console: Console, name: str, rest: list[str]) -> int:
    from beadwork.console.help import of_group

    console.command = f"{program.name} {name}"
    return _help(console, of_group(program, name), is_asked=_asks(rest))


def _asks(words: list[str]) -> bool:
    return "-h" in words or "--help" in words


def _help(console: Console, text: str, *, is_asked: bool) -> int:
    """Print a help text. Where nobody asked for it, the command line has no command in it."""
    if console.json and not is_asked:
        raise errors.Usage(f"{console.command} is no whole command")
    console.result({"command": console.command, "help": text}, lambda: text.rstrip("\n"))
    return 0 if is_asked else 2


def _unknown_command(program: Program, name: str) -> errors.Usage:
    if name in program.retired:
        why, successor = program.retired[name]
        return errors.Usage(f'no command "{name}": {why}', hint=successor)
    word = name.partition(" ")[0]
    if word in program.guides:
        return errors.Usage(f'no command "{word}"', hint=program.guides[word])
    from difflib import get_close_matches

    near = get_close_matches(name, [*program.commands(), *program.aliases], 3, 0.7)
    hint = (
        " or ".join(f"{program.name} {word}" for word in near) if near else f"{program.name} --help"
    )
    return errors.Usage(f'no command "{name}"', hint=hint)


def _own_environment() -> list[str]:
    return [
        value
        for name, value in os.environ.items()
        if name.startswith(("BD_", "BEADS_", "BEADWORK_"))
    ]


def _is_of_server(error: Exception) -> bool:
    from beadwork.dolt.connection.server_errors import ServerError

    return isinstance(error, ServerError)


def _of_server(error: Exception) -> errors.BeadworkError:
    from beadwork.dolt.connection.server_errors import ServerError, explain

    assert isinstance(error, ServerError)  # noqa: S101 - asked before
    return explain(error)


def _reader_left() -> int:
    """End quietly, as a program killed by SIGPIPE would: the reader of our output is gone (`bd list
    | head`).
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return 141
