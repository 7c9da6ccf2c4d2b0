"""Every sentence a person reads, in bokmål (nb), nynorsk (nn) and English (en).

One Fluent file per family (`meetings.ftl`), in a folder per language; `say("nb", "meetings.dated", …)` reads message
`dated` of that file, `meetings.dated.hint` its attribute `hint`. A family lives in the folder `texts` of its subject
(`handlers/meetings/texts/nb/meetings.ftl`); here lives what belongs to none. Which families there are is read from the
folders. A family is parsed when it is first needed. Nothing falls back from one language to another: a missing text is
a fault, and a test finds it.
"""

import re
from collections.abc import Mapping
from datetime import date, time
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentDate, FluentType, fluent_number

from domain.errors import TextKey

LANGUAGES = ("nb", "nn", "en")
_HANDLERS = Path(__file__).parents[1]
_FORMS = {
    "": "d. MMMM y",
    "long": "EEEE d. MMMM y",
    "day": "EEEE d. MMMM",
    "short": "d.M.y",
    "brief": "d.M.",
    "weekday": "EEEE",
}
_ENGLISH_FORMS = {**_FORMS, "": "d MMMM y", "long": "EEEE d MMMM y", "day": "EEEE d MMMM", "brief": "d.M."}


LONG = 1000
"""Characters from which on a fact is put in afterwards. The library refuses one of more than 2,500: a guard against
translations that grow out of themselves, and no limit for what people have written. Nor need such texts be cached."""
_MARK = re.compile(r"\x00\d+\x00")
"""What stands for such a fact until then: no text of people's has that sign (`handlers.core.invocation.readable`)."""


class MissingTextError(LookupError):
    """A text that the code asks for is in no catalogue, or asks for a fact it was not given. A fault of ours."""


@lru_cache(maxsize=4096)
def day_text(day: date, language: str, form: str = "") -> str:
    """A date as people write it: «15. april 2027»; form long, day, short, brief or weekday."""
    forms = _ENGLISH_FORMS if language == "en" else _FORMS
    return format_date(day, forms[form], locale=language)


@lru_cache(maxsize=256)
def month_text(month: int, language: str) -> str:
    """The month's name, 1 = «januar»."""
    return format_date(date(2000, month, 1), "LLLL", locale=language)


def time_text(at: time, language: str) -> str:
    """A time of day: «kl. 10.00», English «10:00»."""
    return f"{at:%H:%M}" if language == "en" else f"kl. {at:%H.%M}"


def moment_text(day: date, at: time | None, language: str) -> str:
    """A day in full, with its time of day if there is one: «torsdag 15. april 2027 kl. 10.00»."""
    text = day_text(day, language, "long")
    if at is None:
        return text
    return f"{text}{', ' if language == 'en' else ' '}{time_text(at, language)}"


@cache
def catalogues(language: str) -> Mapping[str, Path]:
    """The files of a language, by their family. Raises ValueError when two folders have a family of one name."""
    found: dict[str, Path] = {}
    for path in sorted((*_HANDLERS.glob(f"texts/{language}/*.ftl"), *_HANDLERS.glob(f"*/texts/{language}/*.ftl"))):
        if found.setdefault(path.stem, path) != path:
            raise ValueError(f"{path.stem}.ftl stands both in {found[path.stem]} and in {path}")
    return found


@cache
def _bundle(language: str, family: str) -> FluentBundle:
    if language not in LANGUAGES:
        raise MissingTextError(f"no language {language}")

    def day(value: FluentType, form: str = "") -> str:
        if not isinstance(value, FluentDate):
            raise MissingTextError(f"DAY() wants a date, not {value!r}")
        return day_text(date(value.year, value.month, value.day), language, form)

    def month(value: FluentType) -> str:
        return month_text(int(str(value)), language)

    functions: dict[str, Any] = {"DAY": day, "MONTH": month}  # the library types results, not strings
    bundle = FluentBundle([language], use_isolating=False, functions=functions)
    path = catalogues(language).get(family)
    if path is None:
        raise MissingTextError(f"no catalogue {family}.ftl in {language}")
    bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle


def say(language: str, key: str, /, **facts: object) -> str:
    """The text `key` (`family.message` or `family.message.attribute`) in `language`, with its facts filled in.

    Facts are text, numbers, dates or times. Raises MissingTextError when the text or a fact it needs is missing.
    """
    long = {
        f"\x00{place}\x00": value
        for place, value in enumerate(facts.values())
        if isinstance(value, str) and len(value) > LONG
    }
    if not long:
        return _filled_in(language, key, tuple(facts), *facts.values())
    marks = {value: mark for mark, value in long.items()}
    shown = [marks.get(value, value) if isinstance(value, str) else value for value in facts.values()]
    return _MARK.sub(lambda found: long[found[0]], _filled_in(language, key, tuple(facts), *shown))


@lru_cache(maxsize=2048, typed=True)  # 1, 1.0 and True are one key otherwise, and read differently
def _filled_in(language: str, key: str, names: tuple[str, ...], *values: object) -> str:
    """Worked out once for the same facts: when a card is made anew, most of its texts are as before."""
    family, message_id, *attribute = key.split(".")
    bundle = _bundle(language, family)
    if not bundle.has_message(message_id):
        raise MissingTextError(f"{key} is missing in {language}")
    message = bundle.get_message(message_id)
    pattern = message.attributes.get(attribute[0]) if attribute else message.value
    if pattern is None:
        raise MissingTextError(f"{key} is missing in {language}")
    text, errors = bundle.format_pattern(pattern, _plain(dict(zip(names, values, strict=True)), language))
    if errors:
        raise MissingTextError(f"{key} in {language}: {errors}")
    return str(text)


def has(language: str, key: str) -> bool:
    """Whether the catalogue of `language` holds `key`. Raises MissingTextError for an unknown language or catalogue."""
    family, message_id, *attribute = key.split(".")
    bundle = _bundle(language, family)
    return bundle.has_message(message_id) and (
        not attribute or attribute[0] in bundle.get_message(message_id).attributes
    )


def _plain(facts: Mapping[str, object], language: str) -> dict[str, object]:
    return {name: _fact(value, language) for name, value in facts.items() if value is not None}


def _fact(value: object, language: str) -> object:
    if isinstance(value, TextKey):
        return say(language, value)
    if isinstance(value, time):
        return time_text(value, language)
    if isinstance(value, int):  # a year is «2027», never «2 027»
        return fluent_number(value, useGrouping=False)
    return value
