"""What stands in the chats: which message shows what, and what is to be drawn anew

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('message_subject',
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('message_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['message_id'], ['message.id'], name=op.f('fk_message_subject_message_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('subject', 'message_id', name=op.f('pk_message_subject'))
    )
    op.create_table('redraw',
    sa.Column('message_id', sa.Integer(), nullable=False),
    sa.Column('asked', sa.Integer(), nullable=False),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.Column('not_before', sa.DateTime(timezone=True), nullable=True),
    sa.Column('marked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('worker', sa.String(), nullable=False),
    sa.Column('boot', sa.String(), nullable=False),
    sa.Column('lease_until', sa.Float(), nullable=False),
    sa.ForeignKeyConstraint(['message_id'], ['message.id'], name=op.f('fk_redraw_message_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('message_id', name=op.f('pk_redraw'))
    )
    op.create_index('ix_redraw_not_before', 'redraw', ['not_before', 'message_id'], unique=False)
    op.add_column('message', sa.Column('drawn', sa.String(), nullable=False, server_default=''))
    op.create_index('ix_message_place', 'message', ['room_platform', 'room_workspace', 'room_channel', 'message_ts'], unique=False, sqlite_where=sa.text("message_ts <> ''"), postgresql_where=sa.text("message_ts <> ''"))


def downgrade() -> None:
    op.drop_index('ix_message_place', table_name='message', sqlite_where=sa.text("message_ts <> ''"), postgresql_where=sa.text("message_ts <> ''"))
    op.drop_column('message', 'drawn')
    op.drop_index('ix_redraw_not_before', table_name='redraw')
    op.drop_table('redraw')
    op.drop_table('message_subject')
