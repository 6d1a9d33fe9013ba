#!/usr/bin/env bash
# Kills writers of one journal (SIGKILL, two at a time) and checks that nothing acknowledged is lost or given twice.
#   scripts/check_journal_kills.sh [KILLS]     2000 without a number; needs built tests (./hub test)
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$here"
HUB_TEST_LONG=1 HUB_TEST_KILLS="${1:-2000}" exec swift test --scratch-path "${HUB_BUILD:-$here/.build}" --skip-build \
    --filter KillTests
