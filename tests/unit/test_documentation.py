"""What the documents say about the repository is so: links, commands, tests, decisions."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from services.node.cli import owss
from tests.faults import FAULTS

ROOT = Path(__file__).parents[2]
DECISIONS = ROOT / "docs" / "decisions"
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]

FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)

every_document = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=[str(path.relative_to(ROOT)) for path in DOCUMENTS]
)


def read(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def prose(document: Path) -> str:
    return FENCED.sub("", read(document))


def anchors(document: Path) -> set[str]:
    """Return what a link may name after its `#`, as the usual readers of Markdown make it."""
    headings = (heading.lower() for heading in HEADING.findall(prose(document)))
    return {re.sub(r"[^\w -]", "", heading).replace(" ", "-") for heading in headings}


def commands(document: Path, program: str) -> Iterator[list[str]]:
    """Yield the words after a program's name: of each code span, and of each line after a `$`."""
    typed = [span.strip() for span in SPAN.findall(prose(document))]
    for language, block in FENCED.findall(read(document)):
        if language == "console":
            typed += [line.removeprefix("$ ") for line in block.splitlines() if line[:2] == "$ "]
    for line in typed:
        if line.split(" ")[0] == program:
            yield shlex.split(line, comments=True)[1:]


def mistakes_in(words: list[str]) -> list[str]:
    """Return which words of an `owss` command this command does not know."""
    command: click.Command = owss
    rest = list(words)
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        name = rest.pop(0)
        if name not in command.commands:
            return [name]
        command = command.commands[name]
    known = {option for parameter in command.params for option in parameter.opts}
    return [word for word in rest if word.startswith("--") and word not in known]


@every_document
def test_every_relative_link_leads_somewhere(document: Path) -> None:
    links = [link for link in LINK.findall(prose(document)) if "://" not in link]

    lost = []
    for link in links:
        file, _, anchor = link.partition("#")
        target = (document.parent / file).resolve() if file else document
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(link)

    assert lost == []


@every_document
def test_every_make_command_that_is_named_exists(document: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", read(ROOT / "Makefile"), re.MULTILINE))

    named = {words[0] for words in commands(document, "make") if words}

    assert named - targets == set()


@every_document
def test_every_owss_command_that_is_named_exists_with_its_options(document: Path) -> None:
    named = list(commands(document, "owss"))

    wrong = [" ".join(words) for words in named if mistakes_in(words)]

    assert wrong == []


@every_document
def test_every_test_that_is_named_exists(document: Path) -> None:
    tests = "\n".join(read(path) for path in (ROOT / "tests").rglob("test_*.py"))
    names = {name for name in SPAN.findall(prose(document)) if re.fullmatch(r"test_\w+", name)}

    lost = {name for name in names if f"def {name}(" not in tests}

    assert lost == set()


def test_the_list_of_decisions_is_complete() -> None:
    written = sorted(path.name for path in DECISIONS.glob("[0-9]*.md"))

    listed = LINK.findall(read(DECISIONS / "README.md"))

    assert listed == written
    assert [name[:4] for name in written] == [f"{i:04}" for i in range(1, len(written) + 1)]


def test_a_decision_has_its_number_in_the_title_and_all_its_parts() -> None:
    parts = {"Context", "Decision", "Consequences", "Alternatives"}

    for path in DECISIONS.glob("[0-9]*.md"):
        title, *others = HEADING.findall(read(path))
        assert title.startswith(f"{path.name[:4]} — ")
        assert parts <= set(others), path.name


def test_the_domain_event_that_is_shown_is_the_stored_sample() -> None:
    document = ROOT / "docs" / "life-of-an-event.md"
    [shown] = [block for language, block in FENCED.findall(read(document)) if language == "json"]

    event = json.loads(shown)

    sample = ROOT / "shared" / "wire" / "samples" / f"{event['type']}.json"
    assert event == json.loads(read(sample))


def test_every_fault_of_the_list_stands_in_the_table_of_faults() -> None:
    table = ROOT / "docs" / "faults.md"

    headings = [heading.partition(": ")[0] for heading in HEADING.findall(read(table))]

    assert headings == ["Faults", *FAULTS]


def test_a_command_or_an_option_that_does_not_exist_is_noticed() -> None:
    assert mistakes_in(["parked", "forget"]) == ["forget"]
    assert mistakes_in(["verify", "--quickly"]) == ["--quickly"]
    assert mistakes_in(["verify", "--home", ".owss/node"]) == []
