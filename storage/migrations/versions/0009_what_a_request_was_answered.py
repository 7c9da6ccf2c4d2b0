"""what a request was answered"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ('account', 'reply'):
        op.add_column('request', sa.Column(name, sa.String(), nullable=False, server_default=''))
    if op.get_bind().dialect.name == 'postgresql':  # SQLite keeps the default: taking it away would copy the table
        for name in ('account', 'reply'):
            op.alter_column('request', name, server_default=None)


def downgrade() -> None:
    for name in ('reply', 'account'):
        op.drop_column('request', name)
