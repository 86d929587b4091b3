"""Defaults of the facility file."""

from wte_ppp.cards import Default

FACILITY_DEFAULTS = {
    "activity_uncertainty_percent": Default(
        2.0,
        "assumption",
        "Error limits of verified weighbridges and meters, under 1 %, with reading and stock",
        "2006 IPCC Guidelines, Vol. 5, Ch. 5, section 5.7, tell about 5 % where waste is weighed; "
        "recalled, not re-read",
    ),
    "factor_uncertainty_percent": Default(
        40.0,
        "assumption",
        "2006 IPCC Guidelines, Vol. 5, Ch. 5, section 5.7: about 40 % for fossil CO2 with default "
        "contents; recalled, not re-read",
        "CH4 and N2O of waste are less certain (about 100 %); give your own where the stack is "
        "measured",
    ),
}
