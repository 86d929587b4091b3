"""Second step: furnace, boiler, steam cycle and the years of operation."""

from dataclasses import dataclass, replace

import numpy as np

from wte_ppp.arrays import FloatArray, Numeric
from wte_ppp.feasibility.definition.plant import PlantSection
from wte_ppp.feasibility.result.plant import (
    ContractResult,
    DesignWasteResult,
    FurnaceResult,
    OutageResult,
    PlantResult,
    PlantYears,
    SeasonsResult,
    StreamsResult,
)
from wte_ppp.feasibility.steps.plant.intake import furnace_load, support_need
from wte_ppp.feasibility.steps.plant.operating_point import OperatingPoint, operating_point
from wte_ppp.feasibility.steps.plant.outages import outage_result, starts_of_a_line
from wte_ppp.feasibility.steps.plant.own_use import OwnUse, equipment_own_use, own_use
from wte_ppp.feasibility.steps.plant.reported import full_load
from wte_ppp.feasibility.steps.plant.stack import stack_gas
from wte_ppp.feasibility.steps.plant.variations import variations
from wte_ppp.feasibility.steps.plant.years import EachYear, FullLoad, plant_years
from wte_ppp.feasibility.steps.waste import Gate, first_of
from wte_ppp.plant import firing, furnace
from wte_ppp.plant.burnout import Burnout
from wte_ppp.plant.furnace import FurnaceSize
from wte_ppp.plant.lines import start_up_gj
from wte_ppp.plant.usual import usual_air_preheat_c

# Grate furnaces: 60 to 70 % of full heat, an assumption.
LOWEST_HEAT_PERCENT = 70.0


@dataclass(frozen=True)
class PlantRun:
    """The plant on some waste: as it is laid out, at full load, and through its years."""

    plant: PlantSection
    size: FurnaceSize
    need: Burnout
    full: FullLoad
    years: PlantYears
    outages: OutageResult

    @property
    def net_mw(self) -> Numeric:
        """Net power at full load in the first year [MW]."""
        return self.full.point.cycle.gross_mw - self.full.own_use.total_mw


def plant_step(
    plant: PlantSection, gate: Gate, contract_years: Numeric, first_operation_year: int
) -> PlantResult:
    """Size the furnace, close its balances, and run it through the contract.

    Parameters
    ----------
    plant
        The plant section.
    gate
        From the waste step.
    contract_years
        Years of operation.
    first_operation_year
        Calendar year, for the R1 climate factor in force.

    Returns
    -------
    PlantResult
        As computed; the next steps read it.

    Notes
    -----
    The steam cycle is computed at full load in the first year; later years keep its efficiency,
    less degradation, while heat input follows the waste. Where the analysis of the waste moves
    (streams that grow apart, a composition that changes), boiler, cycle and own use of each year
    are computed on its own waste, with the turbine of the first.
    """
    run = plant_run(plant, gate)
    years, first = run.years, gate.first_year
    fired_t_per_year = years.fired_t.sum(axis=-1, keepdims=True) / contract_years
    return PlantResult.joined(
        _furnace(run, first),
        full_load(plant, first, run.full, years, first_operation_year),
        stack_gas(plant, first, run.full.point.flue_gas, fired_t_per_year),
        contract_averages(plant, first, run.size.mechanical_t_per_h, years, contract_years),
        run.outages,
        years,
        SeasonsResult.none(),
        StreamsResult(accepted_by_stream_t={}, diverted_by_stream_t={}),
        DesignWasteResult.none(),
    )


def plant_run(plant: PlantSection, gate: Gate, share_of_year: Numeric = 1.0) -> PlantRun:
    """The plant at full load and through its years.

    Of a season `share_of_year` is its days' share; waste, hours and all that is counted by the year
    are then its own.
    """
    years_need = support_need(plant, gate)
    plant = laid_out(plant, gate, years_need)
    assert plant.design_lhv_mj_per_kg is not None
    assert plant.lines is not None
    size = furnace.furnace_size(plant.capacity_t_per_day, plant.design_lhv_mj_per_kg)
    full = _full_load(plant, gate, size, plant.lines, years_need)
    years = plant_years(plant, gate, full, share_of_year)
    outages = outage_result(
        plant,
        years,
        delivered_t=gate.result.received_t * gate.first_year.mass_ratio,
        throughput=full.throughput_t_per_h,
        gross_mw=full.point.cycle.gross_mw * np.ones_like(full.throughput_t_per_h),
        share_of_year=share_of_year,
    )
    return PlantRun(plant, size, _of_first_year(years_need), full, years, outages)


def laid_out(plant: PlantSection, gate: Gate, need: Burnout | None = None) -> PlantSection:
    """The plant with the design LHV, lines and air preheating that it has for some waste."""
    lhv = gate.fired_lhv_mj_per_kg[..., :1]
    stated: dict[str, object] = {}
    if plant.design_lhv_mj_per_kg is None:
        first = _of_first_year(support_need(plant, gate) if need is None else need)
        stated["design_lhv_mj_per_kg"] = _heat_with_support(lhv, first)
    if plant.lines is None:
        stated["lines"] = furnace.number_of_lines(
            plant.capacity_t_per_day, plant.largest_line_t_per_day
        )
    if plant.air_preheat_c is None:
        stated["air_preheat_c"] = usual_air_preheat_c(lhv, plant.ambient_c)
    return plant.model_copy(update=stated)


def _of_first_year(need: Burnout) -> Burnout:
    return Burnout(first_of(need.lowest_lhv_mj_per_kg), first_of(need.fuel_per_missing))


def _heat_with_support(lhv: Numeric, need: Burnout) -> Numeric:
    """Heat of a kilogram fired and of the fuel that it takes: the furnace is laid out for it."""
    lacking = np.maximum(np.subtract(need.lowest_lhv_mj_per_kg, lhv), 0.0)
    return lhv + need.fuel_per_missing * lacking


def _furnace(run: PlantRun, gate: Gate) -> FurnaceResult:
    """Limits of one line, and what share of the first year's waste lies outside."""
    plant, size, need, lines = run.plant, run.size, run.need, run.full.lines
    assert plant.design_lhv_mj_per_kg is not None
    line_t_per_h, line_mw = size.mechanical_t_per_h / lines, size.thermal_mw / lines
    least_t_per_h = line_t_per_h * plant.lowest_throughput_percent / 100
    highest = (
        firing.highest_lhv_mj_per_kg(least_t_per_h, line_mw)
        if plant.lhv_max_mj_per_kg is None
        else plant.lhv_max_mj_per_kg
    )
    lowest_heat = plant.lowest_heat_percent
    if lowest_heat is None:
        lowest_heat = LOWEST_HEAT_PERCENT
    below, above = firing.share_outside(
        gate.fired_lhv_mj_per_kg[..., :1],
        gate.fired_deviation_mj_per_kg[..., :1],
        need.lowest_lhv_mj_per_kg,
        highest,
    )
    return FurnaceResult(
        capacity_t_per_day=plant.capacity_t_per_day,
        lines=lines,
        design_lhv_mj_per_kg=plant.design_lhv_mj_per_kg,
        line_t_per_h=line_t_per_h,
        line_mw=line_mw,
        line_lowest_t_per_h=least_t_per_h,
        line_lowest_mw=line_mw * lowest_heat / 100,
        lhv_min_mj_per_kg=need.lowest_lhv_mj_per_kg,
        lhv_max_mj_per_kg=highest,
        too_poor_percent=100 * below,
        too_rich_percent=100 * above,
    )


def _full_load(
    plant: PlantSection, gate: Gate, size: FurnaceSize, lines: Numeric, need: Burnout
) -> FullLoad:
    """Full load of each year, and the plant at full load in the first."""
    throughput, waste_mw, support_mw = furnace_load(gate, size, need)
    heat_mw = waste_mw + support_mw
    first = throughput[..., :1]
    of_first = gate.first_year
    point = operating_point(
        plant,
        of_first,
        gate.fired_lhv_mj_per_kg[..., :1],
        heat_mw[..., :1],
        first,
        lines=lines,
        support_mw=support_mw[..., :1],
    )
    own = own_use(plant, of_first, point, first)
    stands = _with_guarantee(plant, of_first, point, own, first)
    power_share: Numeric = 1.0
    if plant.guaranteed_net_kwh_per_t is not None:
        power_share = stands.cycle.gross_mw / point.cycle.gross_mw
    varied = variations(plant, of_first, point, first, lines, support_mw[..., :1])
    hot_hour = varied.hot_hour_mw
    return FullLoad(
        throughput_t_per_h=throughput,
        heat_mw=heat_mw,
        support_mw=support_mw,
        point=stands,
        own_use=own,
        each_year=_each_year(
            plant, gate, point, throughput, heat_mw, support_mw, lines, power_share
        ),
        modelled_net_mw=point.cycle.gross_mw - own.total_mw,
        modelled_own_use_mw=equipment_own_use(plant, of_first, point, first).total_mw,
        power_share=power_share,
        variations=replace(
            varied,
            by_month_mw={month: power_share * mw for month, mw in varied.by_month_mw.items()},
            hot_hour_mw=None if hot_hour is None else power_share * hot_hour,
        ),
        lines=lines,
        start_up_gj_per_year=start_up_gj(
            size.thermal_mw / lines,
            lines,
            starts_of_a_line(plant),
            plant.start_up_heat_percent / 100,
            plant.start_up_hours,
        ),
    )


def _with_guarantee(
    plant: PlantSection, gate: Gate, point: OperatingPoint, own: OwnUse, throughput: Numeric
) -> OperatingPoint:
    """The plant at full load with the net power that a quote guarantees, where one does."""
    guaranteed = plant.guaranteed_net_kwh_per_t
    if guaranteed is None:
        return point
    lhv = gate.fired_lhv_mj_per_kg[..., :1]
    stated = plant.guaranteed_net_lhv_mj_per_kg
    of_lhv = lhv if stated is None else stated
    net_mw = guaranteed * lhv / of_lhv * throughput / 1000
    return point.with_gross_mw(net_mw + own.total_mw)


def _each_year(
    plant: PlantSection,
    gate: Gate,
    first: OperatingPoint,
    throughput: FloatArray,
    heat_mw: FloatArray,
    support_mw: FloatArray,
    lines: Numeric,
    power_share: Numeric,
) -> EachYear | None:
    """Full load of each year on its own waste; None where the analysis stays."""
    if not gate.moves:
        return None
    point = operating_point(
        plant,
        gate,
        gate.fired_lhv_mj_per_kg,
        heat_mw,
        throughput,
        lines=lines,
        support_mw=support_mw,
        turbine_efficiency=first.cycle.isentropic_efficiency,
    )
    return EachYear(
        np.asarray(power_share * point.cycle.gross_mw), own_use(plant, gate, point, throughput)
    )


def contract_averages(
    plant: PlantSection,
    gate: Gate,
    capacity_t_per_h: Numeric,
    years: PlantYears,
    contract_years: Numeric,
) -> ContractResult:
    """Averages over the contract of some years of operation."""
    received = gate.result.received_t.sum(axis=-1, keepdims=True)
    exported = years.exported_mwh.sum(axis=-1, keepdims=True)
    fired = years.fired_t.sum(axis=-1, keepdims=True)
    full_hours_t = plant.availability_h_per_year * capacity_t_per_h * contract_years
    return ContractResult(
        exported_kwh_per_t_received=1000 * exported / received,
        gross_mwh_per_year=np.sum(years.gross_mwh, axis=-1, keepdims=True) / contract_years,
        exported_mwh_per_year=exported / contract_years,
        capacity_use_percent=100 * fired / full_hours_t,
    )
