"""A small app behind the Slack front end, for its tests: it answers a few lines and remembers what it was asked."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from threading import Event

import uvicorn

from bot.slack.client import Clients, connect
from bot.slack.listeners import SlackFrontEnd
from bot.slack.server import asgi, socket_mode
from handlers.cards import Audience, Button, Card, Field, FieldKind, Form, Item, Problem, Reply, Sign, Text
from handlers.core.invocation import Invocation
from tests.patience import PATIENCE
from tests.slack_standin import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, SlackStandIn
from tests.slack_standin.unhurried import unhurried_slack

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FORM = Form(
    "møte ny",
    "Nytt møte",
    (
        Field("dato", "Dato", FieldKind.DATE),
        Field("type", "Type", FieldKind.CHOICE, "vår", (("vår", "Vårmøte"), ("høst", "Høstmøte"))),
        Field("saker", "Saker", FieldKind.TEXT, required=False),
        Field("parter", "Parter", FieldKind.CHOICES, "", (("ks", "KS"), ("siva", "Siva")), required=False),
    ),
    "Lagre",
)
STATUS = Card(
    "Status",
    (
        Item(
            "O-7 Tall til statusark", "Forskningsrådet", Sign.OVERDUE, "over fristen", (Button("Ferdig", "ferdig O-7"),)
        ),
        Item(
            "O-8 <!channel> *alt*",
            "se <https://a.no|her>",
            buttons=(Button("Ferdig", "x"), Button("Utsett", "utsett O-8")),
        ),
    ),
    (Button("Nytt møte", "møte ny"),),
)


@dataclass
class Secretary:
    """What answers. asked: everything it was asked. held: what `treg` waits for. done: request ids already done."""

    asked: list[Invocation] = field(default_factory=list)
    held: Event = field(default_factory=Event)
    done: set[str] = field(default_factory=set)

    def answer(self, invocation: Invocation) -> Reply:
        self.asked.append(invocation)
        match invocation.line.split():
            case ["feil"]:
                raise RuntimeError("xoxb-standin-token")
            case ["treg", *_]:
                self.held.wait(PATIENCE)
                return Reply(Card("Ferdig til slutt"))
            case ["møte", "ny", *_]:
                return self._meeting(invocation)
            case ["ferdig", item]:
                return self._done(invocation, item)
            case ["rom"]:
                return Reply(replace(STATUS, audience=Audience.ROOM))
            case ["stor"]:
                two = (Button("Ferdig", "ferdig O-1"), Button("Utsett", "utsett O-1"))
                return Reply(Card("Stor", tuple(Item(f"O-{number}", buttons=two) for number in range(60))))
            case _:
                return Reply(STATUS)

    def _done(self, invocation: Invocation, item: str) -> Reply:
        if item == "O-99":
            problem = Problem("unknown", "O-99 finnes ikke.", "Skriv mine.")
            return Reply(Card("Fant ikke", (Text(problem.problem),)), problem)
        repeated = invocation.request_id in self.done
        self.done.add(invocation.request_id)
        return Reply(Card(f"{item} er ferdig", buttons=(Button("Angre", f"angre {item}"),)), repeated=repeated)

    def _meeting(self, invocation: Invocation) -> Reply:
        fields = invocation.fields
        if not fields:
            return Reply(Card("Nytt møte", form=FORM))
        if fields["dato"] == "feil":
            raise RuntimeError("under lagring")
        if "uke" in fields["dato"]:
            problem = Problem("date", f"«{fields['dato']}» er ikke en dag.", "Velg en dag i uken.", "dato")
            return Reply(Card("Nytt møte", form=FORM), problem)
        if fields["dato"] == "annet":
            problem = Problem("rule", "Vårmøtet er alt satt.", "", "ukjent")
            return Reply(Card("Nytt møte"), problem)
        return Reply(Card(f"Møtet er satt til {fields['dato']}", (Text(repr(dict(fields))),)))

    def home(self, invocation: Invocation) -> Card:
        self.asked.append(invocation)
        if invocation.account.user == "U0FEIL":
            raise RuntimeError("hjemme")
        return replace(STATUS, title="Hjem")


@dataclass
class App:
    """The running front end and what it talks to."""

    slack: SlackStandIn
    secretary: Secretary
    front: SlackFrontEnd
    clients: Clients


@asynccontextmanager
async def front_end(slack: SlackStandIn, patience: float = PATIENCE) -> AsyncIterator[App]:
    """The front end, not yet reachable."""
    secretary = Secretary()
    async with connect(BOT_TOKEN, slack.api_url, seconds=PATIENCE) as clients:
        front = SlackFrontEnd(
            answer=secretary.answer,
            home=secretary.home,
            now=lambda: NOW,
            clients=clients,
            signing_secret=SIGNING_SECRET,
            patience=patience,
        )
        with unhurried_slack():
            yield App(slack, secretary, front, clients)


@asynccontextmanager
async def over_http(slack: SlackStandIn, patience: float = PATIENCE) -> AsyncIterator[App]:
    """The front end behind uvicorn on a free port."""
    async with front_end(slack, patience) as app:
        config = uvicorn.Config(asgi(app.front), host="127.0.0.1", port=0, log_config=None, access_log=False)
        config.load()
        server = uvicorn.Server(config)
        server.lifespan = config.lifespan_class(config)
        await server.startup()  # not serve(), whose shutdown waits in steps of a tenth of a second
        port = server.servers[0].sockets[0].getsockname()[1]
        slack.over_http(f"http://127.0.0.1:{port}/slack/events")
        try:
            yield app
        finally:
            await slack.hang_up()
            await app.front.drain()
            server.force_exit = True
            await server.shutdown()
            await server.lifespan.shutdown()


@asynccontextmanager
async def over_socket(slack: SlackStandIn) -> AsyncIterator[App]:
    """The front end on Socket Mode, connected."""
    async with front_end(slack) as app, socket_mode(app.front, APP_TOKEN, app.clients):
        await slack.until(lambda: slack.server.sockets)
        yield app
