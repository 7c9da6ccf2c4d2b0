"""Whether an installation has been taken into use."""

from sqlalchemy import text
from sqlmodel import Session

_USED = text(
    "SELECT EXISTS (SELECT 1 FROM meeting WHERE day IS NOT NULL)"
    " OR EXISTS (SELECT 1 FROM follow_up) OR EXISTS (SELECT 1 FROM agreement)"
)


def is_unused(session: Session) -> bool:
    """Whether nothing has been dated, noted or agreed yet."""
    session.flush()  # read past the ORM, which would have done it
    return not session.execute(_USED).scalar_one()
