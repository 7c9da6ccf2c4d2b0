"""Lists taken over from a spreadsheet, so that one can be undone as a whole."""

from datetime import datetime

from sqlmodel import Field

from domain.imports.columns import ListKind
from storage.tables.row import PERSONAL, Audited, Row
from storage.tables.words import Words


class ImportRow(Audited, table=True):
    """One list that was taken over."""

    __tablename__ = "import"
    id: int = Field(default=None, primary_key=True)
    at: datetime
    account: str = Field(sa_column_kwargs=PERSONAL)
    organisation: str
    county: str | None = Field(default=None, foreign_key="organisation.slug")
    kind: ListKind = Field(sa_type=Words(ListKind))
    file_name: str
    sha256: str
    count: int
    undone_at: datetime | None = None


class ImportedRow(Row, table=True):
    """What became of one row of the sheet. version: the row's own, as it was taken over."""

    __tablename__ = "imported"
    id: int = Field(default=None, primary_key=True)
    import_id: int = Field(foreign_key="import.id", index=True)
    sheet_row: int
    subject_kind: str  # the table it stands in: follow_up | measure | agreement | goal
    subject_id: int
    version: int
