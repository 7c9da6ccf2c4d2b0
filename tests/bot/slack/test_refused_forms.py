"""Every refusal that Slack documents for `views.open`, for an hour: whoever asks for a form is answered each time."""

import pytest

from bot.clock import FixedClock
from bot.delivery.verdicts import Verdict
from handlers.texts import say
from tests.bot.slack.slack_app import NOW, App, over_http
from tests.refusal_outcomes import OUTCOMES, SLACK, Back, Becomes, Outcome, Told, rows
from tests.slack_standin import Fault, slack_standin, texts

OPEN, TYPED = say("nb", "slack.form.open"), say("nb", "slack.form.typed")
LATE, REFUSED = say("nb", "slack.form.late"), say("nb", "slack.form.refused")


@pytest.mark.parametrize(("word", "verdict"), [row[2:] for row in rows() if row[:2] == (SLACK, "views.open")])
async def test_a_form(word: str, verdict: Verdict) -> None:
    clock = FixedClock(NOW)
    async with slack_standin(clock=lambda: clock.now().timestamp()) as slack, over_http(slack) as app:
        app.slack.faults.mix({Fault("error", error=word): 1.0}, seed=1, methods=("views.open",))
        assert await an_hour(app, clock) == OUTCOMES[SLACK, "views.open"][verdict]


async def an_hour(app: App, clock: FixedClock) -> Outcome:
    """Typed, pressed where it was answered, and typed again after an hour; then Slack takes forms again."""
    slack, room = app.slack, app.slack.state.channel("rom", "U0ANNA")
    await slack.people.command("/samhandling møte ny vår", channel=room)
    first = shown(app)
    becomes = Becomes.ANSWERED if LATE in first else Becomes.IN_WORDS
    button, says = (OPEN, LATE) if becomes is Becomes.ANSWERED else (TYPED, REFUSED)
    assert says in first
    clock.advance(60)
    await slack.people.press(button)
    await app.front.drain()
    assert app.secretary.asked[-1].line == ("møte ny vår" if button == OPEN else "hjelp møte")
    assert len(slack.state.whispers("U0ANNA")) == 1  # put in the other's place
    if button == OPEN:
        assert LATE in shown(app)
    clock.advance(3540)
    await slack.people.command("/samhandling møte ny vår", channel=room)
    assert says in shown(app)
    assert "U0ANNA" not in slack.state.views
    slack.faults.mix({}, seed=1)
    if button == OPEN:
        await slack.people.press(OPEN)
        assert "U0ANNA" in slack.state.views
    return Outcome(becomes, Told.THE_PERSON, Back.PRESSED if button == OPEN else Back.TYPED)


def shown(app: App) -> str:
    """What Anna sees last."""
    return texts(app.slack.state.whispers("U0ANNA")[-1])
