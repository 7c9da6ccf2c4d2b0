"""Files that prove what was locked: a text with its sum, and the log's entry that tells of it.

Whoever has such a file checks it without the database, and with nothing but Python itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.canonical import checksum


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file. text: where the text stands in it; event: what the log's entry calls the locking."""

    name: str
    text: str
    event: str


MINUTES = Kind("samhandling-minutes", "minutes", "minutes-locked")
AGREEMENT = Kind("samhandling-agreement", "agreement", "agreement-locked")
KINDS = {one.name: one for one in (MINUTES, AGREEMENT)}


def consent(text: str, organisation: str, role: str, signed_on: str) -> dict[str, str]:
    """A party's consent. text: the sum of the text it is to; signed_on: ISO 8601."""
    return {"text": text, "organisation": organisation, "role": role, "signed_on": signed_on}


def faults_in(proof: Mapping[str, Any]) -> list[str]:
    """What is wrong with such a file, nothing when all of it adds up.

    `kind`; `minutes` or `agreement`: the text isn't what was summed; `entry`: the log's entry isn't; `unrelated`: the
    entry tells of another text; `consents`: one was changed, taken out, put in, or is to another text.
    """
    kind = KINDS.get(str(proof.get("kind")))
    if kind is None:
        return ["kind"]
    total, entry = proof.get("sha256"), proof.get("entry")
    told = _told(entry, kind.event, total)
    found = [] if _adds_up(proof.get(kind.text), total) else [kind.text]
    if not _adds_up(entry, proof.get("entry_sha256")) or not isinstance(_named(entry, "number"), int):
        found.append("entry")
    if told is None:
        found.append("unrelated")
    elif not _consented(proof.get("consents", []), told.get("consents", []), total):
        found.append("consents")
    return found


def _adds_up(content: object, total: object) -> bool:
    try:
        return isinstance(content, dict) and checksum(content) == total
    except (TypeError, ValueError):
        return False


def _named(entry: object, name: str) -> object:
    return entry.get(name) if isinstance(entry, dict) else None


def _told(entry: object, event: str, total: object) -> Mapping[str, Any] | None:
    """What an entry tells of the locking of the text with this sum; None: nothing."""
    changes = _named(entry, "changes")
    told = [one for one in changes if isinstance(one, dict)] if isinstance(changes, list) else []
    return next((one for one in told if (one.get("what"), one.get("sha256")) == (event, total)), None)


def _consented(given: object, sums: object, total: object) -> bool:
    """Whether these consents are those the entry has the sums of, all to the text with this sum."""
    if not (isinstance(given, list) and isinstance(sums, list) and len(given) == len(sums)):
        return False
    return all(
        isinstance(one, dict) and one.get("text") == total and _adds_up(one, expected)
        for one, expected in zip(given, sums, strict=True)
    )
