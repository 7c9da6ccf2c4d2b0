"""Settings: from the environment and a `.env` file, read once, checked, each described. See docs/settings.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.setting_names import ENV_FILE, file_problems, misspelt
from bot.setting_values import GUID, AccountIds, Database, Guids, MonthDay, Weeks
from domain.calendar import QuietWeeks, WorkCalendar
from domain.meetings.deadlines import SetDateRules
from storage.unit_of_work.unit import Rules

SLACK = "slack"
TEAMS = "teams"
SLACK_API = "https://slack.com/api/"
TEAMS_SERVICE = "https://smba.trafficmanager.net/"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


_SLACK = {
    "SLACK_BOT_TOKEN": "slack_bot_token",
    "SLACK_APP_TOKEN": "slack_app_token",
    "SLACK_SIGNING_SECRET": "slack_signing_secret",
}
"""The settings that hold one value for each Slack workspace, separated by commas."""


@dataclass(frozen=True, slots=True)
class SlackKeys:
    """What the Slack app of one workspace gives: its bot token, and one of the two ways in."""

    bot_token: SecretStr
    app_token: SecretStr | None
    signing_secret: SecretStr | None


def values_of(secret: SecretStr | None) -> tuple[str, ...]:
    """The values of a setting that has one for each workspace; an empty one stands where one is missing."""
    return tuple(piece.strip() for piece in secret.get_secret_value().split(",")) if secret else ()


class Settings(BaseSettings):
    """Everything an installation can set. An empty value counts as not set."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        env_file_encoding="utf-8-sig",  # some editors write a mark before the first name
        env_ignore_empty=True,
        populate_by_name=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    database_url: Database = Field(
        "sqlite:///samhandling.db",
        validation_alias="SAMHANDLING_DATABASE_URL",
        repr=False,
        description="Where everything is kept: sqlite:///file.db or postgresql://user:password@host/name.",
    )
    state: str = Field(
        "",
        validation_alias="SAMHANDLING_STATE",
        description="A file outside the database that says how far it has come, so that an older one is noticed; "
        "else beside an SQLite file, or under ~/.local/state/samhandling.",
    )
    slack_bot_token: SecretStr | None = Field(
        None,
        validation_alias="SLACK_BOT_TOKEN",
        description="The Slack app's bot token (xoxb-…); several workspaces: one each, separated by commas. "
        "Without it: the try-out.",
    )
    slack_app_token: SecretStr | None = Field(
        None,
        validation_alias="SLACK_APP_TOKEN",
        description="The Slack app's app-level token (xapp-…): Socket Mode, which needs no public address. "
        "Several: in the same order.",
    )
    slack_signing_secret: SecretStr | None = Field(
        None,
        validation_alias="SLACK_SIGNING_SECRET",
        description="The Slack app's signing secret: HTTP, used when there is no app-level token. "
        "Several: in the same order.",
    )
    slack_api_url: str = Field(
        SLACK_API,
        validation_alias="SLACK_API_URL",
        pattern=r"^https?://\S+$",
        description="Another address of Slack's API, for tests and gateways.",
    )
    teams_app_id: str = Field(
        "",
        validation_alias="TEAMS_APP_ID",
        pattern=rf"^({GUID})?$",
        description="The Teams bot's app id (Microsoft Entra), a GUID. Without it Teams is off.",
    )
    teams_app_secret: SecretStr | None = Field(
        None,
        validation_alias="TEAMS_APP_SECRET",
        description="The app registration's client secret.",
    )
    teams_app_tenant: str = Field(
        "",
        validation_alias="TEAMS_APP_TENANT",
        pattern=rf"^({GUID})?$",
        description="The tenant the app is registered in, a GUID.",
    )
    teams_tenants: Guids = Field(
        (),
        validation_alias="TEAMS_TENANTS",
        description="The tenants that may use it, GUIDs separated by commas: everybody else is refused.",
    )
    teams_service_url: str = Field(
        TEAMS_SERVICE,
        validation_alias="TEAMS_SERVICE_URL",
        pattern=r"^https?://\S+$",
        description="What the address of Teams' service must begin with; another one for tests and gateways.",
    )
    teams_development: bool = Field(
        False,  # noqa: FBT003 - a default
        validation_alias="TEAMS_DEVELOPMENT",
        description="For a local Teams client: takes requests nobody has signed. Refuses to start beside any secret.",
    )
    host: str = Field(
        "127.0.0.1",
        validation_alias="SAMHANDLING_HOST",
        description="The address the web server listens on; the try-out stays on this machine whatever it says.",
    )
    port: int = Field(
        8080, validation_alias="SAMHANDLING_PORT", ge=0, le=65535, description="The port the web server listens on."
    )
    metrics_host: str = Field(
        "127.0.0.1",
        validation_alias="SAMHANDLING_METRICS_HOST",
        description="The address that /metrics is served at; this machine alone unless it says otherwise.",
    )
    metrics_port: int | None = Field(
        None,
        validation_alias="SAMHANDLING_METRICS_PORT",
        ge=0,
        le=65535,
        description="The port that /metrics is served at, for Prometheus. Without it there is none.",
    )
    admins: AccountIds = Field(
        (),
        validation_alias="SAMHANDLING_ADMINS",
        description="The first administrators: account ids as hvem-er-jeg prints them, separated by commas.",
    )
    quiet_easter: bool = Field(
        True,  # noqa: FBT003 - a default
        validation_alias="SAMHANDLING_QUIET_EASTER",
        description="Whether the bot keeps still by itself from Monday before Easter to Easter Monday: true or false.",
    )
    quiet_weeks: Weeks = Field(
        (28, 29, 30),
        validation_alias="SAMHANDLING_QUIET_WEEKS",
        description="The holiday weeks in which it keeps still by itself: 28-30, or 8,28,29,30, or none.",
    )
    quiet_christmas: bool = Field(
        True,  # noqa: FBT003 - a default
        validation_alias="SAMHANDLING_QUIET_CHRISTMAS",
        description="Whether it keeps still by itself from 24 December to 1 January: true or false.",
    )
    set_date_national_spring: MonthDay = Field(
        (11, 1),
        validation_alias="SAMHANDLING_SET_DATE_NATIONAL_SPRING",
        description="By when the national spring meeting gets its date, in the year before: MM-DD.",
    )
    set_date_national_autumn: MonthDay = Field(
        (4, 1),
        validation_alias="SAMHANDLING_SET_DATE_NATIONAL_AUTUMN",
        description="By when the national autumn meeting gets its date, in the same year: MM-DD.",
    )
    set_date_regional_spring: MonthDay = Field(
        (2, 1),
        validation_alias="SAMHANDLING_SET_DATE_REGIONAL_SPRING",
        description="By when a regional spring meeting gets its date, in the same year: MM-DD.",
    )
    set_date_regional_autumn: MonthDay = Field(
        (9, 1),
        validation_alias="SAMHANDLING_SET_DATE_REGIONAL_AUTUMN",
        description="By when a regional autumn meeting gets its date, in the same year: MM-DD.",
    )
    forget_months: int = Field(
        12,
        validation_alias="SAMHANDLING_FORGET_MONTHS",
        ge=1,
        le=120,
        description="Months after the last role until a person's name, accounts and lines are deleted.",
    )
    tick_seconds: float = Field(
        30.0,
        validation_alias="SAMHANDLING_TICK_SECONDS",
        ge=1,
        le=600,
        description="Seconds between looks at what is due.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", validation_alias="SAMHANDLING_LOG_LEVEL", description="What is logged: debug, info, warning or error."
    )
    log_format: Literal["auto", "json", "text"] = Field(
        "auto",
        validation_alias="SAMHANDLING_LOG_FORMAT",
        description="How it is logged: json, text, or auto, which is text on a terminal and else JSON.",
    )

    @model_validator(mode="after")
    def _one_for_each_workspace(self) -> Self:
        """Tokens and secrets go together by their order, so there must be as many of each."""
        values = {name: values_of(getattr(self, field)) for name, field in _SLACK.items()}
        for name, found in values.items():
            if "" in found:
                raise ValueError(f"{name}: a value is missing before, after or between commas")
            if len(set(found)) < len(found):
                raise ValueError(f"{name}: the same value stands twice; each workspace has an app of its own")
        bots = len(values["SLACK_BOT_TOKEN"])
        for name, found in values.items():
            if bots and found and len(found) != bots:
                told = f"{name} has {len(found)}, SLACK_BOT_TOKEN {bots}"
                raise ValueError(f"{name}: write one value for each workspace, in the same order everywhere ({told})")
        return self

    @property
    def slack_apps(self) -> tuple[SlackKeys, ...]:
        """The Slack app of each workspace, in the order of the settings."""
        bots, apps, secrets = (values_of(getattr(self, field)) for field in _SLACK.values())
        return tuple(
            SlackKeys(
                SecretStr(bot),
                SecretStr(apps[number]) if apps else None,
                SecretStr(secrets[number]) if secrets else None,
            )
            for number, bot in enumerate(bots)
        )

    @property
    def slack(self) -> bool:
        """Whether Slack is configured: the bot's token, and one of the two ways in."""
        return bool(self.slack_bot_token and (self.slack_app_token or self.slack_signing_secret))

    @property
    def any_slack(self) -> bool:
        """Whether anything of Slack is configured, be it enough or not."""
        return bool(self.slack_bot_token or self.slack_app_token or self.slack_signing_secret)

    @property
    def any_teams(self) -> bool:
        """Whether anything of Teams is configured, be it enough or not."""
        return bool(self.teams_app_id or self.teams_app_secret or self.teams_tenants or self.teams_development)

    @property
    def chats(self) -> frozenset[str]:
        """The chats of which anything is configured, be it enough or not; none: there is only the try-out."""
        begun = {SLACK: self.any_slack, TEAMS: self.any_teams}
        return frozenset(chat for chat, any_of_it in begun.items() if any_of_it)

    def chat_problems(self) -> tuple[str, ...]:
        """What keeps the chats that are begun on from being served, a sentence for each setting."""
        return (*self.slack_problems(), *self.teams_problems())

    def slack_problems(self) -> tuple[str, ...]:
        """What keeps Slack from being served, likewise; nothing when it isn't begun on."""
        if self.slack or not self.any_slack:
            return ()
        if self.slack_bot_token is None:
            return ("SLACK_BOT_TOKEN: missing; Slack needs the bot token as well",)
        return ("SLACK_APP_TOKEN or SLACK_SIGNING_SECRET: missing; set the first for Socket Mode, the second for HTTP",)

    def teams_problems(self) -> tuple[str, ...]:
        """What keeps Teams from being served, a sentence for each setting; nothing when it isn't begun on."""
        if not self.any_teams:
            return ()
        needed: list[tuple[str, object]] = [("TEAMS_APP_ID", self.teams_app_id), ("TEAMS_TENANTS", self.teams_tenants)]
        if not self.teams_development:
            needed += [("TEAMS_APP_SECRET", self.teams_app_secret), ("TEAMS_APP_TENANT", self.teams_app_tenant)]
        lacking = tuple(f"{name}: missing; Teams needs it" for name, value in needed if not value)
        return lacking + (self._development_problems() if self.teams_development else ())

    def _development_problems(self) -> tuple[str, ...]:
        """A door that anybody may knock on stands open only where there is nothing to take, and on this machine."""
        told = "set, and so is TEAMS_DEVELOPMENT: requests that nobody has signed are never taken beside a real secret"
        found = [f"{name}: {told}" for name in self._secrets()]
        if self.host not in _LOOPBACK:
            found.append("SAMHANDLING_HOST: with TEAMS_DEVELOPMENT it must be 127.0.0.1")
        if urlsplit(self.teams_service_url).hostname not in _LOOPBACK:
            found.append("TEAMS_SERVICE_URL: with TEAMS_DEVELOPMENT it must be an address on this machine")
        return tuple(found)

    def _secrets(self) -> list[str]:
        """The names of those that are set, whichever chat's they are."""
        fields = type(self).model_fields.items()
        return [str(one.validation_alias) for field, one in fields if isinstance(getattr(self, field), SecretStr)]

    @property
    def own_database(self) -> bool:
        """Whether somebody has said where the data is to be kept."""
        return "database_url" in self.model_fields_set

    def rules(self) -> Rules:
        """The calendar and the dates as the installation has set them."""
        quiet = QuietWeeks(self.quiet_easter, self.quiet_weeks, self.quiet_christmas)
        dates = SetDateRules(
            self.set_date_national_spring,
            self.set_date_national_autumn,
            self.set_date_regional_spring,
            self.set_date_regional_autumn,
        )
        return Rules(WorkCalendar(quiet), dates)


class SettingsError(Exception):
    """Settings that can't be used; `problems` is a sentence for each, naming the setting and never its value."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def load_settings(env_file: str | None = ENV_FILE) -> Settings:
    """Read and check the settings, and the names they are written under. Raises SettingsError."""
    if problems := file_problems(env_file) if env_file else ():
        raise SettingsError(problems)
    wrong = tuple(f"{name}: no such setting{meant}" for name, meant in misspelt(names(), env_file))
    try:
        settings = Settings(_env_file=env_file)  # type: ignore[call-arg] # pydantic-settings' own argument
    except ValidationError as error:
        wrong += tuple(_problem(one["loc"], one["msg"]) for one in error.errors())
    if wrong:
        raise SettingsError(wrong)
    return settings


def _problem(where: tuple[int | str, ...], what: str) -> str:
    """What is wrong, behind the setting's name; what concerns several settings names them itself."""
    said = what.removeprefix("Value error, ")
    return f"{where[0]}: {said}" if where else said


def names() -> Mapping[str, str]:
    """Every setting's name in the environment, with its description."""
    return {str(field.validation_alias): field.description or "" for field in Settings.model_fields.values()}
