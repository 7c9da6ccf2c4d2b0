"""Codes that join a person's accounts: made in one chat, typed in the other, good once and for ten minutes.

Only a code's HMAC under the installation's secret is kept: whoever looks at the table reads none. (Who has the whole
database could work one out within its ten minutes, and could as well write there.) A code has 36 bits and an account
five tries an hour, so guessing leads nowhere, however many people try.
"""

import hmac
import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from sqlmodel import Session, col, delete, select

from storage.tables import LinkAttemptRow, LinkCodeRow, SettingRow

LIFE = timedelta(minutes=10)
"""How long a code is good for."""
TRIES, WITHIN = 5, timedelta(hours=1)
"""How many wrong codes an account may type within how long."""

ALPHABET = "23456789CDFGHJKMNPQRTVWX"
"""Neither 0 and O nor 1, I and L, 5 and S, 2 and Z, 8 and B; and without vowels they spell nothing."""
LENGTH = 8
SECRET = "link-secret"  # noqa: S105 - the setting's name


def as_code(typed: str) -> str:
    """What was typed as a code («k7qf 3m2p» → «K7QF-3M2P»); empty when it can't be one."""
    signs = "".join(sign for sign in typed.upper() if not sign.isspace() and sign not in "-–—.")
    if len(signs) != LENGTH or set(signs) - set(ALPHABET):
        return ""
    return f"{signs[:4]}-{signs[4:]}"


def new_code(session: Session, person: int, at: datetime) -> str:
    """A new code of a person's; the one they had is good no more."""
    forget(session, person)
    forget_past(session, at)
    code = as_code("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))
    session.add(LinkCodeRow(person_id=person, digest=_digest(session, code), expires_at=at + LIFE))
    session.flush()
    return code


def whose(session: Session, code: str, account: str, at: datetime) -> int | None:
    """The person who has made this code, or None when there is none such now; one that another account has typed is
    nobody's any more. All are compared, however the first.
    """
    digest = _digest(session, code)
    rows = session.exec(select(LinkCodeRow).where(col(LinkCodeRow.expires_at) > at)).all()
    found = [row for row in rows if hmac.compare_digest(row.digest, digest)]
    return found[0].person_id if found and found[0].typed_by in ("", account) else None


def reserve(session: Session, person: int, account: str) -> None:
    """The code of this person has been typed by an account, and is its alone until it is forgotten."""
    session.get_one(LinkCodeRow, person).typed_by = account


def good_until(session: Session, person: int, account: str, at: datetime) -> datetime | None:
    """Until when the code of this person is good that the account has typed; None: it has typed none such, or it is
    good no more.
    """
    row = session.get(LinkCodeRow, person)
    return row.expires_at if row and account and row.typed_by == account and row.expires_at > at else None


def forget(session: Session, *people: int) -> None:
    """The codes of these people are good no more."""
    session.execute(delete(LinkCodeRow).where(col(LinkCodeRow.person_id).in_(people)))


def forget_past(session: Session, at: datetime) -> None:
    """Codes that are good no more, and tries that count no more, are known no more."""
    session.execute(delete(LinkCodeRow).where(col(LinkCodeRow.expires_at) <= at))
    session.execute(delete(LinkAttemptRow).where(col(LinkAttemptRow.at) <= at - WITHIN))


def note_attempt(session: Session, account: str, at: datetime) -> int:
    """A wrong code was typed; how many tries the account has left."""
    forget_past(session, at)
    session.add(LinkAttemptRow(account=account, at=at))
    session.flush()
    return max(TRIES - len(_attempts(session, account, at)), 0)


def wait_until(session: Session, account: str, at: datetime) -> datetime | None:
    """When the account may try again; None: now."""
    made = _attempts(session, account, at)
    return made[-TRIES] + WITHIN if len(made) >= TRIES else None


def _attempts(session: Session, account: str, at: datetime) -> list[datetime]:
    query = select(LinkAttemptRow.at).where(LinkAttemptRow.account == account, col(LinkAttemptRow.at) > at - WITHIN)
    return list(session.exec(query.order_by(col(LinkAttemptRow.at))))


def _digest(session: Session, code: str) -> str:
    kept = session.get(SettingRow, SECRET)
    if kept is None:
        kept = SettingRow(key=SECRET, value=secrets.token_hex(32))
        session.add(kept)
        session.flush()
    return hmac.new(kept.value.encode(), code.encode(), sha256).hexdigest()
