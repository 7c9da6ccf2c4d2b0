"""Everything that has duties: one line each, with both its halves (storage's stands in it as `tracked`).

What words name is asked in this order; a meeting is what is left.
"""

from collections.abc import Mapping
from typing import Any

from handlers.agreements.subject import MEASURES
from handlers.core.context import CommandContext
from handlers.followups.subject import FOLLOW_UPS
from handlers.meetings.subject import MEETINGS
from handlers.views.subject import Subject

SUBJECTS: tuple[Subject[Any], ...] = (
    FOLLOW_UPS,
    MEASURES,
    MEETINGS,
)

OF_KIND: Mapping[str, Subject[Any]] = {subject.kind: subject for subject in SUBJECTS}
"""The word that stands with a duty row → what it is about."""


def named_subject(context: CommandContext) -> Subject[Any]:
    """What kind of thing the words after a command name."""
    return next(subject for subject in SUBJECTS if subject.is_named(context))
