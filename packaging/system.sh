#!/bin/sh
# Makes sure that Debian has what Qt, the voice and the tests need.
# Looks first; asks apt only for what is missing; otherwise says exactly what to install.
set -eu

qt="libglib2.0-0 libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1"
window="libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0
 libxcb-render-util0 libxcb-shape0 libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0
 libx11-xcb1"
voice="espeak-ng"
tests="age gcc libc6-dev nut-server openssh-client unzip xvfb xdotool"

if ! command -v dpkg-query >/dev/null 2>&1; then
  exit 0
fi

missing=""
for package in $qt $window $voice $tests; do
  state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$state" = installed ] || missing="$missing $package"
done
# A Python without ensurepip cannot make a virtual environment.
if [ ! -x .venv/bin/python ] && ! ${PYTHON:-python3} -c "import ensurepip" 2>/dev/null; then
  missing="$missing python3-venv"
fi
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
  as=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
  as="sudo"
else
  echo "Please run first: sudo apt-get install --no-install-recommends$missing" >&2
  exit 1
fi
echo "Installing with apt:$missing" >&2
export DEBIAN_FRONTEND=noninteractive
$as apt-get update -qq
# shellcheck disable=SC2086
$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
