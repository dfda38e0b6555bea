#!/bin/sh
# What the tests need beside a JDK, seen to at the start of a build that will run them: found, else
# installed where that may be done without asking, else named in one line to type. Called by pom.xml.
#
#   needs.sh goals=GOALS skipped=SKIPPED browser=BROWSER
#
#   GOALS    what Maven was asked for, such as [verify]
#   SKIPPED  holds "true" when tests are left out
#   BROWSER  a browser that somebody named, or nothing
#
# Leaves the path of the browser in target/browser.
set -eu

case "$1" in
  *verify* | *install* | *deploy* | *integration-test* | *[\[\ ]test[\],]*) ;;
  *) exit 0 ;;
esac
case "$2" in *true*) exit 0 ;; esac
named=${3#browser=}

stop() {
  printf '\n%s\n\n' "$@" >&2
  exit 1
}

is_root() { [ "$(id -u)" = 0 ]; }

may_install() {
  command -v apt-get > /dev/null && { is_root || sudo -n true 2> /dev/null; }
}

as_root() {
  if is_root; then "$@"; else sudo -n "$@"; fi
}

# Mirrors fail now and then; three tries with a pause tell a hiccup from an outage.
try() {
  for pause in 5 15 0; do
    if "$@"; then return 0; fi
    echo "That failed: $*" >&2
    sleep "$pause"
  done
  return 1
}

# need WORDS PACKAGE NAME...: prints where the first of the programs NAME is.
need() {
  words=$1 package=$2
  shift 2
  first_of "$@" && return
  may_install || return 1
  echo "Installing $package for $words ..." >&2
  export DEBIAN_FRONTEND=noninteractive
  try as_root apt-get update -q >&2
  try as_root apt-get install -y -q --no-install-recommends "$package" >&2
  first_of "$@"
}

first_of() {
  for name in "$@"; do
    if command -v "$name"; then return 0; fi
  done
  return 1
}

# PostgreSQL refuses root.
if is_root && ! "$(dirname "$0")/unprivileged/unshare" -U true 2> /dev/null; then
  stop "PostgreSQL cannot be run as somebody else than root here. Type:
  useradd --create-home reachline; chown -R reachline . && runuser -u reachline -- ./mvnw verify"
fi

if [ -n "$named" ]; then
  browser=$(command -v "$named") || stop "There is no browser $named (reachline.chromium)."
else
  # The shell is the same browser without a desktop's windows, and a quarter quicker.
  browser=$(need "the browser tests" chromium \
    chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable) ||
    stop "The browser tests need Chromium. Type:
  sudo apt-get install chromium
or name a browser that you have: ./mvnw verify -Dreachline.chromium=<path>"
fi
mkdir -p target
printf '%s' "$browser" > target/browser
