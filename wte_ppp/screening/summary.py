"""What is known of each city in the end: percentiles, a checklist of readiness, and its rank."""

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from wte_ppp.feasibility.study import Study
from wte_ppp.feasibility.unknown import OF_CREDITS, credits_pay, input_at, is_unknown
from wte_ppp.messages import mark
from wte_ppp.screening.block import BASE_DRAW, LEAST_WASTE
from wte_ppp.screening.by_law import ByLaw, held_to_law
from wte_ppp.screening.cities import City
from wte_ppp.screening.plan import Plan
from wte_ppp.screening.store import Store, city_draws, parquet

# Column of the summary -> outcome that it is made of.
COLUMNS: Mapping[str, str] = {
    "received_t_per_year": "waste.received_t_per_year",
    "capacity_t_per_day": "plant.capacity_t_per_day",
    "lhv_mj_per_kg": "waste.lhv_mj_per_kg",
    "fired_lhv_mj_per_kg": "waste.fired_lhv_mj_per_kg",
    "net_mw": "plant.net_mw",
    "exported_mwh_per_year": "plant.exported_mwh_per_year",
    "capex_usd": "cost.capex_usd",
    "required_tipping_fee_usd_per_t": "finance.required_tipping_fee_usd_per_t",
    "tipping_fee_for_equity_irr_usd_per_t": "finance.tipping_fee_for_equity_irr_usd_per_t",
    "lcow_usd_per_t": "finance.lcow_usd_per_t",
    "equity_irr_percent": "finance.equity_irr_percent",
    "minimum_dscr": "finance.minimum_dscr",
    "reduction_tco2e_per_year": "climate.average_reduction_tco2e_per_year",
    "cost_usd_per_tco2e": "cost_usd_per_tco2e",
}
CHECKS: Mapping[str, str] = {
    "waste_enough": mark(
        "Waste received in the first year meets the minimum (feasibility.min_waste_supply)"
    ),
    "lhv_enough": mark("LHV as fired meets the minimum (feasibility.min_lhv_mean)"),
    "self_sustaining": mark("Waste as fired lies in the Tanner diagram's self-sustaining area"),
    "jcm_partner": mark("The country is a JCM partner (climate.jcm.partner)"),
    "credits_may_leave": mark(
        "The host lets credits of this kind of plant leave (climate.jcm.let_go_percent)"
    ),
    "tariff_known": mark("The study or the country's rules state a power tariff"),
    "grid_factor_known": mark("The study or the country's rules state a grid factor"),
}
TARIFF, GRID = "finance.power_tariff_usd_per_kwh", "climate.grid_factor_tco2_per_mwh"
ZONE, LET_GO = "climate.climate_zone", "climate.jcm.let_go_percent"
PRICE_ABOVE = "finance.power_limit.price_above_usd_per_kwh"
HEAT_PRICE = "finance.heat_price_usd_per_gj"
MONEY = (
    "required_tipping_fee_usd_per_t",
    "tipping_fee_for_equity_irr_usd_per_t",
    "lcow_usd_per_t",
    "equity_irr_percent",
    "minimum_dscr",
)
REDUCTION, COST = "reduction_tco2e_per_year", "cost_usd_per_tco2e"
MUST = ("waste_enough", "lhv_enough")
NEEDED = {REDUCTION: "grid_factor_known", COST: "grid_factor_known"}
HIGHER_IS_BETTER = (
    "received_t_per_year",
    "lhv_mj_per_kg",
    "fired_lhv_mj_per_kg",
    "net_mw",
    "exported_mwh_per_year",
    "equity_irr_percent",
    "minimum_dscr",
    "reduction_tco2e_per_year",
    "capacity_t_per_day",
)
LEVELS = (5, 50, 95)
PARTNER: Mapping[str | None, str] = {"partner": "yes", "no partner": "no", None: "unknown"}


@dataclass(frozen=True)
class CitySummary:
    """One city under one scenario: P5, P50, P95 by column, the checklist, the rank.

    Without draws the three percentiles are the base case. `checks` holds "yes", "no" or "unknown",
    `hangs_on` by column the inputs that nobody gave and without which it is not stated, `by_law`
    the country's binding rules against the base case.
    """

    name: str
    country: str
    scenario: str
    labels: Mapping[str, str]
    draws: int
    base: Mapping[str, float]
    percentiles: Mapping[str, tuple[float, float, float]]
    undefined_percent: Mapping[str, float]
    checks: Mapping[str, str]
    hangs_on: Mapping[str, tuple[str, ...]]
    profile_rules: int
    profile_gaps: int
    jcm_status: str
    by_law: tuple[ByLaw, ...] = ()
    rank: int | None = None

    @property
    def ready(self) -> int:
        """Points of the checklist that are met."""
        return sum(answer == "yes" for answer in self.checks.values())

    def lacks(self, name: str) -> tuple[str, ...]:
        """Inputs that nobody gave and for want of which a column is not stated."""
        return self.hangs_on.get(name, ()) if np.isnan(self.percentiles[name][1]) else ()

    @property
    def not_known(self) -> tuple[str, ...]:
        """Inputs that nobody gave and without which some columns are not stated."""
        return tuple(dict.fromkeys(path for paths in self.hangs_on.values() for path in paths))


def summaries(store: Store, plan: Plan) -> Iterator[CitySummary]:
    """Summary of each city under each scenario, one in memory at a time."""
    studies = {
        (group.scenario, place): group.study for group in plan.groups for place in group.cities
    }
    for place, scenario, draws, outcomes in city_draws(store, plan):
        city, study = plan.cities[place], studies[scenario, place]
        at_base = draws == BASE_DRAW
        drawn = ~at_base if np.any(~at_base) else at_base
        values = {name: outcomes[path][drawn] for name, path in COLUMNS.items()}
        base = {name: float(outcomes[path][at_base][0]) for name, path in COLUMNS.items()}
        sustaining = float(outcomes["waste.self_sustaining"][at_base][0])
        rules, gaps = study.rules, study.rules.gaps
        status = rules.get("ghg.jcm_status")
        yield CitySummary(
            name=city.name,
            country=city.country,
            scenario=scenario,
            labels=city.labels,
            draws=int(np.sum(~at_base)),
            base=base,
            percentiles={name: _levels(series) for name, series in values.items()},
            undefined_percent={
                name: 100 * float(np.mean(~np.isfinite(series))) for name, series in values.items()
            },
            checks=_checks(city, study, base, sustaining),
            hangs_on=_hangs_on(city, study),
            profile_rules=len(rules) + len(gaps),
            profile_gaps=len(gaps),
            jcm_status="" if status is None else str(status.value),
            by_law=tuple(held_to_law(city, study, float(outcomes[LEAST_WASTE][at_base][0]))),
        )


def _hangs_on(city: City, study: Study) -> dict[str, tuple[str, ...]]:
    """Inputs that neither city, study nor country gives, by the column that hangs on them."""

    def at(path: str) -> Any:
        return city.numbers.get(path, input_at(study.definition, path))

    def unknown(*paths: str) -> tuple[str, ...]:
        return tuple(path for path in dict.fromkeys(paths) if is_unknown(at(path)))

    limit = study.definition.finance.power_limit
    limited = limit.kwh_per_t is not None or limit.mwh_per_year is not None
    of_money = unknown(
        TARIFF,
        *((PRICE_ABOVE,) if limited else ()),
        *((HEAT_PRICE,) if study.definition.plant.heat is not None else ()),
        *(OF_CREDITS if credits_pay(at) else ()),
    )
    of_reductions = unknown(GRID, ZONE)
    return {
        **dict.fromkeys(MONEY, of_money),
        REDUCTION: of_reductions,
        COST: unknown(*of_money, *of_reductions),
    }


def _levels(values: np.ndarray) -> tuple[float, float, float]:
    defined = values[np.isfinite(values)]
    if not defined.size:
        return (float("nan"),) * 3
    low, middle, high = np.percentile(defined, LEVELS)
    return float(low), float(middle), float(high)


def _checks(
    city: City,
    study: Study,
    base: Mapping[str, float],
    sustaining: float,
) -> dict[str, str]:
    def at_least(rule_id: str, value: float) -> str:
        rule = study.rules.get(rule_id)
        if rule is None or not isinstance(rule.value, float) or not np.isfinite(value):
            return "unknown"
        return "yes" if value >= rule.value else "no"

    def is_stated(path: str, value: Any) -> str:
        return "yes" if city.numbers.get(path, np.max(np.asarray(value))) > 0 else "no"

    return {
        "waste_enough": at_least("feasibility.min_waste_supply", base["received_t_per_year"]),
        "lhv_enough": at_least("feasibility.min_lhv_mean", base["fired_lhv_mj_per_kg"]),
        "self_sustaining": "unknown" if np.isnan(sustaining) else "yes" if sustaining else "no",
        "jcm_partner": PARTNER[study.definition.climate.jcm.partner],
        "credits_may_leave": _let_go(city, study),
        "tariff_known": is_stated(TARIFF, study.definition.finance.power_tariff_usd_per_kwh),
        "grid_factor_known": is_stated(GRID, study.definition.climate.grid_factor_tco2_per_mwh),
    }


def _let_go(city: City, study: Study) -> str:
    stated = study.definition.climate.jcm.let_go_percent
    share = float(np.max(np.asarray(city.numbers.get(LET_GO, stated))))
    return "unknown" if np.isnan(share) else "yes" if share > 0 else "no"


def ranked(cities: Iterable[CitySummary], by: str) -> tuple[CitySummary, ...]:
    """Cities of each scenario in the order of a column's median.

    Raises `ValueError` for an unknown column.
    """
    if by not in COLUMNS:
        raise ValueError(f"got {by!r}; expected one of {', '.join(COLUMNS)}")
    sign = -1 if by in HIGHER_IS_BETTER else 1
    result: list[CitySummary] = []
    scenarios: dict[str, list[CitySummary]] = {}
    for city in cities:
        scenarios.setdefault(city.scenario, []).append(city)
    needed = (*MUST, NEEDED[by]) if by in NEEDED else MUST
    for of_scenario in scenarios.values():
        able = [
            city
            for city in of_scenario
            if all(city.checks[check] != "no" for check in needed)
            and np.isfinite(city.percentiles[by][1])
        ]
        able.sort(key=lambda city: (sign * city.percentiles[by][1], city.country, city.name))
        medians = [city.percentiles[by][1] for city in able]
        result += [
            replace(city, rank=1 + medians.index(median))
            for city, median in zip(able, medians, strict=True)
        ]
        chosen = {id(city) for city in able}
        rest = [replace(city, rank=None) for city in of_scenario if id(city) not in chosen]
        result += sorted(rest, key=lambda city: (city.country, city.name))
    return tuple(result)


def table_columns(cities: tuple[CitySummary, ...]) -> dict[str, list[Any]]:
    """Columns of the ranking by name."""
    columns: dict[str, list[Any]] = {
        "scenario": [city.scenario for city in cities],
        "rank": [city.rank for city in cities],
        "city": [city.name for city in cities],
        "country": [city.country for city in cities],
        "draws": [city.draws for city in cities],
        "ready": [city.ready for city in cities],
    }
    for check in CHECKS:
        columns[check] = [city.checks[check] for city in cities]
    columns["not_known"] = ["; ".join(city.not_known) for city in cities]
    columns["not_stated"] = [
        "; ".join(name for name in COLUMNS if city.lacks(name)) for city in cities
    ]
    for name, kept in (("not_kept_by_law", False), ("binding_not_checked", None)):
        columns[name] = [
            "; ".join(dict.fromkeys(one.rule.id for one in city.by_law if one.kept is kept))
            for city in cities
        ]
    columns["jcm_status"] = [city.jcm_status for city in cities]
    columns["profile_rules"] = [city.profile_rules for city in cities]
    columns["profile_gaps"] = [city.profile_gaps for city in cities]
    for name in COLUMNS:
        columns[f"{name}_base"] = [city.base[name] for city in cities]
        for at, level in enumerate(LEVELS):
            columns[f"{name}_p{level}"] = [city.percentiles[name][at] for city in cities]
        columns[f"{name}_undefined_percent"] = [city.undefined_percent[name] for city in cities]
    for label in dict.fromkeys(key for city in cities for key in city.labels):
        columns[label] = [city.labels.get(label, "") for city in cities]
    return columns


def summary_csv(cities: tuple[CitySummary, ...]) -> tuple[bytes, bytes]:
    """The ranking as CSV (ten significant digits) and as Parquet."""
    import pandas as pd

    pq = parquet()
    import pyarrow as pa

    columns = table_columns(cities)
    frame = pd.DataFrame(columns)
    frame["rank"] = frame["rank"].astype("Int64")
    stream = io.BytesIO()
    frame.to_csv(stream, index=False, float_format="%.10g", lineterminator="\n")
    binary = io.BytesIO()
    pq.write_table(pa.table(columns), binary, compression="zstd")
    return stream.getvalue(), binary.getvalue()
