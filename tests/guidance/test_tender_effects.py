"""What the table of rules says of tenders is what a tender does with the rule."""

import sys
from pathlib import Path

import pytest

from tests.guidance.conftest import rule, write
from tests.tender.test_country_rules import BODY
from wte_ppp.documents import DocumentError
from wte_ppp.guidance.procurement import ANSWERS
from wte_ppp.tender.country import ADVANTAGE, left_open
from wte_ppp.tender.deadlines import CHALLENGE
from wte_ppp.tender.law import bound_unchecked
from wte_ppp.tender.tender import load_tender

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "docs"))
from effects_table import NOT_CHECKED, TABLES  # noqa: E402

_, ROWS = TABLES["rule-effects"]()
TABLE = {row[0].strip("`"): row[1:] for row in ROWS}
PROCUREMENT = [name for name in TABLE if name.startswith("procurement.")]
ACTING = "rules: {procedure.abnormally_low_action: clarify}\n"
WEIGHING = (
    "procedure.combination: weighted_sum, procedure.price_score: lowest_over_price, "
    "procedure.abnormally_low_action"
)
PARTS = dict(procedure="id_kpbu", more=ACTING, price=", estimate: 40")


def tender(tmp_path, rule_id, binding, value="13", more=ACTING):
    keys = {"clause": "article 7", "binding": binding}
    text = rule(rule_id.partition(".")[2], ("2020-01-01", value), **keys)
    write(tmp_path, procurement=text, head="extends: wte_ppp\n")
    if rule_id == "procurement.evaluation_weights":
        more = more.replace("procedure.abnormally_low_action", WEIGHING)
    parts = {**PARTS, "more": more}
    if rule_id == "procurement.domestic_preference":
        parts["price"] += ", domestic_field: home"
    file = tmp_path / "tender.yaml"
    file.write_text(BODY.format(**parts), encoding="utf-8")
    return load_tender(file)


@pytest.mark.parametrize("rule_id", sorted(ANSWERS))
def test_what_is_said_to_fill_a_tender_fills_it(tmp_path, rule_id):
    key = ANSWERS[rule_id]
    assert f"`{key}` of a tender" in TABLE[rule_id][0]
    filled = tender(tmp_path, rule_id, "free")
    mine = getattr(filled.procedure, key.partition(".")[2])
    assert getattr(mine, "low", mine) == 13
    assert filled.rules[key].origin == "XX 1"


@pytest.mark.parametrize("rule_id", PROCUREMENT)
def test_what_is_said_to_be_held_is_refused_and_the_rest_is_listed(tmp_path, rule_id):
    """The rule asks for 13; the tender states 12 where the table says that it is held."""
    says = TABLE[rule_id][1]
    key = ANSWERS.get(rule_id)
    if key is None:
        project = "project: {words: {proposal: unsolicited}}\n" if rule_id == CHALLENGE else ""
        if rule_id == CHALLENGE:
            assert "publication to deadline" in says
            with pytest.raises(DocumentError, match="article 7"):
                tender(tmp_path, rule_id, "exact", more=ACTING + project)
            return
        assert says == NOT_CHECKED or not says.startswith("`procedure.")
        listed = [one.id for one in bound_unchecked_of(tender(tmp_path, rule_id, "exact"))]
        assert rule_id in listed
        return
    assert f"`{key}` of a tender" in says
    own = ACTING.replace("rules: {", f"rules: {{{key}: 12, ")
    if key.endswith("publication_least_days"):
        # Held against the tender's own days, of which there are 105.
        with pytest.raises(DocumentError, match="article 7"):
            tender(tmp_path, rule_id, "at_least", "106")
        return
    with pytest.raises(DocumentError, match="article 7"):
        tender(tmp_path, rule_id, "exact", more=own)


def test_an_advantage_is_told_where_the_table_says_so(tmp_path):
    assert "told beside `price.preferences`" in TABLE[ADVANTAGE][0]
    project = "project: {words: {proposal: unsolicited}}\n"
    own = tender(tmp_path, ADVANTAGE, "free", more=ACTING + project)
    assert ("13 %", "price.preferences") in [
        (str(one.amount()), place) for one, place in left_open(own.rules, own.definition)
    ]


def bound_unchecked_of(own):
    return bound_unchecked(own.rules, own.definition)
