"""Who is in the conversations: a few organisations, each with its people and its room, in Slack, in Teams, in both."""

from datetime import datetime
from itertools import count
from pathlib import Path

from bot.app import build, open_store
from bot.clock import FixedClock
from bot.settings import Settings
from bot.tryout.simulation import Simulation
from domain.accounts import Account, Address
from handlers.commands import answer
from handlers.core.context import Services
from handlers.core.invocation import Invocation
from handlers.setup.demo import load_demo
from storage.derived.derived import refresh_derived
from storage.setup.year import plan_ahead
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules
from tests.desk import oslo

START = "2026-11-23 08:50"
"""Ten minutes before the morning's reminders."""

ORGANISATIONS = ("ks", "agder", "midtvik", "siva", "forskningsradet")
ROLES = (("koordinator", "coordinator"), ("medlem", "member"))


def furnished(path: Path, rules: Rules, people: "dict[tuple[str, str], Account]", rooms: dict[str, Address]) -> None:
    """`furnish` the migrated SQLite database at `path`."""
    store = open_store(f"sqlite:///{path}", rules)
    try:
        furnish(store, people, rooms)
    finally:
        store.close()


def furnish(store: Store, people: "dict[tuple[str, str], Account]", rooms: dict[str, Address]) -> None:
    """Demo data in a migrated database, these people in their roles, these rooms bound.

    people: by organisation and role. The installation's first administrator lets everybody in, as in real life.
    """
    at = oslo(START)
    load_demo(store, at)
    plan_ahead(store, at)
    refresh_derived(store, at)
    _let_in(store, at, people, rooms)
    platforms = frozenset(account.platform for account in people.values())
    if platforms:  # they have been told; the conversations begin in a quiet house
        settings = Settings(_env_file=None)  # type: ignore[call-arg] # pydantic-settings' own
        Simulation(build(settings, FixedClock(at), platforms, store)).deliver(at)


def _let_in(store: Store, at: datetime, people: "dict[tuple[str, str], Account]", rooms: dict[str, Address]) -> None:
    platforms = frozenset(account.platform for account in people.values())
    admin = Account("slack", "T0ADMIN", "U0ADMIN")
    services = Services(store, platforms, frozenset({str(admin)}))
    requests = count(1)

    def said(account: Account, line: str, room: Address | None = None) -> None:
        place = room or Address(account.platform, account.workspace, account.user, direct=True)
        reply = answer(Invocation(line, account, place, at), services)
        assert reply.ok, (line, reply.problem)

    words = {role: word for word, role in ROLES}
    for (organisation, role), account in people.items():
        said(account, f"roller be-om {organisation} {words[role]}")
        said(admin, f"roller godkjenn {next(requests)}")
    for organisation, room in rooms.items():
        said(people[organisation, "coordinator"], f"kanal {organisation}", room)
