"""What is to become of what somebody else wrote where a line says something else: that goes beside it, or instead."""

import re
from dataclasses import dataclass

from domain.organisations import fold

_CHOSEN = re.compile(r"^(erstatt|replace|legg-?til|add)(?:\s+v(\d{1,9}))?\s*(?::\s*|$)", re.IGNORECASE)
_BESIDE = ("legg", "add")


@dataclass(frozen=True, slots=True)
class Treatment:
    """words: what the line says. chosen: whether it says what is to become of what stands; adds: it goes beside that.

    version: the version of the draft at which the asker was shown what stands; None: they were shown nothing.
    """

    words: str
    chosen: bool = False
    adds: bool = False
    version: int | None = None


def read_treatment(text: str) -> Treatment:
    """«legg-til v3: Siva orienterte», «erstatt: Siva orienterte», «Siva orienterte»."""
    found = _CHOSEN.match(text)
    if found is None:
        return Treatment(text)
    return Treatment(
        text[found.end() :].strip(),
        chosen=True,
        adds=fold(found[1]).startswith(_BESIDE),
        version=int(found[2]) if found[2] else None,
    )
