"""`samhandling init`, `demo` and `migrate`: what a database begins with."""

from bot.operations.common import At, installation, refusals, refuse
from bot.output import tell


def init(at: At = "") -> None:
    """Make or update the tables, load the reference organisations, plan the year. Safe to repeat."""
    with refusals(as_json=False), installation(at, ready=False) as app:
        done = app.start(app.clock.now())
        with app.store.read(app.clock.now()) as snapshot:
            count = len(snapshot.directory.organisations)
        migrations = f"{len(done)} migrations run" if done else "tables up to date"
        tell(f"Ready: {migrations}, {count} organisations.")


def demo(at: At = "") -> None:
    """Load the demo data: a made-up county, two years of meetings, seven follow-ups, told on 23 November 2026."""
    from handlers.setup.demo import load_demo
    from storage.setup.demo import DemoRefusedError, demo_clock

    with refusals(as_json=False), installation(at, ready=False, default=demo_clock()) as app:
        now = app.clock.now()
        app.start(now)
        try:
            new = load_demo(app.store, now)
        except DemoRefusedError:
            refuse(
                "cli.own-data",
                "The database holds follow-ups of its own: made-up ones don't belong among them.",
                "Set SAMHANDLING_DATABASE_URL to another database.",
            )
        said = "Loaded the demo data." if new else "The demo data was there already."
        tell(f"{said} Ask with: samhandling say --at {demo_clock().isoformat()} status")


def migrate() -> None:
    """Make or update the tables. Safe to repeat."""
    with refusals(as_json=False), installation("", ready=False) as app:
        done = app.migrate(app.clock.now())
        tell(f"Run: {', '.join(done)}." if done else "The tables are up to date.")
