"""the tables

Revision ID: 0001
Revises: 
"""

import sqlalchemy as sa
import sqlmodel  # noqa: F401 - a type of its own may stand below
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('audit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('account', sa.String(), nullable=False),
    sa.Column('organisation', sa.String(), nullable=False),
    sa.Column('on_behalf', sa.Boolean(), nullable=False),
    sa.Column('line', sa.String(), nullable=False),
    sa.Column('changes', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit'))
    )
    op.create_table('organisation',
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('short', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('orgnr', sa.String(), nullable=False),
    sa.Column('leader_title', sa.String(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=True),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('fictional', sa.Boolean(), nullable=False),
    sa.Column('aliases', sa.JSON(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('slug', name=op.f('pk_organisation'))
    )
    op.create_table('person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person'))
    )
    op.create_table('setting',
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('value', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_setting'))
    )
    op.create_table('account',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('platform', sa.String(), nullable=False),
    sa.Column('workspace', sa.String(), nullable=False),
    sa.Column('user', sa.String(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_account_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account')),
    sa.UniqueConstraint('platform', 'workspace', 'user', name=op.f('uq_account_platform_workspace_user'))
    )
    op.create_index(op.f('ix_account_person_id'), 'account', ['person_id'], unique=False)
    op.create_table('deadline_offset',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation', sa.String(), nullable=False),
    sa.Column('step', sa.String(), nullable=False),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.slug'], name=op.f('fk_deadline_offset_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deadline_offset')),
    sa.UniqueConstraint('organisation', 'step', name=op.f('uq_deadline_offset_organisation_step'))
    )
    op.create_table('duty',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('subject_kind', sa.String(), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('clause', sa.String(), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('due', sa.Date(), nullable=False),
    sa.Column('ladder_due', sa.Date(), nullable=False),
    sa.Column('arose_on', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('gentle', sa.Boolean(), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('snoozed_until', sa.Date(), nullable=True),
    sa.Column('next_reminder_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('next_rung', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['owner'], ['organisation.slug'], name=op.f('fk_duty_owner')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_duty')),
    sa.UniqueConstraint('key', name=op.f('uq_duty_key'))
    )
    op.create_index('ix_duty_next_reminder', 'duty', ['next_reminder_at'], unique=False, sqlite_where=sa.text('next_reminder_at IS NOT NULL'), postgresql_where=sa.text('next_reminder_at IS NOT NULL'))
    op.create_index('ix_duty_owner_due', 'duty', ['owner', 'due'], unique=False)
    op.create_index('ix_duty_subject', 'duty', ['subject_kind', 'subject_id'], unique=False)
    op.create_table('meeting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ref', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('season', sa.String(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('organisation', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('day', sa.Date(), nullable=True),
    sa.Column('at', sa.Time(), nullable=True),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('link', sa.String(), nullable=False),
    sa.Column('theme', sa.String(), nullable=False),
    sa.Column('administration', sa.Boolean(), nullable=False),
    sa.Column('partnership', sa.Boolean(), nullable=False),
    sa.Column('political_body', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('arose_on', sa.Date(), nullable=False),
    sa.Column('moved_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.slug'], name=op.f('fk_meeting_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting')),
    sa.UniqueConstraint('ref', name=op.f('uq_meeting_ref'))
    )
    op.create_index(op.f('ix_meeting_organisation'), 'meeting', ['organisation'], unique=False)
    op.create_index('ix_meeting_year_kind', 'meeting', ['year', 'kind'], unique=False)
    op.create_table('message',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('recipient', sa.String(), nullable=False),
    sa.Column('organisation', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('day', sa.Date(), nullable=True),
    sa.Column('cause', sa.Integer(), nullable=True),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('late', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('not_before', sa.DateTime(timezone=True), nullable=True),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.Column('attempted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('worker', sa.String(), nullable=False),
    sa.Column('boot', sa.String(), nullable=False),
    sa.Column('lease_until', sa.Float(), nullable=False),
    sa.Column('room_platform', sa.String(), nullable=False),
    sa.Column('room_workspace', sa.String(), nullable=False),
    sa.Column('room_channel', sa.String(), nullable=False),
    sa.Column('room_direct', sa.Boolean(), nullable=False),
    sa.Column('message_ts', sa.String(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('epoch', sa.Integer(), nullable=False),
    sa.CheckConstraint('(day IS NULL) <> (cause IS NULL)', name=op.f('ck_message_digest_or_caused')),
    sa.ForeignKeyConstraint(['cause'], ['audit.id'], name=op.f('fk_message_cause')),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.slug'], name=op.f('fk_message_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_message')),
    sa.UniqueConstraint('cause', 'kind', 'recipient', name=op.f('uq_message_cause_kind_recipient')),
    sa.UniqueConstraint('key', name=op.f('uq_message_key')),
    sa.UniqueConstraint('kind', 'recipient', 'day', name=op.f('uq_message_kind_recipient_day'))
    )
    op.create_index('ix_message_busy', 'message', ['recipient'], unique=True, sqlite_where=sa.text("status IN ('sending', 'uncertain')"), postgresql_where=sa.text("status IN ('sending', 'uncertain')"))
    op.create_index(op.f('ix_message_organisation'), 'message', ['organisation'], unique=False)
    op.create_index('ix_message_waiting_caused', 'message', ['id'], unique=False, sqlite_where=sa.text("status = 'waiting' AND day IS NULL"), postgresql_where=sa.text("status = 'waiting' AND day IS NULL"))
    op.create_index('ix_message_waiting_digest', 'message', ['day', 'id'], unique=False, sqlite_where=sa.text("status = 'waiting' AND cause IS NULL"), postgresql_where=sa.text("status = 'waiting' AND cause IS NULL"))
    op.create_table('request',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('audit_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['audit_id'], ['audit.id'], name=op.f('fk_request_audit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_request'))
    )
    op.create_table('role_holding',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('organisation', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.slug'], name=op.f('fk_role_holding_organisation')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_role_holding_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_role_holding'))
    )
    op.create_index(op.f('ix_role_holding_organisation'), 'role_holding', ['organisation'], unique=False)
    op.create_index(op.f('ix_role_holding_person_id'), 'role_holding', ['person_id'], unique=False)
    op.create_table('role_request',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('platform', sa.String(), nullable=False),
    sa.Column('workspace', sa.String(), nullable=False),
    sa.Column('user', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('organisation', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.slug'], name=op.f('fk_role_request_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_role_request'))
    )
    op.create_table('room',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('platform', sa.String(), nullable=False),
    sa.Column('workspace', sa.String(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('organisation', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('bound_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.slug'], name=op.f('fk_room_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_room')),
    sa.UniqueConstraint('platform', 'workspace', 'channel', name=op.f('uq_room_platform_workspace_channel'))
    )
    op.create_index(op.f('ix_room_organisation'), 'room', ['organisation'], unique=False)
    op.create_table('attendance',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('organisation', sa.String(), nullable=False),
    sa.Column('present', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_attendance_meeting_id')),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.slug'], name=op.f('fk_attendance_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attendance')),
    sa.UniqueConstraint('meeting_id', 'organisation', name=op.f('uq_attendance_meeting_id_organisation'))
    )
    op.create_index(op.f('ix_attendance_meeting_id'), 'attendance', ['meeting_id'], unique=False)
    op.create_table('follow_up',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('county', sa.String(), nullable=True),
    sa.Column('meeting_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('due', sa.Date(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('accepted', sa.Boolean(), nullable=False),
    sa.Column('created_on', sa.Date(), nullable=False),
    sa.Column('dated_on', sa.Date(), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['county'], ['organisation.slug'], name=op.f('fk_follow_up_county')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_follow_up_meeting_id')),
    sa.ForeignKeyConstraint(['owner'], ['organisation.slug'], name=op.f('fk_follow_up_owner')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_follow_up'))
    )
    op.create_index(op.f('ix_follow_up_county'), 'follow_up', ['county'], unique=False)
    op.create_index(op.f('ix_follow_up_owner'), 'follow_up', ['owner'], unique=False)
    op.create_table('meeting_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('step', sa.String(), nullable=False),
    sa.Column('organisation', sa.String(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('account', sa.String(), nullable=False),
    sa.Column('on_behalf', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_meeting_step_meeting_id')),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.slug'], name=op.f('fk_meeting_step_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_step')),
    sa.UniqueConstraint('meeting_id', 'step', 'organisation', name=op.f('uq_meeting_step_meeting_id_step_organisation'))
    )
    op.create_index(op.f('ix_meeting_step_meeting_id'), 'meeting_step', ['meeting_id'], unique=False)
    op.create_table('notice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('duty_id', sa.Integer(), nullable=False),
    sa.Column('due', sa.Date(), nullable=False),
    sa.Column('rung', sa.Integer(), nullable=False),
    sa.Column('recipient', sa.String(), nullable=False),
    sa.Column('escalated', sa.Boolean(), nullable=False),
    sa.Column('late', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('message_id', sa.Integer(), nullable=True),
    sa.Column('void', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['duty_id'], ['duty.id'], name=op.f('fk_notice_duty_id')),
    sa.ForeignKeyConstraint(['message_id'], ['message.id'], name=op.f('fk_notice_message_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice')),
    sa.UniqueConstraint('duty_id', 'due', 'rung', 'recipient', name=op.f('uq_notice_duty_id_due_rung_recipient'))
    )
    op.create_index('ix_notice_message', 'notice', ['message_id'], unique=False, sqlite_where=sa.text('message_id IS NOT NULL'), postgresql_where=sa.text('message_id IS NOT NULL'))
    op.create_index('ix_notice_waiting', 'notice', ['recipient'], unique=False, sqlite_where=sa.text('message_id IS NULL AND NOT void'), postgresql_where=sa.text('message_id IS NULL AND NOT void'))
    op.create_table('follow_up_date',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('follow_up_id', sa.Integer(), nullable=False),
    sa.Column('old_due', sa.Date(), nullable=False),
    sa.Column('new_due', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('account', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['follow_up_id'], ['follow_up.id'], name=op.f('fk_follow_up_date_follow_up_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_follow_up_date'))
    )
    op.create_index(op.f('ix_follow_up_date_follow_up_id'), 'follow_up_date', ['follow_up_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_follow_up_date_follow_up_id'), table_name='follow_up_date')
    op.drop_table('follow_up_date')
    op.drop_index('ix_notice_waiting', table_name='notice', sqlite_where=sa.text('message_id IS NULL AND NOT void'), postgresql_where=sa.text('message_id IS NULL AND NOT void'))
    op.drop_index('ix_notice_message', table_name='notice', sqlite_where=sa.text('message_id IS NOT NULL'), postgresql_where=sa.text('message_id IS NOT NULL'))
    op.drop_table('notice')
    op.drop_index(op.f('ix_meeting_step_meeting_id'), table_name='meeting_step')
    op.drop_table('meeting_step')
    op.drop_index(op.f('ix_follow_up_owner'), table_name='follow_up')
    op.drop_index(op.f('ix_follow_up_county'), table_name='follow_up')
    op.drop_table('follow_up')
    op.drop_index(op.f('ix_attendance_meeting_id'), table_name='attendance')
    op.drop_table('attendance')
    op.drop_index(op.f('ix_room_organisation'), table_name='room')
    op.drop_table('room')
    op.drop_table('role_request')
    op.drop_index(op.f('ix_role_holding_person_id'), table_name='role_holding')
    op.drop_index(op.f('ix_role_holding_organisation'), table_name='role_holding')
    op.drop_table('role_holding')
    op.drop_table('request')
    op.drop_index('ix_message_waiting_digest', table_name='message', sqlite_where=sa.text("status = 'waiting' AND cause IS NULL"), postgresql_where=sa.text("status = 'waiting' AND cause IS NULL"))
    op.drop_index('ix_message_waiting_caused', table_name='message', sqlite_where=sa.text("status = 'waiting' AND day IS NULL"), postgresql_where=sa.text("status = 'waiting' AND day IS NULL"))
    op.drop_index(op.f('ix_message_organisation'), table_name='message')
    op.drop_index('ix_message_busy', table_name='message', sqlite_where=sa.text("status IN ('sending', 'uncertain')"), postgresql_where=sa.text("status IN ('sending', 'uncertain')"))
    op.drop_table('message')
    op.drop_index('ix_meeting_year_kind', table_name='meeting')
    op.drop_index(op.f('ix_meeting_organisation'), table_name='meeting')
    op.drop_table('meeting')
    op.drop_index('ix_duty_subject', table_name='duty')
    op.drop_index('ix_duty_owner_due', table_name='duty')
    op.drop_index('ix_duty_next_reminder', table_name='duty', sqlite_where=sa.text('next_reminder_at IS NOT NULL'), postgresql_where=sa.text('next_reminder_at IS NOT NULL'))
    op.drop_table('duty')
    op.drop_table('deadline_offset')
    op.drop_index(op.f('ix_account_person_id'), table_name='account')
    op.drop_table('account')
    op.drop_table('setting')
    op.drop_table('person')
    op.drop_table('organisation')
    op.drop_table('audit')
