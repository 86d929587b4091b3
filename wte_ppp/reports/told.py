"""Texts that results put together of parts, for the catalogues; nothing here is called."""

from wte_ppp.reports.language import mark

__all__ = ["TEXTS"]

TEXTS = (
    # Thresholds of the risk analysis: in full, and the names beside their lines.
    mark("Debt service not covered: lowest DSCR below {0}"),
    mark("Dividends locked up: lowest DSCR below {0}"),
    mark("Less cover than asked for: lowest DSCR below {0}"),
    mark("Owners' target missed: equity IRR below {0}"),
    mark("Project loses value: NPV below {0}"),
    mark("Fee of the contract too low for the owners' target: fee needed above {0}"),
    mark("Debt service not covered"),
    mark("Dividends locked up"),
    mark("Less cover than asked for"),
    mark("Owners' target missed"),
    mark("Project loses value"),
    mark("Fee of the contract too low for the owners' target"),
    # Notes and words of the risk analysis.
    mark("Sobol indices and the tornado take the inputs as independent of each other."),
    mark("Outages of single years have no bar in the tornado."),
    mark("No correlation is stated: inputs are drawn independently of each other."),
    mark("Not defined in some draws, and left out there: {0}."),
    mark("base case"),
    mark("outage"),
    mark("delay"),
    mark("change"),
    # Requirements, statuses, averaging, switching values.
    mark("at least {0}"),
    mark("at most {0}"),
    mark("assumption"),
    mark("published"),
    mark("stated"),
    mark("computed"),
    mark("measured"),
    mark("left out"),
    mark("law"),
    mark("guidance"),
    mark("practice"),
    mark("any"),
    mark("sample"),
    mark("daily"),
    mark("hourly"),
    mark("half-hourly"),
    mark("four-hourly"),
    mark("Capital cost"),
    mark("Operating cost"),
    mark("Revenue but tipping fees"),
    mark("Tonnes that pay the tipping fee"),
    mark("Interest of senior debt"),
    mark("Capital grants"),
    mark("million USD over the contract"),
    mark("million t over the contract"),
    mark("million USD"),
    mark("% wet"),
    # Flags of the advice to the buyer; who pays a stream of the price.
    mark("impossible"),
    mark("explain"),
    mark("not checked"),
    mark("paid"),
)
