"""The app manifest: what Slack must be told about the app. Built from the constants that the listeners use."""

from typing import Any

from handlers.texts import say

COMMAND = "/samhandling"
EVENT_MENTION = "app_mention"
EVENT_MESSAGE = "message"
EVENT_HOME = "app_home_opened"
PATH = "/slack/events"
"""The one address that commands, events and interactions come to over HTTP."""

EVENTS = (EVENT_MENTION, "message.im", EVENT_HOME)
SCOPES = (
    "app_mentions:read",  # @Samhandling in a room
    "channels:history",  # look a message's key up before it is sent again
    "chat:write",
    "commands",
    "groups:history",  # the same in private rooms
    "im:history",  # direct messages to the app, and the look-up there
    "im:write",  # open the direct conversation a reminder goes to
)


def manifest(url: str | None, language: str = "nb") -> dict[str, Any]:
    """The manifest for https://docs.slack.dev/reference/app-manifest.

    url: the public address of the program (`https://bot.example.no`), or None for Socket Mode, which needs none.
    """
    address = {"request_url": f"{url.rstrip('/')}{PATH}"} if url else {}
    command: dict[str, Any] = {
        "command": COMMAND,
        "description": say(language, "slack.manifest.command"),
        "usage_hint": say(language, "slack.manifest.usage"),
        "should_escape": True,  # @somebody arrives with the account's id, which a role is granted to
        **({"url": address["request_url"]} if url else {}),
    }
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "Samhandling",
            "description": say(language, "slack.manifest"),
            "long_description": say(language, "slack.manifest.long"),
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Samhandling", "always_online": True},
            "slash_commands": [command],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS), **address},
            "interactivity": {"is_enabled": True, **address},
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": False,
        },
    }
