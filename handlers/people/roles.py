"""`roller`: who holds which role, asking for one, granting, ending. The way in for everybody."""

import re
from datetime import timedelta

from sqlmodel import select

from domain.errors import UserError
from domain.organisations import Organisation, Role, fold
from domain.permissions import About, Act
from handlers.cards import Block, Button, Card, Facts, Text
from handlers.core.access import may, who_may
from handlers.core.actors import CONSOLE
from handlers.core.context import Ask
from handlers.core.wording import capital
from handlers.lookup.names import organisation_from
from handlers.overview.about import welcome
from storage.people.directory import Holding
from storage.people.linked_accounts import held
from storage.people.recipients import Recipient
from storage.tables import AccountRow, PersonRow, RoleRequestRow, RoleRow

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


def show_roles(ask: Ask) -> Card:
    """Who holds which role: «roller», «roller Agder». An administrator without a role sees every open request."""
    if not ask.actor.known:
        return _requests(ask) if ask.actor.administrator else welcome(ask)
    ask.require(Act.READ_OVERVIEW, About())
    organisation = ask.organisation(ask.actor.organisation)
    if ask.words:
        organisation, _ = organisation_from(ask, ask.words)
    rows = []
    for role in Role:
        holders = ask.directory.holders(organisation.slug, role, ask.today)
        names = ", ".join(dict.fromkeys(_holding_text(ask, one) for one in holders))
        if names or role in (Role.COORDINATOR, Role.LEADER):
            rows.append((ask.say(f"roles.{role.value}"), names or ask.say("common.nobody")))
    body: list[Block] = [Facts(tuple(rows))]
    waiting = _open_requests(ask, organisation.slug)
    body += [Text(_request_text(ask, one)) for one in waiting]
    about = About(organisation=organisation.slug)
    if waiting and not may(ask.actor, Act.GRANT_ROLE, about):
        who = next(iter(who_may(ask.language, ask.directory, Act.GRANT_ROLE, about)))
        body.append(Text(capital(ask.say("common.done-by", who=who))))
    return Card(
        title=ask.say("roles.title", organisation=organisation.name),
        body=tuple(body),
        buttons=tuple(button for one in waiting for button in request_buttons(ask, one)),
        language=ask.language,
    )


def _requests(ask: Ask) -> Card:
    query = select(RoleRequestRow).where(RoleRequestRow.state == "open").order_by("id")
    waiting = list(ask.session.exec(query))
    lines = [Text(_request_text(ask, one)) for one in waiting] or [Text(ask.say("roles.none-waiting"))]
    return Card(
        title=ask.say("roles.waiting-title", n=len(waiting)),
        body=(*lines, Text(ask.say("about.welcome-admin"))),
        buttons=tuple(button for one in waiting for button in request_buttons(ask, one)),
        language=ask.language,
    )


def _holding_text(ask: Ask, one: Holding) -> str:
    return ask.say("roles.until", name=one.name, day=one.valid_to) if one.valid_to else one.name


def _open_requests(ask: Ask, slug: str) -> list[RoleRequestRow]:
    query = select(RoleRequestRow).where(RoleRequestRow.organisation == slug, RoleRequestRow.state == "open")
    return list(ask.session.exec(query.order_by("id")))


def _request_text(ask: Ask, one: RoleRequestRow) -> str:
    return ask.say(
        "roles.request",
        name=one.name,
        role=ask.say(f"roles.{one.role}"),
        organisation=ask.short(one.organisation),
    )


def request_buttons(ask: Ask, one: RoleRequestRow) -> tuple[Button, ...]:
    """What a coordinator presses; nothing for those who may not."""
    if not may(ask.actor, Act.GRANT_ROLE, About(organisation=one.organisation)):
        return ()
    return (
        ask.button("approve-role", f"roller godkjenn {one.id}", primary=True),
        ask.button("decline-role", f"roller avslå {one.id}"),
    )


def ask_for_role(ask: Ask) -> Card:
    """Ask for a role: «roller be-om Agder koordinator». A coordinator there, or KS, approves."""
    if not ask.words:
        raise UserError("roles.ask-needs")
    organisation, rest = organisation_from(ask, ask.words)
    role = role_from(rest or "medlem")
    if role in ask.actor.roles and ask.actor.organisation == organisation.slug:
        raise UserError("roles.have-it", {"role": role.value, "organisation": organisation.short})
    account = ask.invocation.account
    same = [
        one
        for one in _open_requests(ask, organisation.slug)
        if (one.platform, one.workspace, one.user) == (account.platform, account.workspace, account.user)
    ]
    if any(one.role == role.value for one in same):
        raise UserError("roles.asked-before", {"organisation": organisation.short})
    row = RoleRequestRow(
        platform=account.platform,
        workspace=account.workspace,
        user=account.user,
        name=(ask.actor.name or account.user)[:100],
        organisation=organisation.slug,
        role=role.value,
        asked_at=ask.at,
    )
    ask.session.add(row)
    ask.session.flush()
    for slug in _who_decides(ask, organisation):
        ask.unit.send("role-request", slug, {"request": str(row.id)})
    return Card(
        title=ask.say("roles.asked", role=ask.say(f"roles.{role.value}"), organisation=organisation.short),
        body=(Text(ask.say("roles.asked-who", organisation=organisation.short)),),
        language=ask.language,
    )


def _who_decides(ask: Ask, organisation: Organisation) -> list[str]:
    """The organisation itself, and KS when nobody there can decide."""
    ks = ask.directory.ks.slug
    leads = [
        one
        for role in (Role.COORDINATOR, Role.LEADER)
        for one in ask.directory.holders(organisation.slug, role, ask.today)
    ]
    return [organisation.slug] if leads else list(dict.fromkeys([organisation.slug, ks]))


def _request(ask: Ask) -> RoleRequestRow:
    number = re.fullmatch(r"#?(\d{1,9})", ask.words.strip())
    row = ask.session.get(RoleRequestRow, int(number[1])) if number else None
    if row is None:
        raise UserError("roles.no-request", {"typed": ask.words[:40]})
    ask.require(Act.GRANT_ROLE, About(organisation=row.organisation))
    if row.state != "open":
        raise UserError("roles.decided", {"name": row.name, "state": row.state})
    return row


def approve(ask: Ask) -> Card:
    """Grant what was asked for: the button under the request."""
    row = _request(ask)
    row.state = "granted"
    person, _ = _grant(ask, (row.platform, row.workspace, row.user), row.name, row.organisation, Role(row.role))
    if row.platform in ask.services.platforms:
        recipient = Recipient(row.organisation, Role(row.role), person)
        ask.unit.send("role-granted", str(recipient), {"request": str(row.id)})
    return Card(
        title=ask.say(
            "roles.granted", name=row.name, role=ask.say(f"roles.{row.role}"), organisation=ask.short(row.organisation)
        ),
        language=ask.language,
    )


def decline(ask: Ask) -> Card:
    """Turn a request down."""
    row = _request(ask)
    row.state = "declined"
    return Card(title=ask.say("roles.declined", name=row.name), language=ask.language)


def _grant(ask: Ask, account: tuple[str, str, str], name: str, organisation: str, role: Role) -> tuple[int, str]:
    """The person who holds the role from today, and the name they are known by.

    It is the account's own, whatever others it is joined to: it keeps the role when it goes.
    """
    known = ask.directory.people.get(account)
    person = _own_person(ask, account) if known else _new_person(ask, account, name)
    if (organisation, role) not in held(ask.session, {person}, ask.today):
        ask.session.add(RoleRow(person_id=person, organisation=organisation, role=role.value, valid_from=ask.today))
    return person, known[1] if known else name


def _own_person(ask: Ask, account: tuple[str, str, str]) -> int:
    platform, workspace, user = account
    query = select(AccountRow.person_id).where(
        AccountRow.platform == platform, AccountRow.workspace == workspace, AccountRow.user == user
    )
    return ask.session.exec(query).one()


def _new_person(ask: Ask, account: tuple[str, str, str], name: str) -> int:
    person = PersonRow(name=name, created_at=ask.at)
    ask.session.add(person)
    ask.session.flush()
    number = person.id or 0
    platform, workspace, user = account
    ask.session.add(AccountRow(platform=platform, workspace=workspace, user=user, person_id=number))
    return number


_ID = r"(?:[UW][A-Z0-9]{5,20}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})"
"""An account's id: Slack's own, or the one in a Teams tenant's directory."""
_USER = re.compile(
    rf"@(?P<name>(?:(?!\({_ID}\)).)+) \((?P<of>{_ID})\)|<?@?(?P<id>{_ID})(?:\|(?P<label>[^>]*))?>?",
)
"""One person a role is given to: «@kari (U123456)», as the chats say it; «@U123456», as somebody may type it."""
_ACCOUNT = re.compile(r"(?P<platform>[a-z]+):(?P<workspace>[^\s:]+):(?P<user>[^\s:]+)")
"""Any account of any chat, as `hvem-er-jeg` prints it there."""


def grant(ask: Ask) -> Card:
    """Give somebody a role directly: «roller gi Agder koordinator @person», or an account's id in their place."""
    organisation, rest = organisation_from(ask, ask.words) if ask.words else (None, "")
    if organisation is None or not rest:
        raise UserError("roles.grant-needs")
    role, who = take_role(rest)
    account, called = _account_meant(ask, who.strip())
    ask.require(Act.GRANT_ROLE, About(organisation=organisation.slug))
    _, name = _grant(ask, account, called, organisation.slug, role)
    return Card(
        title=ask.say(
            "roles.granted",
            name=name,
            role=ask.say(f"roles.{role.value}"),
            organisation=organisation.short,
        ),
        language=ask.language,
    )


def _account_meant(ask: Ask, who: str) -> tuple[tuple[str, str, str], str]:
    """The account and what it is called. Raises UserError.

    Whom a chat names is somebody of the workspace the room is in; a guest there may mean somebody of their own.
    """
    whole = _ACCOUNT.fullmatch(who)
    if whole and whole["platform"] != CONSOLE:
        return (whole["platform"], whole["workspace"], whole["user"]), whole["user"][:100]
    found = _USER.fullmatch(who)
    if found is None:
        raise UserError("roles.grant-needs")
    room = ask.invocation.room
    if ask.invocation.account.workspace != room.workspace:
        raise UserError("roles.grant-guest")
    user = found["of"] or found["id"]
    return (room.platform, room.workspace, user), (found["name"] or found["label"] or user)[:100]


def end_role(ask: Ask) -> Card:
    """End a role: «roller avslutt Agder koordinator», one's own or, for those who may grant it, another's by name."""
    if not ask.words:
        raise UserError("roles.end-needs")
    organisation, rest = organisation_from(ask, ask.words)
    role, name = take_role(rest)
    holders = ask.directory.holders(organisation.slug, role, ask.today)
    account = ask.invocation.account
    own = ask.directory.people.get((account.platform, account.workspace, account.user))
    if not name.strip() and own is not None:
        holders = [one for one in holders if one.person == own[0]]
    else:
        ask.require(Act.GRANT_ROLE, About(organisation=organisation.slug))
        holders = [one for one in holders if fold(one.name) == fold(name)]
    if len(holders) != 1:
        raise UserError("roles.no-holder", {"role": role.value, "organisation": organisation.short})
    return _end(ask, holders[0])


def _end(ask: Ask, holding: Holding) -> Card:
    """End it in every row it stands in: joined accounts may have been given the same role each."""
    last = ask.today - timedelta(days=1)
    for number in (holding.id, *holding.also):
        row = ask.session.get_one(RoleRow, number)
        if row.valid_to is None or row.valid_to > last:
            row.valid_to = max(last, row.valid_from - timedelta(days=1))
    return Card(
        title=ask.say(
            "roles.ended",
            name=holding.name,
            role=ask.say(f"roles.{holding.role.value}"),
            organisation=ask.short(holding.organisation),
        ),
        language=ask.language,
    )
