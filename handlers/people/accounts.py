"""`roller koble`: one person, several accounts. A code made in one chat and typed in the other joins them.

Roles stay with the account they were given to; joined accounts share what each holds, and no more than that. See
docs/design.md, «One person, several accounts».
"""

import re

from domain.accounts import CONSOLE, Address, Recipient
from domain.errors import UserError
from handlers.cards import Block, Card, Copy, Facts, Note, Text
from handlers.core.context import CommandContext
from handlers.people.account_text import (
    account_rows,
    chat_name,
    clock,
    part_button,
    place_text,
    roles_text,
)
from handlers.people.unlink import part
from storage.delivery.merge_recipients import share_reminders
from storage.people.link_codes import (
    LIFE,
    as_code,
    forget,
    good_until,
    new_code,
    note_attempt,
    reserve,
    wait_until,
    whose,
)
from storage.people.linked_accounts import Joined, Roles, accounts_of, join
from storage.people.roles import add_person

LINKED = "account-linked"
"""The message that tells a person's other accounts of a new one."""

PRIVATE = frozenset({"slack"})
"""Chats that show the reply in a shared room to the asker alone. Elsewhere only a direct conversation is private."""

_PART = re.compile(r"(?:fjern|remove)\b\s*", re.IGNORECASE)
_MEANT = re.compile(r"(?P<yes>bekreft|stadfest|confirm)?(?:avbryt|cancel)? (?P<maker>\d{1,9})", re.IGNORECASE)
"""What the buttons under «whose account is this?» say: whose code, by the person's number, is meant or not."""


def kept(words: str) -> str:
    """The command's words as the audit log keeps them: a code is nobody's to read, not even afterwards."""
    return words if _PART.match(words) or _MEANT.fullmatch(words) or not words else "…"


def link(context: CommandContext) -> Card:
    """«roller koble» makes a code, «roller koble K7QF-3M2P» shows whose it is and asks, a button joins the two;
    «roller koble fjern teams» takes it back.

    Raises UserError: no code of that form, joined already, two accounts in one chat, no role yet, in the terminal,
    where others read along, by another workspace's word, too many wrong codes lately, a code that is good no more.
    """
    if context.invocation.account.platform == CONSOLE:
        raise UserError("accounts.terminal")
    if context.actor.through:
        raise UserError("accounts.elsewhere")
    parting, meant = _PART.match(context.words), _MEANT.fullmatch(context.words)
    if context.words and not parting and not meant:
        return _use(context)
    if not private(context.invocation.room):
        raise UserError("accounts.not-here")
    if meant:
        return _answered(context, int(meant["maker"]), yes=bool(meant["yes"]))
    return part(context, context.words[parting.end() :]) if parting else _make(context)


def private(room: Address) -> bool:
    """Whether nobody else reads what is answered there."""
    return room.direct or room.platform == CONSOLE or room.platform in PRIVATE


def _person(context: CommandContext) -> int | None:
    found = context.directory.people.get(context.invocation.account)
    return found[0] if found else None


def _roles_of(context: CommandContext, person: int) -> Roles:
    return frozenset((one.organisation, one.role) for one in context.directory.roles_of(person, context.today))


def _make(context: CommandContext) -> Card:
    """A code, for those who hold a role already: an account without one has nothing to share."""
    person = _person(context)
    if person is None or not context.actor.known:
        raise UserError("accounts.role-first")
    code = new_code(context.session, person, context.at)
    context.unit.record("link-code", person=person)
    accounts = accounts_of(context.session, person)
    return Card(
        title=context.say("accounts.title"),
        body=(
            Text(context.say("accounts.type-this")),
            Copy(context.say("accounts.line", code=code)),
            Text(context.say("accounts.good-until", until=clock(context, context.at + LIFE))),
            *_state(context, accounts, _roles_of(context, person)),
        ),
        buttons=tuple(part_button(context, one) for one in accounts if one.id != str(context.invocation.account)),
        language=context.language,
    )


def _state(context: CommandContext, accounts: list[Joined], roles: Roles) -> tuple[Block, ...]:
    """Which accounts are joined, and what they hold together."""
    return (Facts((*account_rows(accounts), (context.say("about.roles"), roles_text(context, roles)))),)


def _use(context: CommandContext) -> Card:
    """Show whose account the code would join to this one, and ask; nothing is joined yet.

    A code talks somebody into sharing what they hold just as well as into taking part in what another holds, so who
    types it sees both. From now on it is this account's alone. A wrong one is counted, so it is answered by a card that
    commits.
    """
    code = as_code(context.words)
    if not code:
        raise UserError("accounts.no-code", {"typed": context.words[:40]})
    until = wait_until(context.session, str(context.invocation.account), context.at)
    if until is not None:
        raise UserError("accounts.wait", {"until": clock(context, until)})
    maker = whose(context.session, code, str(context.invocation.account), context.at)
    if maker is None or not context.directory.roles_of(maker, context.today):
        return _wrong(context)
    if not private(context.invocation.room):
        return _said_aloud(context, maker)
    own = _person(context)
    if own == maker:
        raise UserError("accounts.same-already")
    _check_places(context, maker, own)
    reserve(context.session, maker, str(context.invocation.account))
    context.unit.record("link-shown", person=maker)
    return _ask_first(context, maker, own)


def _ask_first(context: CommandContext, maker: int, own: int | None) -> Card:
    """Whose account it is, and which roles would go which way."""
    accounts = accounts_of(context.session, maker)
    theirs, mine = _roles_of(context, maker), _roles_of(context, own) if own else frozenset()
    until = good_until(context.session, maker, str(context.invocation.account), context.at)
    name = context.directory.roles_of(maker, context.today)[0].name
    rows = (
        *(
            (context.say("accounts.made-by"), f"{one.name} ({one.id}), {place_text(context, one.account)}")
            for one in accounts
        ),
        (context.say("accounts.you-get"), roles_text(context, theirs - mine)),
        (context.say("accounts.they-get", name=name), roles_text(context, mine - theirs)),
    )
    return Card(
        title=context.say("accounts.sure", name=name),
        body=(
            Facts(rows),
            Text(context.say("accounts.sure-what")),
            Note(context.say("accounts.sure-until", until=clock(context, until or context.at))),
        ),
        buttons=(
            context.button("link", f"roller koble bekreft {maker}", primary=True),
            context.button("cancel", f"roller koble avbryt {maker}"),
        ),
        language=context.language,
    )


def _answered(context: CommandContext, maker: int, *, yes: bool) -> Card:
    """The button under the question. It counts for the account that has typed the code, as long as that is good.

    Raises UserError.
    """
    if good_until(context.session, maker, str(context.invocation.account), context.at) is None:
        raise UserError("accounts.code-gone")
    if not yes:
        forget(context.session, maker)
        context.unit.record("link-void", person=maker)
        return Card(
            title=context.say("accounts.not-linked"),
            body=(Text(context.say("accounts.not-linked-what")),),
            language=context.language,
        )
    own = _person(context)
    if not context.directory.roles_of(maker, context.today):
        raise UserError("accounts.code-gone")
    if own == maker:
        raise UserError("accounts.same-already")
    _check_places(context, maker, own)
    return _joined(context, maker, own or _new_person(context))


def _wrong(context: CommandContext) -> Card:
    left = note_attempt(context.session, str(context.invocation.account), context.at)
    context.unit.record("link-refused", left=left)
    return Card(
        title=context.say("accounts.wrong-code"),
        body=(Text(context.say("accounts.wrong-code-why")), Text(context.say("accounts.tries", n=left))),
        language=context.language,
    )


def _said_aloud(context: CommandContext, maker: int) -> Card:
    """The code is right, and others can read it here: it is good no more."""
    forget(context.session, maker)
    context.unit.record("link-void", person=maker)
    return Card(
        title=context.say("accounts.void"), body=(Text(context.say("accounts.void-why")),), language=context.language
    )


def _check_places(context: CommandContext, maker: int, own: int | None) -> None:
    """Two accounts in one workspace are two people. Raises UserError."""
    account = context.invocation.account
    here = {(account.platform, account.workspace)}
    if own is not None:
        here |= {(joined.account.platform, joined.account.workspace) for joined in accounts_of(context.session, own)}
    for joined in accounts_of(context.session, maker):
        if (joined.account.platform, joined.account.workspace) in here:
            raise UserError("accounts.same-chat", {"chat": chat_name(joined.account.platform)})


def _new_person(context: CommandContext) -> int:
    """The person an account is that nobody knows yet: one of its own, so that it can be taken away again."""
    return add_person(context.session, context.invocation.account, context.invocation.account.called, context.at)


def _joined(context: CommandContext, maker: int, own: int) -> Card:
    """Join them, tell every other account, and say what they hold from now on."""
    join(context.session, own, maker, context.at)
    forget(context.session, maker, own)
    share_reminders(context.unit, maker)
    accounts, account = accounts_of(context.session, maker), context.invocation.account
    told = _tell(context, maker, [one for one in accounts if one.id != str(account)])
    return Card(
        title=context.say("accounts.joined", name=context.directory.roles_of(maker, context.today)[0].name),
        body=(
            *_state(context, accounts, _roles_of(context, maker) | _roles_of(context, own)),
            *((Text(context.say("accounts.told")),) if told else ()),
            Note(context.say("accounts.undo", chat=chat_name(account.platform))),
        ),
        buttons=(context.button("status", "status"), context.button("help", "hjelp")),
        language=context.language,
    )


def _tell(context: CommandContext, maker: int, others: list[Joined]) -> bool:
    """Word to each of the other accounts, so that a stolen code is noticed; whether there was one to write to."""
    holding = context.directory.roles_of(maker, context.today)[0]
    reached = [joined for joined in others if joined.account.platform in context.services.platforms]
    for joined in reached:
        facts = {"account": str(context.invocation.account), "name": context.invocation.account.called}
        recipient = Recipient(holding.organisation, holding.role, joined.person, joined.id)
        context.unit.send(LINKED, str(recipient), facts)
    return bool(reached)
