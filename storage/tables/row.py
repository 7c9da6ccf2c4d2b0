"""What every table is built on."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import MetaData
from sqlmodel import SQLModel

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(SQLModel):
    """Base of every table: one metadata with named constraints, so that migrations can name what they change.

    A number the database gives is declared `id: int = Field(default=None, primary_key=True)`: a number to whoever reads
    the row, and none until the row is flushed. Whoever needs the number of a new row flushes first.

    A column whose values are a closed set has an enum for its type, by `storage.tables.words.Words`.
    """

    model_config = {"defer_build": True}  # rows are filled from the database: nothing is validated by pydantic
    metadata = MetaData(naming_convention=NAMING)


PERSONAL: Final = {"info": {"personal": True}}
"""`sa_column_kwargs` of a column that tells who a person is, by name or by account.

The audit log keeps what stands in it apart, and it is emptied when the person is forgotten.
"""


class Audited(Row):
    """Base of tables whose every change leaves before and after in the audit log, without anybody remembering it."""

    @classmethod
    def about(cls, values: Mapping[str, Any]) -> str:
        """Whom the PERSONAL columns of a row with these values are about: an account's id, or «person:7»."""
        return str(values.get("account") or "")
