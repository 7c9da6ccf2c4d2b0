"""rooms that are shown titles, numbers and dates only"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('room', sa.Column('sparse', sa.Boolean(), nullable=False, server_default=sa.false()))
    if op.get_bind().dialect.name == 'postgresql':  # SQLite keeps the default: taking it away would copy the table
        op.alter_column('room', 'sparse', server_default=None)


def downgrade() -> None:
    op.drop_column('room', 'sparse')
