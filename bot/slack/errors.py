"""What Slack's words for a refusal mean. Source: docs.slack.dev/reference/methods, each method's «Errors» as of August
2026, with what is common to all of them once; a few that older versions of it named stay. A word that isn't here waits
(`bot.delivery.verdicts`).
"""

from collections.abc import Mapping

from bot.delivery.verdicts import Verdict

_COMMON: dict[Verdict, str] = {
    Verdict.TOKEN: """
        access_denied accesslimited account_inactive ekm_access_denied enterprise_is_restricted invalid_auth is_bot
        missing_scope no_permission not_allowed_token_type not_authed org_login_required team_access_not_granted
        team_added_to_org token_expired token_revoked two_factor_setup_required user_access_not_granted
        """,
    Verdict.WAITS: """
        deprecated_endpoint invalid_arg_name invalid_array_arg invalid_charset invalid_form_data invalid_post_type
        method_deprecated missing_post_type unknown_method
        """,
    Verdict.CARD: "invalid_arguments",
    Verdict.BUSY: "rate_limited ratelimited",
    Verdict.UNCERTAIN: "fatal_error internal_error request_timeout service_unavailable",
}
_OF: dict[str, dict[Verdict, str]] = {
    "chat.postMessage": {
        Verdict.ROOM: """
            channel_not_found is_archived messages_tab_disabled not_in_channel restricted_action
            restricted_action_non_threadable_channel restricted_action_read_only_channel restricted_action_thread_locked
            restricted_action_thread_only_channel
            """,
        Verdict.CARD: """
            attachment_payload_limit_exceeded invalid_blocks invalid_blocks_format invalid_metadata_format
            invalid_metadata_schema markdown_text_conflict metadata_too_large missing_file_data msg_blocks_too_long
            msg_too_long no_text slack_connect_canvas_sharing_blocked slack_connect_file_link_sharing_blocked
            slack_connect_lists_sharing_blocked too_many_attachments too_many_contact_cards
            """,
        Verdict.TOKEN: "app_access_restricted",
        Verdict.WAITS: """
            as_user_not_supported cannot_reply_to_message draft_already_deleted draft_already_sent draft_has_conflict
            draft_not_found duplicate_channel_not_found duplicate_message_not_found external_channel_migrating
            metadata_must_be_sent_from_app send_on_behalf_not_allowed team_not_found
            """,
        Verdict.BUSY: "message_limit_exceeded",
    },
    "chat.update": {
        Verdict.ROOM: "channel_not_found is_inactive",
        Verdict.STANDING: "cant_update_message edit_window_closed message_not_found",
        Verdict.CARD: """
            block_mismatch blocked_file_type file_deleted file_is_deleted file_not_found file_share_limit_reached
            invalid_attachments invalid_blocks invalid_blocks_format invalid_metadata_format invalid_metadata_schema
            markdown_text_conflict max_file_sharing_exceeded metadata_too_large msg_too_long no_text
            posting_to_channel_denied slack_connect_blocked_file_type slack_connect_canvas_sharing_blocked
            slack_connect_clip_sharing_blocked slack_connect_file_link_sharing_blocked
            slack_connect_file_upload_sharing_blocked too_many_attachments unable_to_share_files
            """,
        Verdict.WAITS: """
            as_user_not_supported cant_broadcast_message external_channel_migrating metadata_must_be_sent_from_app
            no_dual_broadcast_content_update streaming_state_conflict team_not_found
            """,
        Verdict.BUSY: "message_limit_exceeded",
        Verdict.UNCERTAIN: "update_failed",
    },
    "conversations.open": {
        Verdict.ROOM: """
            cannot_dm_bot channel_not_found invalid_user_combination method_not_supported_for_channel_type user_disabled
            user_not_found user_not_visible
            """,
        Verdict.WAITS: "not_enough_users too_many_users users_list_not_supplied",
    },
    "conversations.history": {
        Verdict.ROOM: "channel_is_limited_access channel_not_found not_in_channel",
        Verdict.WAITS: """
            invalid_cursor invalid_metadata_filter_keys invalid_ts_latest invalid_ts_oldest pagination_not_available
            """,
    },
    "views.open": {
        Verdict.CARD: "duplicate_external_id view_too_large",
        Verdict.STANDING: "exchanged_trigger_id expired_trigger_id invalid_trigger_id",
    },
    "auth.test": {},
}


def _spelt_out(method: str) -> dict[str, Verdict]:
    told = [*_COMMON.items(), *_OF[method].items()]
    return {code: verdict for verdict, codes in told for code in codes.split()}


METHODS: Mapping[str, Mapping[str, Verdict]] = {method: _spelt_out(method) for method in _OF}
"""Method → code → whose matter it is: every code that Slack documents for it."""
