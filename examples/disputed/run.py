"""A tender through all that can happen to one: python examples/disputed/run.py FOLDER."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from steps import run

OFFICE, PANEL, CHAIR = "--by 'Procurement office'", "--by 'Evaluation panel'", "--by 'Ms Anh'"
RECEIVED = "\n".join(
    f"receive HERE/bids/{bid}-{envelope}.yaml --bid {bid} --envelope {envelope} {OFFICE}"
    f" --at 2026-03-16T11:00+07:00"
    for bid in ("B1", "B2", "B3")
    for envelope in ("technical", "price")
)
ELIGIBLE = "\n".join(
    f"decide --bid {bid} --rule eligibility --pass --reason 'All documents in order'"
    f" {OFFICE} --at 2026-03-18T10:00+07:00"
    for bid in ("B1", "B2", "B3")
)


def scored(ending: str, day: str) -> str:
    """The sheets of the three who judge."""
    return "\n".join(
        f"mark HERE/panel/{file}{ending}.yaml --by '{name}' --at 2026-{day}T15:00+07:00"
        for file, name in (("anh", "Ms Anh"), ("binh", "Mr Binh"), ("dung", "Mr Dung"))
    )


run(f"""
open {OFFICE} --at 2026-01-12T09:00+07:00 \\
    --reconstruction "An invented tender, to show what can happen to one"
ask "May the price be in dollars?" {OFFICE} --at 2026-02-10T10:00+07:00
answer 1 "Yes; the central bank's selling rate of the opening day counts." \\
    {OFFICE} --at 2026-02-12T10:00+07:00
extend --deadline 2026-03-16T14:00+07:00 --reason "The site could not be visited in February" \\
    {OFFICE} --at 2026-02-25T10:00+07:00
{RECEIVED}
opening --envelope technical --attended "Mr Lam for B1" --attended "Ms Sato for B2" \\
    --attended "Office" {OFFICE} --at 2026-03-16T14:30+07:00
{ELIGIBLE}
panel substitute --member "Ms Chi" --with "Mr Dung" --reason "In hospital since 17 March" \\
    --by "Mayor" --at 2026-03-19T09:00+07:00
ask "Which outage is the superheater renewed in?" --bid B2 --due 2026-03-25 \\
    {PANEL} --at 2026-03-20T10:00+07:00
answer 2 "In the outage of the third year, letter of 24 March." {PANEL} --at 2026-03-24T10:00+07:00
{scored("", "03-27")}
freeze {PANEL} --at 2026-03-30T10:00+07:00
open-prices --by "Procurement office" --by "Ms Anh" --at 2026-04-02T10:00+07:00
opening --envelope price --attended "Mr Lam for B1" --attended "Ms Sato for B2" \\
    {OFFICE} --at 2026-04-02T10:30+07:00
rates --rate USD=25000 --day 2026-04-02 --source "Central bank, selling rate" \\
    {OFFICE} --at 2026-04-02T17:00+07:00
status
correction --bid B1 --accepted --reason "Letter of 6 April: 60 months at 2.6 billion it is" \\
    {OFFICE} --at 2026-04-06T10:00+07:00
award {PANEL} --at 2026-04-08T10:00+07:00
qualify --bid B2 --pass --reason "Accounts of three years and one reference checked" \\
    {PANEL} --at 2026-04-09T10:00+07:00
approve award --reference "Resolution 14/2026" --by "City council" --at 2026-04-10T10:00+07:00
notify {OFFICE} --at 2026-04-13T10:00+07:00
complain "B2's workshop is a lease that ends in the second year; the grade has no ground." \\
    --about maintenance --bid B1 {OFFICE} --at 2026-04-20T10:00+07:00
suspend --reason "Complaint 1" {OFFICE} --at 2026-04-20T11:00+07:00
decide-complaint 1 --ruling upheld --by "Review board" --at 2026-05-12T10:00+07:00 \\
    --reason "The lease of the workshop, page 12, ends in year 2; the grade is to be given anew"
resume --reason "Ruling of 12 May" {OFFICE} --at 2026-05-13T09:00+07:00
reopen technical --ordered-by "Review board" --reason "Ruling on complaint 1" \\
    {OFFICE} --at 2026-05-13T10:00+07:00
{scored("_anew", "05-18")}
freeze {PANEL} --at 2026-05-19T10:00+07:00
award {PANEL} --at 2026-05-20T10:00+07:00
qualify --bid B1 --pass --reason "Accounts of three years and two references checked" \\
    {PANEL} --at 2026-05-22T10:00+07:00
status
approve award --reference "Resolution 21/2026" --by "City council" --at 2026-05-22T15:00+07:00
notify {OFFICE} --at 2026-05-25T10:00+07:00
calendar
sign --reference "Contract 7/2026" --by "Mayor" --at 2026-06-09T10:00+07:00
report --out CASE/report
ocds-export --out CASE/ocds.json
export --out CASE/export
verify
""")
