"""One thing a person does, whatever the front end: a line, perhaps with form fields, from an account, in a room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.accounts import Account, Address


@dataclass(frozen=True, slots=True)
class Invocation:
    """A command line on its way in.

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
