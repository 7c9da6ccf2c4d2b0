"""What the doctor says of the chats and of the clock: done to the letter it makes the doctor content, in one step."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import FixedClock, SystemClock
from bot.doctor import Finding, examine
from bot.settings import names
from bot.slack.manifest import manifest
from tests.bot.teams.login_standin import LoginStandIn, login_standin
from tests.slack_standin import APP_TOKEN, BOT_TOKEN, SlackStandIn
from tests.slack_standin import start_in_thread as start_slack
from tests.teams_standin import BOT_APP, TENANT, TeamsStandIn
from tests.teams_standin import start_in_thread as start_teams

SECRET = "hemmelig-1234"
NOWHERE = "http://127.0.0.1:1/"
GRANTED = list(manifest(None)["oauth_config"]["scopes"]["bot"])


@dataclass
class Practice:
    """The doctor, an installation in both chats, and what is set for it."""

    slack: SlackStandIn
    teams: TeamsStandIn
    login: LoginStandIn
    set: dict[str, str]
    ahead: timedelta = timedelta(0)
    clock_is_right: bool = False

    def failed(self) -> list[Finding]:
        """What the doctor isn't content with."""
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self.set.items():
                patch.setenv(name, value)
            clock = FixedClock(SystemClock().now() + self.ahead)
            found = examine(clock=clock, clock_is_right=self.clock_is_right)
        return [one for one in found if not one.ok]


@pytest.fixture
def practice(new_sqlite_url: Callable[[], str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Practice]:
    """All is well. Microsoft's login is the stand-in."""
    from microsoft_teams.api.auth import cloud_environment

    monkeypatch.chdir(tmp_path)
    for name in names():
        monkeypatch.delenv(name, raising=False)
    url = new_sqlite_url()
    Path(url.removeprefix("sqlite:///")).chmod(0o600)
    with start_slack() as slack, start_teams() as teams, login_standin(tmp_path) as login:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(login.trusted))
        cloud = replace(cloud_environment.PUBLIC, login_endpoint=login.url)
        monkeypatch.setattr(cloud_environment, "PUBLIC", cloud)
        slack.state.granted = [*GRANTED]
        login.secret, login.tenant = SECRET, TENANT
        yield Practice(
            slack,
            teams,
            login,
            {
                "SAMHANDLING_DATABASE_URL": url,
                "SAMHANDLING_PORT": "0",
                "SLACK_BOT_TOKEN": BOT_TOKEN,
                "SLACK_APP_TOKEN": APP_TOKEN,
                "SLACK_API_URL": slack.api_url,
                "TEAMS_APP_ID": BOT_APP,
                "TEAMS_APP_SECRET": SECRET,
                "TEAMS_APP_TENANT": TENANT,
                "TEAMS_TENANTS": TENANT,
                "TEAMS_SERVICE_URL": teams.service_url,
            },
        )


Act = Callable[[Practice], object]


def sets(name: str, value: str) -> Act:
    return lambda practice: practice.set.update({name: value})


def bot_token(token: str) -> Act:
    """Slack has given the app this token, and knows no other."""

    def install(practice: Practice) -> None:
        own = practice.slack.state
        own.workspace = replace(own.workspace, bot_token=token)

    return install


def installed_anew(practice: Practice) -> None:
    """Its rights are then those of its manifest."""
    practice.slack.state.granted = [*GRANTED]


def both(*acts: Act) -> Act:
    return lambda practice: [act(practice) for act in acts]


def ahead(hours: int) -> Act:
    return lambda practice: setattr(practice, "ahead", timedelta(hours=hours))


ANOTHER = "xoxb-1234567890-ny"
WRONG_TENANT = "99f00000-0000-4000-8000-000000000009"
WRONG: dict[str, tuple[Act, str, str, str, Act]] = {
    "a wrong bot token": (
        sets("SLACK_BOT_TOKEN", "xoxb-1234567890-feil"),
        "Slack", "refuses the bot token: invalid_auth",
        "install the app anew in its workspace, and put the token it gets in SLACK_BOT_TOKEN",
        both(bot_token(ANOTHER), sets("SLACK_BOT_TOKEN", ANOTHER)),
    ),
    "a revoked bot token": (
        bot_token("xoxb-1234567890-annet"),
        "Slack", "refuses the bot token: invalid_auth",
        "install the app anew in its workspace, and put the token it gets in SLACK_BOT_TOKEN",
        both(bot_token(ANOTHER), sets("SLACK_BOT_TOKEN", ANOTHER)),
    ),
    "a wrong app-level token": (
        sets("SLACK_APP_TOKEN", "xapp-1234567890-feil"),
        "Slack", "refuses the app-level token: invalid_auth",
        "make another with connections:write, under Basic Information, and put it in SLACK_APP_TOKEN",
        sets("SLACK_APP_TOKEN", APP_TOKEN),
    ),
    "rights that an older manifest hadn't": (
        lambda practice: practice.slack.state.granted.remove("groups:history"),
        "Slack", "the app lacks the rights groups:history",
        "paste what samhandling manifest slack prints as the app's manifest, and install the app anew",
        installed_anew,
    ),
    "Slack's address": (
        sets("SLACK_API_URL", NOWHERE), "Slack", "can't be reached", "SLACK_API_URL",
        lambda practice: practice.set.update(SLACK_API_URL=practice.slack.api_url),
    ),
    "a wrong client secret": (
        sets("TEAMS_APP_SECRET", "feil"), "Teams", "no token: invalid_client AADSTS7000215",
        "make a new client secret in Entra, and put its value in TEAMS_APP_SECRET",
        sets("TEAMS_APP_SECRET", SECRET),
    ),
    "a tenant that isn't the app's": (
        sets("TEAMS_APP_TENANT", WRONG_TENANT), "Teams", "no token",
        "correct TEAMS_APP_TENANT: the tenant the app is registered in",
        sets("TEAMS_APP_TENANT", TENANT),
    ),
    "Teams' address": (
        sets("TEAMS_SERVICE_URL", NOWHERE), "TEAMS_SERVICE_URL", "can't be reached", "or correct it",
        lambda practice: practice.set.update(TEAMS_SERVICE_URL=practice.teams.service_url),
    ),
    "a clock that is ahead": (ahead(2), "clock", "s off what slack says", "set the machine's clock", ahead(0)),
    "a clock that is behind": (ahead(-26), "clock", "s off what slack says", "set the machine's clock", ahead(0)),
    "a clock that is right, whatever others say": (
        ahead(2), "clock", "s off what slack says", "say so to both: doctor --clock-is-right, run --clock-is-right",
        lambda practice: setattr(practice, "clock_is_right", True),
    ),
}  # fmt: skip
"""What is wrong; under what name, as what, and with what advice it is said; and that done."""


def test_all_is_well(practice: Practice) -> None:
    assert practice.failed() == []


@pytest.mark.parametrize(("wrong", "what", "seen", "do", "done"), WRONG.values(), ids=WRONG)
def test_the_doctors_advice_leads_out(practice: Practice, wrong: Act, what: str, seen: str, do: str, done: Act) -> None:
    wrong(practice)
    found = practice.failed()
    assert {one.what for one in found} == {what}, found
    assert seen in found[0].seen
    assert all(do in one.do for one in found)
    assert SECRET not in "".join(map(str, found))
    done(practice)
    assert practice.failed() == []
