"""Every kind of message that a person causes, and how it is drawn: from each subject's own table.

A digest isn't among them: it is put together from reminders (`draw`, `redraw`).
"""

from collections.abc import Mapping

from handlers.agenda import messages as agenda_messages
from handlers.agreements import messages as agreement_messages
from handlers.duties import messages as duty_messages
from handlers.followups import messages as follow_up_messages
from handlers.meetings import messages as meeting_messages
from handlers.minutes import messages as minutes_messages
from handlers.people import access_messages, account_messages, doubted, role_messages, room_messages
from handlers.views.message_context import Recipe

TABLES: tuple[Mapping[str, Recipe], ...] = (
    meeting_messages.RECIPES,
    agenda_messages.RECIPES,
    minutes_messages.RECIPES,
    follow_up_messages.RECIPES,
    agreement_messages.RECIPES,
    duty_messages.RECIPES,
    role_messages.RECIPES,
    account_messages.RECIPES,
    room_messages.RECIPES,
    doubted.RECIPES,
    access_messages.RECIPES,
)
"""Each subject's own."""

RECIPES: Mapping[str, Recipe] = {kind: recipe for table in TABLES for kind, recipe in table.items()}
"""Kind of message → how it is drawn."""
