#!/usr/bin/env bash
# Annotates what is not as it is to be. The verdict is the last step's, so that the comment comes first.
set -uo pipefail
# shellcheck source=specwright.sh
. "$GITHUB_ACTION_PATH/action/specwright.sh"
options=()
if [ -n "${SPECWRIGHT_FAIL_ON:-}" ]; then
  read -r -a kinds <<<"$SPECWRIGHT_FAIL_ON"
  options=(--fail-on "${kinds[@]}")
fi
specwright check --reporter github ${options[@]+"${options[@]}"}
status=$?
{
  echo "status=$status"
  echo "drift=$([ "$status" -eq 0 ] && echo false || echo true)"
} >>"$GITHUB_OUTPUT"
