"""A tender of one rated figure and one price, and its award straight from figures."""

from fractions import Fraction as F

from wte_ppp.messages import Quoted
from wte_ppp.tender.award import award
from wte_ppp.tender.bids import Bid
from wte_ppp.tender.steps import Decision
from wte_ppp.tender.technical import technical_evaluation

CRITERIA = (
    "criteria:\n  quality: {weight: 100, field: q, scoring: {linear: {floor: 0, target: 100}}}\n"
)
FORM = """\
bid_form:
  q: {label: Quality, kind: number}
  home: {label: Domestic bidder, kind: yes_no, required: false}
  goods: {label: Domestic goods, kind: yes_no, required: false}
  plants: {label: Similar plants, kind: number, required: false}
  fee: {label: Fee, unit: CUR/t, kind: money, envelope: price}
  days: {label: Days to hand over, kind: number, envelope: price, required: false}
"""
RULES = (
    "rules:\n  procedure.technical_weight_percent: 70\n  procedure.technical_minimum_percent: 0\n"
)
LOWEST = """\
rules:
  procedure.combination: lowest_price
  procedure.technical_minimum_percent: 0
"""
SURE = Decision(True, Quoted("in order", "Office"))


def evaluated(tender, *, rules, price="price: {field: fee}\n", head="", decisions=None, **bids):
    """Award of bids `(quality, price, technical answers, price answers)`; before it what waits."""
    own = tender(rules=rules, price=head + price, criteria=CRITERIA, form=FORM)
    settled = {(name, "eligibility"): SURE for name in bids} | (decisions or {})
    first, second = {}, {}
    for name, (quality, fee, *more) in bids.items():
        answers, priced = (*more, {}, {})[:2]
        first[name] = Bid(name, "technical", "", {"q": F(quality), **answers})
        second[name] = Bid(name, "price", "USD", {"fee": F(fee), **priced})
    technical = technical_evaluation(own, first, decisions=settled)
    if technical.open:
        return technical
    return award(own, technical, first, second, decisions=settled)
