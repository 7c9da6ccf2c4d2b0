"""A database with some months behind it, and ways in behind the log's back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection

from handlers.setup.demo import load_demo
from storage.setup.demo import demo_clock
from storage.setup.reference import load_reference
from storage.unit_of_work.store import Store
from tests.desk import Desk

LINES = (
    ("agder", "oppfølging ny Siva: levere skisse innen 15.12"),
    ("siva", "utsett O-8 til 20.12 fordi vi venter på tall"),
    ("agder", "purr O-8"),
    ("siva", "ferdig O-8"),
    ("agder", "møte ny vår 15.4.2027"),
    ("agder", "rutiner innkalling 28"),
    ("midtvik", "oppfølging ny Innovasjon Norge: sende rapport innen 12.1.2027"),
    ("innovasjon-norge", "slumre O-9 til 5.1.2027"),
    ("slack:T1:U1", "roller be-om Agder koordinator"),
    ("slack:T1:U2", "roller be-om Siva koordinator"),
    ("ks", "roller godkjenn 1"),
    ("ks", "roller godkjenn 2"),
    ("slack:T1:U1", "oppfølging ny Siva: ringe kommunen innen 18.12"),
    ("slack:T1:U2", "utsett O-10 til 8.1.2027 fordi de har ferie"),
    ("agder", "oppfølging ny Forskningsrådet: oversikt innen 20.1.2027"),
    ("forskningsradet", "ferdig O-11"),
)


def fill(store: Store) -> int:
    """The demo data and a day's work on it; how many of the lines have changed something."""
    load_reference(store, demo_clock())
    load_demo(store, demo_clock())
    desk = Desk(store)
    return sum(desk.reply(who, line, request=f"Ev{number}").ok for number, (who, line) in enumerate(LINES))


@contextmanager
def behind(store: Store) -> Iterator[Connection]:
    """The database as whoever owns it can write in it: without keys between tables, and without triggers. What is done
    there is undone at the end."""
    with store.writer.connect() as connection:
        driver: Any = connection.connection.driver_connection
        if store.sqlite:
            driver.execute("PRAGMA foreign_keys=OFF")  # not once a transaction has begun
            for (name,) in driver.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        yield connection
        connection.rollback()
        if store.sqlite:
            driver.execute("PRAGMA foreign_keys=ON")
