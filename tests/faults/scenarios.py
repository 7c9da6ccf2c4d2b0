"""Every fault that is tried, and how often: briefly in each run of the tests, at length by `make faults`."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.faults.clocks import be_away, jump_clocks
from tests.faults.cluster import fail_over, put_base_backups_back
from tests.faults.damage import damage_pages
from tests.faults.disk import fill_disk, lock_disk
from tests.faults.migrations import kill_migrations
from tests.faults.outcome import POSTGRESQL, SQLITE, Outcome, Place
from tests.faults.refused import TOLD, refuse
from tests.faults.replicas import claim_all
from tests.faults.restored import put_backups_back
from tests.faults.senders import kill_senders, pause_senders, storm
from tests.faults.server import crash_server, freeze_server, silence_server
from tests.faults.whole import kill_programs
from tests.faults.year import replicate_year


@dataclass(frozen=True)
class Scenario:
    """One fault, and how often it strikes: briefly in `make test`, thoroughly in `.ci/run`, at length in `make faults`.

    briefly 0: there is no time for it in `make test`.

    own_server: it strikes PostgreSQL itself, so that nobody else can be using that.
    """

    name: str
    run: Callable[[Place, int], Outcome]
    briefly: int
    thoroughly: int
    at_length: int
    databases: tuple[str, ...] = (SQLITE, POSTGRESQL)
    own_server: bool = False


SCENARIOS = (
    Scenario("senders killed at every step and any instant", kill_senders, 8, 50, 150),
    Scenario("senders paused beyond their lease", pause_senders, 0, 3, 50),
    Scenario("the whole program killed in a burst of work", kill_programs, 1, 5, 100),
    Scenario("429, 500 and silence for two posts of three", storm, 0, 2, 20),
    Scenario("three workers, one killed every day", replicate_year, 0, 5, 250, (POSTGRESQL,)),
    Scenario("migrations killed half-way", kill_migrations, 0, 5, 50, own_server=True),
    Scenario("the disk is full", fill_disk, 0, 2, 10, own_server=True),
    Scenario("the disk is read-only", lock_disk, 0, 2, 10, own_server=True),
    Scenario("a page of the database is damaged", damage_pages, 0, 2, 12, own_server=True),
    Scenario("PostgreSQL crashes (immediate)", crash_server, 2, 3, 30, (POSTGRESQL,), own_server=True),
    Scenario("PostgreSQL stands still for a while", freeze_server, 0, 2, 20, (POSTGRESQL,), own_server=True),
    Scenario("PostgreSQL is cut off silently", silence_server, 0, 1, 10, (POSTGRESQL,), own_server=True),
    Scenario("each documented refusal, late and lost posts", refuse, 0, 24, len(TOLD)),
    Scenario("1, 2, 4 and 8 programs claim the same", claim_all, 0, 100, 20_000),
    Scenario("a replica takes over, seconds behind", fail_over, 0, 2, 10, (POSTGRESQL,), own_server=True),
    Scenario("a base backup put back", put_base_backups_back, 0, 2, 10, (POSTGRESQL,), own_server=True),
    Scenario("the clock jumps, and back", jump_clocks, 1, 16, 48),
    Scenario("asleep at nine, down for an hour to 30 days", be_away, 1, 16, 48),
    Scenario("a backup of two days ago put back", put_backups_back, 0, 2, 10),
)
