"""Every refusal that Slack documents for `auth.test`, for an hour: what the operator is told, and who hears of it."""

import pytest
from pydantic import SecretStr

from bot.delivery.verdicts import Verdict
from bot.doctor import Finding, _asked
from bot.settings import SlackKeys
from bot.slack.workspaces import Workspaces, workspaces
from bot.watch.readiness import Answer, Readiness
from handlers.cards import Card, Reply
from storage.delivery.told_once import TOKEN_REFUSED, is_told, tell_once
from storage.unit_of_work.store import Store
from tests.bot.delivery.hours import BOTH, KS_PERSON, Hour, in_slack
from tests.refusal_outcomes import OUTCOMES, SLACK, Back, Becomes, Outcome, Told, rows
from tests.slack_standin import BOT_TOKEN, SIGNING_SECRET

KEYS = SlackKeys(bot_token=SecretStr(BOT_TOKEN), app_token=None, signing_secret=SecretStr(SIGNING_SECRET))
CHAT = "slack:T0HOME"


@pytest.mark.parametrize(("word", "verdict"), [row[2:] for row in rows() if row[:2] == (SLACK, "auth.test")])
async def test_a_token(sqlite_store: Store, word: str, verdict: Verdict) -> None:
    async with in_slack(sqlite_store) as hour:
        made = workspaces(
            [KEYS], hour.url, answer=lambda _line: Reply(Card("")), home=lambda _line: Card(""), now=hour.clock.now
        )
        async with made as slack:
            assert await an_hour(hour, slack, word) == OUTCOMES[SLACK, "auth.test"][verdict]


class Operator:
    """Looks twice a minute, as the program does by itself."""

    def __init__(self, hour: Hour, slack: Workspaces) -> None:
        self.hour, self.readiness = hour, Readiness()
        self.readiness.ask("slack", Answer(slack.reachable, fresh=0, why=str))

    async def looks(self, *minutes: int) -> str:
        """What `/readyz` says of Slack, after so many minutes each; empty: ready."""
        said = ""
        for count in minutes:
            self.hour.clock.advance(count * 60)
            part = (await self.readiness.report())["slack"]
            said = "" if part.ok else part.said
            wrong = {one.chat: {"chat": one.chat, "code": one.code} for one in self.readiness.refused()}
            tell_once(self.hour.store, TOKEN_REFUSED, wrong, self.hour.clock.now(), admins=(), platforms=BOTH)
            await self.hour.tick()
        return said


async def an_hour(hour: Hour, slack: Workspaces, word: str) -> Outcome:
    operator = Operator(hour, slack)
    assert await operator.looks(0) == ""
    hour.refuses("auth.test", word)
    hour.send()
    said = await operator.looks(1)
    heard = hour.heard()
    assert await operator.looks(9, 20, 30) == said
    assert hour.heard() == heard, "once"
    assert len(hour.reads()) == 2, "messages are tried all the same"
    becomes = Becomes.READY if not said else Becomes.NO_ANSWER if said == word else Becomes.NOT_READY
    doctor = await _asked(KEYS, hour.url, "Slack")
    assert isinstance(doctor, Finding)
    assert not doctor.ok
    assert word in doctor.seen
    assert doctor.do.startswith("install the app anew") == (becomes is Becomes.NOT_READY)
    assert (becomes is Becomes.NOT_READY) == (said == f"token refused: {word}")
    hour.over()
    assert await operator.looks(1) == ""
    with hour.store.read(hour.clock.now()) as snapshot:
        assert not is_told(snapshot.session, TOKEN_REFUSED, CHAT)
    hour.refuses("auth.test", word)
    assert await operator.looks(1) == said
    told = Told.AT_ONCE if heard else Told.NOBODY
    if heard:
        assert heard == {f"token-refused to {KS_PERSON}": 1}
        assert hour.heard() == {f"token-refused to {KS_PERSON}": 2}, "again, since it was right meanwhile"
    return Outcome(becomes, told, Back.READY)
