"""click in Polish: the words that it says by itself in help and in refusals.

click marks its sentences for gettext, whose catalogues are binary files that follow the machine's
language. Our screens are Polish on every machine, so its two functions of translation are replaced
by ours, which look the sentence up here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click import core, decorators, exceptions, formatting, parser, types

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Usage:": "Użycie:",
    "Options": "Opcje",
    "Commands": "Polecenia",
    "Show this message and exit.": "Pokaż tę pomoc i zakończ.",
    "required": "wymagane",
    "default: {default}": "domyślnie: {default}",
    "env var: {var}": "zmienna: {var}",
    "Error: {message}": "Błąd: {message}",
    "Try '{command} {option}' for help.": "Pomoc: «{command} {option}».",
    "Missing command.": "Podaj polecenie.",
    "Missing argument": "Brakuje argumentu",
    "Missing option": "Brakuje opcji",
    "No such option {name!r}.": "Nie ma opcji {name}.",
    "No such command {name!r}.": "Nie ma polecenia {name}.",
    "Did you mean {possibility}?": "Czy chodzi o {possibility}?",
    "(Did you mean one of: {possibilities}?)": "(Czy chodzi o jedno z: {possibilities}?)",
    "Invalid value: {message}": "Zła wartość: {message}",
    "Invalid value for {param_hint}: {message}": "Zła wartość {param_hint}: {message}",
    "Option {name!r} does not take a value.": "Opcja {name} nie ma wartości.",
    "Option {name!r} requires an argument.": "Opcja {name} wymaga wartości.",
    "Got unexpected extra argument ({args})": "Zbędny argument ({args}).",
    "Got unexpected extra arguments ({args})": "Zbędne argumenty ({args}).",
    "Choose from:\n\t{choices}": "Wybierz z: {choices}",
    "{value!r} is not {choice}.": "„{value}” to nie {choice}.",
    "{value!r} is not one of {choices}.": "„{value}” to żadne z: {choices}.",
    "{value} is not in the range {range}.": "{value} jest poza zakresem {range}.",
    "{value!r} is not a valid {number_type}.": "„{value}” nie jest liczbą całkowitą.",
    "{value!r} is not a valid UUID.": "„{value}” nie jest identyfikatorem UUID.",
    "{name} {filename!r} does not exist.": "{filename} – nie ma takiego pliku ani folderu.",
    "{name} {filename!r} is a file.": "{filename} to plik, a nie folder.",
    "{name} {filename!r} is a directory.": "{filename} to folder, a nie plik.",
    "{name} {filename!r} is not readable.": "{filename} – brak prawa do odczytu.",
}

_MODULES = (core, decorators, exceptions, formatting, parser, types)


def in_polish(command: click.Command) -> click.Command:
    """Return a command that says everything in Polish, with all commands below it."""
    for module in _MODULES:
        for name, ours in (("_", _sentence), ("ngettext", _sentence_of_count)):
            if hasattr(module, name):
                setattr(module, name, ours)
    _name_parts(command)
    return command


def _sentence(english: str) -> str:
    return SENTENCES.get(english, english)


def _sentence_of_count(one: str, other: str, count: int) -> str:
    return _sentence(one if count == 1 else other)


def _name_parts(command: click.Command) -> None:
    command.options_metavar = "[OPCJE]"
    if isinstance(command, click.Group):
        command.subcommand_metavar = "POLECENIE [ARGUMENTY]…"
        for below in command.commands.values():
            _name_parts(below)
