#!/usr/bin/env bash
# The steps are in run.py, which runs on any system: bash examples/disputed/run.sh FOLDER
exec python3 "$(dirname "$0")/run.py" "$@"
