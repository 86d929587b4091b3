"""Whether a facility file and its data say all that a report needs."""

from typing import TYPE_CHECKING

from wte_ppp.documents import Document, Problem
from wte_ppp.mrv.periods import Monitoring

if TYPE_CHECKING:
    from wte_ppp.mrv.facility import FacilityDefinition


def lacking(monitoring: Monitoring, definition: "FacilityDefinition") -> list[Problem]:
    """Parameters without which nothing can be told."""
    needed = ["waste_fired_t", "auxiliary_fuel_gj", "power_imported_mwh"]
    if definition.sampled_at == "gate" or definition.crediting is not None:
        needed.append("waste_received_t")
    if definition.crediting is not None:
        needed.append("power_exported_mwh")
    found = []
    for name in needed:
        measured = monitoring.values.get(name, ())
        if not any(one is not None for one in measured):
            action = "add it; write 0 where there is none"
            found.append(
                Problem(monitoring.path, None, name, "no value", "a column with values", action)
            )
    return found


def untold(
    monitoring: Monitoring, definition: "FacilityDefinition", document: Document
) -> list[Problem]:
    """What must be said of leachate that is measured."""
    if not any(one for one in monitoring.values.get("leachate_m3", ())):
        return []
    action, name = "", ""
    if definition.leachate_mcf is None:
        name, action = "leachate_mcf", "write 0 if it is treated with air, 0.8 if not"
    elif definition.leachate_mcf > 0 and definition.leachate_cod_kg_per_m3 is None:
        name, action = "leachate_cod_kg_per_m3", "add what was measured"
    if not name:
        return []
    allowed = "how the leachate in the data is treated"
    return [Problem(document.path, None, name, "nothing", allowed, action)]


def stack_faults(
    monitoring: Monitoring, definition: "FacilityDefinition", document: Document
) -> list[Problem]:
    """What credits by measured carbon must have."""
    if definition.crediting is None or definition.crediting.fossil_carbon != "stack":
        return []
    found = []
    if definition.fossil_of_stack_carbon_percent is None:
        name, action = "fossil_of_stack_carbon_percent", "add what the laboratory found"
        allowed = "the fossil share by carbon-14"
        found.append(Problem(document.path, None, name, "nothing", allowed, action))
    for name in ("flue_gas_knm3", "co2_percent"):
        measured = monitoring.values.get(name, (None,))
        if any(one is None for one in measured):
            allowed = "a value of every period, as fossil_carbon: stack asks for"
            action = "fill it in, or write fossil_carbon: composition"
            found.append(Problem(monitoring.path, None, name, "a gap", allowed, action))
    return found
