"""Which command a line means; where that isn't certain, what it may have meant, to be asked.

Only a whole name makes a command act. What merely reads may be shortened, or said in other words.
"""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from domain.errors import UserError
from domain.organisations import REFERENCE, fold, named_in
from handlers.core.command import Command, FoundCommand, Organisations
from handlers.core.meeting_words import read_meeting_words
from handlers.dispatch.paraphrases import in_other_words
from handlers.texts import say

SHORTEST = 3
"""Letters of a shortening that is carried out: «ref», «opp». Two letters begin too many ordinary words."""
_MOST_OFFERS = 4
_MOST_WORDS = 60
"""Words of a sentence in which the name of a command is looked for."""
_LONGEST_SHOWN = 60
_LONGEST_OFFER = 1500
"""Characters of a line that a button carries: Slack takes 2,000."""
_LIKE, _VERY_LIKE = 0.75, 0.8
"""How alike a misspelt word and a name must be; the higher one where a sentence may say something else."""
_FORM_OF = 0.85
"""How alike a word in a sentence and a name must be: «møtet», «fristen», «referatet»."""
_LIKENESS_FROM = 4
"""Letters of a word that can be a misspelt name: «vår» is as like «svar» as «ferdg» is like «ferdig»."""
_TOO_COMMON = frozenset({"mine", "year", "action"})
"""Names of commands that stand in ordinary sentences and mean nothing there."""
_LEADING = frozenset({"for", "i", "til", "hos", "fra", "med", "pa", "in", "of", "at"})
_MARKS = " ,.;:!?–-"
_REFERENCE = re.compile(r"\b(?:O-?\d|(?:N|SG|R\d\d)-\d|T\d{1,3}\.\d|V-?\d)", re.IGNORECASE)
"""A thing by its number, anywhere in a line."""
_HALF_LIKE = 0.55
"""How alike a word and the second half of a name must be: «mi» or «mitt» and «min»."""
_CAN_YOU = re.compile(
    r"(?:kan|kunne|vil|can|could|would|will)\s+(?:du|dere|de|dykk|you)\s+(?:please\s+|vær så snill å\s+)?(?=\S)",
    re.IGNORECASE,
)
_TOO_SHORT = 3
"""Letters of a name that says nothing at the beginning of a line of text: «om», «my»."""


@dataclass(frozen=True, slots=True)
class CommandOffer:
    """A command that may have been meant, and the rest of the line, which comes along."""

    command: Command
    rest: str = ""
    name: str = ""
    """The name it goes by here; by default what it is called in the reader's language."""


class UnclearLineError(UserError):
    """As UserError; `offers` are what may have been meant, `lines` whole lines to say one at a time."""

    __slots__ = ("lines", "offers")

    def __init__(
        self, code: str, typed: str, offers: Sequence[CommandOffer] = (), lines: Sequence[str] = (), word: str = ""
    ) -> None:
        shown = typed if len(typed) <= _LONGEST_SHOWN else f"{typed[: _LONGEST_SHOWN - 1].rstrip()}…"
        super().__init__(code, {"typed": " ".join(shown.split()), "word": word or shown})
        self.offers = tuple(offers)[:_MOST_OFFERS]
        self.lines = tuple(lines)


class Finder:
    """The names of all commands. Raises ValueError when two are called the same."""

    def __init__(self, commands: Sequence[Command]) -> None:
        self._commands = tuple(commands)
        self._by_words  # noqa: B018 - two commands of one name are found when the program starts

    @cached_property
    def _by_words(self) -> dict[tuple[str, ...], Command]:
        found: dict[tuple[str, ...], Command] = {}
        for command in self._commands:
            for name in (command.name, *command.aliases, *command.spoken):
                words = tuple(fold(name).split())
                if found.get(words, command) is not command:
                    raise ValueError(f"two commands are called {name!r}")
                found[words] = command
        return found

    @cached_property
    def _first_words(self) -> dict[str, dict[Command, str]]:
        """Folded first word → the commands whose name begins with it, by that name."""
        found: dict[str, dict[Command, str]] = {}
        for command in self._commands:
            for name in (command.name, *command.aliases):
                found.setdefault(fold(name.split()[0]), {}).setdefault(command, name)
        return found

    @cached_property
    def _families(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """First word → second word → the whole name, for commands of two words."""
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for words in self._by_words:
            if len(words) == 2:
                found.setdefault(words[0], {})[words[1]] = words
        return found

    def find(self, line: str, organisations: Organisations = lambda: REFERENCE) -> FoundCommand:
        """The command a line begins with: the longest name that fits, else what it says in other words, else the
        beginning of one name only, where nothing is changed.

        A hyphen and a space are alike («trenger hjelp O-7»). Raises UnclearLineError with what may have been meant.
        """
        tokens = line.split() or ["status"]
        found, certain = self._longest(line, tokens), True
        if found is None:
            meant = in_other_words(line, organisations)
            if meant:
                return self._reading(self.find(meant, organisations), line, organisations)
            tokens, certain = self._lengthened(tokens, line, organisations), False
            found = self._longest(" ".join([tokens[0], *line.split(maxsplit=1)[1:]]), tokens)
        if found is None:
            raise UnclearLineError("common.needs-more", tokens[0], self._family_offers(tokens))
        second = self._second_word(found, tokens, line)
        certain, found = certain and second is found, second
        if found.command.greets and (wanted := self._after_greeting(found.words, line, organisations)):
            return wanted
        found = self._handed_on(found, organisations)
        return found if certain else self._reading(found, line, organisations)

    def _handed_on(self, found: FoundCommand, organisations: Organisations) -> FoundCommand:
        """The same words with the command they belong to."""
        delegates_to = found.command.delegates_to
        other = delegates_to(found.words, organisations) if delegates_to else ""
        if not other:
            return found
        return self._handed_on(replace(found, command=self._by_words[tuple(fold(other).split())]), organisations)

    def name_in(self, command: Command, language: str) -> str:
        """What a command is called in a language: the words of its first example that name it."""
        example = say(language, command.usage).split(" · ")[0]
        found = self._longest(example, example.split())
        return " ".join(example.split()[: found.length]) if found else command.name

    def line_of(self, offer: CommandOffer, language: str) -> str:
        """The line an offer stands for."""
        name = offer.name or self.name_in(offer.command, language)
        whole = f"{name} {offer.rest}".strip()
        return whole if len(whole) <= _LONGEST_OFFER else name

    def check_one_command(self, line: str) -> None:
        """Raises UnclearLineError when later lines of a text look like commands of their own."""
        lines = [one.strip() for one in line.splitlines() if one.strip()]
        if len(lines) < 2:
            return
        first, *others = (self._longest(one, one.split()) for one in lines)
        looks = [
            other is not None and _is_command_of_its_own(first, other, line)
            for line, other in zip(lines[1:], others, strict=True)
        ]
        if not any(looks):
            return
        raise UnclearLineError("common.one-at-a-time", lines[0], lines=lines if all(looks) and first else ())

    # ---- names

    def _longest(self, line: str, tokens: list[str]) -> FoundCommand | None:
        for length in (3, 2, 1):
            if len(tokens) >= length:
                command = self._by_words.get(tuple(fold(" ".join(tokens[:length])).split()))
                if command:
                    rest = line.split(maxsplit=length)
                    return FoundCommand(command, rest[length].strip() if len(rest) > length else "", length)
        return None

    def _second_word(self, found: FoundCommand, tokens: list[str], line: str) -> FoundCommand:
        """«møte vi …»: a second word that is nearly one of the family's is taken up or asked about, not a name."""
        if len(tokens) < 2 or found.length > 1:
            return found
        family = self._families.get(fold(tokens[0]), {})
        second, rest = fold(tokens[1]), "".join(line.split(maxsplit=2)[2:])
        begun = _begun_by(family, second, SHORTEST)
        near = begun or difflib.get_close_matches(second, family, n=3, cutoff=0.7)
        meant = list(dict.fromkeys(self._by_words[family[word]] for word in near))
        if begun and len(meant) == 1:
            return FoundCommand(meant[0], rest, 2)
        if meant:
            offers = [CommandOffer(command, rest) for command in meant]
            raise UnclearLineError("common.did-you-mean", " ".join(tokens[:2]), offers)
        return found

    def _lengthened(self, tokens: list[str], line: str, organisations: Organisations) -> list[str]:
        """The words with the first one written out, when it begins one name only. Raises UnclearLineError."""
        first, rest = fold(tokens[0]), "".join(line.split(maxsplit=1)[1:])
        begun = _begun_by(self._first_words, first, SHORTEST)
        if self._begins_one(begun, tokens) and self._suits(begun, rest, organisations) and not _CAN_YOU.match(line):
            written = next(iter(self._first_words[begun[0]].values()))
            return [written.split()[0], *tokens[1:]]
        offers = self._offers(first, tokens, line, organisations)
        raise UnclearLineError("common.did-you-mean" if offers else "common.unknown-command", line, offers)

    def _begins_one(self, begun: list[str], tokens: list[str]) -> bool:
        """Whether a shortening can be of one name only; «hvem er koordinator?» asks something else than «hvem»."""
        if len(tokens) > 1 and any(" " in word for word in begun):
            return False
        meant = {self._by_words.get(tuple(word.split())) for word in begun}
        return len(begun) == 1 or (len(meant) == 1 and None not in meant)

    def _suits(self, begun: list[str], rest: str, organisations: Organisations) -> bool:
        """Whether what follows can belong to the name that is meant."""
        return len(begun) > 1 or any(one.suits(rest, organisations) for one in self._first_words[begun[0]])

    # ---- what may have been meant

    def _reading(self, found: FoundCommand, line: str, organisations: Organisations) -> FoundCommand:
        """A command that wasn't named in full, if it only reads. Raises UnclearLineError to ask about any other."""
        if not found.command.writes:
            return found
        spoken_of = self._spoken_of(line.split(), organisations)
        offers = spoken_of if len(spoken_of) == 1 else [CommandOffer(found.command, found.words)]
        raise UnclearLineError("common.did-you-mean", line, offers)

    def _after_greeting(self, words: str, line: str, organisations: Organisations) -> FoundCommand | None:
        """What «hei, status» asks for, if it reads; nothing after a mere greeting. Raises UnclearLineError."""
        wanted = words.lstrip(_MARKS)
        tokens = wanted.split()
        if not tokens:
            return None
        begins = self._longest(wanted, tokens)
        if begins and not _is_name(begins, wanted) and not begins.command.greets:
            return None  # «hei, om to uker …»
        try:
            found = self.find(wanted, organisations)
        except UnclearLineError:
            if begins or _REFERENCE.search(wanted):
                raise
            return None
        if not found.command.writes:
            return found
        raise UnclearLineError("common.did-you-mean", line, [CommandOffer(found.command, found.words)])

    def _family_offers(self, tokens: list[str]) -> list[CommandOffer]:
        """Commands whose name goes on after this word."""
        return [CommandOffer(command, name=name) for command, name in self._first_words[fold(tokens[0])].items()]

    def _offers(self, first: str, tokens: list[str], line: str, organisations: Organisations) -> list[CommandOffer]:
        """What a line may have meant: a misspelt name, one that a sentence speaks of, one that it begins."""
        words = self._like(first, _VERY_LIKE)
        if words:
            return self._suiting(words, tokens, line, organisations)
        spoken_of = self._spoken_of(tokens, organisations)
        if len(spoken_of) == 1:
            return spoken_of
        if asked := _CAN_YOU.match(line):
            wanted = line[asked.end() :]
            return self._offers(fold(wanted.split()[0]), wanted.split(), wanted, organisations)
        sentence = len(tokens) > 2
        words = _begun_by(self._first_words, first, SHORTEST if sentence else 2)
        if not words and not sentence:
            words = self._like(first, _LIKE)
        return self._suiting(words, tokens, line, organisations)

    def _suiting(
        self, words: list[str], tokens: list[str], line: str, organisations: Organisations
    ) -> list[CommandOffer]:
        """The commands of these first words that suit what is said after the line's own."""
        rest = "".join(line.split(maxsplit=1)[1:])
        meant: dict[Command, str] = {}
        for word in words:
            meant.setdefault(self._called(word), _without_half(word, rest))
        # «hvem har skrevet dette?» doesn't ask who one is
        return [
            CommandOffer(one, said)
            for one, said in meant.items()
            if (one.writes or len(tokens) == 1 or "-" not in one.name) and one.suits(rest, organisations)
        ]

    def _like(self, first: str, cutoff: float) -> list[str]:
        if len(first) < _LIKENESS_FROM:
            return []
        return difflib.get_close_matches(first, self._first_words, n=5, cutoff=cutoff)

    def _called(self, first: str) -> Command:
        """The command of a first word: its own, else the first whose name begins with it."""
        return self._by_words.get(tuple(first.split())) or next(iter(self._first_words[first]))

    def _spoken_of(self, tokens: list[str], organisations: Organisations) -> list[CommandOffer]:
        """Commands that a sentence names and that only read, each with what leads on from there («for Agder»)."""
        found: dict[Command, CommandOffer] = {}
        for place, token in enumerate(tokens[1:_MOST_WORDS], start=2):
            command = self._named_by(fold(token))
            if command is not None and not command.writes:
                found.setdefault(command, CommandOffer(command, _about(tokens[place:], organisations)))
        return list(found.values())

    def _named_by(self, word: str) -> Command | None:
        if len(word) <= SHORTEST or word in _TOO_COMMON:
            return None
        names = [words[0] for words in self._by_words if len(words) == 1 and words[0] not in _TOO_COMMON]
        if word in names:
            return self._by_words[word,]
        near = difflib.get_close_matches(word, names, n=1, cutoff=_FORM_OF)
        return self._by_words[near[0],] if near else None


def _begun_by(words: Iterable[str], said: str, shortest: int) -> list[str]:
    """The words that begin so; none for less than `shortest` letters."""
    return [word for word in words if word.startswith(said)] if len(said) >= shortest else []


def _is_command_of_its_own(first: FoundCommand | None, other: FoundCommand, line: str) -> bool:
    """Whether a line below a first one is not a part of its text."""
    same = first is not None and other.command is first.command
    if first and first.command.many_lines:
        return same
    if not _is_name(other, line):
        return False
    return not (first and first.command.ends_in_text) or same or _is_whole(other)


def _is_name(found: FoundCommand, line: str) -> bool:
    """Whether a line begins with a command's own name: not with what is merely said for it («takk»), nor with «om»."""
    said = fold(" ".join(line.split()[: found.length]))
    names = map(fold, (found.command.name, *found.command.aliases))
    return said in names and len(said) >= _TOO_SHORT


def _is_whole(found: FoundCommand) -> bool:
    """Whether a line is plainly a command of its own: nothing but its name, or the thing it is about after it."""
    if not found.words or named_in(found.words, REFERENCE) or _REFERENCE.match(found.words):
        return True
    return found.words[0].isdigit() or read_meeting_words(found.words.split()[0], []).anything


def _without_half(name: str, rest: str) -> str:
    """What goes on after a name of several words that was half said: «(ikkje) mi O-2» → «O-2»."""
    for part in name.split()[1:]:
        word, _, after = rest.partition(" ")
        if difflib.SequenceMatcher(None, fold(word), part).ratio() < _HALF_LIKE:
            break
        rest = after.strip()
    return rest


def _about(tokens: list[str], organisations: Organisations) -> str:
    """«for Agder?» → «Agder»: whose the thing is that a sentence names."""
    if len(tokens) < 2 or fold(tokens[0]) not in _LEADING:
        return ""
    rest = " ".join(tokens[1:]).rstrip(" ?.!")
    found = named_in(rest, organisations())
    return found.short if found else ""
