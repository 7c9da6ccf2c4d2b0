"""rooms that have refused

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('refused_room',
    sa.Column('platform', sa.String(), nullable=False),
    sa.Column('workspace', sa.String(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('refused_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tried_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('platform', 'workspace', 'channel', name=op.f('pk_refused_room'))
    )
    op.execute(
        'INSERT INTO refused_room (platform, workspace, channel, refused_at, tried_at)'
        " SELECT platform, workspace, channel, bound_at, bound_at FROM room WHERE state = 'refused'"
    )


def downgrade() -> None:
    op.drop_table('refused_room')
