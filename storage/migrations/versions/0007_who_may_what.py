"""Who may what: requests told of together, what workspaces are called, whose a room was, who has typed a code

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('workspace',
    sa.Column('platform', sa.String(), nullable=False),
    sa.Column('workspace', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('platform', 'workspace', name=op.f('pk_workspace'))
    )
    op.add_column('link_code', sa.Column('typed_by', sa.String(), nullable=False, server_default=''))
    op.add_column('role_request', sa.Column('batch', sa.Integer(), nullable=False, server_default='0'))
    op.execute('UPDATE role_request SET batch = id')  # each was told of by itself
    op.create_index(op.f('ix_role_request_batch'), 'role_request', ['batch'], unique=False)
    op.add_column('room', sa.Column('taken_from', sa.String(), nullable=False, server_default=''))
    _clean_names()


def _clean_names() -> None:
    """Names were kept as they came: from now on they hold one line that can be seen."""
    connection = op.get_bind()
    for table in ('person', 'role_request'):
        for number, name in connection.execute(sa.text(f'SELECT id, name FROM {table}')).all():  # noqa: S608 - fixed names
            shown = ''.join(one if one.isprintable() else ' ' if one.isspace() else '' for one in name)
            clean = ' '.join(shown.split())[:100] or '?'
            if clean != name:
                connection.execute(
                    sa.text(f'UPDATE {table} SET name = :name WHERE id = :id'),  # noqa: S608 - as above
                    {'name': clean, 'id': number},
                )


def downgrade() -> None:
    op.drop_column('room', 'taken_from')
    op.drop_index(op.f('ix_role_request_batch'), table_name='role_request')
    op.drop_column('role_request', 'batch')
    op.drop_column('link_code', 'typed_by')
    op.drop_table('workspace')
