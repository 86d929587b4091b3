#!/usr/bin/env bash
# A tender in Viet Nam from the first envelope to the reports: bash examples/viet_nam/run.sh FOLDER
# Six bids: B1 has a formula and markup in its name, B2 promises what physics forbids, B3 is
# abnormally low, B4 comes late, B5 withdraws after it was qualified, B6 is sound.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
case=${1:?a folder for the case}
mkdir -p "$case"
cp "$here/tender.yaml" "$here/study.yaml" "$case/"
step() { local name=$1; shift; wte-ppp tender "$name" "$case" "$@"; }
office=(--by "Procurement office")
panel=(--by "Evaluation panel")

step open "${office[@]}" --at 2026-03-02T09:00+07:00
# B1 hands in the Excel form, the others YAML.
for envelope in technical price; do
    step form --envelope $envelope --from "$here/bids/B1-$envelope.yaml" \
        --out "$case/forms/B1-$envelope.xlsx"
    step receive "$case/forms/B1-$envelope.xlsx" --bid B1 --envelope $envelope "${office[@]}" \
        --at 2026-06-15T11:00+07:00
done
for bid in B2 B3 B5 B6; do
    for envelope in technical price; do
        step receive "$here/bids/$bid-$envelope.yaml" --bid $bid --envelope $envelope \
            "${office[@]}" --at 2026-06-15T14:00+07:00
    done
done
for envelope in technical price; do
    step receive "$here/bids/B4-$envelope.yaml" --bid B4 --envelope $envelope "${office[@]}" \
        --at 2026-06-15T15:20+07:00
done
for bid in B1 B2 B3 B5 B6; do
    step decide --bid $bid --rule eligibility --pass --reason "All documents in order" \
        "${office[@]}" --at 2026-06-17T10:00+07:00
done
step withdraw --bid B5 --reason "Letter of 18 June: the lead member left the consortium" \
    "${office[@]}" --at 2026-06-18T16:00+07:00

# Promises against the model: exit code 1 says that there are questions to ask.
step advise || [ $? -eq 1 ]
step decide --bid B1 --rule credible_energy --pass --reason "Follows from the heat balance" \
    "${panel[@]}" --at 2026-07-06T10:00+07:00
step decide --bid B2 --rule credible_energy --fail "${panel[@]}" --at 2026-07-06T10:05+07:00 \
    --reason "Asked on 22 June; the heat balance handed in on 29 June gives 452 kWh/t, not 730"
for bid in B3 B6; do
    step decide --bid $bid --rule credible_energy --pass --reason "Within 3 % of the heat balance" \
        "${panel[@]}" --at 2026-07-06T10:10+07:00
done
for member in anh binh chi; do
    step mark "$here/panel/$member.yaml" --by "$member" --at 2026-07-08T10:00+07:00
done
step mark "$here/panel/moderated.yaml" --moderated "${panel[@]}" --at 2026-07-10T15:00+07:00
step freeze "${panel[@]}" --at 2026-07-10T16:00+07:00
step open-prices --by "Procurement office" --by "Chair of the panel" --at 2026-07-13T09:00+07:00
step decide --bid B3 --rule abnormally_low --fail "${panel[@]}" --at 2026-07-22T10:00+07:00 \
    --reason "Asked on 13 July: no cost for reagents and for the second turbine overhaul was shown"
step advise || [ $? -eq 1 ]
step award "${panel[@]}" --at 2026-07-24T10:00+07:00
step robustness --draws 20000
step ocds-export --out "$case/ocds.json"
step report --out "$case/report"
step verify
