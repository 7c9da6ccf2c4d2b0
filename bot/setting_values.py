"""What a setting's value may be, and how it is read. A ValueError says what to write, and never repeats the value."""

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator
from pydantic_settings import NoDecode
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from domain.calendar import QuietWeeks

GUID = r"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}"
_DRIVERS = ("sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg")


def database_address(value: object) -> object:
    """The address of a database, as it is. Raises ValueError for any other."""
    try:
        url = make_url(str(value))
    except ArgumentError:
        raise ValueError("not a database address; write sqlite:///file.db or postgresql://user@host/name") from None
    if url.drivername == "postgres":  # as hosts of databases hand it out
        url = url.set(drivername="postgresql")
    if url.drivername not in _DRIVERS:
        raise ValueError("only sqlite:///… and postgresql://… are supported")
    if url.drivername.startswith("sqlite") and url.host:
        raise ValueError("write three slashes before a file's name: sqlite:///file.db; four before a whole path")
    return url.render_as_string(hide_password=False)


def _weeks(value: object) -> object:
    """«28-30», «28,29,30», «none»."""
    if not isinstance(value, str):
        return value
    if value.strip().casefold() == "none":
        return ()
    found: list[int] = []
    for piece in value.split(","):
        span = re.fullmatch(r"\s*(\d{1,2})(?:\s*-\s*(\d{1,2}))?\s*", piece)
        if span is None or int(span[1]) > int(span[2] or span[1]):
            raise ValueError("write week numbers: 28-30, or 8,28,29,30, or none")
        found += range(int(span[1]), int(span[2] or span[1]) + 1)
    return QuietWeeks(iso_weeks=tuple(found)).iso_weeks


def _month_day(value: object) -> object:
    """«11-01» → (11, 1)."""
    if not isinstance(value, str):
        return value
    found = re.fullmatch(r"(\d{2})-(\d{2})", value.strip())
    if found is None or not 1 <= int(found[1]) <= 12 or not 1 <= int(found[2]) <= 28:
        raise ValueError("write month and day as MM-DD, the day from 01 to 28")
    return int(found[1]), int(found[2])


def _listed(value: object) -> object:
    if not isinstance(value, str):
        return value
    return tuple(piece.strip() for piece in value.split(",") if piece.strip())


def _guids(value: object) -> object:
    """Tenants, separated by commas, in small letters as Teams writes them."""
    if not isinstance(value, str):
        return value
    found = tuple(piece.strip().casefold() for piece in value.split(",") if piece.strip())
    if not all(re.fullmatch(GUID, one) for one in found):
        raise ValueError("write tenant ids: GUIDs, separated by commas")
    return found


def _whole_ids(listed: tuple[str, ...]) -> tuple[str, ...]:
    """A user's id alone says not which workspace's it is, and administrators are never guessed at."""
    if any(one.count(":") < 2 or not all(one.split(":")) for one in listed):
        raise ValueError("write whole account ids, as hvem-er-jeg prints them: slack:T012345:U012345")
    return listed


Database = Annotated[str, BeforeValidator(database_address)]
Weeks = Annotated[tuple[int, ...], NoDecode, BeforeValidator(_weeks)]
MonthDay = Annotated[tuple[int, int], NoDecode, BeforeValidator(_month_day)]
Guids = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_guids)]
AccountIds = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed), AfterValidator(_whole_ids)]


def is_public_address(text: str) -> bool:
    """Whether others can call it: https, a host's name, perhaps a port and a path, and nothing else."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    named = re.fullmatch(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]*[a-z][a-z0-9-]*", host) is not None
    rest = parts.username or parts.password or parts.query or parts.fragment
    return parts.scheme == "https" and named and port != 0 and not rest and re.search(r"[\s\\]", text) is None
