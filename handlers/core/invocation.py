"""One thing a person does, whatever the front end: a line, perhaps with form fields, from an account, in a room."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.accounts import Account, Address
from domain.composed import composed

_ADDRESS = re.compile(r"\s*[/@]?samhandling\b[\s:,]*", re.IGNORECASE)
"""Whom a line is for, typed out: a slash command where there is none, a mention where no chat takes it away."""


@dataclass(frozen=True, slots=True)
class Invocation:
    """A command line on its way in. However it came, its text can be compared and kept (`readable`).

    line: what was typed after `/samhandling`, what a button carries, or the line of a form. fields: a sent form's
    fields by name. at: the instant it came in, aware UTC, stamped at the edge. request_id: the platform's own id of
    the request (empty: none), so that a retried one does nothing twice. locale: the reader's language on the
    platform, used only for accounts that belong to no organisation yet. form_room: characters that a form may hold in
    this chat, filled in.
    """

    line: str
    account: Account
    room: Address
    at: datetime
    fields: Mapping[str, str] = field(default_factory=dict)
    request_id: str = ""
    locale: str = "nb"
    form_room: int = 180_000

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("an instant must be aware")
        fields = {name: readable(value) for name, value in self.fields.items()}
        object.__setattr__(self, "line", unaddressed(readable(self.line)))
        object.__setattr__(self, "fields", fields)


def readable(text: str) -> str:
    """What was said as text that can be compared and kept: composed letters, nothing unprintable, no edges."""
    return "".join(char if char.isprintable() or char == "\n" else " " for char in composed(text)).strip()


def unaddressed(line: str) -> str:
    """A line without the name of the bot before it: «@Samhandling status», «/samhandling status»."""
    found = _ADDRESS.match(line)
    return line[found.end() :] if found else line.strip()
