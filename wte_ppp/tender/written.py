"""Results as plain data: what is hashed, written as JSON and shown."""

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from wte_ppp.messages import as_data
from wte_ppp.tender.award import Award
from wte_ppp.tender.exact import shown_exactly
from wte_ppp.tender.steps import Finding
from wte_ppp.tender.technical import Technical

DECIMALS = 12


def _number(value: Fraction) -> str:
    return shown_exactly(value, DECIMALS)


def _findings(findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    return [
        {
            "bid": one.bid,
            "step": one.step,
            "rule": one.rule,
            "passed": one.passed,
            "reason": as_data(one.reason),
        }
        for one in findings
    ]


def technical_data(result: Technical) -> dict[str, Any]:
    """A technical evaluation as plain data; numbers as decimals in text."""
    return {
        "findings": _findings(result.findings),
        "scores": {
            bid: {
                "points": _number(score.points),
                "percent": _number(100 * score.share),
                "marks": [
                    {
                        "criterion": mark.criterion,
                        "promised": mark.promised and as_data(mark.promised),
                        "share": _number(mark.share),
                        "points": _number(mark.points),
                        "most": _number(mark.most),
                        "how": as_data(mark.how),
                    }
                    for mark in score.marks
                ],
            }
            for bid, score in sorted(result.scores.items())
        },
        "panel": [
            {
                "bid": bid,
                "criterion": criterion,
                "method": one.method,
                "spread": one.spread,
                "marks": [
                    {
                        "evaluator": mark.evaluator,
                        "grade": mark.grade,
                        "reason": as_data(mark.reason),
                    }
                    for mark in one.marks
                ],
                "moderated": one.moderated
                and {"grade": one.moderated.grade, "reason": as_data(one.moderated.reason)},
            }
            for (bid, criterion), one in sorted(result.judged.items())
        ],
        "passed": list(result.passed),
        "open": [as_data(point) for point in result.open],
    }


def award_data(result: Award) -> dict[str, Any]:
    """An award as plain data; numbers as decimals in text."""
    return {
        "findings": _findings(result.findings),
        "low_prices": [{"bid": one.bid, "reason": as_data(one.reason)} for one in result.low],
        "ranking": [
            {
                "bid": one.bid,
                "rank": one.rank,
                "read_out_price": _number(one.read_out),
                "adders": {key: _number(value) for key, value in one.adders.items()},
                "evaluated_price": _number(one.price),
                "technical": _number(one.technical),
                "price_points": _number(one.price_points),
                "total": _number(one.total),
                "tie_broken_by": one.tie_broken_by,
            }
            for one in result.ranked
        ],
        "winner": result.winner,
        "open": [as_data(point) for point in result.open],
    }


def written(data: Mapping[str, Any]) -> str:
    """Text of a result file."""
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
