"""`mine data`: what is kept about whoever asks. Only they see the answer, wherever they ask."""

from domain.errors import UserError
from handlers.cards import Block, Card, Facts, Heading, Note, Text
from handlers.core.context import CommandContext
from handlers.people.account_text import chat_name
from handlers.people.accounts import private
from storage.personal_data.kept import Kept, kept_about

SHOWN = 15
"""The newest lines that are shown; all of them are handed over as JSON by who runs the installation."""
LONGEST = 160
"""Characters of a line that are shown."""


def my_data(context: CommandContext) -> Card:
    """What is kept about the person, and how long.

    Raises UserError: where others read along, by another workspace's word.
    """
    if context.actor.through:
        raise UserError("data.elsewhere")
    if not private(context.invocation.room):
        raise UserError("data.not-here")
    kept = kept_about(context.session, context.invocation.account)
    body: list[Block] = [Facts(tuple(_facts(context, kept)))]
    if kept.roles:
        body += [Heading(context.say("data.roles")), Text("\n".join(_roles(context, kept)))]
    if kept.requests:
        body += [Heading(context.say("data.requests")), Text("\n".join(_requests(context, kept)))]
    if kept.said:
        body += [Heading(context.say("data.said", n=len(kept.said))), Text("\n".join(_said(context, kept)))]
    body += [
        Text(context.say("data.how-long")),
        Note(context.say("data.as-json", account=str(context.invocation.account))),
    ]
    return Card(title=context.say("data.title"), body=tuple(body), language=context.language)


def _facts(context: CommandContext, kept: Kept) -> list[tuple[str, str]]:
    """Who they are to us, and how many of what there is no list of here."""
    rows = [
        (context.say("data.names"), ", ".join(sorted(kept.who.names)) or context.say("data.none")),
        (context.say("data.accounts"), "\n".join(sorted(kept.who.ids))),
    ]
    rows += [
        (context.say("data.messages"), str(len(kept.messages))),
        (context.say("data.conversations"), str(len(kept.conversations))),
        (context.say("data.by-others"), str(len(kept.told_of))),
    ]
    if kept.conversations:
        chats = sorted({chat_name(one.platform) for one in kept.conversations})
        rows.append((context.say("data.conversations-in"), ", ".join(chats)))
    if kept.minutes:
        rows.append((context.say("data.minutes"), ", ".join(kept.minutes)))
    return rows


def _roles(context: CommandContext, kept: Kept) -> list[str]:
    return [
        context.say(
            "data.role-until" if one.valid_to else "data.role-since",
            role=context.say(f"roles.{one.role.value}"),
            organisation=context.short(one.organisation),
            start=one.valid_from,
            end=one.valid_to or one.valid_from,
        )
        for one in kept.roles
    ]


def _requests(context: CommandContext, kept: Kept) -> list[str]:
    return [
        context.say(
            f"data.request-{one.state.value}",
            role=context.say(f"roles.{one.role.value}"),
            organisation=context.short(one.organisation),
            when=context.moment(one.asked_at),
        )
        for one in kept.requests
    ]


def _said(context: CommandContext, kept: Kept) -> list[str]:
    """The newest lines, the newest first."""
    newest = reversed(kept.said[-SHOWN:])
    return [f"{context.moment(one.at)}: {' '.join(one.line.split())[:LONGEST]}" for one in newest]
