"""Fill a database as a year's work does, and note every button and form that stands in its messages and cards.

    python -m tests.upgrades.filling NAME     # once for each version that lands: tests/upgrades/filled/NAME.*

`test_old_buttons.py` migrates what an earlier version has left behind and presses each of them.
"""

import gzip
import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.app import open_store
from domain.calendar import WorkCalendar
from handlers.cards import Button, Card, FieldKind, Form
from handlers.setup.demo import load_demo
from storage.derived.derived import refresh_derived
from storage.migrate import migrate
from storage.setup.demo import demo_clock
from storage.setup.year import plan_ahead
from storage.unit_of_work.dry_run import rolled_back
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules
from tests.collecting_chat import Office
from tests.desk import Desk
from tests.sheets import FOLLOW_UPS, taken_over, wanted

FILLED = Path(__file__).parent / "filled"

AT = "2026-12-16 10:00"
"""When the buttons are pressed."""

LINES = (
    ("ks", "møte flytt N-2027-V 10.3.2027 bekreft"),
    ("ks", "innkall N-2027-V bekreft"),
    ("agder", "møte ny høst 10.12.2026 kl. 10"),
    ("agder", "innkall R42-2026-H bekreft"),
    ("agder", "saksliste ny R42-2026-H Kabelen til Danmark"),
    ("agder", "saksliste unnta R42-2026-H 4/26 hjemmel offl. § 23"),
    ("agder", "saksliste send R42-2026-H bekreft"),
    ("agder", "møte ny vår 15.4.2027"),
    ("midtvik", "oppfølging ny Siva: levere skisse innen 15.12"),
    ("midtvik", "oppfølging ny Forskningsrådet: oppgi utlysninger innen 20.1.2027"),
    ("agder", "oppfølging ny Innovasjon Norge: kalle inn til samling innen 18.12"),
    ("siva", "utsett O-8 til 20.1.2027 fordi tallene mangler"),
    ("siva", "trenger-hjelp O-8 vi finner ikke lokaler"),
    ("midtvik", "purr O-9"),
    ("midtvik", "avtale mål M9: Flere læreplasser"),
    ("siva", "tiltak Midtvik T1.2 forsinket, neste: ny søknad"),
    ("slack:T1:U1", "roller be-om Siva medlem"),
    ("slack:T1:U2", "roller be-om KS leder"),
    ("midtvik", "merknad R90-2026-H tallene i sak 3 er feil"),
)
DECEMBER = (
    ("agder", "til stede R42-2026-H: Siva, Innovasjon Norge, Forskningsrådet"),
    ("agder", "vedtak R42-2026-H 1/26 Partene følger opp"),
    ("agder", "oppfølging R42-2026-H 1/26 Siva: sende tall innen 15.1.2027"),
    ("agder", "referat send R42-2026-H bekreft"),
    ("siva", "godkjenn R42-2026-H"),
    ("forskningsradet", "merknad R42-2026-H sak 1 mangler"),
)
GRID = [
    FOLLOW_UPS,
    ("Kartlegge tomter", "Siva", "20.1.2027", "åpen", ""),
    ("Avklare vei", "Midtvik", "1.2.2027", "", ""),
]
WHO = ("ks", "ks:leader", "ks:secretary", "midtvik", "midtvik:leader", "midtvik:member", "agder", "siva", "siva:leader",
       "innovasjon-norge", "forskningsradet", "rogaland")  # fmt: skip
READ = (
    "status", "status Midtvik", "status nasjonalt", "mine", "frister", "årshjul 2027", "møte N-2027-V",
    "møte R90-2026-H", "møte R42-2026-H", "møte R42-2027-V", "møte ny", "møte endre R42-2027-V",
    "møte flytt R42-2027-V 16.4.2027", "møte avlys R42-2027-V", "innkall R42-2027-V", "innkall N-2027-V",
    "saksliste R90-2026-H", "saksliste R42-2027-V", "saksliste R90-2027-V", "saksliste ny R42-2027-V",
    "saksliste send R90-2027-V", "referat R90-2026-H", "referat R42-2026-H", "referat vis R90-2026-V",
    "referat vis R42-2026-H", "referat godkjenn R42-2026-H", "referat send R90-2026-H", "referat rett R90-2026-V",
    "referat lim R42-2026-H", "merknad R42-2026-H", "vedtak", "vedtak kraft", "vedtak V-1/26", "oppfølging",
    "oppfølging O-2", "oppfølging O-8", "oppfølging O-10", "oppfølging ny", "utsett O-8", "trenger-hjelp O-9",
    "slumre O-8", "avtale", "avtale Midtvik", "avtale Agder", "avtale statusark Midtvik", "avtale endre T1.2",
    "avtale mål", "avtale tiltak", "avtale status Midtvik", "tiltak", "tiltak Midtvik T1.2", "purr", "roller",
    "roller be-om", "rutiner", "import", "kanal", "hvem-er-jeg", "om", "hjelp", "hjelp møte", "stattus", "språk",
)  # fmt: skip


@dataclass(frozen=True)
class Pressed:
    """A button, or a form sent in with its fields, and what came of it in the version that drew it.

    where: the title of the card it stood on. code: "" when it was done, else why it was refused. fields None: a button.
    """

    who: str
    line: str
    fields: dict[str, str] | None
    where: str
    code: str


@dataclass
class Filling:
    """A database being filled. known: (who, line, fields) that are noted already."""

    store: Store
    found: dict[tuple[str, str, str], tuple[str, str, dict[str, str] | None, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.desk = Desk(self.store, demo_clock())
        self.office = Office(self.desk)

    def fill(self) -> None:
        """A month's work, its mornings between; then everybody reads what there is to read."""
        self.say(LINES)
        grid = [
            FOLLOW_UPS,
            ("Kartlegge tomter", "Siva", "20.1.2027", "åpen", ""),
            ("Avklare vei", "Midtvik", "1.2.2027", "", ""),
        ]
        self.note("midtvik", taken_over(self.desk, "midtvik", wanted(grid)))
        self.mornings("2026-11-24", "2026-12-10")
        self.desk.at = self.office.clock.now()
        self.say(DECEMBER)
        self.mornings("2026-12-11", "2026-12-16")
        for who in WHO:
            for line in READ:
                self.note(who, self.desk.reply(who, line, at=AT).card)

    def say(self, lines: tuple[tuple[str, str], ...]) -> None:
        """Lines, what they answer with noted, and what they cause sent."""
        for who, line in lines:
            reply = self.desk.reply(who, line)
            if not reply.ok:
                sys.stderr.write(f"{who}: {line}: {reply.problem}\n")
            self.note(who, reply.card)
            for post in self.office.turn():
                self.note(post.room, post.card)

    def mornings(self, first: str, last: str) -> None:
        """What goes out by itself."""
        for posts in self.office.mornings(first, last).values():
            for post in posts:
                self.note(post.room, post.card)

    def note(self, who: str, card: Card, deep: int = 2) -> None:
        """Note every button and form of a card, and of what its buttons open."""
        for button in buttons_of(card):
            self._keep(who, button.line, None, card.title, deep)
        if card.form:
            self._keep(who, card.form.line, filled_in(card.form), card.title, 0)

    def _keep(self, who: str, line: str, fields: dict[str, str] | None, where: str, deep: int) -> None:
        key = (who, line, json.dumps(fields, sort_keys=True))
        if key in self.found:
            return
        self.found[key] = (who, line, fields, where)
        if deep:
            with rolled_back(self.store) as store:
                card = Desk(store, self.desk.at).reply(who, line).card
            self.note(who, card, deep - 1)

    def pressed(self) -> Iterator[Pressed]:
        """Each, pressed in a database that is as if the others had not been."""
        for who, line, fields, where in self.found.values():
            yield Pressed(who, line, fields, where, press(self.store, who, line, fields))


def press(store: Store, who: str, line: str, fields: dict[str, str] | None) -> str:
    """What comes of it: "" when it was done, else the problem's code. Nothing of it stays."""
    with rolled_back(store) as passing:
        reply = Desk(passing).reply(who, line, fields=fields or {}, at=AT)
        return reply.problem.code if reply.problem else ""


def buttons_of(card: Card) -> list[Button]:
    """Every button of a card."""
    return [*card.buttons, *(one for block in card.body for one in getattr(block, "buttons", ()))]


def filled_in(form: Form) -> dict[str, str]:
    """A form as somebody sends it in who leaves what is there and fills in what is empty and required."""
    sample = {FieldKind.DATE: "20.1.2027", FieldKind.LINE: "Prøve", FieldKind.TEXT: "Prøve"}
    return {
        one.name: one.value or (one.choices[0][0] if one.choices else sample.get(one.kind, ""))
        if one.required
        else one.value
        for one in form.fields
    }


def main(name: str) -> int:
    """Write what this version leaves behind."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "filled.db"
        with closing(open_store(f"sqlite:///{file}", Rules(WorkCalendar()))) as store:
            migrate(store)
            load_demo(store, demo_clock())
            plan_ahead(store, demo_clock())
            refresh_derived(store, demo_clock())
            filling = Filling(store)
            filling.fill()
            pressed = [asdict(one) for one in filling.pressed()]
        with closing(sqlite3.connect(file)) as connection:
            dump = "\n".join(connection.iterdump())
    FILLED.mkdir(exist_ok=True)
    for kind, text in (("sql", dump), ("json", json.dumps(pressed, ensure_ascii=False, indent=0))):
        path = FILLED / f"{name}.{kind}.gz"
        path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
        sys.stdout.write(f"{path.name}: {path.stat().st_size:,} bytes\n")
    refused = sum(bool(one["code"]) for one in pressed)
    sys.stdout.write(f"{len(pressed)} buttons and forms, {refused} of them refused\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
