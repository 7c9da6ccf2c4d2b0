"""Settings: from the environment and a `.env` file, read once, checked, each described. See docs/settings.md."""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from domain.calendar import QuietWeeks, WorkCalendar
from domain.deadlines import SetDateRules
from storage.store import Rules

SLACK_API = "https://slack.com/api/"
ENV_FILE = ".env"
_PREFIXES = ("SAMHANDLING_", "SLACK_")


def _database(value: object) -> object:
    try:
        url = make_url(str(value))
    except ArgumentError:
        raise ValueError("not a database address; write sqlite:///file.db or postgresql://user@host/name") from None
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise ValueError("only sqlite:///… and postgresql://… are supported")
    return value


def _weeks(value: object) -> object:
    """«28-30», «28,29,30», «none»."""
    if not isinstance(value, str):
        return value
    if value.strip().casefold() == "none":
        return ()
    found: list[int] = []
    for piece in value.split(","):
        span = re.fullmatch(r"\s*(\d{1,2})(?:\s*-\s*(\d{1,2}))?\s*", piece)
        if span is None:
            raise ValueError("write week numbers: 28-30, or 8,28,29,30, or none")
        found += range(int(span[1]), int(span[2] or span[1]) + 1)
    return QuietWeeks(iso_weeks=tuple(found)).iso_weeks


def _month_day(value: object) -> object:
    """«11-01» → (11, 1)."""
    if not isinstance(value, str):
        return value
    found = re.fullmatch(r"(\d{2})-(\d{2})", value.strip())
    if found is None or not 1 <= int(found[1]) <= 12 or not 1 <= int(found[2]) <= 28:
        raise ValueError("write month and day as MM-DD, the day from 01 to 28")
    return int(found[1]), int(found[2])


def _listed(value: object) -> object:
    if not isinstance(value, str):
        return value
    return tuple(piece.strip() for piece in value.split(",") if piece.strip())


Weeks = Annotated[tuple[int, ...], NoDecode, BeforeValidator(_weeks)]
MonthDay = Annotated[tuple[int, int], NoDecode, BeforeValidator(_month_day)]
Listed = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]


class Settings(BaseSettings):
    """Everything an installation can set. An empty value counts as not set."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        populate_by_name=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    database_url: Annotated[str, BeforeValidator(_database)] = Field(
        "sqlite:///samhandling.db",
        validation_alias="SAMHANDLING_DATABASE_URL",
        repr=False,
        description="Where everything is kept: sqlite:///file.db or postgresql://user:password@host/name.",
    )
    slack_bot_token: SecretStr | None = Field(
        None,
        validation_alias="SLACK_BOT_TOKEN",
        description="The Slack app's bot token (xoxb-…). Without it: the try-out in the terminal.",
    )
    slack_app_token: SecretStr | None = Field(
        None,
        validation_alias="SLACK_APP_TOKEN",
        description="The Slack app's app-level token (xapp-…): Socket Mode, which needs no public address.",
    )
    slack_signing_secret: SecretStr | None = Field(
        None,
        validation_alias="SLACK_SIGNING_SECRET",
        description="The Slack app's signing secret: HTTP, used when there is no app-level token.",
    )
    slack_api_url: str = Field(
        SLACK_API,
        validation_alias="SLACK_API_URL",
        pattern=r"^https?://\S+$",
        description="Another address of Slack's API, for tests and gateways.",
    )
    host: str = Field(
        "127.0.0.1",
        validation_alias="SAMHANDLING_HOST",
        description="The address the web server listens on; the try-out stays on this machine whatever it says.",
    )
    port: int = Field(
        8080, validation_alias="SAMHANDLING_PORT", ge=0, le=65535, description="The port the web server listens on."
    )
    admins: Listed = Field(
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

    @property
    def slack(self) -> bool:
        """Whether Slack is configured: the bot's token, and one of the two ways in."""
        return bool(self.slack_bot_token and (self.slack_app_token or self.slack_signing_secret))

    @property
    def any_slack(self) -> bool:
        """Whether anything of Slack is configured, be it enough or not."""
        return bool(self.slack_bot_token or self.slack_app_token or self.slack_signing_secret)

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
    """Read and check the settings. Raises SettingsError."""
    try:
        return Settings(_env_file=env_file)  # type: ignore[call-arg] # pydantic-settings' own argument
    except ValidationError as error:
        problems = [f"{one['loc'][0]}: {one['msg'].removeprefix('Value error, ')}" for one in error.errors()]
        raise SettingsError(tuple(problems)) from None


def names() -> Mapping[str, str]:
    """Every setting's name in the environment, with its description."""
    return {str(field.validation_alias): field.description or "" for field in Settings.model_fields.values()}


def unknown(given: Iterable[str]) -> list[str]:
    """Of the names in an environment or `.env`, those that look like ours but are none: misspelt settings."""
    known = set(names())
    return sorted({name for name in given if name.upper().startswith(_PREFIXES) and name.upper() not in known})
