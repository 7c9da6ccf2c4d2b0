"""What an operator has to see to is told once, to who can: again only when it has been right meanwhile."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlmodel import Session, col, select

from storage.delivery.refused_chats import who_can_mend
from storage.tables import SettingRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import system

CLOCK_DOUBTED = "clock-doubted"
"""The kind of message that says that the machine's clock can't be believed."""


def is_told(session: Session, kind: str, about: str) -> bool:
    """Whether it has been told, and still stands."""
    return session.get(SettingRow, _key(kind, about)) is not None


def tell_once(
    store: Store,
    kind: str,
    wrong: Mapping[str, Mapping[str, str]],
    now: datetime,
    *,
    admins: Collection[str],
    platforms: frozenset[str],
) -> int:
    """Tell of what is wrong now, each by what it is about with its facts; how many people are told of what is new.

    Where it is about a chat («slack:T1»), people are told in others. What isn't wrong any more is forgotten.
    """
    with store.read(now) as snapshot:
        if _told(snapshot.session, kind) == wrong.keys():
            return 0
    with store.begin(system("drift"), now) as unit:
        told, count = _told(unit.session, kind), 0
        for about in told - wrong.keys():
            unit.session.delete(unit.session.get_one(SettingRow, _key(kind, about)))
            unit.record(f"{kind}-over", about=about)
        for about in sorted(wrong.keys() - told):
            unit.session.add(SettingRow(key=_key(kind, about), value=now.isoformat()))
            unit.record(kind, about=about)  # so that what people are shown is made anew
            for recipient in who_can_mend(unit, wrong.keys(), admins, platforms):
                if not any(one.kind == kind and one.recipient == recipient for one in unit.messages):
                    unit.send(kind, recipient, {"about": about, **wrong[about]})
                    count += 1
        return count


def _key(kind: str, about: str) -> str:
    return f"{kind}:{about}"


def _told(session: Session, kind: str) -> set[str]:
    begins = _key(kind, "")
    rows = session.exec(select(SettingRow).where(col(SettingRow.key).startswith(begins, autoescape=True))).all()
    return {row.key.removeprefix(begins) for row in rows}
