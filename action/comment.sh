#!/usr/bin/env bash
# Comments what generate would change, and what the change of the description breaks.
set -uo pipefail
# shellcheck source=specwright.sh
. "$GITHUB_ACTION_PATH/action/specwright.sh"
since=()
if [[ "${SPECWRIGHT_BASE:-}" =~ ^[0-9a-f]{40}([0-9a-f]{24})?$ ]]; then
  # A shallow checkout lacks the commit that the change is held against.
  git cat-file -e "$SPECWRIGHT_BASE^{commit}" 2>/dev/null ||
    git fetch --quiet --no-tags --depth=1 origin "$SPECWRIGHT_BASE"
  since=(--since "$SPECWRIGHT_BASE")
fi
export SPECWRIGHT_REPORT="${RUNNER_TEMP:-/tmp}/specwright-report.md"
specwright diff --format markdown --quiet ${since[@]+"${since[@]}"} >"$SPECWRIGHT_REPORT"
if [ -s "$SPECWRIGHT_REPORT" ]; then
  node "$GITHUB_ACTION_PATH/action/comment.js"
else
  echo '::warning::specwright diff had nothing to say; see the log above.'
fi
