"""Joined accounts: whose accounts are one person's, and the codes that join them

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('link_attempt',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_link_attempt'))
    )
    op.create_index('ix_link_attempt_account', 'link_attempt', ['account', 'at'], unique=False)
    op.create_table('link_code',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_link_code_person_id')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_link_code'))
    )
    op.create_table('person_join',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('joined_to', sa.Integer(), nullable=False),
    sa.Column('joined_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['joined_to'], ['person.id'], name=op.f('fk_person_join_joined_to')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_person_join_person_id')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_person_join'))
    )
    op.create_index(op.f('ix_person_join_joined_to'), 'person_join', ['joined_to'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_person_join_joined_to'), table_name='person_join')
    op.drop_table('person_join')
    op.drop_table('link_code')
    op.drop_index('ix_link_attempt_account', table_name='link_attempt')
    op.drop_table('link_attempt')
