"""`roller`: who holds which role, asking for one, granting, ending. The way in for everybody."""

import re

import handlers.people.who_am_i
from domain.accounts import CONSOLE, Account, Recipient
from domain.errors import UserError
from domain.organisations import Organisation, RequestState, Role, fold
from domain.permissions import About, Act
from handlers.cards import Block, Button, Card, Facts, Text
from handlers.core.access import may, who_may
from handlers.core.context import CommandContext
from handlers.core.wording import capital
from handlers.lookup.names import organisation_from
from storage.people import roles as kept
from storage.people.directory import Holding
from storage.people.linked_accounts import held
from storage.tables import RoleRequestRow

WORDS = {
    "koordinator": Role.COORDINATOR, "coordinator": Role.COORDINATOR,
    "leder": Role.LEADER, "leiar": Role.LEADER, "leader": Role.LEADER,
    "sekretaer": Role.SECRETARY, "sekreter": Role.SECRETARY, "secretary": Role.SECRETARY,
    "arbeidsutvalg": Role.WORKING_COMMITTEE, "arbeidsutval": Role.WORKING_COMMITTEE,
    "arbeidsutvalget": Role.WORKING_COMMITTEE, "arbeidsutvalet": Role.WORKING_COMMITTEE,
    "au": Role.WORKING_COMMITTEE, "working committee": Role.WORKING_COMMITTEE,
    "medlem": Role.MEMBER, "medarbeider": Role.MEMBER, "medarbeidar": Role.MEMBER, "member": Role.MEMBER,
    "saksbehandler": Role.MEMBER, "saksbehandlar": Role.MEMBER, "caseworker": Role.MEMBER,
}  # fmt: skip


def role_from(text: str) -> Role:
    """The role a word names. Raises UserError."""
    found = WORDS.get(fold(text.strip(" .")))
    if found is None:
        raise UserError("roles.unknown-role" if text else "roles.role-missing", {"typed": text[:40]})
    return found


def take_role(text: str) -> tuple[Role, str]:
    """The role a text begins with, in one word or two, and the rest. Raises UserError."""
    words = text.split(" ")
    two = WORDS.get(fold(" ".join(words[:2]))) if len(words) > 1 else None
    return (two, " ".join(words[2:])) if two else (role_from(words[0]), " ".join(words[1:]))


def show_roles(context: CommandContext) -> Card:
    """Who holds which role: «roller», «roller Agder». An administrator without a role sees every open request."""
    if not context.actor.known:
        return _requests(context) if context.actor.administrator else handlers.people.who_am_i.welcome(context)
    context.require(Act.READ_OVERVIEW, About())
    organisation = context.organisation(context.actor.organisation)
    if context.words:
        organisation, _ = organisation_from(context, context.words)
    waiting = kept.open_requests_of(context.session, organisation.slug)
    return Card(
        title=context.say("roles.title", organisation=organisation.name),
        body=(_holders(context, organisation), *_waiting(context, organisation, waiting)),
        buttons=tuple(button for one in waiting for button in request_buttons(context, one)),
        language=context.language,
    )


def _holders(context: CommandContext, organisation: Organisation) -> Facts:
    """Each role with those who hold it; coordinator and leader are shown without anybody, too."""
    rows = []
    for role in Role:
        holders = context.directory.holders(organisation.slug, role, context.today)
        names = ", ".join(dict.fromkeys(_holding_text(context, one) for one in holders))
        if names or role in (Role.COORDINATOR, Role.LEADER):
            rows.append((context.say(f"roles.{role.value}"), names or context.say("common.nobody")))
    return Facts(tuple(rows))


def _waiting(context: CommandContext, organisation: Organisation, waiting: list[RoleRequestRow]) -> list[Block]:
    """The open requests, and who may answer them when the asker may not."""
    body: list[Block] = [Text(_request_text(context, one)) for one in waiting]
    about = About(organisation=organisation.slug)
    if waiting and not may(context.actor, Act.GRANT_ROLE, about):
        who = next(iter(who_may(context.language, context.directory, Act.GRANT_ROLE, about)))
        body.append(Text(capital(context.say("common.done-by", who=who))))
    return body


def _requests(context: CommandContext) -> Card:
    waiting = kept.open_requests(context.session)
    lines = [Text(_request_text(context, one)) for one in waiting] or [Text(context.say("roles.none-waiting"))]
    return Card(
        title=context.say("roles.waiting-title", n=len(waiting)),
        body=(*lines, Text(context.say("about.welcome-admin"))),
        buttons=tuple(button for one in waiting for button in request_buttons(context, one)),
        language=context.language,
    )


def _holding_text(context: CommandContext, holding: Holding) -> str:
    return context.say("roles.until", name=holding.name, day=holding.valid_to) if holding.valid_to else holding.name


def _request_text(context: CommandContext, request: RoleRequestRow) -> str:
    return context.say(
        "roles.request",
        name=request.name,
        role=context.say(f"roles.{request.role}"),
        organisation=context.short(request.organisation),
    )


def request_buttons(context: CommandContext, request: RoleRequestRow) -> tuple[Button, ...]:
    """What a coordinator presses; nothing for those who may not."""
    if not may(context.actor, Act.GRANT_ROLE, About(organisation=request.organisation)):
        return ()
    return (
        context.button("approve-role", f"roller godkjenn {request.id}", primary=True),
        context.button("decline-role", f"roller avslå {request.id}"),
    )


def ask_for_role(context: CommandContext) -> Card:
    """Ask for a role: «roller be-om Agder koordinator». A coordinator there, or KS, approves.

    Raises UserError: nothing named, held already, asked before.
    """
    if not context.words:
        raise UserError("roles.ask-needs")
    organisation, rest = organisation_from(context, context.words)
    role = role_from(rest or "medlem")
    _check_new(context, organisation, role)
    name = (context.actor.name or context.invocation.account.user)[:100]
    row = kept.ask_for(context.session, context.invocation.account, name, organisation.slug, role, at=context.at)
    for slug in _who_decides(context, organisation):
        context.unit.send("role-request", slug, {"request": str(row.id)})
    return Card(
        title=context.say("roles.asked", role=context.say(f"roles.{role.value}"), organisation=organisation.short),
        body=(Text(context.say("roles.asked-who", organisation=organisation.short)),),
        language=context.language,
    )


def _check_new(context: CommandContext, organisation: Organisation, role: Role) -> None:
    """Nobody asks for what they hold or have asked for. Raises UserError."""
    if role in context.actor.roles and context.actor.organisation == organisation.slug:
        raise UserError("roles.have-it", {"role": role.value, "organisation": organisation.short})
    asker = context.invocation.account
    for request in kept.open_requests_of(context.session, organisation.slug):
        if request.account == asker and request.role == role:
            raise UserError("roles.asked-before", {"organisation": organisation.short})


def _who_decides(context: CommandContext, organisation: Organisation) -> list[str]:
    """The organisation itself, and KS when nobody there can decide."""
    ks = context.directory.ks.slug
    leads = [
        one
        for role in (Role.COORDINATOR, Role.LEADER)
        for one in context.directory.holders(organisation.slug, role, context.today)
    ]
    return [organisation.slug] if leads else list(dict.fromkeys([organisation.slug, ks]))


def _request(context: CommandContext) -> RoleRequestRow:
    """The request that is meant. Whose it isn't to answer is told the same whether there is one of that number or not.

    Raises UserError.
    """
    number = _REQUEST.fullmatch(context.words.strip())
    row = kept.role_request(context.session, int(number[1])) if number else None
    if row is None or not may(context.actor, Act.GRANT_ROLE, About(organisation=row.organisation)):
        context.require(Act.GRANT_ROLE, About(organisation=context.actor.organisation))
        raise UserError("roles.no-request", {"typed": context.words[:40]})
    if row.state != RequestState.OPEN:
        raise UserError("roles.decided", {"name": row.name, "state": row.state})
    return row


def approve(context: CommandContext) -> Card:
    """Grant what was asked for: the button under the request. Raises UserError: no such request, decided before."""
    row = _request(context)
    kept.decide_request(row, RequestState.GRANTED)
    person, _ = _grant(context, row.account, row.name, row.organisation, row.role)
    if row.platform in context.services.platforms:
        recipient = Recipient(row.organisation, row.role, person)
        context.unit.send("role-granted", str(recipient), {"request": str(row.id)})
    return Card(
        title=context.say(
            "roles.granted",
            name=row.name,
            role=context.say(f"roles.{row.role}"),
            organisation=context.short(row.organisation),
        ),
        language=context.language,
    )


def decline(context: CommandContext) -> Card:
    """Turn a request down. Raises UserError: no such request, decided before."""
    row = _request(context)
    kept.decide_request(row, RequestState.DECLINED)
    return Card(title=context.say("roles.declined", name=row.name), language=context.language)


def _grant(context: CommandContext, account: Account, name: str, organisation: str, role: Role) -> tuple[int, str]:
    """The person who holds the role from today, and the name they are known by.

    It is the account's own, whatever others it is joined to: it keeps the role when it goes.
    """
    person = kept.own_person(context.session, account)
    if person is None:
        person = kept.add_person(context.session, account, name, context.at)
    if (organisation, role) not in held(context.session, {person}, context.today):
        kept.add_role(context.session, person, organisation, role, context.today)
    known = context.directory.people.get(account)
    return person, known[1] if known else name


_ID = r"(?:[UW][A-Z0-9]{5,20}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})"
"""An account's id: Slack's own, or the one in a Teams tenant's directory."""
_USER = re.compile(
    rf"@(?P<name>(?:(?!\({_ID}\)).)+) \((?P<of>{_ID})\)|<?@?(?P<id>{_ID})(?:\|(?P<label>[^>]*))?>?",
)
"""One person a role is given to: «@kari (U123456)», as the chats say it; «@U123456», as somebody may type it."""
_REQUEST = re.compile(r"#?(\d{1,9})")
_ACCOUNT = re.compile(r"(?P<platform>[a-z]+):(?P<workspace>[^\s:]+):(?P<user>[^\s:]+)")
"""Any account of any chat, as `hvem-er-jeg` prints it there."""


def grant(context: CommandContext) -> Card:
    """Give somebody a role directly: «roller gi Agder koordinator @person», or an account's id in their place.

    Raises UserError: nobody or nothing named, or an «@» from a guest of the room's workspace.
    """
    organisation, rest = organisation_from(context, context.words) if context.words else (None, "")
    if organisation is None or not rest:
        raise UserError("roles.grant-needs")
    role, who = take_role(rest)
    account, called = _account_meant(context, who.strip())
    context.require(Act.GRANT_ROLE, About(organisation=organisation.slug))
    _, name = _grant(context, account, called, organisation.slug, role)
    return Card(
        title=context.say(
            "roles.granted",
            name=name,
            role=context.say(f"roles.{role.value}"),
            organisation=organisation.short,
        ),
        language=context.language,
    )


def _account_meant(context: CommandContext, who: str) -> tuple[Account, str]:
    """The account and what it is called. Raises UserError.

    Whom a chat names is somebody of the workspace the room is in; a guest there may mean somebody of their own.
    """
    whole = _ACCOUNT.fullmatch(who)
    if whole and whole["platform"] != CONSOLE:
        return Account(whole["platform"], whole["workspace"], whole["user"]), whole["user"][:100]
    found = _USER.fullmatch(who)
    if found is None:
        raise UserError("roles.grant-needs")
    room = context.invocation.room
    if context.invocation.account.workspace != room.workspace:
        raise UserError("roles.grant-guest")
    user = found["of"] or found["id"]
    return Account(room.platform, room.workspace, user), (found["name"] or found["label"] or user)[:100]


def end_role(context: CommandContext) -> Card:
    """End a role: «roller avslutt Agder koordinator», one's own or, for those who may grant it, another's by name.

    Raises UserError: nothing named, nobody who holds it.
    """
    if not context.words:
        raise UserError("roles.end-needs")
    organisation, rest = organisation_from(context, context.words)
    role, name = take_role(rest)
    holders = context.directory.holders(organisation.slug, role, context.today)
    own = context.directory.people.get(context.invocation.account)
    if not name.strip() and own is not None:
        holders = [one for one in holders if one.person == own[0]]
    else:
        context.require(Act.GRANT_ROLE, About(organisation=organisation.slug))
        holders = [one for one in holders if fold(one.name) == fold(name)]
    if len(holders) != 1:
        raise UserError("roles.no-holder", {"role": role.value, "organisation": organisation.short})
    (holding,) = holders
    kept.end_role(context.session, holding, context.today)
    return Card(
        title=context.say(
            "roles.ended",
            name=holding.name,
            role=context.say(f"roles.{holding.role.value}"),
            organisation=context.short(holding.organisation),
        ),
        language=context.language,
    )
