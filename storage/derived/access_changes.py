"""Word of every change of who may what, to those whom it concerns: read from the rows, whichever command changed them.

A command can't forget to tell, since it doesn't: a role given or ended, a room that becomes another's, an account that
is joined, and what is done by a role that another workspace vouches for. Those who hear are the organisation's
coordinators and leaders, each at their own account, and its room; as they were before, so who is put out hears.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlmodel import select

from domain.accounts import CONSOLE, SYSTEM, Address, Recipient
from domain.organisations import Role
from storage.people.directory import Directory, Room
from storage.people.linked_accounts import held, one_with
from storage.tables import AccountRow, PersonJoinRow, RoleRow
from storage.unit_of_work.unit import UnitOfWork

ROLES, ENDED = "roles-changed", "role-ended"
ROOM, JOINED, THROUGH = "room-changed", "accounts-joined", "acted-through"
SPARSE = "room-sparse"

LEADS = (Role.COORDINATOR, Role.LEADER)

Change = Mapping[str, Any]
"""What has become of a row, as the audit log tells it."""


def tell_access_changes(unit: UnitOfWork, changes: Sequence[Change]) -> None:
    """Put word of what these changes have done to who may what in the outbox, a message for each who hears."""
    if unit.by.account == SYSTEM or not changes:
        return
    telling = _Telling(unit)
    by_table: defaultdict[object, list[Change]] = defaultdict(list)
    for change in changes:
        by_table[change.get("table")].append(change)
    telling.roles(by_table["role_holding"])
    telling.rooms(by_table["room"])
    for change in by_table["person_join"]:
        telling.joined(change)
    if unit.by.through and unit.led:
        telling.hear(unit.by.organisation, THROUGH, {"command": unit.by.command})


class _Telling:
    """Who does it, and who hears of it."""

    def __init__(self, unit: UnitOfWork) -> None:
        self.unit, self.by = unit, unit.by
        self.before: Directory = unit.directory

    # -- roles ---------------------------------------------------------------------------------------------------------

    def roles(self, changes: Sequence[Change]) -> None:
        """Roles given from outside or to a workspace that is new to the organisation; and any that another ends."""
        today, found = self.unit.today, defaultdict[str, dict[str, list[int]]](lambda: {"given": [], "ended": []})
        for change in changes:
            row = self.unit.session.get_one(RoleRow, change["key"])
            holds = row.valid_from <= today and (row.valid_to is None or row.valid_to >= today)
            if change["before"] is None and holds and self._given_unusually(row):
                found[row.organisation]["given"].append(row.id)
            elif _was_open(change, today) and not holds and not self._theirs(row.person_id):
                found[row.organisation]["ended"].append(row.id)
                self._tell_holder(row)
        for organisation, roles in found.items():
            self.hear(organisation, ROLES, {kind: ",".join(map(str, numbers)) for kind, numbers in roles.items()})

    def _given_unusually(self, row: RoleRow) -> bool:
        known = self.before.workspaces_of(row.organisation, self.unit.today)
        new = any((account.platform, account.workspace) not in known for account in self._accounts(row.person_id))
        return (new and bool(known)) or not self._leads(row.organisation)

    def _tell_holder(self, row: RoleRow) -> None:
        for account in self._accounts(row.person_id):
            who = f"{account.platform}:{account.workspace}:{account.user}"
            recipient = Recipient(row.organisation, row.role, row.person_id, who)
            self.unit.send(ENDED, str(recipient), self._facts({"ended": str(row.id)}))

    def _accounts(self, person: int) -> Sequence[AccountRow]:
        return self.unit.session.exec(select(AccountRow).where(AccountRow.person_id == person)).all()

    # -- rooms ---------------------------------------------------------------------------------------------------------

    def rooms(self, changes: Sequence[Change]) -> None:
        """Rooms that are another's from now on, or nobody's, or to which an organisation's messages go instead.

        Several of one organisation's are told of together.
        """
        found: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
        for change in changes:
            self._sparse(change)
            for facts in self._room(change):
                found[facts["organisation"]].append(facts)
        for organisation, several in found.items():
            facts = {**several[0], "room": ", ".join(one["room"] for one in several)}
            was = facts.get("was", "")
            self.hear(organisation, ROOM, facts, room=str(Recipient(organisation, account=was)) if was else "")

    def _sparse(self, change: Change) -> None:
        """What a room is shown has changed: its readers hear, and the organisation's coordinators and leaders."""
        before, after = change["before"] or {}, change["after"] or {}
        if "sparse" not in before or "sparse" not in after:
            return
        address, organisation = self._address(change["key"], after)
        facts = {"organisation": organisation, "room": str(address), "sparse": str(int(after["sparse"]))}
        self.hear(organisation, SPARSE, facts, room=str(Recipient(organisation, account=str(address))))

    def _room(self, change: Change) -> Iterable[dict[str, str]]:
        before, after = change["before"], change["after"]
        row = {**(before or {}), **(after or {})}
        old, new = (before or {}).get("organisation", ""), (after or {}).get("organisation", "")
        if after is None:
            if not self._leads(old):
                yield {"organisation": old, "room": _id(row), "to": ""}
            return
        if before is not None and "bound_at" not in before and "organisation" not in before:
            return  # only how it is written to
        address, kept = self._address(change["key"], row)
        if old and new and old != new:
            facts = {"organisation": old, "room": str(address), "to": new}
            yield facts
            self.unit.send(ROOM, str(Recipient(new, account=str(address))), self._facts(facts))
        yield from self._redirected(new or kept, address)

    def _address(self, number: int, row: Change) -> tuple[Address, str]:
        """Where a room is, and whose it was; a change tells only what has changed."""
        known = next((room for room in self.before.rooms if room.id == number), None)
        if known is not None:
            return known.address, known.organisation
        return Address(row["platform"], row["workspace"], row["channel"]), row["organisation"]

    def _redirected(self, organisation: str, address: Address) -> Iterable[dict[str, str]]:
        """The organisation's messages go to this room from now on, and somebody else has done it."""
        counted = next((room for room in self._rooms(organisation) if room.address != address), None)
        if self._leads(organisation):
            return
        was = str(counted.address) if counted else ""
        yield {"organisation": organisation, "room": str(address), "to": organisation, "was": was}

    def _rooms(self, organisation: str) -> Iterable[Room]:
        """Where the organisation could be written to, the newest first: the terminal's rooms are for the terminal."""
        console = self.by.account.startswith(f"{CONSOLE}:")
        return (
            room
            for room in self.before.rooms
            if room.organisation == organisation and not room.refused and (room.platform != CONSOLE or console)
        )

    # -- accounts ------------------------------------------------------------------------------------------------------

    def joined(self, change: Change) -> None:
        """An account that shares another's roles from now on: every organisation hears in which they hold one."""
        if change["before"] is not None:
            return
        row = self.unit.session.get_one(PersonJoinRow, change["key"])
        people = one_with(self.unit.session, row.person_id, row.joined_to)
        facts = {"person": str(row.person_id), "joined_to": str(row.joined_to)}
        for organisation in sorted({one for one, _ in held(self.unit.session, people, self.unit.today)}):
            self.hear(organisation, JOINED, facts, but=people)

    # -- who hears -----------------------------------------------------------------------------------------------------

    def hear(
        self, organisation: str, kind: str, facts: Mapping[str, str], room: str = "", but: Collection[int] = ()
    ) -> None:
        """The organisation's coordinators and leaders hear, and its room, or this one instead.

        Who does it knows already. but: people who are told otherwise.
        """
        silent = {self.before.person(one) for one in but}
        told: dict[int, Recipient] = {}
        for role in LEADS:
            for holder in self.before.holders(organisation, role, self.unit.today):
                if holder.person not in silent and not self._theirs(holder.person):
                    told.setdefault(holder.person, Recipient(organisation, role, holder.person))
        recipients = [str(one) for one in told.values()]
        if room or any(self._rooms(organisation)):
            recipients.append(room or organisation)
        for recipient in recipients:
            self.unit.send(kind, recipient, self._facts(facts))

    def _facts(self, facts: Mapping[str, str]) -> dict[str, str]:
        by = {"by": self.by.account, "name": self.by.name, "for": self.by.organisation, "through": self.by.through}
        return {**facts, **by}

    def _theirs(self, person: int) -> bool:
        """Whether it is the person who does it."""
        account = self.before.accounts.get(self.by.account)
        return account is not None and self.before.people[account][0] == self.before.person(person)

    def _leads(self, organisation: str) -> bool:
        """Whether who does it is the organisation's coordinator or leader, by the word of their own workspace."""
        if self.by.through:
            return False
        platform, _, user = self.by.account.partition(":")
        if platform == CONSOLE:
            slug, _, role = user.partition(":")
            return slug == organisation and role in ("", *LEADS)
        account = self.before.accounts.get(self.by.account)
        roles = self.before.roles_of(self.before.people[account][0], self.unit.today) if account else []
        return any(one.organisation == organisation and one.role in LEADS for one in roles)


def _was_open(change: Change, today: date) -> bool:
    """Whether a role was held until it was ended just now."""
    before = change["before"]
    return before is not None and "valid_to" in before and (before["valid_to"] or "9999") >= today.isoformat()


def _id(row: Change) -> str:
    return str(Address(row["platform"], row["workspace"], row["channel"]))
