"""`samhandling doctor`: is everything in place? A line each, with what to do where it isn't."""

import http.client
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.app import App, build, newest_revision, schema_revision
from bot.clock import Clock, SystemClock
from bot.listening import PORT, READY, places
from bot.log import mask
from bot.setting_names import ENV_FILE, others
from bot.settings import SLACK, TEAMS, Settings, SettingsError, SlackKeys, load_settings, names, values_of
from bot.trials import DATABASE, database_faults, port_faults, reason_of, state_faults
from storage.unit_of_work.store import Store

_SHAPES = (
    ("SLACK_BOT_TOKEN", "slack_bot_token", re.compile(r"xoxb-[\w-]{10,}"), "xoxb-…, under OAuth & Permissions"),
    ("SLACK_APP_TOKEN", "slack_app_token", re.compile(r"xapp-[\w-]{10,}"), "xapp-…, under Basic Information"),
    ("SLACK_SIGNING_SECRET", "slack_signing_secret", re.compile(r"[0-9a-f]{32}"), "32 digits, under Basic Information"),
)
BOT, APP_LEVEL = "bot token", "app-level token"
_ANOTHER = {
    BOT: "install the app anew in its workspace, and put the token it gets in SLACK_BOT_TOKEN",
    APP_LEVEL: "make another with connections:write, under Basic Information, and put it in SLACK_APP_TOKEN",
}
_MORE_RIGHTS = "paste what samhandling manifest slack prints as the app's manifest, and install the app anew"
_LOGIN_ADVICE = (
    (("AADSTS7000215", "AADSTS7000222"), "make a new client secret in Entra, and put its value in TEAMS_APP_SECRET"),
    (("AADSTS700016",), "check TEAMS_APP_ID and TEAMS_APP_TENANT: that tenant has no such app"),
    (("AADSTS90002", "AADSTS900023", "authority"), "correct TEAMS_APP_TENANT: the tenant the app is registered in"),
)
_SKEW = timedelta(minutes=1)
_PATIENT = 1.0
"""Seconds that a program which listens at our port gets to say what it is."""
_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is as it should be, what was seen, and what to do."""

    ok: bool
    what: str
    seen: str
    do: str = ""

    def __str__(self) -> str:
        line = f"{'ok  ' if self.ok else 'FAIL'}  {self.what}: {self.seen}"
        return f"{line} → {self.do}" if self.do else line


def _good(what: str, seen: str) -> Finding:
    return Finding(ok=True, what=what, seen=seen)


def _bad(what: str, seen: str, do: str) -> Finding:
    return Finding(ok=False, what=what, seen=seen, do=do)


def examine(env_file: str = ENV_FILE, clock: Clock | None = None, *, clock_is_right: bool = False) -> list[Finding]:
    """Look at settings, database, tokens, clock and time-zone data. clock_is_right: whatever other clocks say."""
    clock = clock or SystemClock()
    try:
        settings = load_settings(env_file)
    except SettingsError as error:
        wrong = [_bad("settings", problem, "correct it; see docs/settings.md") for problem in error.problems]
        return [*wrong, *_time_zone()]
    app = build(settings, clock)
    try:
        return [
            *_settings(env_file),
            *_database(app),
            *(_bad(fault.setting, fault.why, fault.do) for fault in state_faults(settings)),
            *_try_out(settings),
            *_ports(settings),
            *_tokens(app),
            *_teams(settings),
            *_clock(app),
            *_other_clocks(app, told=clock_is_right),
            *_time_zone(),
        ]
    finally:
        app.close()


def _settings(env_file: str) -> Iterator[Finding]:
    yield _good("settings", f"all valid ({env_file} {'read' if Path(env_file).is_file() else 'not there'})")
    if foreign := others(names()):
        yield _good("settings", f"{', '.join(foreign)}: not ours, left alone")


def _database(app: App) -> Iterator[Finding]:
    store = app.store
    where = store.url.render_as_string(hide_password=True)
    if faults := database_faults(app.settings, serving=bool(app.settings.chats)):
        yield from (_bad("database", fault.why, f"{fault.do} (in {fault.setting})") for fault in faults)
        return
    try:
        revision = schema_revision(store)
    except SQLAlchemyError as error:
        yield _bad("database", f"{where} can't be read: {reason_of(error)}", f"check {DATABASE}")
        return
    newest = newest_revision()
    if not revision:
        yield _bad("database", f"{where} has no tables yet", "run: samhandling init")
        return
    if revision != newest:
        ahead = revision > newest
        yield _bad(
            "database",
            f"{where} stands at {revision}, this version works with {newest}",
            "install the newer version again" if ahead else "run: samhandling migrate",
        )
        return
    yield _good("database", f"{where} written to, tables at {revision}")
    yield from _contents(store)
    if store.sqlite and not store.in_memory:
        yield _journal(store)
        yield _readers(Path(str(store.url.database)))


def _contents(store: Store) -> Iterator[Finding]:
    """Tables and columns beside those of this version, and the database's own check of itself."""
    from storage.backups.soundness import misshapen, unsound

    if faults := misshapen(store):
        yield _bad("database tables", "; ".join(faults), "go back to a backup: samhandling restore FILE --replace")
    else:
        yield _good("database tables", "as this version makes them")
    try:
        faults = unsound(store)
    except SQLAlchemyError as error:
        faults = [reason_of(error)]
    if faults:
        yield _bad("database check", "; ".join(faults), "go back to a backup: samhandling restore FILE --replace")
    else:
        yield _good("database check", "sound")


def _journal(store: Store) -> Finding:
    with store.reader.connect() as connection:
        mode = str(connection.execute(text("PRAGMA journal_mode")).scalar())
    if mode == "wal":
        return _good("database journal", "write-ahead (WAL)")
    return _bad("database journal", mode, "put the file on a local disk: WAL doesn't work on network shares")


def _readers(file: Path) -> Finding:
    """Whether others on this machine can read the record."""
    if file.stat().st_mode & 0o007:
        return _bad("database file", f"everybody on this machine can read {file}", f"run: chmod o= {file}*")
    return _good("database file", "not for everybody on this machine")


def _ports(settings: Settings) -> Iterator[Finding]:
    """The ports are listened on for a moment, unless a program of ours does already."""
    if not settings.chats:
        return
    faults = list(port_faults(settings))
    for fault in faults:
        if fault.setting == PORT and _runs_here(settings):
            yield _good("ports", f"Samhandling runs here already, at port {settings.port}")
            return
        yield _bad(fault.setting, fault.why, fault.do)
    if not faults:
        yield _good("ports", ", ".join(f"{host}:{port}" for host, port, _ in places(settings)) + " free")


def _runs_here(settings: Settings) -> bool:
    """Whether who listens at our port says what a program of ours says."""
    host = settings.host if settings.host not in ("0.0.0.0", "::") else "127.0.0.1"  # noqa: S104 - compared with
    asked = http.client.HTTPConnection(host, settings.port, timeout=_PATIENT)
    try:
        asked.request("GET", READY)
        told = json.loads(asked.getresponse().read(_MOST))
    except (OSError, http.client.HTTPException, ValueError):
        return False
    finally:
        asked.close()
    return isinstance(told, dict) and "parts" in told


def _try_out(settings: Settings) -> Iterator[Finding]:
    if not settings.chats:
        tried = "run --try" if settings.own_database else "run"
        yield _good("chats", f"none configured: {tried} starts the try-out, in a file of its own")


def _tokens(app: App) -> Iterator[Finding]:
    settings = app.settings
    if not settings.any_slack:
        yield _good("Slack", "not configured")
        return
    for name, field, shape, hint in _SHAPES:
        for number, value in enumerate(values_of(getattr(settings, field)), start=1):
            if not shape.fullmatch(value):
                which = f"{name} no. {number}" if number > 1 else name
                yield _bad(which, "doesn't look like one", f"it is {hint} of the Slack app")
    if problems := settings.slack_problems():
        yield from (_bad("Slack", problem, "or remove the others: run then starts the try-out") for problem in problems)
        return
    yield from _workspaces(app)


def _teams(settings: Settings) -> Iterator[Finding]:
    if not settings.any_teams:
        yield _good("Teams", "not configured")
        return
    problems = settings.teams_problems()
    for problem in problems:
        name, _, why = problem.partition(": ")
        yield _bad(name, why, "see docs/settings.md")
    if problems:
        return
    if settings.teams_development:
        yield _bad("Teams", "takes requests that nobody has signed", "unset TEAMS_DEVELOPMENT for real use")
        return
    yield _teams_token(settings)


def _teams_token(settings: Settings) -> Finding:
    """Ask Microsoft for a token, as every message will."""
    import asyncio

    from bot.teams.sdk import Doorway, make

    try:
        asyncio.run(make(settings, Doorway()).token_provider.get_app_token())
    except Exception as error:  # noqa: BLE001 - whatever kept us from it is what to say
        said = str(error)
        own = next((do for words, do in _LOGIN_ADVICE if any(one in said for one in words)), "")
        anyhow = "check TEAMS_APP_ID, TEAMS_APP_SECRET and TEAMS_APP_TENANT, and the network"
        return _bad("Teams", f"no token: {mask(said)}", own or anyhow)
    return _good("Teams", f"token given; {len(settings.teams_tenants)} tenants let in")


def _workspaces(app: App) -> Iterator[Finding]:
    """Ask Slack whose each app's tokens are; and who leads by the word of a workspace that isn't theirs."""
    import asyncio

    settings, seen = app.settings, set[str]()
    for number, keys in enumerate(settings.slack_apps, start=1):
        what = f"Slack no. {number}" if number > 1 else "Slack"
        answer = asyncio.run(_asked(keys, settings.slack_api_url, what))
        if isinstance(answer, Finding):
            yield answer
            continue
        team = str(answer.get("team_id", "?"))
        way = "Socket Mode" if keys.app_token else "HTTP"
        if team in seen:
            yield _bad(what, f"another app of the workspace {team}", "name one app for each workspace")
        else:
            yield _good(what, f"{answer.get('user', '?')} in {answer.get('team', '?')} ({team}), over {way}")
        seen.add(team)
    if len(seen) == len(settings.slack_apps):
        yield from _led_by_anothers_word(app, seen)


def _led_by_anothers_word(app: App, ours: set[str]) -> Iterator[Finding]:
    """Coordinators and leaders whose own workspace has no app of ours, so that another's says who they are.

    Nothing where the database can't be asked: that has been said by then.
    """
    with suppress(SQLAlchemyError):
        if schema_revision(app.store) != newest_revision():
            return
        with app.store.read(app.clock.now()) as snapshot:
            for one in snapshot.directory.led_by_anothers_word(SLACK, ours, snapshot.today):
                accounts = ", ".join(map(str, one.given_to))
                told = f"{one.role.value} of {one.organisation} ({accounts}) is heard by another workspace's word"
                yield _good("Slack", f"{told}; an app of their own workspace would end that")


async def _asked(keys: SlackKeys, api_url: str, what: str) -> Mapping[str, object] | Finding:
    """What Slack says of an app's tokens, or what is wrong with them. No connection is made for Socket Mode."""
    from slack_sdk.errors import SlackApiError

    from bot.slack.client import code_of, connect

    kind = BOT
    try:
        async with connect(keys.bot_token.get_secret_value(), api_url) as clients:
            answer = await clients.posting.auth_test()
            if keys.app_token is not None:
                kind = APP_LEVEL
                await clients.posting.apps_connections_open(app_token=keys.app_token.get_secret_value())
    except SlackApiError as error:
        return _refused(what, kind, code_of(error))
    except Exception as error:  # noqa: BLE001 - whatever kept us from it is what to say
        return _bad(what, f"can't be reached: {mask(str(error))}", "check the network and SLACK_API_URL")
    if lacking := _lacking(answer.headers):
        return _bad(what, f"the app lacks the rights {', '.join(lacking)}", _MORE_RIGHTS)
    return answer.data if isinstance(answer.data, dict) else {}


def _lacking(headers: Mapping[str, str]) -> list[str]:
    """The scopes of our manifest that a bot token hasn't; none where Slack doesn't say (a gateway's answer)."""
    from bot.slack.manifest import SCOPES

    said = next((value for name, value in headers.items() if name.lower() == "x-oauth-scopes"), None)
    return [] if said is None else sorted(set(SCOPES) - {one.strip() for one in said.split(",")})


def _refused(what: str, kind: str, code: str) -> Finding:
    """Slack's own word for what is wrong, by whose matter it is."""
    from bot.delivery.verdicts import Verdict, verdict_of
    from bot.slack.errors import METHODS

    verdict = verdict_of(METHODS["auth.test"], code)
    if verdict is Verdict.TOKEN:
        return _bad(what, f"refuses the {kind}: {code}", _ANOTHER[kind])
    if verdict is Verdict.BUSY:
        return _bad(what, f"asks to wait: {code}", "ask again in a minute")
    if not code:
        return _bad(what, "gives no answer that can be read", "try again; check the network and SLACK_API_URL")
    return _bad(what, f"answers with {code}", "ask again later, or see slack-status.com")


def _clock(app: App) -> Iterator[Finding]:
    now = app.clock.now()
    last = _last_change(app.store)
    shown = now.strftime("%Y-%m-%d %H:%M UTC")
    if last is not None and now < last - _SKEW:
        seen = f"{shown}, before the database's last change at {last:%Y-%m-%d %H:%M} UTC"
        yield _bad("clock", seen, "set the machine's clock (a try-out's database may well be ahead)")
    else:
        yield _good("clock", shown)


def _other_clocks(app: App, *, told: bool) -> Iterator[Finding]:
    """What time the chats' answers say it is, and whether Teams' service can be reached: nobody else asks it here."""
    import asyncio

    from bot.delivery.clock_watch import JUMP
    from bot.delivery.second_clock import SECONDS, second_clocks
    from bot.serve_chats import second_addresses

    for chat, address in second_addresses(app.settings).items():
        if chat not in app.settings.chats:
            continue
        [ask] = second_clocks([address], app.store)[:1]
        try:
            its = asyncio.run(asyncio.wait_for(ask(), SECONDS))
        except Exception as error:  # noqa: BLE001 - whatever kept us from it is what to say
            if chat == TEAMS:
                do = "take TEAMS_SERVICE_URL out, for Microsoft's own, or correct it; check the network"
                yield _bad("TEAMS_SERVICE_URL", f"{address} can't be reached: {mask(str(error))}", do)
            continue
        if its is None or abs(off := app.clock.now() - its) <= JUMP:
            continue
        seen = f"{off.total_seconds():+.0f} s off what {chat} says"
        if told:
            yield _good("clock", f"{seen}, and right, as you say")
        else:
            right = "if it is right, say so to both: doctor --clock-is-right, run --clock-is-right"
            yield _bad("clock", seen, f"set the machine's clock; {right}")


def _last_change(store: Store) -> datetime | None:
    try:
        if not schema_revision(store):
            return None
        with store.reader.connect() as connection:
            found = connection.execute(text("SELECT max(at) FROM audit")).scalar()
    except SQLAlchemyError:
        return None
    at = datetime.fromisoformat(found) if isinstance(found, str) else found
    return None if at is None else at if at.tzinfo else at.replace(tzinfo=UTC)


def _time_zone() -> Iterator[Finding]:
    try:
        oslo = ZoneInfo("Europe/Oslo")
    except ZoneInfoNotFoundError:
        yield _bad("time-zone data", "Europe/Oslo is unknown", "install the package tzdata")
        return
    summer, winter = (datetime(2027, month, 15, 12, tzinfo=UTC).astimezone(oslo).hour for month in (7, 1))
    if (summer, winter) == (14, 13):
        yield _good("time-zone data", "Europe/Oslo, summer and winter time right")
    else:
        yield _bad("time-zone data", "summer time is wrong", "update the package tzdata")
