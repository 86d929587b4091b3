"""What rules on procurement do in a tender, for the table of what each rule does."""

from collections.abc import Iterator

from wte_ppp.guidance.procurement import ANSWERS
from wte_ppp.tender.country import ADVANTAGE
from wte_ppp.tender.deadlines import CHALLENGE

# Rules of the country that fill nothing of a tender by themselves, and what is held against them.
HELD = {
    CHALLENGE: "a tender's days from publication to deadline, where the proposal is unsolicited"
}
WHERE = {
    "procurement.domestic_preference": "where it says who is domestic, and the source was read",
    "procurement.evaluation_weights": "where it weighs technique and price",
    "procurement.abnormally_low_line": "where something is done with a low price",
}


def tender_drives(rule: str) -> Iterator[str]:
    """What a rule fills in a tender, where its procedure leaves it open."""
    if rule in ANSWERS:
        where = f", {WHERE[rule]}" if rule in WHERE else ""
        yield f"`{ANSWERS[rule]}` of a tender that leaves it open{where}"
    if rule == ADVANTAGE:
        yield "told beside `price.preferences` of a tender whose proposal was unsolicited"


def tender_held(rule: str) -> str:
    """What of a tender is held against a rule that binds; "" where nothing is."""
    return f"`{ANSWERS[rule]}` of a tender" if rule in ANSWERS else HELD.get(rule, "")
