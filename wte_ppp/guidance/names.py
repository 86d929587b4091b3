"""What a rule may depend on: figures of a situation, days and words of a project."""

from collections.abc import Mapping

from wte_ppp.messages import Message, mark

# Figures of a plant or a place.
VARIABLES: Mapping[str, str] = {
    "capacity_mw": mark("capacity in MW"),
    "capacity_t_per_day": mark("capacity in t/day"),
    "population": mark("population"),
    "cpi": mark("consumer price index"),
    "years": mark("years"),
    "operation_year": mark("year of first operation"),
    "similar_projects": mark("similar JCM projects"),
}
# Days by which laws tell which plants they are for.
DAYS: Mapping[str, str] = {
    "permit": mark("day of the permit"),
    "contract": mark("day of the contract"),
    "bid": mark("day of the bid"),
    "operation": mark("first day of operation"),
}
# Words of a project that laws ask for; a profile may use others, and the check asks about them.
WORDS: Mapping[str, str] = {
    "programme": mark("programme"),
    "lender": mark("lender"),
    "region": mark("region"),
    "grid": mark("grid system"),
    "technology": mark("technology"),
    "funding": mark("source of the money"),
    "contract_form": mark("form of the contract"),
    "location": mark("kind of place"),
    # A tender says the first by the procedure that it runs.
    "procedure": mark("evaluation procedure"),
    "proposal": mark("kind of proposal"),
}


def name_in_words(name: str) -> Message | str:
    """What a rule depends on, in words; a name that nobody knows as it is.

    >>> str(name_in_words("contract")), name_in_words("colour")
    ('day of the contract', 'colour')
    """
    for known in (VARIABLES, DAYS, WORDS):
        if name in known:
            return Message(known[name])
    return name
