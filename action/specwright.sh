# Runs Specwright: the project's own, or the version that was asked for.
specwright() {
  if [ -n "${SPECWRIGHT_VERSION:-}" ]; then
    npx --yes "specwright@$SPECWRIGHT_VERSION" "$@"
  else
    npx --no specwright "$@"
  fi
}
