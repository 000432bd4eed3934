"""Whatever click says by itself, it says in Polish."""

from __future__ import annotations

import ast
import inspect

import click
import pytest
from click import core, decorators, exceptions, formatting, parser, types

from services.node.cli import owss
from services.node.polish_click import SENTENCES

MODULES = (core, decorators, exceptions, formatting, parser, types)
NEVER_SAID = {
    # Said to whoever writes commands, or of what our commands do not have.
    "Aborted!",
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Argument {name!r} takes {nargs} values.",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Choice({choices})",
    "Confirm the action without prompting.",
    "Could not determine name for option with declarations {decls!r}",
    "Could not open file {filename!r}: {message}",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
    "Do you want to continue?",
    "Invalid start character for option ({option})",
    "Missing parameter",
    "Missing parameter: {param_name}",
    "Missing {param_type}",
    "Name '{name}' defined twice",
    (
        "No options defined but a name was passed ({name}). Did you mean to declare an argument "
        "instead? Did you mean to pass '--{name}'?"
    ),
    "Option {name!r} requires {nargs} arguments.",
    "Positional arguments",
    "Show the version and exit.",
    "Takes {nargs} values but 1 was given.",
    "Takes {nargs} values but {len} were given.",
    "Value must be an iterable.",
    "deprecated",
    "directory",
    "file",
    "path",
    "unknown error",
    "%(prog)s, version %(version)s",
    "(dynamic)",
    "{len_type} values are required, but {len_value} was given.",
    "{len_type} values are required, but {len_value} were given.",
    "{name} {filename!r} is not executable.",
    "{name} {filename!r} is not writable.",
    "{value!r} does not match the format {format}.",
    "{value!r} does not match the formats {formats}.",
    "{value!r} is not a valid boolean. Recognized values: {states}",
}


def test_every_sentence_that_click_can_say_has_its_polish() -> None:
    said = {
        text.value
        for module in MODULES
        for call in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in {"_", "ngettext"}
        for text in call.args[:2]
        if isinstance(text, ast.Constant)
    }

    assert said - NEVER_SAID == set(SENTENCES) - {"required"}


def commands(command: click.Command, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = [path]
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            found += commands(below, (*path, name))
    return found


@pytest.mark.parametrize("path", commands(owss), ids=" ".join)
def test_the_help_of_each_command_is_polish_and_fits_a_terminal(
    path: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")

    owss.main([*path, "--help"], prog_name="owss", standalone_mode=False)

    shown = capsys.readouterr().out
    assert shown.startswith("Użycie: owss")
    assert "Opcje:" in shown
    for english in ("Usage", "Options", "Commands", "Show this", "default:", "FILE", "TEXT", "..."):
        assert english not in shown
    assert all(len(line) <= 80 for line in shown.splitlines())


@pytest.mark.parametrize("path", commands(owss), ids=" ".join)
def test_each_option_is_explained(path: tuple[str, ...]) -> None:
    command: click.Command = owss
    for name in path:
        assert isinstance(command, click.Group)
        command = command.commands[name]

    unexplained = [
        each.name
        for each in command.params
        if isinstance(each, click.Option) and not (each.help or "").strip()
    ]

    assert unexplained == []
    assert (command.help or "").strip().split("\n", maxsplit=1)[0].endswith((".", ")"))
