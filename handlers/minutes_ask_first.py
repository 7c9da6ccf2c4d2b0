"""A draft that is out for comments isn't taken back by the way: whoever changes it says that they mean to."""

from collections.abc import Callable
from dataclasses import replace

from handlers.ask import Ask
from handlers.cards import Card
from handlers.meetings import confirmed
from handlers.names import split_version


def asked_first(run: Callable[[Ask], Card]) -> Callable[[Ask], Card]:
    """The command as it is run once «bekreft v2» stands last: the second draft may be taken back."""

    def with_word(ask: Ask) -> Card:
        words, draft = split_version(ask.words)
        return run(ask if draft is None else replace(ask, words=confirmed(words)[0], takes_back=draft))

    return with_word
