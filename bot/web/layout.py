"""Where on a page a card stands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """What a card must know of the page around it.

    id: what the ids in it begin with. level: of its title as a heading. pressing: the id of the form that its buttons
    send their line by; empty, the buttons are only shown. action: where its own form goes. hidden: names and values
    that its form sends along. wrong: what was wrong with the form as a whole. focus: whether the page opens at its
    first field that is wrong, or else its first.
    """

    id: str = "card"
    level: int = 3
    pressing: str = "press"
    action: str = "/say"
    hidden: tuple[tuple[str, str], ...] = ()
    wrong: str = ""
    focus: bool = False
