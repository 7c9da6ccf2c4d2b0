"""`roller koble`: one person, several accounts. A code made in one chat and typed in the other joins them.

Roles stay with the account they were given to; joined accounts share what each holds, and no more than that. See
docs/design.md, «One person, several accounts».
"""

import re

from domain.errors import UserError
from handlers.cards import Block, Card, Copy, Facts, Note, Text
from handlers.core.actors import CONSOLE
from handlers.core.context import Ask
from handlers.people.account_text import account_rows, chat_name, clock, part_button, roles_text
from handlers.people.unlink import part
from storage.delivery.merge_recipients import share_reminders
from storage.people.link_codes import LIFE, as_code, forget, new_code, note_attempt, wait_until, whose
from storage.people.linked_accounts import Joined, Roles, accounts_of
from storage.people.recipients import Recipient
from storage.tables import AccountRow, PersonJoinRow, PersonRow

LINKED = "account-linked"
"""The message that tells a person's other accounts of a new one."""

PRIVATE = frozenset({"slack"})
"""Chats that show the reply in a shared room to the asker alone. Elsewhere only a direct conversation is private."""

_PART = re.compile(r"(?:fjern|remove)\b\s*", re.IGNORECASE)


def kept(words: str) -> str:
    """The command's words as the audit log keeps them: a code is nobody's to read, not even afterwards."""
    return words if _PART.match(words) or not words else "…"


def link(ask: Ask) -> Card:
    """«roller koble» makes a code, «roller koble K7QF-3M2P» uses it, «roller koble fjern teams» takes it back."""
    if ask.invocation.account.platform == CONSOLE:
        raise UserError("accounts.terminal")
    parting = _PART.match(ask.words)
    if ask.words and not parting:
        return _use(ask)
    if not _private(ask):
        raise UserError("accounts.not-here")
    return part(ask, ask.words[parting.end() :]) if parting else _make(ask)


def _private(ask: Ask) -> bool:
    room = ask.invocation.room
    return room.direct or room.platform in PRIVATE


def _person(ask: Ask) -> int | None:
    account = ask.invocation.account
    found = ask.directory.people.get((account.platform, account.workspace, account.user))
    return found[0] if found else None


def _roles_of(ask: Ask, person: int) -> Roles:
    return frozenset((one.organisation, one.role) for one in ask.directory.roles_of(person, ask.today))


def _make(ask: Ask) -> Card:
    """A code, for those who hold a role already: an account without one has nothing to share."""
    person = _person(ask)
    if person is None or not ask.actor.known:
        raise UserError("accounts.role-first")
    code = new_code(ask.session, person, ask.at)
    ask.unit.record("link-code", person=person)
    accounts = accounts_of(ask.session, person)
    return Card(
        title=ask.say("accounts.title"),
        body=(
            Text(ask.say("accounts.type-this")),
            Copy(ask.say("accounts.line", code=code)),
            Text(ask.say("accounts.good-until", until=clock(ask, ask.at + LIFE))),
            *_state(ask, accounts, _roles_of(ask, person)),
        ),
        buttons=tuple(part_button(ask, one) for one in accounts if one.id != str(ask.invocation.account)),
        language=ask.language,
    )


def _state(ask: Ask, accounts: list[Joined], roles: Roles) -> tuple[Block, ...]:
    """Which accounts are joined, and what they hold together."""
    return (Facts((*account_rows(accounts), (ask.say("about.roles"), roles_text(ask, roles)))),)


def _use(ask: Ask) -> Card:
    """Join this account to the code's maker. A wrong code is counted, so it is answered by a card that commits."""
    code = as_code(ask.words)
    if not code:
        raise UserError("accounts.no-code", {"typed": ask.words[:40]})
    until = wait_until(ask.session, str(ask.invocation.account), ask.at)
    if until is not None:
        raise UserError("accounts.wait", {"until": clock(ask, until)})
    maker = whose(ask.session, code, ask.at)
    if maker is None or not ask.directory.roles_of(maker, ask.today):
        return _wrong(ask)
    if not _private(ask):
        return _said_aloud(ask, maker)
    own = _person(ask)
    if own == maker:
        raise UserError("accounts.same-already")
    _check_places(ask, maker, own)
    return _joined(ask, maker, own or _new_person(ask))


def _wrong(ask: Ask) -> Card:
    left = note_attempt(ask.session, str(ask.invocation.account), ask.at)
    ask.unit.record("link-refused", left=left)
    return Card(
        title=ask.say("accounts.wrong-code"),
        body=(Text(ask.say("accounts.wrong-code-why")), Text(ask.say("accounts.tries", n=left))),
        language=ask.language,
    )


def _said_aloud(ask: Ask, maker: int) -> Card:
    """The code is right, and others can read it here: it is good no more."""
    forget(ask.session, maker)
    ask.unit.record("link-void", person=maker)
    return Card(title=ask.say("accounts.void"), body=(Text(ask.say("accounts.void-why")),), language=ask.language)


def _check_places(ask: Ask, maker: int, own: int | None) -> None:
    """Two accounts in one workspace are two people. Raises UserError."""
    account = ask.invocation.account
    here = {(account.platform, account.workspace)}
    if own is not None:
        here |= {(one.account.platform, one.account.workspace) for one in accounts_of(ask.session, own)}
    for one in accounts_of(ask.session, maker):
        if (one.account.platform, one.account.workspace) in here:
            raise UserError("accounts.same-chat", {"chat": chat_name(one.account.platform)})


def _new_person(ask: Ask) -> int:
    """The person an account is that nobody knows yet: one of its own, so that it can be taken away again."""
    account = ask.invocation.account
    person = PersonRow(name=_called(ask), created_at=ask.at)
    ask.session.add(person)
    ask.session.flush()
    number = person.id or 0
    ask.session.add(
        AccountRow(platform=account.platform, workspace=account.workspace, user=account.user, person_id=number)
    )
    return number


def _called(ask: Ask) -> str:
    return (ask.invocation.account.name or ask.invocation.account.user)[:100]


def _joined(ask: Ask, maker: int, own: int) -> Card:
    """Join them, tell every other account, and say what they hold from now on."""
    ask.session.add(PersonJoinRow(person_id=own, joined_to=maker, joined_at=ask.at))
    forget(ask.session, maker, own)
    ask.session.flush()
    share_reminders(ask.unit, maker)
    accounts, account = accounts_of(ask.session, maker), ask.invocation.account
    told = _tell(ask, maker, [one for one in accounts if one.id != str(account)])
    return Card(
        title=ask.say("accounts.joined", name=ask.directory.roles_of(maker, ask.today)[0].name),
        body=(
            *_state(ask, accounts, _roles_of(ask, maker) | _roles_of(ask, own)),
            *((Text(ask.say("accounts.told")),) if told else ()),
            Note(ask.say("accounts.undo", chat=chat_name(account.platform))),
        ),
        buttons=(ask.button("status", "status"), ask.button("help", "hjelp")),
        language=ask.language,
    )


def _tell(ask: Ask, maker: int, others: list[Joined]) -> bool:
    """Word to each of the other accounts, so that a stolen code is noticed; whether there was one to write to."""
    holding = ask.directory.roles_of(maker, ask.today)[0]
    reached = [one for one in others if one.account.platform in ask.services.platforms]
    for one in reached:
        facts = {"account": str(ask.invocation.account), "name": _called(ask)}
        recipient = Recipient(holding.organisation, holding.role, one.person, one.id)
        ask.unit.send(LINKED, str(recipient), facts)
    return bool(reached)
