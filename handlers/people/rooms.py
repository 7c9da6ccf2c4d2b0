"""`kanal` and `språk`: which room is whose, and what it is written to in."""

import re
from dataclasses import replace

from domain.accounts import Address
from domain.errors import UserError
from domain.organisations import Organisation, by_name
from domain.permissions import About, Act
from handlers.cards import Block, Button, Card, Facts, Text
from handlers.core.actors import actor_of
from handlers.core.command import Organisations
from handlers.core.context import CommandContext
from handlers.core.field_text import confirmed
from handlers.core.meeting_words import read_meeting_words
from handlers.lookup.names import nothing_more, organisation_from
from handlers.people.account_text import chat_name
from handlers.texts import LANGUAGES, say
from storage.delivery.digests import rebind
from storage.people.recipients import room_that_counts
from storage.people.rooms import bind_room, room_at, set_free, set_language, set_room_language, set_sparse
from storage.tables import RoomRow

LANGUAGE_WORDS = {
    "nb": "nb", "bokmål": "nb", "bokmal": "nb", "norsk": "nb",
    "nn": "nn", "nynorsk": "nn",
    "en": "en", "engelsk": "en", "english": "en",
}  # fmt: skip
_A_ROOM = re.compile(r"[a-z]+:[^\s:]+:\S+")
"""A room's id, as a button carries it."""
_NOBODY = ("ingen", "frigi", "none")
_SPARSE = {
    "sparsom": True, "sparsam": True, "sparse": True,
    "vanlig": False, "vanleg": False, "normal": False,
}  # fmt: skip


def may_be_a_channel(words: str, organisations: Organisations) -> bool:
    """Whether words can say whose a channel is: nothing, a party, or nobody. «Kan vi …» asks for something else."""
    said = words.rstrip(" ?.!")
    return (len(said.split()) < 2 and not read_meeting_words(said, []).anything) or bool(by_name(said, organisations()))


def channel(context: CommandContext) -> Card:
    """Make this room an organisation's: «kanal Agder». Without a word: whose it is now. «kanal ingen» sets it free.

    «kanal sparsom»: only titles, numbers and dates are shown here; «kanal vanlig»: texts again.
    «kanal Agder slack:T1:C1», as a button says it, from anywhere: a room that is Agder's, or was, gets its messages.
    Raises UserError: a direct conversation, a room to set free that is nobody's, or to have back that wasn't theirs.
    """
    room, row = context.invocation.room, _row(context)
    if not context.words:
        return _whose(context, row)
    words, sure = confirmed(context.words)
    if words.casefold() in _NOBODY:
        return _set_free(context, row, sure=sure)
    if (sparse := _SPARSE.get(words.casefold())) is not None:
        return _set_sparse(context, row, sparse=sparse)
    organisation, rest = organisation_from(context, context.words)
    if not _A_ROOM.fullmatch(rest):
        nothing_more(rest)  # «kanal Siva er stengt» tells somebody something
    if room.direct and not rest:
        raise UserError("rooms.direct")
    asker = (context.invocation, context.directory, context.today, context.services.admins)
    context = replace(context, actor=actor_of(*asker, as_of=organisation.slug))
    context.require(Act.BIND_ROOM, About(organisation=organisation.slug))
    if rest:
        room = _to_have_back(context, rest, organisation.slug)
    elif row is not None and row.organisation != organisation.slug:
        context.require(Act.BIND_ROOM, About(organisation=row.organisation))
    return _bound(context, bind_room(context.session, room, organisation.slug, at=context.at), organisation)


def _bound(context: CommandContext, row: RoomRow, organisation: Organisation) -> Card:
    """What comes to the room from now on."""
    waiting = rebind(context.unit, organisation.slug)
    body: list[Block] = [Text(context.say("rooms.bound-what"))]
    if row.sparse:
        body.append(Text(context.say("rooms.sparse-what", sparse="yes")))
    before = room_that_counts(context.directory, organisation.slug, context.services.platforms)
    if before is not None and before.id != row.id:
        body.append(Text(context.say("rooms.takes-over", chat=chat_name(before.platform))))
    if waiting:
        body.append(Text(context.say("rooms.waiting", n=waiting)))
    return Card(
        title=context.say("rooms.bound", organisation=organisation.name), body=tuple(body), language=context.language
    )


def _to_have_back(context: CommandContext, named: str, organisation: str) -> Address:
    """The room named by its id, if it is the organisation's, or was before it became another's. Raises UserError.

    Whatever else there is under that id isn't told of.
    """
    meant = next((one for one in context.directory.rooms if str(one.address) == named), None)
    row = room_at(context.session, meant.address) if meant else None
    if row is None or meant is None or organisation not in (row.organisation, row.taken_from):
        raise UserError("rooms.not-had", {"organisation": context.short(organisation)})
    return meant.address


def _row(context: CommandContext) -> RoomRow | None:
    return room_at(context.session, context.invocation.room)


def _whose(context: CommandContext, row: RoomRow | None) -> Card:
    if row is None:
        return Card(
            title=context.say("rooms.nobodys"),
            body=(Text(context.say("rooms.nobodys-hint")),),
            language=context.language,
        )
    return Card(
        title=context.say("rooms.whose", organisation=context.organisation(row.organisation).name),
        body=(
            Facts(
                (
                    (
                        context.say("rooms.language"),
                        context.say(f"rooms.language-{row.language or _own_language(context, row)}"),
                    ),
                    (context.say("rooms.shown"), context.say("rooms.shown-what", sparse=_yes(sparse=row.sparse))),
                )
            ),
            Text(_what_comes(context, row)),
        ),
        language=context.language,
    )


def _what_comes(context: CommandContext, row: RoomRow) -> str:
    """Whether the organisation's messages come to this room: of several, in whichever chat, one counts."""
    counts = room_that_counts(context.directory, row.organisation, context.services.platforms)
    if counts is not None and counts.id == row.id:
        return context.say("rooms.bound-what")
    if counts is None:
        return context.say("rooms.none-counts")
    return context.say(
        "rooms.other-counts", organisation=context.short(row.organisation), chat=chat_name(counts.platform)
    )


def _own_language(context: CommandContext, row: RoomRow) -> str:
    return context.organisation(row.organisation).language


def _set_free(context: CommandContext, row: RoomRow | None, *, sure: bool) -> Card:
    """Set the room free, once that has been confirmed: from then on nobody is reminded there."""
    if row is None:
        raise UserError("rooms.not-bound")
    context.require(Act.BIND_ROOM, About(organisation=row.organisation))
    name = context.organisation(row.organisation).name
    if not sure:
        return Card(
            title=context.say("rooms.free-preview", organisation=name),
            body=(Text(context.say("rooms.free-preview-what")),),
            buttons=(Button(context.say("buttons.confirm"), "kanal ingen bekreft"), context.button("cancel", "kanal")),
            language=context.language,
        )
    set_free(context.session, row)
    return Card(
        title=context.say("rooms.freed", organisation=name),
        body=(Text(context.say("rooms.freed-what")),),
        language=context.language,
    )


def _set_sparse(context: CommandContext, row: RoomRow | None, *, sparse: bool) -> Card:
    """What the room is shown from now on, also of what stands there already."""
    if row is None:
        raise UserError("rooms.not-bound")
    context.require(Act.BIND_ROOM, About(organisation=row.organisation))
    set_sparse(row, sparse=sparse)
    return Card(
        title=context.say("rooms.sparse-set", sparse=_yes(sparse=sparse)),
        body=(Text(context.say("rooms.sparse-what", sparse=_yes(sparse=sparse))),),
        language=context.language,
    )


def _yes(*, sparse: bool) -> str:
    return "yes" if sparse else "no"


def language(context: CommandContext) -> Card:
    """Choose the language of this room, or of the organisation: «språk nn».

    Raises UserError when no language is named, or one not known here.
    """
    chosen = LANGUAGE_WORDS.get(context.words.casefold().strip(" ."))
    if chosen is None:
        raise UserError(
            "rooms.language-unknown" if context.words else "rooms.language-missing",
            {"typed": context.words[:40], "known": ", ".join(LANGUAGES)},
        )
    row = _row(context)
    own = context.actor.organisation
    context.require(Act.BIND_ROOM, About(organisation=own))
    if row is not None and row.organisation == own:
        set_room_language(row, chosen)
        what = "rooms.language-set-room"
    else:
        set_language(context.session, own, chosen)
        what = "rooms.language-set-organisation"
    # answered in the language just chosen
    return Card(
        title=say(chosen, what, language=say(chosen, f"rooms.language-{chosen}"), organisation=context.short(own)),
        language=chosen,
    )
