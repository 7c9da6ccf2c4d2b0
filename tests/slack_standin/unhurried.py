"""The way to Slack without its hurry."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest

from bot.slack.listeners import SlackFrontEnd
from tests.patience import PATIENCE


@contextmanager
def unhurried_slack() -> Iterator[None]:
    """While the block runs, the way to Slack waits for its own answers as long as tests do.

    Slack waits three seconds, and the program gives up a little sooner (`bot.slack.listeners.PATIENCE`,
    `bot.slack.answers.TRIGGER_SECONDS`). On a slow machine that is no fault of the program's, so only the tests that
    are about it have it give up, and they hold back the answer themselves.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.slack.workspaces.SlackFrontEnd", partial(SlackFrontEnd, patience=PATIENCE))
        patch.setattr("bot.slack.answers.TRIGGER_SECONDS", PATIENCE)
        yield
