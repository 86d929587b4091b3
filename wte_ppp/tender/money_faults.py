"""What a tender's prices, currencies, schedules and discounts ask of its form and its procedure."""

from collections.abc import Iterator, Mapping

from wte_ppp.guidance.catalogues import BidField
from wte_ppp.guidance.resolve import Rules
from wte_ppp.tender.corrections import STEP
from wte_ppp.tender.definition.tender import TenderDefinition, leaves
from wte_ppp.validation import Fault

ARITHMETIC = ("arithmetic_governs", "misplaced_decimal", "omitted_items")


def money_faults(
    definition: TenderDefinition, form: Mapping[str, BidField], rules: Rules
) -> Iterator[Fault]:
    """Place, what was found, what is allowed and what to do, of each fault."""
    yield from _currencies(definition, form)
    yield from _schedules(definition, form)
    yield from _discounts(definition, form)
    yield from _idle_rules(definition, rules)


def possible_currencies(definition: TenderDefinition) -> tuple[str, ...]:
    """Currencies that bidders may use, as far as the tender file says."""
    rates = definition.fx.rates if definition.fx else {}
    return definition.price.currencies or tuple(dict.fromkeys((definition.currency, *rates)))


def _currencies(definition: TenderDefinition, form: Mapping[str, BidField]) -> Iterator[Fault]:
    own, fx, allowed = definition.currency, definition.fx, definition.price.currencies
    fixed = {key: entry.currency for key, entry in form.items() if entry.currency}
    foreign = [code for code in (*allowed, *fixed.values()) if code != own]
    if foreign and fx is None:
        found = f"{foreign[0]} without exchange rates"
        yield "fx", found, "'fx' with rates, or with the day whose rates count", "add 'fx'"
    elif fx is not None and fx.on is None:
        for code in dict.fromkeys(code for code in foreign if code not in fx.rates):
            yield "fx.rates", f"no rate of {code}", "a rate of every currency in use", "add it"
    for key, code in fixed.items():
        if allowed and code not in allowed:
            place = f"bid_form.{key}.currency"
            yield place, code, ", ".join(allowed), "add it to price.currencies, or correct it"
    if len(possible_currencies(definition)) > 1 or (fx is not None and fx.on is not None):
        yield from _scored_money(definition, form)


def _scored_money(definition: TenderDefinition, form: Mapping[str, BidField]) -> Iterator[Fault]:
    """Amounts that are compared as they stand must be of one currency."""
    scored = [leaf.criterion.field for leaf in leaves(definition)]
    scored += [minimum.field for minimum in definition.minimums.values()]
    scored += [adder.field for adder in definition.price.adders.values()]
    for key in dict.fromkeys(scored):
        entry = form.get(key)
        if entry is not None and entry.kind == "money" and not entry.currency:
            found = f"{key}: amounts of several currencies, compared as they stand"
            yield f"bid_form.{key}", found, "one currency", f"add 'currency: {definition.currency}'"


def _schedules(definition: TenderDefinition, form: Mapping[str, BidField]) -> Iterator[Fault]:
    price = definition.price
    summed = {
        schedule.amount_of(key) for schedule in price.schedules.values() for key in schedule.items
    }
    later = [schedule.total for schedule in price.schedules.values() if schedule.total]
    for name, schedule in price.schedules.items():
        place = f"price.schedules.{name}"
        for key in schedule.items:
            if schedule.amount_of(key) in later:
                found = f"{schedule.amount_of(key)}, the total of a schedule further down"
                yield f"{place}.items.{key}", found, "totals of schedules above", "move it down"
        if schedule.total:
            later.remove(schedule.total)
        led_to = summed | set(price.amounts) if schedule.total else set(price.amounts)
        if not led_to & ({schedule.total} if schedule.total else set(schedule.fields)):
            found = f"a schedule of which no price reads {schedule.total or 'an item'}"
            yield f"{place}.total", found, ", ".join(price.amounts), "name a field of the price"
        for key in schedule.items:
            money = (schedule.amount_of(key), schedule.unit_price_of(key))
            for field in (*money, schedule.total):
                if field and field in form and form[field].kind != "money":
                    found = f"{field}, a {form[field].kind}"
                    yield f"{place}.items.{key}", found, "a money field", "set kind: money"
        for field in schedule.fields:
            if field in form and form[field].envelope != "price":
                found = f"{field} in the {form[field].envelope} envelope"
                yield place, found, "fields of the price envelope", "set envelope: price"


def _discounts(definition: TenderDefinition, form: Mapping[str, BidField]) -> Iterator[Fault]:
    price = definition.price
    for name, discount in price.discounts.items():
        place = f"price.discounts.{name}"
        for field in discount.on:
            if field not in price.amounts:
                yield f"{place}.on", field, ", ".join(price.amounts), "name price fields"
        entry = form.get(discount.field)
        if entry is None:
            continue
        if entry.kind not in ("money", "number") or entry.envelope != "price":
            found = f"{discount.field}, {entry.kind} in the {entry.envelope} envelope"
            yield f"{place}.field", found, "a number or money of the price envelope", "correct it"
        elif entry.kind == "money" and len(discount.on or price.amounts) != 1:
            found = f"an amount off {len(discount.on or price.amounts)} prices"
            yield f"{place}.on", found, "one price field", "name it"


def _idle_rules(definition: TenderDefinition, rules: Rules) -> Iterator[Fault]:
    """The tender's own rules on schedules, where it has no schedule or leaves the step out."""
    steps = rules.get("procedure.steps")
    for rule in rules.values():
        name, place = rule.id.removeprefix("procedure."), f"rules.{rule.id}"
        if rule.override is None or name not in ARITHMETIC:
            continue
        if not definition.price.schedules:
            found = f"{name} without a price schedule"
            yield place, found, "a schedule for it", "add price.schedules, or remove"
        elif name != "omitted_items" and steps is not None and STEP not in steps.value:
            found = f"{name} without the step arithmetic_correction"
            yield place, found, "the step", "add it to procedure.steps in rules"
