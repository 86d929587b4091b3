"""What the parts of a tender ask of each other."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from wte_ppp.documents import Document, Problem, did_you_mean
from wte_ppp.guidance.procedure import PROCEDURE
from wte_ppp.guidance.procurement import kind_of
from wte_ppp.tender.deadlines import days_for_bids
from wte_ppp.tender.definition.tender import Leaf, TenderDefinition, leaves
from wte_ppp.tender.derived import DERIVED
from wte_ppp.tender.exact import exact
from wte_ppp.tender.idle import (
    RULES,
    Found,
    idle_rules,
    listed_steps,
    preferring,
    stated,
    weighted,
)
from wte_ppp.tender.low_price_tests import FROM_CEILING
from wte_ppp.tender.model import Tender, needed
from wte_ppp.tender.price import RATIOS
from wte_ppp.tender.shapes import Judgement

PRICE_LINES: Mapping[str, tuple[str, ...]] = {
    "linear_to_ceiling": ("ceiling",),
    "linear_between": ("ceiling", "floor"),
    "reference_over_price": ("reference",),
}


def unfit(tender: Tender, document: Document) -> Iterator[Problem]:
    """Faults of a tender whose parts are each sound."""
    for found in (
        *_fields(tender), *_weight(tender), *_price(tender), *idle_rules(tender),
        *listed_steps(tender), *_publication(tender),
        *_scores(tender), *_preference(tender), *_panel(tender), *_letters(tender),
    ):  # fmt: skip
        place, *rest = found
        yield Problem(document.path, document.line_of(place) or 1, place, *rest)


def _letters(tender: Tender) -> Iterator[Found]:
    address = tender.definition.letters.bidder_address if tender.definition.letters else ""
    if address and address not in tender.form:
        action = "add it to bid_form, or leave it out"
        yield "letters.bidder_address", repr(address), "a field of the form", action


def _fields(tender: Tender) -> Iterator[Found]:
    definition = tender.definition
    for field in dict.fromkeys(needed(definition)):
        place = _place_of(field, definition)
        if field not in tender.form:
            guess = did_you_mean(field, tender.form)
            action = f"write {guess!r}, or add it to bid_form" if guess else "add it to bid_form"
            yield place, repr(field), "a field of the form", action
    for leaf in tender.leaves:
        for field in _read(leaf.criterion.field):
            if _envelope(tender, field) == "price":
                place = "criteria." + ".criteria.".join(leaf.path) + ".field"
                found = f"{field!r}, a field of the price envelope"
                allowed = "fields of the technical envelope: prices are closed when this is scored"
                yield place, found, allowed, "move the criterion to price.criteria"
    for key, minimum in definition.minimums.items():
        fields = _read(minimum.field)
        both = {_envelope(tender, field) for field in fields}
        if len(both) > 1:
            place, found = f"minimums.{key}.field", f"{minimum.field!r}, from both envelopes"
            yield place, found, "fields of one envelope", "state two requirements"
    for field in definition.price.fields:
        if _envelope(tender, field) == "technical":
            place, found = _place_of(field, definition), f"{field!r}, a technical field"
            yield place, found, "a field of the price envelope", "give it 'envelope: price'"


def _read(field: str) -> tuple[str, ...]:
    return DERIVED[field].reads if field in DERIVED else (field,) if field else ()


def _envelope(tender: Tender, field: str) -> str:
    return tender.form[field].envelope if field in tender.form else ""


def _place_of(field: str, definition: TenderDefinition) -> str:
    for leaf in leaves(definition):
        if field == leaf.criterion.field:
            return "criteria." + ".criteria.".join(leaf.path) + ".field"
    for key, minimum in definition.minimums.items():
        if field == minimum.field:
            return f"minimums.{key}.field"
    price = definition.price
    for key, criterion in price.criteria.items():
        if field == criterion.field:
            return f"price.criteria.{key}.field"
    for name in ("field", "domestic_field"):
        if getattr(price, name) == field:
            return f"price.{name}"
    return "experience_field" if definition.experience_field == field else "price"


def _weight(tender: Tender) -> Iterator[Found]:
    weight = tender.procedure.technical_weight_percent
    if weighted(tender) and weight is not None and weight.low != weight.high:
        found = f"a technical weight of {weight.low:g} to {weight.high:g} %"
        yield f"{RULES}.technical_weight_percent", found, "one weight", "state it in rules"


def _price(tender: Tender) -> Iterator[Found]:
    price, procedure = tender.definition.price, tender.procedure
    lines = PRICE_LINES.get(procedure.price_score, ())
    required = (*lines, *(("ceiling",) if procedure.price_ceiling == "required" else ()))
    for name in dict.fromkeys(required):
        if getattr(price, name) is None:
            yield f"price.{name}", "nothing", f"a {name} for this procedure", "add it"
    if (
        price.ceiling is not None
        and "ceiling" not in required
        and procedure.price_ceiling == "none"
        and procedure.abnormally_low_test not in FROM_CEILING
    ):
        allowed = "no ceiling: this procedure puts nobody out for a high price"
        action = "set procedure.price_ceiling: optional in rules, or remove it"
        yield "price.ceiling", "a ceiling", allowed, action
    for name in ("floor", "reference"):
        if getattr(price, name) is not None and name not in lines:
            allowed = f"no {name}: the price score {procedure.price_score} reads none"
            yield f"price.{name}", f"a {name}", allowed, "remove it, or name another price_score"
    if "floor" in lines and None not in (price.floor, price.ceiling):
        assert price.floor is not None
        assert price.ceiling is not None
        if price.floor >= price.ceiling:
            found = f"a floor of {float(price.floor):g}"
            yield "price.floor", found, f"below the ceiling of {float(price.ceiling):g}", "correct"
    if price.unit_of_price != 1 and procedure.combination != "quality_per_price":
        allowed = "none: only combination quality_per_price reads it"
        yield "price.unit_of_price", "a unit of price", allowed, "remove it"
    if price.fixed is not None and procedure.combination != "highest_quality":
        found, allowed = "a fixed price", "combination highest_quality: quality alone decides"
        yield "price.fixed", found, allowed, "set procedure.combination, or remove it"
    yield from _financial(tender)
    if price.npv is not None and not price.npv.pays and _divides(tender):
        found = "payments to the buyer alone, of which the present value is below zero"
        allowed = "a score that divides by no price"
        action = "for the highest payment: combination lowest_price and price_score none in rules"
        yield "price.npv.streams", found, allowed, action
    if price.adders and not procedure.adders:
        action = "set procedure.adders in rules, or remove"
        yield "price.adders", "adders", "none by this procedure", action


def _divides(tender: Tender) -> bool:
    procedure = tender.procedure
    return procedure.price_score in RATIOS or procedure.combination == "quality_per_price"


def _financial(tender: Tender) -> Iterator[Found]:
    """What criteria beside the price ask of the rest of a tender."""
    price = tender.definition.price
    if not price.criteria and price.weight == 100:
        return
    total = price.weight + sum((item.weight for item in price.criteria.values()), Fraction(0))
    if total != 100:
        found = f"weights that sum to {float(total):g} with the price's own"
        yield "price.weight", found, "a sum of 100", "correct the weights"
    if tender.procedure.combination != "weighted_sum":
        found = f"criteria with combination {tender.procedure.combination}"
        yield "price.criteria", found, "combination weighted_sum", "remove them, or set it"
    for key, criterion in price.criteria.items():
        place, entry = f"price.criteria.{key}", tender.form.get(criterion.field)
        if criterion.criteria or criterion.scoring is None or criterion.scoring.scored == "panel":
            found, allowed = "a group or a score of the panel", "a field of the price envelope"
            yield f"{place}.scoring", found, allowed, "score what the bid states"
        elif entry is not None and entry.envelope != "price":
            found = f"{criterion.field!r}, a field of the technical envelope"
            yield f"{place}.field", found, "a field of the price envelope", "move it to criteria"


def _publication(tender: Tender) -> Iterator[Found]:
    """Days from publication to deadline; where they bind, the law's own check says it."""
    rule = tender.rules.get(f"{PROCEDURE}.publication_least_days")
    if rule is None or rule.value is None or rule.bounds:
        return
    if (days := days_for_bids(tender.definition, kind_of(rule.unit))) < rule.value:
        allowed = f"at least {rule.value:g} {rule.unit or 'days'} by {rule.origin}"
        yield "deadline", f"{days} days from the publication", allowed, "set a later deadline"


def _scores(tender: Tender) -> Iterator[Found]:
    procedure, whole = tender.procedure, tender.definition.technical_points
    if not tender.leaves and procedure.combination != "lowest_price":
        found, allowed = f"none with combination {procedure.combination}", "at least one criterion"
        yield "criteria", found, allowed, "add 'criteria', or set lowest_price"
    points, percent = procedure.technical_minimum_points, procedure.technical_minimum_percent
    if points is not None and exact(points) > whole:
        found, allowed = f"{points:g} points", f"at most {float(whole):g}"
        yield f"{RULES}.technical_minimum_points", found, allowed, "correct it"
    mine = stated(tender, "technical_minimum_percent")
    if points is not None and percent is not None and mine:
        found = "technical_minimum_points and technical_minimum_percent"
        yield f"{RULES}.technical_minimum_points", found, "one of them", "remove one"
    if procedure.group_minimum_percent is not None and not any(
        len(leaf.path) > 1 for leaf in tender.leaves
    ):
        allowed = "a minimum of groups where criteria stand in groups"
        found = f"{procedure.group_minimum_percent:g}, which nothing reads"
        yield f"{RULES}.group_minimum_percent", found, allowed, "group the criteria, or remove it"
    if procedure.total_minimum_percent is not None and not weighted(tender):
        found = f"{procedure.total_minimum_percent:g}, which nothing reads"
        allowed = "it beside combination weighted_sum"
        yield f"{RULES}.total_minimum_percent", found, allowed, "remove it"
    highest = procedure.rating_scale_highest
    if highest is not None and stated(tender, "rating_scale_highest"):
        for leaf in tender.leaves:
            top = max(_numeric(tender.grades_of(leaf)), default=None) if leaf.judged else None
            if top is not None and top != exact(highest):
                place = "criteria." + ".criteria.".join(leaf.path) + ".scoring"
                found, allowed = f"grades up to {float(top):g}", f"up to {highest:g} by the rule"
                yield place, found, allowed, "correct grades or procedure.rating_scale_highest"


def _numeric(grades: Mapping[str, Fraction]) -> Iterator[Fraction]:
    if all(grade.replace(".", "", 1).isdigit() for grade in grades):
        yield from (Fraction(grade) for grade in grades)


def _preference(tender: Tender) -> Iterator[Found]:
    price, procedure, form = tender.definition.price, tender.procedure, tender.form
    ties = set(procedure.tie_break)
    named = bool(price.domestic_field or price.domestic_decided)
    if "domestic" in ties and not named:
        allowed = "price.domestic_field, which says who is domestic"
        action = "add it, or price.domestic_decided: true, or remove the tie rule"
        yield f"{RULES}.tie_break", "domestic", allowed, action
    if named and not procedure.domestic_preference_percent and "domestic" not in ties:
        place = "price.domestic_field" if price.domestic_field else "price.domestic_decided"
        allowed = "a rule that reads who is domestic"
        action = "set procedure.domestic_preference_percent or the tie rule domestic"
        if country := tender.rules.get("procurement.domestic_preference"):
            action += f"; the country says {country.amount()} ({country.source})"
        yield place, "nothing that reads it", allowed, action
    experience = tender.definition.experience_field
    if ("more_experience" in ties) != bool(experience):
        place = "experience_field" if experience else f"{RULES}.tie_break"
        found = "no tie rule more_experience" if experience else "more_experience"
        yield place, found, "the tie rule with experience_field", "state both, or neither"
    wanted = [("price.domestic_field", price.domestic_field, "yes_no")]
    wanted += [(f"price.preferences.{key}.field", ground.field, "yes_no")
               for key, ground in price.preferences.items()]  # fmt: skip
    wanted += [("experience_field", experience, "number")]
    for place, field, kind in wanted:
        entry = form.get(field)
        if entry is not None and (entry.kind != kind or entry.envelope != "technical"):
            found = f"{field!r}, {entry.kind} in the {entry.envelope} envelope"
            yield place, found, f"a field of kind {kind} in the technical envelope", "correct it"
    if procedure.domestic_preference_how == "total_raised" and preferring(tender):
        if procedure.combination not in ("weighted_sum", "quality_per_price"):
            found = f"total_raised with combination {procedure.combination}"
            yield (
                f"{RULES}.domestic_preference_how", found, "a total score", "write others_raised"
            )  # fmt: skip
    elif preferring(tender) and procedure.combination == "highest_quality":
        found = "a preference on prices where quality alone ranks"
        place = f"{RULES}.domestic_preference_percent"
        yield place, found, "a procedure that compares prices", "remove it"


def _shown_to_panel(tender: Tender, leaf: Leaf) -> Iterator[Found]:
    """What a judged criterion shows to the panel must be there, and no price."""
    place = "criteria." + ".criteria.".join(leaf.path)
    technical = [key for key, entry in tender.form.items() if entry.envelope == "technical"]
    for key in leaf.criterion.shown:
        if key not in technical or not leaf.judged:
            allowed = "fields of the technical envelope, where the panel scores"
            guess = did_you_mean(key, technical)
            action = f"write {guess!r}" if guess and leaf.judged else "correct or remove it"
            yield f"{place}.shown", repr(key), allowed, action
    if isinstance(leaf.shape, Judgement):
        grades = tender.grades_of(leaf)
        for grade in leaf.shape.anchors:
            if grade not in grades:
                allowed = "one of " + ", ".join(grades)
                yield f"{place}.scoring", f"an anchor of {grade!r}", allowed, "correct it"


def _panel(tender: Tender) -> Iterator[Found]:
    panel, least = tender.definition.panel, tender.procedure.panel_least
    if panel and least and panel.size < least:
        yield "panel.members", f"{panel.size}", f"at least {least} members", "add members"
    quorum = tender.panel.quorum
    if panel and quorum is not None and quorum > panel.size:
        found, allowed = f"a quorum of {quorum}", f"at most {panel.size} members"
        yield "panel.quorum", found, allowed, "correct it"
    for leaf in tender.leaves:
        yield from _shown_to_panel(tender, leaf)
        if leaf.judged and not tender.grades_of(leaf):
            place = "criteria." + ".criteria.".join(leaf.path) + ".scoring"
            yield place, "a panel without grades", "grades with percent", "add 'grades'"
