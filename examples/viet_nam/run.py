"""A tender in Viet Nam from first envelope to reports: python examples/viet_nam/run.py FOLDER.

Six bids: B1 has a formula and markup in its name, B2 promises what physics forbids, B3 is
abnormally low, B4 comes late, B5 withdraws after it was qualified, B6 is sound.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from steps import run

OFFICE, PANEL = "--by 'Procurement office'", "--by 'Evaluation panel'"
ENVELOPES = ("technical", "price")


def receive(bid: str, file: str, envelope: str, time: str) -> str:
    """One envelope taken in on the day of the deadline."""
    at = f"2026-06-15T{time}+07:00"
    return f"receive {file} --bid {bid} --envelope {envelope} {OFFICE} --at {at}"


# B1 hands in the Excel form, the others YAML; B4 comes after the deadline.
FORMS = "\n".join(
    f"form --envelope {envelope} --from HERE/bids/B1-{envelope}.yaml"
    f" --out CASE/forms/B1-{envelope}.xlsx\n"
    + receive("B1", f"CASE/forms/B1-{envelope}.xlsx", envelope, "11:00")
    for envelope in ENVELOPES
)
RECEIVED = "\n".join(
    receive(bid, f"HERE/bids/{bid}-{envelope}.yaml", envelope, time)
    for bids, time in ((("B2", "B3", "B5", "B6"), "14:00"), (("B4",), "15:20"))
    for bid in bids
    for envelope in ENVELOPES
)
ELIGIBLE = "\n".join(
    f"decide --bid {bid} --rule eligibility --pass --reason 'All documents in order'"
    f" {OFFICE} --at 2026-06-17T10:00+07:00"
    for bid in ("B1", "B2", "B3", "B5", "B6")
)
SCORED = "\n".join(
    f"mark HERE/panel/{member}.yaml --by {member} --at 2026-07-08T10:00+07:00"
    for member in ("anh", "binh", "chi")
)

run(
    f"""
open --reconstruction 'An invented tender of early 2026' {OFFICE} --at 2026-03-02T09:00+07:00
{FORMS}
{RECEIVED}
{ELIGIBLE}
withdraw --bid B5 --reason "Letter of 18 June: the lead member left the consortium" \\
    {OFFICE} --at 2026-06-18T16:00+07:00

# Promises against the model: exit code 1 says that there are questions to ask.
? advise
decide --bid B1 --rule credible_energy --pass --reason "Follows from the heat balance" \\
    {PANEL} --at 2026-07-06T10:00+07:00
decide --bid B2 --rule credible_energy --fail {PANEL} --at 2026-07-06T10:05+07:00 \\
    --reason "Asked on 22 June; the heat balance handed in on 29 June gives 452 kWh/t, not 730"
decide --bid B3 --rule credible_energy --pass --reason "Within 3 % of the heat balance" \\
    {PANEL} --at 2026-07-06T10:10+07:00
decide --bid B6 --rule credible_energy --pass --reason "Within 3 % of the heat balance" \\
    {PANEL} --at 2026-07-06T10:10+07:00
{SCORED}
mark HERE/panel/moderated.yaml --moderated {PANEL} --at 2026-07-10T15:00+07:00
freeze {PANEL} --at 2026-07-10T16:00+07:00
approve technical --reference "Decision of the province, 24 July" {OFFICE} \\
    --at 2026-07-24T15:00+07:00
open-prices --by "Procurement office" --by "Chair of the panel" --at 2026-07-27T09:00+07:00
decide --bid B3 --rule abnormally_low --fail {PANEL} --at 2026-08-05T10:00+07:00 \\
    --reason "Asked on 27 July: no cost for reagents and for the second turbine overhaul was shown"
? advise
award {PANEL} --at 2026-08-07T10:00+07:00
approve award --reference "No objection of the bank, 20 August" {OFFICE} --at 2026-08-21T09:00+07:00
# Ten business days from the notice; the office is closed on 31 August, 1 and 2 September.
notify {OFFICE} --at 2026-08-24T09:00+07:00
calendar
sign --reference "Contract 12/2026" {OFFICE} --at 2026-09-11T10:00+07:00
robustness --draws 20000
ocds-export --out CASE/ocds.json
report --out CASE/report
verify
""",
    files=("tender.yaml", "study.yaml"),
)
