"""Settings: documented, checked, and never printed when they are secret."""

import re
from pathlib import Path

import pytest
from dotenv import dotenv_values
from pydantic import SecretStr

from bot.log import mask
from bot.settings import Settings, SettingsError, SlackKeys, load_settings, names

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in names():
        monkeypatch.delenv(name, raising=False)


def read(monkeypatch: pytest.MonkeyPatch, **given: str) -> Settings:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return load_settings(None)


def test_every_setting_stands_in_env_example_with_its_description() -> None:
    example = (ROOT / ".env.example").read_text()
    found = dict(re.findall(r"^# (.+)\n#?([A-Z_]+)=", example, re.MULTILINE))
    assert {name: description for description, name in found.items()} == names()


def test_every_setting_stands_in_the_documentation_with_its_description() -> None:
    table = re.findall(r"^\| `([A-Z_]+)` \| [^|]+ \| (.+) \|$", (ROOT / "docs/settings.md").read_text(), re.MULTILINE)
    assert dict(table) == names()


def test_the_example_says_the_defaults(tmp_path: Path) -> None:
    uncommented = re.sub(r"^#(?=[A-Z_]+=)", "", (ROOT / ".env.example").read_text(), flags=re.MULTILINE)
    (tmp_path / "env").write_text(uncommented)
    assert set(dotenv_values(tmp_path / "env")) == set(names())
    assert load_settings(str(tmp_path / "env")) == load_settings(None)


def test_the_documentation_says_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "docs/settings.md").read_text()
    for name, value in re.findall(r"^\| `([A-Z_]+)` \| `([^`]+)` \|", text, re.MULTILINE):
        monkeypatch.setenv(name, value)
    assert load_settings(None) == Settings(_env_file=None)  # type: ignore[call-arg]


def test_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(
        monkeypatch,
        SAMHANDLING_QUIET_WEEKS="8, 28-29",
        SAMHANDLING_QUIET_EASTER="false",
        SAMHANDLING_SET_DATE_REGIONAL_SPRING="01-15",
        SAMHANDLING_ADMINS="slack:T1:U1, slack:T1:U2",
        SAMHANDLING_PORT="",
    )
    rules = settings.rules()
    assert settings.quiet_weeks == (8, 28, 29)
    assert not settings.quiet_easter
    assert rules.set_date.regional_spring == (1, 15)
    assert settings.admins == ("slack:T1:U1", "slack:T1:U2")
    assert settings.port == 8080
    assert read(monkeypatch, SAMHANDLING_QUIET_WEEKS="none").quiet_weeks == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SAMHANDLING_DATABASE_URL", "mysql://user:hemmelig@host/name"),
        ("SAMHANDLING_DATABASE_URL", "hemmelig"),
        ("SAMHANDLING_QUIET_WEEKS", "54"),
        ("SAMHANDLING_QUIET_WEEKS", "30-28"),
        ("SAMHANDLING_QUIET_WEEKS", "hemmelig"),
        ("SAMHANDLING_SET_DATE_NATIONAL_SPRING", "13-01"),
        ("SAMHANDLING_SET_DATE_NATIONAL_SPRING", "1. november"),
        ("SAMHANDLING_PORT", "70000"),
        ("SAMHANDLING_ADMINS", "U0HEMMELIG"),
        ("SAMHANDLING_ADMINS", "slack:T1:U1, slack:U0hemmelig"),
        ("SAMHANDLING_ADMINS", "slack::hemmelig"),
        ("SLACK_BOT_TOKEN", "xoxb-1,,xoxb-hemmelig"),
        ("SLACK_BOT_TOKEN", "xoxb-hemmelig,"),
        ("SLACK_SIGNING_SECRET", "hemmelig, hemmelig"),
        ("SAMHANDLING_TICK_SECONDS", "0"),
        ("SAMHANDLING_LOG_LEVEL", "hemmelig"),
        ("SLACK_API_URL", "hemmelig"),
    ],
)
def test_what_cannot_be_used_is_named_and_not_repeated(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read(monkeypatch, **{name: value})
    assert len(caught.value.problems) == 1
    assert caught.value.problems[0].startswith(f"{name}: ")
    assert "hemmelig" not in str(caught.value).casefold()


def test_one_app_for_each_workspace(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch).slack_apps == ()
    [one] = read(monkeypatch, SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="s1").slack_apps
    assert one == SlackKeys(SecretStr("xoxb-1"), None, SecretStr("s1"))
    two = read(
        monkeypatch, SLACK_BOT_TOKEN="xoxb-1, xoxb-2", SLACK_APP_TOKEN="xapp-1,xapp-2", SLACK_SIGNING_SECRET=" s1,s2 "
    ).slack_apps
    assert two == tuple(SlackKeys(SecretStr(f"xoxb-{n}"), SecretStr(f"xapp-{n}"), SecretStr(f"s{n}")) for n in (1, 2))
    assert "xoxb" not in repr(two)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"SLACK_APP_TOKEN": "xapp-hemmelig"}, "SLACK_APP_TOKEN"),
        ({"SLACK_APP_TOKEN": "xapp-1,xapp-2,xapp-hemmelig"}, "SLACK_APP_TOKEN"),
        ({"SLACK_SIGNING_SECRET": "hemmelig"}, "SLACK_SIGNING_SECRET"),
        ({"SLACK_APP_TOKEN": "xapp-hemmelig", "SLACK_SIGNING_SECRET": "s1,s2"}, "SLACK_APP_TOKEN"),
    ],
)
def test_as_many_of_each_as_there_are_workspaces(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], named: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        read(monkeypatch, SLACK_BOT_TOKEN="xoxb-1,xoxb-hemmelig", **given)
    [problem] = caught.value.problems
    assert problem.startswith(f"{named}: ")
    assert "SLACK_BOT_TOKEN 2" in problem
    assert "hemmelig" not in problem


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(
        monkeypatch,
        SLACK_BOT_TOKEN="xoxb-hemmelig",
        SLACK_APP_TOKEN="xapp-hemmelig",
        SLACK_SIGNING_SECRET="hemmelig",
        SAMHANDLING_DATABASE_URL="postgresql://bot:hemmelig@host/name",
    )
    assert "hemmelig" not in repr(settings) + str(settings)


def test_what_is_masked_in_the_log() -> None:
    said = mask({"a": "xoxb-1-hemmelig and xapp-1-hemmelig", "b": ["postgresql://bot:hemmelig@host/name", 3]})
    assert said == {"a": "x*** and x***", "b": ["postgresql://bot:***@host/name", 3]}
    assert "hemmelig" not in str(mask(ValueError("https://hooks.slack.com/services/hemmelig")))


def test_which_chat(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not read(monkeypatch).any_slack
    half = read(monkeypatch, SLACK_BOT_TOKEN="xoxb-1")
    assert half.any_slack
    assert not half.slack
    assert read(monkeypatch, SLACK_SIGNING_SECRET="1").slack
    assert not read(monkeypatch).own_database
    assert read(monkeypatch, SAMHANDLING_DATABASE_URL="sqlite:///x.db").own_database


def test_the_chats_that_are_begun_on(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch).chats == frozenset()
    assert read(monkeypatch, SLACK_APP_TOKEN="xapp-1").chats == {"slack"}
    assert read(monkeypatch, TEAMS_DEVELOPMENT="true").chats == {"slack", "teams"}


def test_nothing_unsigned_is_taken_beside_a_secret_of_any_chat(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, field in Settings.model_fields.items():
        secret = str(field.validation_alias)
        if "SecretStr" in str(field.annotation):
            alone = Settings.model_construct(None, teams_development=True, **{name: SecretStr("hemmelig")})
            beside = [one for one in alone.teams_problems() if "beside a real secret" in one]
            assert [one.partition(": ")[0] for one in beside] == [secret]
    open_door = read(monkeypatch, TEAMS_DEVELOPMENT="true")
    assert not any("beside a real secret" in one for one in open_door.teams_problems())
