"""What every table is built on."""

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


class Audited(Row):
    """Base of tables whose every change leaves before and after in the audit log, without anybody remembering it."""
