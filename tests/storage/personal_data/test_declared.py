"""What tells who a person is has been declared where its table is: the log takes it apart, and it can be forgotten."""

from storage.tables import Row

TELLS = {"account", "user", "typed_by"}
"""Names of columns that hold an account or a part of one."""
ELSEWHERE = {"request.account": "emptied after a day, and as the person is forgotten"}


def test_every_column_with_an_account_is_declared() -> None:
    found = [column for table in Row.metadata.sorted_tables for column in table.columns if column.name in TELLS]
    assert len(found) > 10
    undeclared = {f"{one.table.name}.{one.name}" for one in found if not one.info.get("personal")}
    assert undeclared == set(ELSEWHERE)
