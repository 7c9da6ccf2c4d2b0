"""A draft that is out for comments isn't taken back by the way: whoever changes it says that they mean to."""

from collections.abc import Callable
from dataclasses import replace

from handlers.cards import Card
from handlers.core.context import CommandContext
from handlers.core.field_text import confirmed
from handlers.lookup.names import split_version


def asked_first(run: Callable[[CommandContext], Card]) -> Callable[[CommandContext], Card]:
    """The command as it is run once «bekreft v2» stands last: the second draft may be taken back."""

    def with_word(context: CommandContext) -> Card:
        words, draft = split_version(context.words)
        return run(context if draft is None else replace(context, said=confirmed(words)[0], takes_back=draft))

    return with_word
