"""The pages for whoever runs an installation: each command, setting, figure, file and test they name is there."""

import configparser
import re
import shlex
import shutil
import subprocess
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
import typer.main
from prometheus_client.metrics import MetricWrapperBase
from typer.testing import CliRunner

from bot import http_limits, untrusted_json
from bot.__main__ import cli
from bot.serve_chats import CHATS
from bot.settings import Settings, names
from bot.slack import manifest
from bot.teams import sdk
from bot.watch.metrics import Metrics
from storage.people import link_codes
from storage.tables import MessageStatus, Row
from storage.unit_of_work import requests
from storage.unit_of_work.store import Store
from storage.unit_of_work.trouble import Trouble
from tests import pages
from tests.bot.road import on_the_road
from tests.slack_standin import APP_TOKEN, BOT_TOKEN, slack_standin, start_in_thread

OPERATIONS, SECURITY, PRIVACY = (pages.text(f"docs/{one}.md") for one in ("operations", "security", "privacy"))
NO_SETTINGS = {"SLACK_BOTTOKEN", "SLACK_WEBHOOK_URL"}
"""What the page of settings names as names that are none of ours."""
GROUP = typer.main.get_command(cli)
CALLS = sorted({(page.name, call) for page in pages.PAGES for call in pages.calls(page.read_text(encoding="utf-8"))})


# ---- what is named is there


@pytest.mark.parametrize(("page", "call"), CALLS)
def test_every_command_that_is_printed_can_be_given(page: str, call: str) -> None:
    """Its options exist, it has as many words as it takes; a command that is only named has none."""
    words, command = shlex.split(re.sub(r"\bN\b", "1", call.replace("…", "x"))), GROUP
    while words and (below := getattr(command, "commands", {})):
        name, *words = words
        command = below[name]
    if words:
        command.make_context(command.name, words)


def test_commands_are_found_on_every_page_that_has_some() -> None:
    assert {"README.md", "operations.md", "security.md", "privacy.md", "settings.md"} <= {page for page, _ in CALLS}
    assert len(CALLS) > 30


@pytest.mark.parametrize("page", pages.PAGES, ids=lambda page: page.name)
def test_every_setting_that_is_named_exists(page: Path) -> None:
    named = set(re.findall(r"\b(?:SAMHANDLING|SLACK|TEAMS)_[A-Z_]+\b", page.read_text(encoding="utf-8")))
    assert named <= {*names(), *NO_SETTINGS}


def test_the_readme_leads_to_every_page_for_whoever_runs_it() -> None:
    readme = pages.text("README.md")
    assert all(f"](docs/{name}.md)" in readme for name in ("operations", "security", "privacy", "settings"))


def test_every_goal_of_make_that_is_named_exists() -> None:
    goals = set(re.findall(r"^([a-z]+):", pages.text("Makefile"), re.MULTILINE))
    for page in pages.PAGES:
        content = page.read_text(encoding="utf-8")
        code = "\n".join([*pages.lines(content), *pages.spans(content)])
        assert set(re.findall(r"\bmake ([a-z]+)\b", code)) <= goals, page.name


def test_every_figure_is_on_the_page_and_every_figure_on_the_page_is_there() -> None:
    kept = [one for one in vars(Metrics()).values() if isinstance(one, MetricWrapperBase)]
    there = {one._name + ("_total" if one._type == "counter" else ""): one._labelnames for one in kept}
    told = re.findall(r"`(samhandling_[a-z_]+)(?:\{([a-z,]+)\})?`", OPERATIONS)
    assert {name: tuple(labels.split(",")) if labels else () for name, labels in told} == there


def test_what_readyz_can_say_is_on_the_page() -> None:
    table = {cells[1]: cells[3] for line in OPERATIONS.splitlines() if len(cells := line.split("|")) == 5}
    parts = [one for row in table for one in re.findall(r"`([a-z]+)`", row)]
    assert {"clock", "tick", "database", *CHATS} <= set(parts)
    said = next(text for row, text in table.items() if row.strip() == "`database`")
    assert {one.value for one in Trouble} <= set(re.findall(r"`([^`]+)`", said))
    assert {"undeliverable", "uncertain"} <= {one.value for one in MessageStatus}


@pytest.mark.parametrize("page", [OPERATIONS, SECURITY, PRIVACY], ids=["operations", "security", "privacy"])
def test_every_line_of_the_log_and_every_file_that_is_named_exists(page: str) -> None:
    sources = "\n".join(one.read_text(encoding="utf-8") for one in pages.ROOT.glob("[bhsd]*/**/*.py"))
    for name in pages.spans(page):
        if re.fullmatch(r"(?:chats|ready|audit|tick|line|database|people|state|slack|teams|delivery)\.[a-z_]+", name):
            assert f'"{name}"' in sources, name
        if re.match(r"(?:bot|domain|handlers|storage|tests)/", name):
            file, _, test = name.partition("::")
            assert (pages.ROOT / file).exists(), name
            assert not test or f"def {test}(" in pages.text(file), name
        if found := re.fullmatch(r"((?:bot|domain|handlers|storage)\.[a-z_.]+)\.([a-z_]+)", name):
            assert f"def {found[2]}(" in pages.text(f"{found[1].replace('.', '/')}.py"), name


def test_every_promise_of_security_names_the_test_that_holds_it() -> None:
    """A bullet is a promise, but where it says what is not promised."""
    unheld = [
        bullet
        for bullet in re.findall(r"^- (.*(?:\n{1,2}  .*)*)", SECURITY, re.MULTILINE)
        if not re.search(r"`tests/[\w/]+(?:\.py(?:::\w+)?)?`", bullet) and "can't see" not in bullet
    ]
    assert unheld == []


def test_what_is_kept_about_people_is_on_the_page() -> None:
    """Every table that says who somebody is: by its name, or as one with an `account` column."""
    rows = [line.split("|") for line in pages.section(PRIVACY, "What is kept, why, on what basis").splitlines()]
    named = {name for cells in rows if len(cells) == 6 for name in re.findall(r"`(\w+)`", cells[2])}
    assert named - {"account"} <= set(Row.metadata.tables)
    personal = {
        (table.name, column.name)
        for table in Row.metadata.sorted_tables
        for column in table.columns
        if column.info.get("personal")
    }
    assert {table for table, column in personal if column != "account"} - named <= {"link_code"}, "what passes"


def test_terms_on_the_page_are_the_programs() -> None:
    text = " ".join(PRIVACY.split())
    months = Settings.model_fields["forget_months"].default
    assert months == 12
    assert "twelve months after their last one (`SAMHANDLING_FORGET_MONTHS`)" in text
    terms = [requests.KEPT, link_codes.LIFE, link_codes.WITHIN]
    assert terms == [timedelta(days=1), timedelta(minutes=10), timedelta(hours=1)]
    assert "is kept for a day, a link code for ten minutes, that a wrong one was typed for an hour" in text


def test_limits_on_the_page_are_the_programs() -> None:
    text = " ".join(SECURITY.split())
    for said in (
        f"{http_limits.HEAD_SECONDS:.0f} seconds for a request's headers ({http_limits.HEAD_BYTES // 1000} kB)",
        f"{http_limits.BODY_SECONDS:.0f} for its body ({http_limits.BODY_BYTES // 1_000_000} MB)",
        f"{http_limits.READ_SECONDS:.0f} to read an answer",
        f"more than {http_limits.CONNECTIONS} connections",
        f"deeper than {untrusted_json.DEEPEST} levels",
    ):
        assert said in text, said


# ---- what is printed to be put somewhere fits together


def unit() -> str:
    return next(block for block in pages.blocks(OPERATIONS) if block.startswith("[Unit]"))


def test_the_service_runs_where_it_was_installed_and_may_write_there() -> None:
    read = configparser.ConfigParser()
    read.optionxform = str  # type: ignore[assignment,method-assign] # a directive's letters count
    read.read_string(unit())
    service = read["Service"]
    made = re.search(r"useradd --system --create-home --home-dir (\S+) (\w+)", OPERATIONS)
    assert made
    home, user = made.groups()
    assert service["User"] == user
    assert service["WorkingDirectory"] == f"{home}/app"
    program, *words = service["ExecStart"].split()
    assert program == f"{home}/app/.venv/bin/samhandling"
    assert words == ["run"]
    assert service["ReadWritePaths"] == home  # database, backups, and ~/.local/state
    assert not home.startswith(("/home", "/root", "/run/user"))  # which ProtectHome hides


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze isn't here")
def test_systemd_knows_every_word_of_the_service(tmp_path: Path) -> None:
    file = tmp_path / "samhandling.service"
    unit_ = re.sub(r"ExecStart=.*", "ExecStart=/bin/true", re.sub(r"User=.*", "User=root", unit()))
    file.write_text(unit_)
    said = subprocess.run(["systemd-analyze", "verify", file], capture_output=True, text=True, check=False)
    assert "samhandling.service:" not in said.stderr


def test_the_proxy_leads_to_where_the_chats_are_heard() -> None:
    block = next(block for block in pages.blocks(OPERATIONS) if "proxy_pass" in block)
    ways = re.findall(r"location = (\S+) \{ proxy_pass (\S+); proxy_read_timeout (\d+)s; \}", block)
    settings = {name: field.default for name, field in Settings.model_fields.items()}
    assert {way for way, _, _ in ways} == {manifest.PATH, sdk.PATH}
    assert {to for _, to, _ in ways} == {f"http://{settings['host']}:{settings['port']}"}
    assert all(int(seconds) > 10 for _, _, seconds in ways)


# ---- what is printed to be done, done


def test_the_page_of_operation_line_by_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An operator's first weeks, in the page's order, in a folder of their own with Slack set up."""
    folder = tmp_path / "app"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in names():
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "backups").mkdir()
    done: list[str] = []
    with ExitStack() as ends:
        slack = ends.enter_context(start_in_thread())
        written = {
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "SLACK_API_URL": slack.api_url,
            "SAMHANDLING_PORT": "0",
        }
        (folder / ".env").write_text(
            "".join(f"{name}={one}\n" for name, one in {**written, "SAMHANDLING_PORT": "0"}.items())
        )
        for line in pages.lines(OPERATIONS):
            done += [part for part in re.split(r" && |'", line) if _carry_out(part, monkeypatch)]
    assert [one for one in done if "restore" in one] == [
        "samhandling restore monday.db --replace",
        "samhandling restore monday.db",
        "samhandling restore before-upgrade.db --replace",
    ]
    assert len(done) >= 14
    assert not Path("drill.db").exists()
    assert Path("moved.db").exists()


def _carry_out(line: str, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Do what a line says, if it is ours to do: say something to the program, set, unset, remove."""
    word, _, rest = line.removeprefix(".venv/bin/").partition(" ")
    if word == "export":
        for name, value in (one.split("=", 1) for one in rest.split()):
            monkeypatch.setenv(name, value)
    elif word == "unset":
        for name in rest.split():
            monkeypatch.delenv(name)
    elif word == "rm":
        for name in rest.split():
            Path(name).unlink()
    elif word == "samhandling" and "HOST" not in rest:  # nobody's server
        said = CliRunner().invoke(cli, shlex.split(rest))
        assert said.exit_code == 0, (line, said.output)
    else:
        return False
    return True


@pytest.mark.postgres
async def test_the_page_says_how_many_connections_a_process_takes(postgres_store: Store) -> None:
    """Counted from what a running program has made; and one more, for a write now and then."""
    async with slack_standin() as slack, on_the_road(slack, postgres_store, "socket") as road:
        stores = [road.app.store, *road.app.store._beside]
        pools = [engine.pool for store in stores for engine in (store.writer, store.reader)]
        each = [(pool.size(), pool._max_overflow) for pool in pools]  # type: ignore[attr-defined]
    kept, most = sum(size for size, _ in each), sum(size + more for size, more in each)
    by_use = sorted((sum(map(sum, each[at : at + 2])) for at in range(0, len(each), 2)), reverse=True)
    assert f"keeps up to {kept} connections and takes at most {most + 1}: {by_use[0]} for" in " ".join(
        OPERATIONS.split()
    )
    assert f"{by_use[1]} for the sender, {by_use[2]} for reminders, 1 for `/readyz`" in " ".join(OPERATIONS.split())
