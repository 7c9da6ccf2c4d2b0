"""The audit log becomes a chain; what it says about people lies apart, and can be forgotten

Revision ID: 0008
Revises: 0007

Everything it takes is written out here: what the program says about people or sums up may change, this may not.
"""

import hashlib
import json
import secrets
from datetime import UTC

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

PART = 5_000
"""Entries moved at a time."""

PERSONAL = {
    "person": ("name",),
    "account": ("user",),
    "role_request": ("name", "user"),
    **dict.fromkeys(
        ("agreement_change", "follow_up_date", "import", "measure_update", "meeting_step", "minutes_answer"), ("account",)
    ),
}
"""Table → the columns that tell who a person is."""
SYSTEM = "system"

AUDIT = sa.table(
    "audit",
    sa.column("id", sa.Integer()),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("account", sa.String()),
    sa.column("organisation", sa.String()),
    sa.column("on_behalf", sa.Boolean()),
    sa.column("line", sa.String()),
    sa.column("changes", sa.JSON()),
    sa.column("personal", sa.JSON()),
    sa.column("previous", sa.String()),
    sa.column("sha256", sa.String()),
)
PARTS = sa.table(
    "audit_person",
    sa.column("entry", sa.Integer()),
    sa.column("part", sa.Integer()),
    sa.column("about", sa.String()),
    sa.column("salt", sa.String()),
    sa.column("content", sa.String()),
)

OFF = {
    "sqlite": (
        "DROP TRIGGER audit_no_update",
        "DROP TRIGGER minutes_version_no_update",
    ),
    "postgresql": (
        "DROP TRIGGER audit_no_change ON audit",
        "DROP TRIGGER minutes_version_no_change ON minutes_version",
    ),
}
SAME_MINUTES = """
    NEW.id = OLD.id AND NEW.minutes_id = OLD.minutes_id AND NEW.version = OLD.version AND NEW.sha256 = OLD.sha256
    AND CAST(NEW.content AS TEXT) = CAST(OLD.content AS TEXT) AND NEW.reason = OLD.reason AND NEW.at = OLD.at
    AND NEW.account = ''
"""
FORGETS = """
    NEW.entry = OLD.entry AND NEW.part = OLD.part AND OLD.forgotten_on IS NULL AND NEW.forgotten_on IS NOT NULL
    AND NEW.about = '' AND NEW.salt = '' AND NEW.content IS NULL
"""
ON = {
    "sqlite": (
        """
        CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit log cannot be changed'); END
        """,
        f"""
        CREATE TRIGGER minutes_version_no_update BEFORE UPDATE ON minutes_version WHEN NOT ({SAME_MINUTES})
        BEGIN SELECT RAISE(ABORT, 'locked minutes cannot be changed'); END
        """,
        f"""
        CREATE TRIGGER audit_person_only_forgets BEFORE UPDATE ON audit_person WHEN NOT ({FORGETS})
        BEGIN SELECT RAISE(ABORT, 'the audit log cannot be changed'); END
        """,
        """
        CREATE TRIGGER audit_person_no_delete BEFORE DELETE ON audit_person
        BEGIN SELECT RAISE(ABORT, 'the audit log cannot be changed'); END
        """,
        """
        CREATE TRIGGER audit_person_no_replace BEFORE INSERT ON audit_person
        WHEN EXISTS (SELECT 1 FROM audit_person AS old WHERE old.entry = NEW.entry AND old.part = NEW.part)
        BEGIN SELECT RAISE(ABORT, 'the audit log cannot be changed'); END
        """,
    ),
    "postgresql": (
        """
        CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit
        FOR EACH ROW EXECUTE FUNCTION audit_stands()
        """,
        f"""
        CREATE TRIGGER minutes_version_no_change BEFORE UPDATE ON minutes_version
        FOR EACH ROW WHEN (NOT ({SAME_MINUTES})) EXECUTE FUNCTION minutes_version_stands()
        """,
        """
        CREATE TRIGGER minutes_version_no_delete BEFORE DELETE ON minutes_version
        FOR EACH ROW EXECUTE FUNCTION minutes_version_stands()
        """,
        f"""
        CREATE TRIGGER audit_person_only_forgets BEFORE UPDATE ON audit_person
        FOR EACH ROW WHEN (NOT ({FORGETS})) EXECUTE FUNCTION audit_stands()
        """,
        """
        CREATE TRIGGER audit_person_no_delete BEFORE DELETE ON audit_person
        FOR EACH ROW EXECUTE FUNCTION audit_stands()
        """,
        """
        CREATE TRIGGER audit_person_no_truncate BEFORE TRUNCATE ON audit_person
        FOR EACH STATEMENT EXECUTE FUNCTION audit_stands()
        """,
    ),
}


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    op.create_table(
        "audit_person",
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=True),
        sa.Column("forgotten_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["entry"], ["audit.id"], name=op.f("fk_audit_person_entry")),
        sa.PrimaryKeyConstraint("entry", "part", name=op.f("pk_audit_person")),
    )
    for statement in OFF[dialect]:
        op.execute(statement)
    for name, kind, default in (("personal", sa.JSON(), "[]"), ("previous", sa.String(), ""), ("sha256", sa.String(), "")):
        op.add_column("audit", sa.Column(name, kind, nullable=False, server_default=default))
    last = _chain()
    op.drop_column("audit", "account")
    op.drop_column("audit", "line")
    op.create_index(op.f("ix_audit_person_about"), "audit_person", ["about"])
    if last:
        op.get_bind().execute(sa.text("INSERT INTO setting (key, value) VALUES ('audit-head', :head)"), {"head": last})
    for statement in ON[dialect]:
        op.execute(statement)


def _chain() -> str:
    """Take every entry apart and sum it up, the oldest first; the head, empty when there is none."""
    connection = op.get_bind()
    number, previous = 0, ""
    whose: dict[tuple[str, object], str] = {}
    columns = [column for column in AUDIT.c if column.name not in ("personal", "previous", "sha256")]
    some = sa.select(*columns).where(AUDIT.c.id > sa.bindparam("number")).order_by(AUDIT.c.id).limit(PART)
    chained = AUDIT.update().where(AUDIT.c.id == sa.bindparam("the_id"))
    while rows := connection.execute(some, {"number": number}).all():
        entries, parts = [], []
        for row in rows:
            changes, told = _apart(row, whose)
            sums = []
            for place, (about, content) in enumerate(told):
                salt, text = secrets.token_hex(16), _json(content)
                sums.append(hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest())
                parts.append({"entry": row.id, "part": place, "about": about, "salt": salt, "content": text})
            found = hashlib.sha256(_json(_data(row, changes, sums, previous)).encode()).hexdigest()
            entries.append(
                {"the_id": row.id, "changes": changes, "personal": sums, "previous": previous, "sha256": found}
            )
            number, previous = row.id, found
        connection.execute(PARTS.insert(), parts)
        connection.execute(chained, entries)
    return f"{number}:{previous}" if previous else ""


def _data(row: sa.Row, changes: list[dict], sums: list[str], previous: str) -> dict:
    at = row.at if row.at.tzinfo else row.at.replace(tzinfo=UTC)
    return {
        "number": row.id,
        "at": at.astimezone(UTC).isoformat(),
        "organisation": row.organisation,
        "on_behalf": bool(row.on_behalf),
        "changes": changes,
        "personal": sums,
        "previous": previous,
    }


def _apart(row: sa.Row, whose: dict) -> tuple[list[dict], list[tuple[str, dict]]]:
    """What stays of an entry's changes, and its parts: whom each is about, and what it says."""
    who = "" if row.account == SYSTEM else row.account
    parts = [(who, {"account": row.account}), (who, {"line": row.line})]
    stays, rows = [], {}
    for number, change in enumerate(row.changes):
        left = dict(change)
        for side in ("before", "after"):
            values = change.get(side)
            names = PERSONAL.get(change.get("table"), ())
            taken = {name: values[name] for name in names if name in values} if isinstance(values, dict) else {}
            if taken:
                left[side] = {name: value for name, value in values.items() if name not in taken}
                about = _about(change, values, whose)
                rows.setdefault(about, {}).setdefault(str(number), {})[side] = taken
        stays.append(left)
    parts += [(about, {"rows": found}) for about, found in sorted(rows.items())]
    return stays, parts


def _about(change: dict, values: dict, whose: dict) -> str:
    table, key = change["table"], change["key"]
    if table == "person":
        return f"person:{key}"
    if table in ("account", "role_request"):
        if "platform" in values:
            whose[table, key] = ":".join(filter(None, (values["platform"], values["workspace"], values["user"])))
        return whose.get((table, key), "")
    return values["account"] or ""


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def downgrade() -> None:
    raise NotImplementedError("a chain is not taken apart again: put back the copy made before the upgrade")
