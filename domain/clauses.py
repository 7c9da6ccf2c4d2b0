"""The model's clauses, in short: what every rule message cites and `om modellen` shows.

Source: Nasjonal samhandlingsmodell, Frosta 11 May 2023. The texts here are our own short words for each clause; the
sentences are in the catalogue `clauses.ftl`, one message per id.
"""

from datetime import date

ADOPTED = date(2023, 5, 11)
PLACE = "Frosta"

CLAUSES: tuple[str, ...] = ("§ 1", "§ 2", "§ 2.1", "§ 2.2", "§ 3", "§ 3.1", "§ 4.1", "§ 4.2")
"""In the order of the model."""


def key(clause: str) -> str:
    """The catalogue key of a clause: «§ 4.2» → `clauses.p4-2`. Raises ValueError for a clause that doesn't exist."""
    if clause not in CLAUSES:
        raise ValueError(f"no clause {clause}")
    return "clauses.p" + clause.removeprefix("§ ").replace(".", "-")
