"""Results as plain data: what is hashed, written as JSON and shown."""

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from wte_ppp.messages import Quoted, as_data
from wte_ppp.tender.award import Award
from wte_ppp.tender.exact import shown_exactly
from wte_ppp.tender.panel import SingleMark
from wte_ppp.tender.steps import Finding
from wte_ppp.tender.technical import Technical

DECIMALS = 12


def _number(value: Fraction) -> str:
    return shown_exactly(value, DECIMALS)


def _exactly(value: Fraction | None) -> str | None:
    """A number that can be read back as it is, such as "2/3"."""
    return None if value is None else str(value)


def _findings(findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    return [
        {
            "bid": finding.bid,
            "step": finding.step,
            "rule": finding.rule,
            "passed": finding.passed,
            "reason": as_data(finding.reason),
        }
        for finding in findings
    ]


def technical_data(result: Technical) -> dict[str, Any]:
    """A technical evaluation as plain data; numbers as decimals in text."""
    return {
        "findings": _findings(result.findings),
        "scores": {
            bid: {
                "points": _number(score.points),
                "percent": _number(100 * score.share),
                "exact": {"points": _exactly(score.points), "share": _exactly(score.share)},
                "marks": [
                    {
                        "criterion": mark.criterion,
                        "promised": mark.promised and as_data(mark.promised),
                        "share": _number(mark.share),
                        "points": _number(mark.points),
                        "most": _number(mark.most),
                        "how": as_data(mark.how),
                        "exact": {
                            "share": _exactly(mark.share),
                            "points": _exactly(mark.points),
                            "most": _exactly(mark.most),
                            "value": _exactly(mark.value),
                        },
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
                "method": score.method,
                "spread": score.spread,
                "marks": [_single(mark) for mark in score.marks],
                "moderated": score.moderated and _single(score.moderated),
                "exact": {"share": _exactly(score.share)},
                "waits_for": score.open and as_data(score.open),
            }
            for (bid, criterion), score in sorted(result.judged.items())
        ],
        "passed": list(result.passed),
        "open": [as_data(point) for point in result.open],
    }


def _single(mark: SingleMark) -> dict[str, Any]:
    return {
        "evaluator": mark.evaluator,
        "grade": mark.grade,
        "reason": as_data(mark.reason),
        "evidence": mark.evidence and as_data(mark.evidence),
        "exact": {"share": _exactly(mark.share)},
    }


def award_data(result: Award) -> dict[str, Any]:
    """An award as plain data; numbers as decimals in text."""
    return {
        "findings": _findings(result.findings),
        "low_prices": [{"bid": price.bid, "reason": as_data(price.reason)} for price in result.low],
        "ranking": [
            {
                "bid": placed.bid,
                "rank": placed.rank,
                "read_out_price": _number(placed.read_out),
                "price_steps": [
                    {
                        "what": step.what,
                        "key": step.key,
                        "amount": _number(step.amount),
                        "reason": as_data(step.message),
                    }
                    for step in placed.steps
                ],
                "adders": {key: _number(value) for key, value in placed.adders.items()},
                "evaluated_price": _number(placed.price),
                "preference": {
                    "domestic": placed.domestic,
                    "percent": _number(placed.preferred),
                    "in_price": _number(placed.preference),
                },
                "financial": [
                    {
                        "criterion": mark.criterion,
                        "promised": mark.promised and as_data(mark.promised),
                        "share": _number(mark.share),
                        "points": _number(mark.points),
                        "most": _number(mark.most),
                        "how": as_data(mark.how),
                    }
                    for mark in placed.financial
                ],
                "technical": _number(placed.technical),
                "price_points": _number(placed.price_points),
                "total": _number(placed.total),
                "tie_broken_by": placed.tie_broken_by,
            }
            for placed in result.ranked
        ],
        "corrections": {
            bid: [
                {
                    "field": correction.field,
                    "stated": None if correction.stated is None else _number(correction.stated),
                    "corrected": _number(correction.corrected),
                    "reason": as_data(correction.why),
                }
                for correction in corrections
            ]
            for bid, corrections in sorted(result.corrections.items())
        },
        "winner": result.winner,
        **({"passed_over": _quoted(result.passed_over)} if result.passed_over else {}),
        **({"price_round": _rounds(result)} if result.rounds else {}),
        "not_applied": [as_data(line) for line in result.not_applied],
        **({"applied": [as_data(line) for line in result.applied]} if result.applied else {}),
        "open": [as_data(point) for point in result.open],
    }


def _rounds(result: Award) -> list[dict[str, Any]]:
    return [
        {
            "bid": price.bid,
            "kind": price.kind,
            "earlier_price": None if price.earlier is None else _number(price.earlier),
            "price": None if price.now is None else _number(price.now),
            "counts": price.counts,
        }
        for price in result.rounds
    ]


def _quoted(words: Mapping[str, Quoted]) -> dict[str, Any]:
    return {key: as_data(text) for key, text in sorted(words.items())}


def written(data: Mapping[str, Any]) -> str:
    """Text of a result file."""
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
