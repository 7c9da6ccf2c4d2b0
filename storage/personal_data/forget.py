"""Forgetting: who has had no role for a term is nobody any more, while the record and the log's chain stay whole.

Names and accounts are emptied wherever a table declares them (`PERSONAL`), and what the audit log says about the person
goes. What people have written into the record itself, and locked minutes, are the record and stay.
"""

import json
import re
from collections.abc import Collection, Iterable
from datetime import datetime

from dateutil.relativedelta import relativedelta
from sqlalchemy import Table, and_, or_, update
from sqlalchemy import delete as remove
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from domain.calendar import oslo_date
from storage.audit import events
from storage.audit.plain import audited, personal_columns
from storage.personal_data.identity import Identity, departed, requests_of
from storage.personal_data.leftovers import leaves_something
from storage.tables import (
    AccountRow,
    AuditPersonRow,
    ConversationRow,
    LinkAttemptRow,
    LinkCodeRow,
    MessageRow,
    MessageSubjectRow,
    MinutesEditRow,
    MinutesVersionRow,
    PersonRow,
    RequestRow,
    Row,
)
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import UnitOfWork, system

AUTHORED = "account"
"""The column, of whichever table, that says by whose account a row came about."""

AT_ONCE = 5_000
"""Lines of the log that are read at a time."""

_PART = Row.metadata.tables[str(AuditPersonRow.__tablename__)]


def forget_departed(store: Store, now: datetime, months: int, spared: Collection[str] = ()) -> int:
    """Forget everybody who has had no role for so many months; how many. spared: the administrators' accounts.

    Safe to repeat; each in a transaction of their own.
    """
    before = oslo_date(now) - relativedelta(months=months)
    with store.read(now) as snapshot:
        found = departed(snapshot.session, before, spared)
    count = 0
    for one in found:
        with store.begin(system("opplysninger om person slettet"), now) as unit:
            if one in departed(unit.session, before, spared):  # nobody has given them a role in between
                forget(unit, one)
                count += 1
    return count


def forget(unit: UnitOfWork, who: Identity) -> None:
    """Empty what tells who somebody is, in the record, in what goes out, and in the log."""
    session = unit.session
    unit.forgotten |= who.about
    _forget_in_record(session, who)
    _forget_beside_it(session, who)
    _forget_messages(session, who)
    parts = _parts_about(session, who)
    gone = {"about": "", "salt": "", "content": None, "forgotten_on": unit.today}
    for number in sorted({entry for entry, _ in parts}):
        own = [part for entry, part in parts if entry == number]
        session.execute(update(_PART).where(_PART.c.entry == number, _PART.c.part.in_(own)).values(gone))
    unit.record(events.FORGOT, parts=[list(one) for one in sorted(parts)])
    leaves_something(session)


def _forget_in_record(session: Session, who: Identity) -> None:
    for person in session.exec(select(PersonRow).where(col(PersonRow.id).in_(who.people))):
        person.name = ""
    for account in session.exec(select(AccountRow).where(col(AccountRow.person_id).in_(who.people))):
        session.delete(account)
    for request in requests_of(session, who.accounts):
        request.user = request.name = ""
    for kind in audited().values():
        if AUTHORED in personal_columns(str(kind.__tablename__)):
            column = Row.metadata.tables[str(kind.__tablename__)].c[AUTHORED]
            for row in session.exec(select(kind).where(column.in_(who.ids))):
                setattr(row, AUTHORED, "")
    session.flush()


def _forget_beside_it(session: Session, who: Identity) -> None:
    """Tables that the log doesn't watch: journals are emptied of accounts, what only served a person is removed."""
    for kind in (MinutesEditRow, MinutesVersionRow, RequestRow):
        table = _table(kind)
        session.execute(update(table).where(table.c.account.in_(who.ids)).values(account=""))
    session.execute(remove(LinkAttemptRow).where(col(LinkAttemptRow.account).in_(who.ids)))
    session.execute(remove(LinkCodeRow).where(col(LinkCodeRow.person_id).in_(who.people)))
    theirs = [
        and_(
            col(ConversationRow.platform) == one.platform,
            col(ConversationRow.workspace) == one.workspace,
            col(ConversationRow.user) == one.user,
        )
        for one in who.accounts
    ]
    if theirs:
        session.execute(remove(ConversationRow).where(or_(*theirs)))


def _forget_messages(session: Session, who: Identity) -> None:
    """What went out to them or told of them: that it did stays, to whom of all people does not."""
    for row in session.exec(select(MessageRow)).all():
        facts = {name: _without(value, who) for name, value in row.facts.items()}
        if facts != row.facts:
            row.facts = facts
        head, _, account = row.recipient.partition("@")
        if account in who.ids:
            row.recipient = f"{head}@forgotten-{row.id}"
        if row.room_direct and str(row.last_address) in who.ids:
            row.room_channel = row.message_ts = ""
    about = {f"room:{one}" for one in who.ids}
    session.execute(remove(MessageSubjectRow).where(col(MessageSubjectRow.subject).in_(about)))


def _without(value: str, who: Identity) -> str:
    """A fact without who they are: a name or an account alone is emptied, an account within a text taken out."""
    if value in who.names:
        return ""
    return naming(who.ids).sub("", value)


def _parts_about(session: Session, who: Identity) -> set[tuple[int, int]]:
    """The log's parts about somebody, and the lines of others that name them: (entry, part)."""
    found: set[tuple[int, int]] = set()
    place = columns(_PART.c.entry, _PART.c.part)
    found |= {(entry, part) for entry, part in session.execute(place.where(_PART.c.about.in_(who.about)))}
    named = naming((*who.ids, *(one.user for one in who.accounts), *who.names))
    said = place.add_columns(_PART.c.content).where(_PART.c.content.startswith('{"line":'))
    rows = session.execute(said, execution_options={"yield_per": AT_ONCE})
    found |= {(entry, part) for entry, part, content in rows if named.search(json.loads(content)["line"])}
    return found


def naming(words: Iterable[str]) -> re.Pattern[str]:
    """Where a text holds one of these names or accounts: as a word, in any case, also with the s of the genitive."""
    listed = "|".join(re.escape(one) for one in sorted(filter(None, words), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{listed})(?=s?(?!\w))" if listed else r"(?!)", re.IGNORECASE)


def _table(kind: type[Row]) -> Table:
    return Row.metadata.tables[str(kind.__tablename__)]
