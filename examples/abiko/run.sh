#!/usr/bin/env bash
# The evaluation of Abiko City's plant, step by step: bash examples/abiko/run.sh FOLDER
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
case=${1:?a folder for the case}
mkdir -p "$case"
cp "$here/tender.yaml" "$case/"
step() { local name=$1; shift; wte-ppp tender "$name" "$case" "$@"; }

step open --by "City office" --at 2019-09-02T09:00+09:00
for bid in A B; do
    for envelope in technical price; do
        step receive "$here/bids/$bid-$envelope.yaml" --bid $bid --envelope $envelope \
            --by "City office" --at 2019-11-29T15:00+09:00
    done
done
for bid in A B; do
    step decide --bid $bid --rule eligibility --pass --reason "All documents in order" \
        --by "City office" --at 2019-12-02T10:00+09:00
done
step freeze --by "Evaluation committee" --at 2019-12-10T16:00+09:00
step open-prices --by "City office" --by "Committee chair" --at 2019-12-11T10:00+09:00
for bid in A B; do
    step decide --bid $bid --rule abnormally_low --pass --by "Evaluation committee" \
        --reason "Investigated: the work can be done at this price" --at 2019-12-13T10:00+09:00
done
step award --by "Evaluation committee" --at 2019-12-16T10:00+09:00
step robustness --draws 20000
step report --out "$case/report"
step verify
