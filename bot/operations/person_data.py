"""`samhandling person-data`: all that is kept about somebody, as JSON, to hand over to them (GDPR art. 15)."""

from typing import Annotated

import typer

from bot.operations.common import echo_json, installation, refusals, refuse


def person_data(
    account: Annotated[str, typer.Argument(metavar="ACCOUNT", help="As hvem-er-jeg prints it: slack:T012345:U012345.")],
) -> None:
    """Print all that is kept about the person an account is, as JSON. Give it to nobody else."""
    from domain.accounts import Account
    from storage.personal_data.kept import as_data, kept_about

    parts = account.split(":")
    with refusals(as_json=False):
        if not all(parts) or len(parts) != len(("platform", "workspace", "user")):
            refuse("cli.no-account", f"«{account}» is no account.", "Write it as hvem-er-jeg prints it.")
        with installation("") as app, app.store.read(app.clock.now()) as snapshot:
            kept = as_data(kept_about(snapshot.session, Account(*parts)))
            echo_json(kept, indent=2)
        if not any(found for what, found in kept.items() if what != "accounts"):
            typer.echo(f"Nothing is kept about {account}. Is it written as hvem-er-jeg prints it?", err=True)
