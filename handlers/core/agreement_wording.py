"""How agreements and measures are named, how they stand, and what a change of them looks like, in words."""

from collections.abc import Mapping
from datetime import date

from domain.agreements.agreements import AGREED, CLOSED, PLAN, AgreementState, Status, expired, plan_goal_of
from domain.agreements.indicators import number_text, read_indicator
from handlers.cards import Sign
from handlers.core.wording import capital, deadline_state
from handlers.texts import day_text, say
from storage.agreements.agreements import StatusSheet
from storage.agreements.changes import NEED, NEW, REMOVED, unpacked
from storage.people.directory import Directory
from storage.tables import AgreementChangeRow, AgreementRow, MeasureRow

TEXTS = ("purpose", "basis", "routines", "reporting", "revision", "termination", "description")
"""Fields that hold sentences: a change of one is shown by its new text."""
_SIGNS = {
    Status.NOT_STARTED: Sign.IDLE,
    Status.IN_PROGRESS: Sign.OK,
    Status.DELAYED: Sign.SOON,
    Status.COMPLETED: Sign.DONE,
    Status.POSTPONED: Sign.IDLE,
    Status.CANCELLED: Sign.IDLE,
}


def agreement_name(language: str, row: AgreementRow, directory: Directory) -> str:
    """Its title, or «samarbeidsavtalen for Midtvik 2026–2029»."""
    if row.title:
        return row.title
    county = directory.organisations[row.county].short
    if row.starts and row.ends:
        return say(language, "agreements.name-term", county=county, first=row.starts.year, last=row.ends.year)
    return say(language, "agreements.name", county=county)


def state_text(language: str, row: AgreementRow, today: date) -> str:
    """«gjeldende siden 4. februar 2026», «under revisjon, versjon 1 gjelder», «utløpt»."""
    if row.state != AgreementState.DRAFT and row.ends and expired(row.ends, today):
        return say(language, "agreements.expired", day=row.ends)
    if row.state == AgreementState.UNDER_REVISION:
        return say(language, "agreements.revised", version=row.version)
    if row.state == AgreementState.SIGNED and row.signed_on:
        return say(language, "agreements.signed-on", day=row.signed_on)
    if row.state == AgreementState.IN_FORCE and row.in_force_on:
        return say(language, "agreements.in-force-since", day=row.in_force_on)
    return say(language, f"agreements.state-{row.state}")


def measure_title(row: MeasureRow, county: str = "") -> str:
    """«T1.2 Testfasilitet for sirkulær plast», with the county before it where it isn't given."""
    return f"{county} {row.number} {row.title}".strip()


def measure_state(language: str, row: MeasureRow, today: date) -> tuple[Sign, str]:
    """Sign and word of a measure: its status, and that it is over its deadline when it is."""
    status = row.status
    word = capital(say(language, f"measures.status-{status.value}"))
    if status in CLOSED or row.due >= today:
        return _SIGNS[status], word
    sign, over = deadline_state(language, row.due, today)
    return sign, f"{word} · {over[:1].lower()}{over[1:]}"


def figures_text(language: str, row: MeasureRow) -> str:
    """«11 av 25 bedrifter i løpet», «17 nye FoU-bedrifter», or nothing when there is no indicator."""
    if not row.indicator:
        return ""
    latest = row.baseline if row.latest is None else row.latest
    value = number_text(latest or 0.0, language)
    if row.target is None:
        return f"{value} {row.indicator}" if latest is not None else row.indicator
    target = number_text(row.target, language)
    return say(language, "measures.figures", value=value, target=target, indicator=row.indicator)


def standing(language: str, row: MeasureRow) -> str:
    """Where a measure stands, in one line: «Forsinket · 0 av 1 søknad levert · neste: skisse»."""
    parts = [capital(say(language, f"measures.status-{row.status}")), figures_text(language, row)]
    if row.next_step:
        parts.append(say(language, "measures.next-short", text=row.next_step))
    return " · ".join(part for part in parts if part)


def instrument_text(language: str, row: MeasureRow) -> str:
    """«Norsk katapult (nasjonalt)»."""
    level = say(language, f"measures.level-{row.level}") if row.level else ""
    if row.instrument and level:
        return f"{row.instrument} ({level})"
    return row.instrument or level


def origin_text(language: str, origin: str, goals_plan_goal: str) -> str:
    """«avtalt mellom partene» (§ 3.1), «planmål 2.1», or that it isn't anchored (§ 3.1)."""
    if origin == AGREED:
        return say(language, "measures.origin-agreed")
    found = plan_goal_of(origin, goals_plan_goal)
    return say(language, "agreements.plan-goal", number=found) if found else say(language, "agreements.not-anchored")


def sheet_counts(language: str, found: StatusSheet) -> str:
    """«6 tiltak: 1 ikke startet · 3 i gang · 1 forsinket · 1 fullført»."""
    parts = [f"{n} {say(language, f'measures.status-{status.value}')}" for status, n in found.statuses.items() if n]
    whole = say(language, "agreements.measures", n=len(found.measures))
    return f"{whole}: {' · '.join(parts)}" if parts else whole


def sheet_flags(
    language: str, found: StatusSheet, names: tuple[str, ...], titles: Mapping[str, str] | None = None
) -> list[str]:
    """What a meeting should look at (`over`, `delayed`, `unanchored`), each with the measures it is about.

    titles: what measures are called instead of by number. Nothing is said of what there is none of.
    """
    flags = {"over": found.over, "delayed": found.delayed, "unanchored": found.unanchored}
    called = titles or {}
    return [
        say(language, f"agreements.sheet-{name}", numbers=", ".join(called.get(one, one) for one in flags[name]))
        for name in names
        if flags[name]
    ]


def percent(language: str, share: float | None) -> str:
    """«44 %», rounded down so that only what is reached says 100; «–» when nothing counts."""
    if share is None:
        return "–"
    return say(language, "agreements.percent", n=int(share * 100 + 1e-9))


def field_text(language: str, field: str) -> str:
    """What a field is called: «frist», «planmål»."""
    return say(language, f"agreements.field-{field.replace('_', '-')}")


def value_text(language: str, field: str, value: str, directory: Directory) -> str:
    """A field's value as people read it."""
    if not value:
        return say(language, "agreements.empty")
    if field in ("starts", "ends", "due"):
        return day_text(date.fromisoformat(value), language, "short")
    if field in ("owner", "contributors", "parties"):
        slugs = [one.strip() for one in value.split(",")]
        return ", ".join(directory.organisations[slug].short for slug in slugs)
    if field == "indicator":
        return _indicator_text(language, value)
    if field == "origin":
        return say(language, "measures.origin-plan") if value == PLAN else origin_text(language, value, "")
    return say(language, f"measures.level-{value}") if field == "level" else value


def from_to(language: str, field: str, old: str, new: str, directory: Directory) -> str:
    """«1.3.2027» → «1.6.2027»: each value in quotation marks, since an indicator has an arrow of its own."""
    return " → ".join(
        say(language, "agreements.quoted", text=value_text(language, field, one, directory))
        if one
        else value_text(language, field, one, directory)
        for one in (old, new)
    )


def _indicator_text(language: str, value: str) -> str:
    found = read_indicator(value)
    if found.baseline is None or found.target is None:
        return found.name
    return f"{found.name} {number_text(found.baseline, language)} → {number_text(found.target, language)}"


def change_text(language: str, change: AgreementChangeRow, directory: Directory) -> str:
    """«T1.2 frist: 1.11.2026 → 1.6.2027», with the reason when one was given."""
    return _with_reason(_change(language, change, directory), change.reason)


def _with_reason(text: str, reason: str) -> str:
    return f"{text} ({reason})" if reason else text


def _change(language: str, change: AgreementChangeRow, directory: Directory) -> str:
    number = change.number
    if change.field == NEED:
        return say(language, "agreements.change-need", text=change.new)
    if change.field == REMOVED:
        return say(language, "agreements.change-removed", name=f"{number} {change.old}".strip())
    if change.field == NEW:
        values = unpacked(change.new)
        name = f"{number} {values['title']}"
        if change.subject == "goal":
            return say(language, "agreements.change-new-goal", name=name)
        owner = directory.organisations[values["owner"]].short
        due = date.fromisoformat(values["due"])
        return say(language, "agreements.change-new-measure", name=name, owner=owner, day=due)
    field = field_text(language, change.field)
    if change.field in TEXTS:
        return capital(f"{number} {say(language, 'agreements.change-text', field=field, text=change.new)}".strip())
    said = from_to(language, change.field, change.old, change.new, directory)
    return f"{number} {field}: {said}" if number else f"{capital(field)}: {said}"
