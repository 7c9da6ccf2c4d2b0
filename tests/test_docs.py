"""What is written is true: commands and options are documented, links lead somewhere, nothing odd is in the tree."""

import re
import subprocess
from pathlib import Path

import pytest
import typer.main

from bot.__main__ import cli
from handlers.commands import REGISTRY
from handlers.core.command import Command
from handlers.texts import LANGUAGES, has
from tests import commands_page, limits_page

ROOT = Path(__file__).parents[1]
TEXT = {".md", ".py", ".toml", ".txt", ".ftl", ".json", ".mako", ".example", ".gitignore", "", ".yml", ".yaml"}

# Put together here, so that this file doesn't hold what it looks for.
REGISTRIES = ("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "--index" + "-url", "--extra" + "-index")
PLACES = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+)" + r"/[\w.]|(?<![\w.])/shared" + r"/")


def files() -> list[Path]:
    """Every file of the project: what git knows or would add, or everything where there is no git."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        found = [path for path in ROOT.rglob("*") if not any(part.startswith(".") for part in path.parts)]
    return [path for path in found if path.is_file()]


def documents() -> list[Path]:
    return [path for path in files() if path.suffix == ".md"]


def test_the_page_of_commands_is_what_the_program_says() -> None:
    assert commands_page.PAGE.read_text(encoding="utf-8") == commands_page.page(), "run: python -m tests.commands_page"


def test_the_page_of_limits_says_what_holds() -> None:
    assert limits_page.PAGE.read_text(encoding="utf-8") == limits_page.page(), "run: python -m tests.limits_page"


@pytest.mark.parametrize("command", REGISTRY.commands, ids=lambda command: command.name)
def test_every_command_has_its_help_in_every_language(command: Command) -> None:
    for language in LANGUAGES:
        assert has(language, command.summary)
        assert has(language, command.usage)


def test_every_subcommand_and_option_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    group = typer.main.get_command(cli)
    commands = getattr(group, "commands", {})
    assert commands
    for name, command in commands.items():
        row = re.search(rf"^\| `{name}[ `][^\n]*", readme, re.MULTILINE)
        assert row, name
        if name not in ("say", "tick", "import"):
            continue
        for parameter in command.params:
            for option in getattr(parameter, "opts", ()):
                assert not option.startswith("--") or option in row[0], (name, option)


def test_every_link_leads_somewhere() -> None:
    for path in documents():
        for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8")):
            if not target.startswith(("https://", "http://")):
                assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_no_registry_and_no_machine_in_the_tree() -> None:
    wrong = []
    for path in files():
        if path.suffix not in TEXT:
            continue
        content = path.read_text(encoding="utf-8")
        wrong += [f"{path.relative_to(ROOT)}: {name}" for name in REGISTRIES if name in content]
        wrong += [f"{path.relative_to(ROOT)}: {found}" for found in PLACES.findall(content)]
    assert not wrong


def test_the_clean_checkout_can_be_run() -> None:
    script = ROOT / ".ci/run"
    assert script.stat().st_mode & 0o111
    assert "make" in script.read_text(encoding="utf-8")


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs/decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_what_code_says_of_the_model_is_on_its_page() -> None:
    headings = set(re.findall(r"^#+ (.+)$", (ROOT / "docs" / "model.md").read_text(encoding="utf-8"), re.MULTILINE))
    cited = re.compile(r"docs/model\.md, «([^»]+)»")
    numbers = re.compile(r"[(,:] ?[A-Z]\d{1,2}(?=[),:] )")  # a rule's number leads to no page here
    found = {path: path.read_text(encoding="utf-8") for path in files() if path.suffix == ".py"}
    assert {heading for text in found.values() for heading in cited.findall(text)} <= headings
    prose = {path.name: _prose(text) for path, text in found.items()}
    assert {name: numbers.findall(text) for name, text in prose.items() if numbers.search(text)} == {}


def _prose(source: str) -> str:
    """The comments and docstrings of a source."""
    return "\n".join(re.findall(r'#.*|"""(?:.|\n)*?"""', source))
