"""`kanal` and `språk`: which room is whose, and what it is written to in."""

from dataclasses import replace

from sqlmodel import select

from domain.errors import UserError
from domain.permissions import About, Act
from handlers.cards import Block, Button, Card, Facts, Text
from handlers.core.actors import actor_of
from handlers.core.context import Ask
from handlers.lookup.names import nothing_more, organisation_from
from handlers.meetings.show import confirmed
from handlers.people.account_text import chat_name
from handlers.texts import LANGUAGES, say
from storage.delivery.digests import rebind
from storage.people.recipients import room_that_counts
from storage.tables import OrganisationRow, RoomRow

LANGUAGE_WORDS = {
    "nb": "nb", "bokmål": "nb", "bokmal": "nb", "norsk": "nb",
    "nn": "nn", "nynorsk": "nn",
    "en": "en", "engelsk": "en", "english": "en",
}  # fmt: skip
_NOBODY = ("ingen", "frigi", "none")


def channel(ask: Ask) -> Card:
    """Make this room an organisation's: «kanal Agder». Without a word: whose it is now. «kanal ingen» sets it free."""
    room = ask.invocation.room
    row = _row(ask)
    if not ask.words:
        return _whose(ask, row)
    words, sure = confirmed(ask.words)
    if words.casefold() in _NOBODY:
        return _set_free(ask, row, sure=sure)
    if room.direct:
        raise UserError("rooms.direct")
    organisation, rest = organisation_from(ask, ask.words)
    nothing_more(rest)  # «kanal Siva er stengt» tells somebody something
    asker = (ask.invocation, ask.directory, ask.today, ask.services.admins)
    ask = replace(ask, actor=actor_of(*asker, as_of=organisation.slug))
    ask.require(Act.BIND_ROOM, About(organisation=organisation.slug))
    if row is not None and row.organisation != organisation.slug:
        ask.require(Act.BIND_ROOM, About(organisation=row.organisation))
    if row is None:
        row = RoomRow(
            platform=room.platform,
            workspace=room.workspace,
            channel=room.channel,
            organisation=organisation.slug,
            bound_at=ask.at,
        )
        ask.session.add(row)
    row.organisation, row.state, row.reason, row.bound_at = organisation.slug, "open", "", ask.at
    ask.session.flush()
    waiting = rebind(ask.unit, organisation.slug)
    body: list[Block] = [Text(ask.say("rooms.bound-what"))]
    before = room_that_counts(ask.directory, organisation.slug, ask.services.platforms)
    if before is not None and before.id != row.id:
        body.append(Text(ask.say("rooms.takes-over", chat=chat_name(before.platform))))
    if waiting:
        body.append(Text(ask.say("rooms.waiting", n=waiting)))
    return Card(title=ask.say("rooms.bound", organisation=organisation.name), body=tuple(body), language=ask.language)


def _row(ask: Ask) -> RoomRow | None:
    room = ask.invocation.room
    query = select(RoomRow).where(
        RoomRow.platform == room.platform, RoomRow.workspace == room.workspace, RoomRow.channel == room.channel
    )
    return ask.session.exec(query).first()


def _whose(ask: Ask, row: RoomRow | None) -> Card:
    if row is None:
        return Card(
            title=ask.say("rooms.nobodys"),
            body=(Text(ask.say("rooms.nobodys-hint")),),
            language=ask.language,
        )
    return Card(
        title=ask.say("rooms.whose", organisation=ask.organisation(row.organisation).name),
        body=(
            Facts(((ask.say("rooms.language"), ask.say(f"rooms.language-{row.language or _own_language(ask, row)}")),)),
            Text(_what_comes(ask, row)),
        ),
        language=ask.language,
    )


def _what_comes(ask: Ask, row: RoomRow) -> str:
    """Whether the organisation's messages come to this room: of several, in whichever chat, one counts."""
    counts = room_that_counts(ask.directory, row.organisation, ask.services.platforms)
    if counts is not None and counts.id == row.id:
        return ask.say("rooms.bound-what")
    if counts is None:
        return ask.say("rooms.none-counts")
    return ask.say("rooms.other-counts", organisation=ask.short(row.organisation), chat=chat_name(counts.platform))


def _own_language(ask: Ask, row: RoomRow) -> str:
    return ask.organisation(row.organisation).language


def _set_free(ask: Ask, row: RoomRow | None, *, sure: bool) -> Card:
    """Set the room free, once that has been confirmed: from then on nobody is reminded there."""
    if row is None:
        raise UserError("rooms.not-bound")
    ask.require(Act.BIND_ROOM, About(organisation=row.organisation))
    name = ask.organisation(row.organisation).name
    if not sure:
        return Card(
            title=ask.say("rooms.free-preview", organisation=name),
            body=(Text(ask.say("rooms.free-preview-what")),),
            buttons=(Button(ask.say("buttons.confirm"), "kanal ingen bekreft"), ask.button("cancel", "kanal")),
            language=ask.language,
        )
    ask.session.delete(row)
    return Card(
        title=ask.say("rooms.freed", organisation=name),
        body=(Text(ask.say("rooms.freed-what")),),
        language=ask.language,
    )


def language(ask: Ask) -> Card:
    """Choose the language of this room, or of the organisation: «språk nn»."""
    chosen = LANGUAGE_WORDS.get(ask.words.casefold().strip(" ."))
    if chosen is None:
        raise UserError(
            "rooms.language-unknown" if ask.words else "rooms.language-missing",
            {"typed": ask.words[:40], "known": ", ".join(LANGUAGES)},
        )
    row = _row(ask)
    own = ask.actor.organisation
    if row is not None and row.organisation == own:
        ask.require(Act.BIND_ROOM, About(organisation=own))
        row.language = chosen
        what = "rooms.language-set-room"
    else:
        ask.require(Act.BIND_ROOM, About(organisation=own))
        organisation = ask.session.get(OrganisationRow, own)
        if organisation is None:
            raise LookupError(own)
        organisation.language = chosen
        what = "rooms.language-set-organisation"
    # answered in the language just chosen
    return Card(
        title=say(chosen, what, language=say(chosen, f"rooms.language-{chosen}"), organisation=ask.short(own)),
        language=chosen,
    )
