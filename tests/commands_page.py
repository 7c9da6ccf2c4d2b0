"""docs/commands.md, made from the help texts: `python -m tests.commands_page` writes it anew."""

from pathlib import Path

from handlers.commands import REGISTRY
from handlers.texts import say

PAGE = Path(__file__).parents[1] / "docs" / "commands.md"

_HEAD = """# Commands

What people type after `/samhandling` in Slack, in a direct message to the app, after a mention, or in the terminal.
Made from the texts of `hjelp`, in bokmål; a test keeps this page and the program alike. Commands that only show
something may be shortened to three letters or more (`fris`); any may be spelt without æøå (`arshjul`), and said in
nynorsk or English; a hyphen and a space are alike. One command at a time. The name of a thing alone (`O-12`,
`vårmøtet i Agder`) shows it. Dates are written as people write them: `15.4`, `fredag uke 17`, `om to uker`.

| Command | What it does | For example | Also |
|---|---|---|---|
"""


def page() -> str:
    """The whole page."""
    rows = []
    for command in REGISTRY.commands:
        usage = " · ".join(f"`{one}`" for one in say("nb", command.usage).split(" · "))
        also = ", ".join(f"`{alias}`" for alias in (*command.aliases, *command.spoken)) or "–"
        rows.append(f"| `{command.name}` | {say('nb', command.summary)} | {usage} | {also} |")
    return _HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
