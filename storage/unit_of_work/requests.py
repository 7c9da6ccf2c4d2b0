"""What is kept of requests that have been through."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import col

from storage.tables import RequestRow
from storage.unit_of_work.store import Store

KEPT = timedelta(days=1)
"""How long it is known who asked and what was answered. A chat sends a request again within the hour."""


def forget_replies(store: Store, now: datetime) -> int:
    """Empty what was answered longer ago than `KEPT`; how many. That the requests have been through stays known."""
    old = update(RequestRow).where(col(RequestRow.at) < now - KEPT, col(RequestRow.account) != "")
    with store.transaction() as session:
        return int(session.connection().execute(old.values(account="", reply="")).rowcount)
