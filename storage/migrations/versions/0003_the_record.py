"""The record: agenda, minutes, decisions, agreements, imports; locked minutes stand like the audit log

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

SQLITE = (
    """
    CREATE TRIGGER minutes_version_no_update BEFORE UPDATE ON minutes_version
    BEGIN SELECT RAISE(ABORT, 'locked minutes cannot be changed'); END
    """,
    """
    CREATE TRIGGER minutes_version_no_delete BEFORE DELETE ON minutes_version
    BEGIN SELECT RAISE(ABORT, 'locked minutes cannot be changed'); END
    """,
    # INSERT OR REPLACE removes the old row without asking the trigger above.
    """
    CREATE TRIGGER minutes_version_no_replace BEFORE INSERT ON minutes_version
    WHEN EXISTS (
        SELECT 1 FROM minutes_version AS old
        WHERE old.id = NEW.id OR (old.minutes_id = NEW.minutes_id AND old.version = NEW.version)
    )
    BEGIN SELECT RAISE(ABORT, 'locked minutes cannot be changed'); END
    """,
)
POSTGRESQL = (
    """
    CREATE FUNCTION minutes_version_stands() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'locked minutes cannot be changed'; END $$
    """,
    """
    CREATE TRIGGER minutes_version_no_change BEFORE UPDATE OR DELETE ON minutes_version
    FOR EACH ROW EXECUTE FUNCTION minutes_version_stands()
    """,
    """
    CREATE TRIGGER minutes_version_no_truncate BEFORE TRUNCATE ON minutes_version
    FOR EACH STATEMENT EXECUTE FUNCTION minutes_version_stands()
    """,
)


def upgrade() -> None:
    op.create_table('agreement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('county', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('starts', sa.Date(), nullable=True),
    sa.Column('ends', sa.Date(), nullable=True),
    sa.Column('signed_on', sa.Date(), nullable=True),
    sa.Column('in_force_on', sa.Date(), nullable=True),
    sa.Column('purpose', sa.String(), nullable=False),
    sa.Column('basis', sa.String(), nullable=False),
    sa.Column('routines', sa.String(), nullable=False),
    sa.Column('reporting', sa.String(), nullable=False),
    sa.Column('revision', sa.String(), nullable=False),
    sa.Column('termination', sa.String(), nullable=False),
    sa.Column('edits', sa.Integer(), nullable=False),
    sa.Column('created_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['county'], ['organisation.slug'], name=op.f('fk_agreement_county')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agreement'))
    )
    op.create_index(op.f('ix_agreement_county'), 'agreement', ['county'], unique=False)
    op.create_table('import',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('account', sa.String(), nullable=False),
    sa.Column('organisation', sa.String(), nullable=False),
    sa.Column('county', sa.String(), nullable=True),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('file_name', sa.String(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['county'], ['organisation.slug'], name=op.f('fk_import_county')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import'))
    )
    op.create_table('agenda_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('body', sa.String(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('internal', sa.Boolean(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('template', sa.String(), nullable=False),
    sa.Column('clause', sa.String(), nullable=False),
    sa.Column('mandatory', sa.Boolean(), nullable=False),
    sa.Column('carried_from', sa.Integer(), nullable=True),
    sa.Column('exempt', sa.String(), nullable=False),
    sa.Column('removed_on', sa.Date(), nullable=True),
    sa.Column('removed_why', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['carried_from'], ['agenda_item.id'], name=op.f('fk_agenda_item_carried_from')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_agenda_item_meeting_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agenda_item')),
    sa.UniqueConstraint('body', 'year', 'internal', 'number', name=op.f('uq_agenda_item_body_year_internal_number'))
    )
    op.create_index(op.f('ix_agenda_item_meeting_id'), 'agenda_item', ['meeting_id'], unique=False)
    op.create_table('agreement_party',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agreement_id', sa.Integer(), nullable=False),
    sa.Column('organisation', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['agreement_id'], ['agreement.id'], name=op.f('fk_agreement_party_agreement_id')),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.slug'], name=op.f('fk_agreement_party_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agreement_party')),
    sa.UniqueConstraint('agreement_id', 'organisation', name=op.f('uq_agreement_party_agreement_id_organisation'))
    )
    op.create_index(op.f('ix_agreement_party_agreement_id'), 'agreement_party', ['agreement_id'], unique=False)
    op.create_table('goal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agreement_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('plan_goal', sa.String(), nullable=False),
    sa.Column('focus_area', sa.String(), nullable=False),
    sa.Column('removed_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['agreement_id'], ['agreement.id'], name=op.f('fk_goal_agreement_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_goal')),
    sa.UniqueConstraint('agreement_id', 'number', name=op.f('uq_goal_agreement_id_number'))
    )
    op.create_index(op.f('ix_goal_agreement_id'), 'goal', ['agreement_id'], unique=False)
    op.create_table('imported',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=False),
    sa.Column('sheet_row', sa.Integer(), nullable=False),
    sa.Column('subject_kind', sa.String(), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['import_id'], ['import.id'], name=op.f('fk_imported_import_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_imported'))
    )
    op.create_index(op.f('ix_imported_import_id'), 'imported', ['import_id'], unique=False)
    op.create_table('minutes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('draft', sa.Integer(), nullable=False),
    sa.Column('locked', sa.Integer(), nullable=False),
    sa.Column('chair', sa.String(), nullable=False),
    sa.Column('taker', sa.String(), nullable=False),
    sa.Column('others', sa.String(), nullable=False),
    sa.Column('change_needed', sa.Boolean(), nullable=True),
    sa.Column('change_text', sa.String(), nullable=False),
    sa.Column('sent_on', sa.Date(), nullable=True),
    sa.Column('approved_on', sa.Date(), nullable=True),
    sa.Column('approved_how', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_minutes_meeting_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_minutes')),
    sa.UniqueConstraint('meeting_id', name=op.f('uq_minutes_meeting_id'))
    )
    op.create_index(op.f('ix_minutes_state'), 'minutes', ['state'], unique=False)
    op.create_table('decision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('body', sa.String(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=True),
    sa.Column('county', sa.String(), nullable=True),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['county'], ['organisation.slug'], name=op.f('fk_decision_county')),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_decision_item_id')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_decision_meeting_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision')),
    sa.UniqueConstraint('body', 'year', 'number', name=op.f('uq_decision_body_year_number'))
    )
    op.create_index(op.f('ix_decision_county'), 'decision', ['county'], unique=False)
    op.create_index('ix_decision_day', 'decision', ['day', 'id'], unique=False)
    op.create_index(op.f('ix_decision_item_id'), 'decision', ['item_id'], unique=False)
    op.create_index(op.f('ix_decision_meeting_id'), 'decision', ['meeting_id'], unique=False)
    op.create_table('measure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agreement_id', sa.Integer(), nullable=False),
    sa.Column('goal_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('description', sa.String(), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('instrument', sa.String(), nullable=False),
    sa.Column('level', sa.String(), nullable=False),
    sa.Column('starts', sa.Date(), nullable=True),
    sa.Column('due', sa.Date(), nullable=False),
    sa.Column('dated_on', sa.Date(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('next_step', sa.String(), nullable=False),
    sa.Column('origin', sa.String(), nullable=False),
    sa.Column('indicator', sa.String(), nullable=False),
    sa.Column('unit', sa.String(), nullable=False),
    sa.Column('baseline', sa.Float(), nullable=True),
    sa.Column('target', sa.Float(), nullable=True),
    sa.Column('latest', sa.Float(), nullable=True),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('removed_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agreement_id'], ['agreement.id'], name=op.f('fk_measure_agreement_id')),
    sa.ForeignKeyConstraint(['goal_id'], ['goal.id'], name=op.f('fk_measure_goal_id')),
    sa.ForeignKeyConstraint(['owner'], ['organisation.slug'], name=op.f('fk_measure_owner')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_measure')),
    sa.UniqueConstraint('agreement_id', 'number', name=op.f('uq_measure_agreement_id_number'))
    )
    op.create_index(op.f('ix_measure_agreement_id'), 'measure', ['agreement_id'], unique=False)
    op.create_index(op.f('ix_measure_goal_id'), 'measure', ['goal_id'], unique=False)
    op.create_index(op.f('ix_measure_owner'), 'measure', ['owner'], unique=False)
    op.create_table('minutes_answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('minutes_id', sa.Integer(), nullable=False),
    sa.Column('draft', sa.Integer(), nullable=False),
    sa.Column('organisation', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('account', sa.String(), nullable=False),
    sa.Column('settled_on', sa.Date(), nullable=True),
    sa.Column('answer', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_minutes_answer_item_id')),
    sa.ForeignKeyConstraint(['minutes_id'], ['minutes.id'], name=op.f('fk_minutes_answer_minutes_id')),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.slug'], name=op.f('fk_minutes_answer_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_minutes_answer'))
    )
    op.create_index(op.f('ix_minutes_answer_minutes_id'), 'minutes_answer', ['minutes_id'], unique=False)
    op.create_table('minutes_edit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('minutes_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('field', sa.String(), nullable=False),
    sa.Column('old', sa.String(), nullable=False),
    sa.Column('new', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('account', sa.String(), nullable=False),
    sa.Column('organisation', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['minutes_id'], ['minutes.id'], name=op.f('fk_minutes_edit_minutes_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_minutes_edit')),
    sa.UniqueConstraint('minutes_id', 'version', 'field', name=op.f('uq_minutes_edit_minutes_id_version_field'))
    )
    op.create_index(op.f('ix_minutes_edit_minutes_id'), 'minutes_edit', ['minutes_id'], unique=False)
    op.create_table('minutes_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('minutes_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('account', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['minutes_id'], ['minutes.id'], name=op.f('fk_minutes_version_minutes_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_minutes_version')),
    sa.UniqueConstraint('minutes_id', 'version', name=op.f('uq_minutes_version_minutes_id_version'))
    )
    op.create_index(op.f('ix_minutes_version_minutes_id'), 'minutes_version', ['minutes_id'], unique=False)
    op.create_table('agreement_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agreement_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('field', sa.String(), nullable=False),
    sa.Column('old', sa.String(), nullable=False),
    sa.Column('new', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('decision_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('account', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['agreement_id'], ['agreement.id'], name=op.f('fk_agreement_change_agreement_id')),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_agreement_change_decision_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agreement_change'))
    )
    op.create_index(op.f('ix_agreement_change_agreement_id'), 'agreement_change', ['agreement_id'], unique=False)
    op.create_table('decision_word',
    sa.Column('word', sa.String(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('decision_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_decision_word_decision_id')),
    sa.PrimaryKeyConstraint('word', 'day', 'decision_id', name=op.f('pk_decision_word'))
    )
    op.create_index(op.f('ix_decision_word_decision_id'), 'decision_word', ['decision_id'], unique=False)
    op.create_table('follow_up_origin',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('follow_up_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=True),
    sa.Column('item_id', sa.Integer(), nullable=True),
    sa.Column('decision_id', sa.Integer(), nullable=True),
    sa.Column('measure_id', sa.Integer(), nullable=True),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('due', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_follow_up_origin_decision_id')),
    sa.ForeignKeyConstraint(['follow_up_id'], ['follow_up.id'], name=op.f('fk_follow_up_origin_follow_up_id')),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_follow_up_origin_item_id')),
    sa.ForeignKeyConstraint(['measure_id'], ['measure.id'], name=op.f('fk_follow_up_origin_measure_id')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_follow_up_origin_meeting_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_follow_up_origin'))
    )
    op.create_index(op.f('ix_follow_up_origin_follow_up_id'), 'follow_up_origin', ['follow_up_id'], unique=False)
    op.create_index(op.f('ix_follow_up_origin_meeting_id'), 'follow_up_origin', ['meeting_id'], unique=False)
    op.create_index(op.f('ix_follow_up_origin_decision_id'), 'follow_up_origin', ['decision_id'], unique=False)
    op.create_index(op.f('ix_follow_up_origin_item_id'), 'follow_up_origin', ['item_id'], unique=False)
    op.create_index(op.f('ix_follow_up_origin_measure_id'), 'follow_up_origin', ['measure_id'], unique=False)
    op.create_table('measure_contributor',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('measure_id', sa.Integer(), nullable=False),
    sa.Column('organisation', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['measure_id'], ['measure.id'], name=op.f('fk_measure_contributor_measure_id')),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.slug'], name=op.f('fk_measure_contributor_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_measure_contributor')),
    sa.UniqueConstraint('measure_id', 'organisation', name=op.f('uq_measure_contributor_measure_id_organisation'))
    )
    op.create_index(op.f('ix_measure_contributor_measure_id'), 'measure_contributor', ['measure_id'], unique=False)
    op.create_table('measure_update',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('measure_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('account', sa.String(), nullable=False),
    sa.Column('organisation', sa.String(), nullable=False),
    sa.Column('old_status', sa.String(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('old_value', sa.Float(), nullable=True),
    sa.Column('value', sa.Float(), nullable=True),
    sa.Column('next_step', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('decision_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_measure_update_decision_id')),
    sa.ForeignKeyConstraint(['measure_id'], ['measure.id'], name=op.f('fk_measure_update_measure_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_measure_update'))
    )
    op.create_index(op.f('ix_measure_update_measure_id'), 'measure_update', ['measure_id'], unique=False)
    op.add_column('attendance', sa.Column('role', sa.String(), nullable=False, server_default=''))
    op.add_column('attendance', sa.Column('deputy', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column('follow_up', sa.Column('approved_on', sa.Date(), nullable=True))
    for statement in SQLITE if op.get_bind().dialect.name == 'sqlite' else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    op.drop_column('follow_up', 'approved_on')
    op.drop_column('attendance', 'deputy')
    op.drop_column('attendance', 'role')
    op.drop_index(op.f('ix_measure_update_measure_id'), table_name='measure_update')
    op.drop_table('measure_update')
    op.drop_index(op.f('ix_measure_contributor_measure_id'), table_name='measure_contributor')
    op.drop_table('measure_contributor')
    op.drop_index(op.f('ix_follow_up_origin_meeting_id'), table_name='follow_up_origin')
    op.drop_index(op.f('ix_follow_up_origin_follow_up_id'), table_name='follow_up_origin')
    op.drop_index(op.f('ix_follow_up_origin_measure_id'), table_name='follow_up_origin')
    op.drop_index(op.f('ix_follow_up_origin_item_id'), table_name='follow_up_origin')
    op.drop_index(op.f('ix_follow_up_origin_decision_id'), table_name='follow_up_origin')
    op.drop_table('follow_up_origin')
    op.drop_index(op.f('ix_decision_word_decision_id'), table_name='decision_word')
    op.drop_table('decision_word')
    op.drop_index(op.f('ix_agreement_change_agreement_id'), table_name='agreement_change')
    op.drop_table('agreement_change')
    op.drop_index(op.f('ix_minutes_version_minutes_id'), table_name='minutes_version')
    op.drop_table('minutes_version')
    if op.get_bind().dialect.name != 'sqlite':
        op.execute('DROP FUNCTION minutes_version_stands()')
    op.drop_index(op.f('ix_minutes_edit_minutes_id'), table_name='minutes_edit')
    op.drop_table('minutes_edit')
    op.drop_index(op.f('ix_minutes_answer_minutes_id'), table_name='minutes_answer')
    op.drop_table('minutes_answer')
    op.drop_index(op.f('ix_measure_owner'), table_name='measure')
    op.drop_index(op.f('ix_measure_goal_id'), table_name='measure')
    op.drop_index(op.f('ix_measure_agreement_id'), table_name='measure')
    op.drop_table('measure')
    op.drop_index(op.f('ix_decision_meeting_id'), table_name='decision')
    op.drop_index(op.f('ix_decision_item_id'), table_name='decision')
    op.drop_index('ix_decision_day', table_name='decision')
    op.drop_index(op.f('ix_decision_county'), table_name='decision')
    op.drop_table('decision')
    op.drop_index(op.f('ix_minutes_state'), table_name='minutes')
    op.drop_table('minutes')
    op.drop_index(op.f('ix_imported_import_id'), table_name='imported')
    op.drop_table('imported')
    op.drop_index(op.f('ix_goal_agreement_id'), table_name='goal')
    op.drop_table('goal')
    op.drop_index(op.f('ix_agreement_party_agreement_id'), table_name='agreement_party')
    op.drop_table('agreement_party')
    op.drop_index(op.f('ix_agenda_item_meeting_id'), table_name='agenda_item')
    op.drop_table('agenda_item')
    op.drop_table('import')
    op.drop_index(op.f('ix_agreement_county'), table_name='agreement')
    op.drop_table('agreement')
