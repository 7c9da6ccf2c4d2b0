"""What people call the roles, and what a line calls them."""

from collections.abc import Mapping

from domain.errors import UserError
from domain.organisations import Role, fold

WORDS = {
    "koordinator": Role.COORDINATOR, "coordinator": Role.COORDINATOR,
    "leder": Role.LEADER, "leiar": Role.LEADER, "leader": Role.LEADER,
    "sekretaer": Role.SECRETARY, "sekreter": Role.SECRETARY, "secretary": Role.SECRETARY,
    "arbeidsutvalg": Role.WORKING_COMMITTEE, "arbeidsutval": Role.WORKING_COMMITTEE,
    "arbeidsutvalget": Role.WORKING_COMMITTEE, "arbeidsutvalet": Role.WORKING_COMMITTEE,
    "au": Role.WORKING_COMMITTEE, "working committee": Role.WORKING_COMMITTEE,
    "medlem": Role.MEMBER, "medarbeider": Role.MEMBER, "medarbeidar": Role.MEMBER, "member": Role.MEMBER,
    "saksbehandler": Role.MEMBER, "saksbehandlar": Role.MEMBER, "caseworker": Role.MEMBER,
}  # fmt: skip


ADMINISTRATOR = frozenset({"administrator", "admin", "administratoren"})
"""What isn't given or ended by a line: the settings say who it is."""


def role_from(text: str) -> Role:
    """The role a word names. Raises UserError."""
    if fold(text.strip(" .")) in ADMINISTRATOR:
        raise UserError("roles.administrators", {"setting": "SAMHANDLING_ADMINS"})
    found = WORDS.get(fold(text.strip(" .")))
    if found is None:
        raise UserError("roles.unknown-role" if text else "roles.role-missing", {"typed": text[:40]})
    return found


def take_role(text: str) -> tuple[Role, str]:
    """The role a text begins with, in one word or two, and the rest. Raises UserError."""
    words = text.split(" ")
    two = WORDS.get(fold(" ".join(words[:2]))) if len(words) > 1 else None
    return (two, " ".join(words[2:])) if two else (role_from(words[0]), " ".join(words[1:]))


AS_TYPED: Mapping[Role, str] = {
    Role.COORDINATOR: "koordinator",
    Role.LEADER: "leder",
    Role.SECRETARY: "sekretær",
    Role.WORKING_COMMITTEE: "arbeidsutvalg",
    Role.MEMBER: "medlem",
}
"""The word for each role in the lines that buttons carry."""
