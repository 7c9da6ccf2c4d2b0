"""Agder's autumn meeting, and how its minutes and forms are read; shared by the tests of minutes."""

from sqlmodel import select

from handlers.cards import Form, Reply
from handlers.views.plain_text import plain
from storage.tables import Row
from tests.desk import Desk, oslo

REF = "R42-2026-H"


def autumn(desk: Desk) -> Desk:
    """Agder's autumn meeting is on now: Thursday 10 December 2026, two in the afternoon."""
    desk.say("agder", "møte ny høst 10.12.2026 kl. 10")
    assert desk.reply("agder", f"innkall {REF} bekreft").ok
    desk.say("agder", "saksliste ny Testfasilitet for plast")
    desk.at = oslo("2026-12-10 14:00")
    return desk


def rows(desk: Desk, kind: type[Row]) -> list[Row]:
    with desk.store.read(desk.at) as snapshot:
        return list(snapshot.session.exec(select(kind)).all())


def only(desk: Desk, kind: type[Row]) -> Row:
    [one] = rows(desk, kind)
    return one


def refused(reply: Reply) -> str:
    assert reply.problem is not None, plain(reply.card)
    return f"{reply.problem.problem} {reply.problem.hint}"


def form_of(desk: Desk, who: str, line: str = f"referat {REF}") -> Form:
    form = desk.reply(who, line).card.form
    assert form is not None
    return form


def filled(form: Form, **changed: str) -> dict[str, str]:
    """The form as it came, with some fields filled in («text__c4» is text-c4)."""
    values = {field.name: field.value for field in form.fields}
    for name, value in changed.items():
        key = name.replace("__", "-")
        key = key if key in values else name
        assert key in values, (key, list(values))
        values[key] = value
    return values


def custom_key(form: Form) -> str:
    """The key of the item that isn't the template's."""
    return next(field.name.partition("-")[2] for field in form.fields if field.name.split("-")[-1].isdecimal())
