#!/bin/sh
# Makes sure that Debian has what Qt, the voice and the tests need.
# Looks first; asks apt only for what is missing; otherwise says exactly what to install.
# `system.sh escape` asks for what the lockdown suite needs as well, `system.sh proof` for
# what the slow proofs do.
set -eu

qt="libglib2.0-0 libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1"
window="libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0
 libxcb-render-util0 libxcb-shape0 libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0
 libx11-xcb1 libwayland-client0 libwayland-cursor0 libwayland-egl1"
voice="espeak-ng alsa-utils opus-tools"
tests="age apparmor dbus-daemon gcc libc6-dev nut-server openbox openssh-client openssh-server openssl systemd unzip xdotool xvfb"
# Only for `make escape`: the kiosk's compositor, a server with fingers and cables, what
# attacks a window from outside, and what a screen reader stands on.
escape="at-spi2-core cage dbus-bin gir1.2-atspi-2.0 python3-gi wmctrl x11-utils
 x11-xserver-utils xserver-xorg-core xserver-xorg-video-dummy xwayland"
# Only for `make proof`: a server of PostgreSQL, what runs Apache Spark, and R.
proof="default-jre-headless lintian mmdebstrap polkitd postgresql r-base-core udisks2"
# Only for `make package`: what finds and packs a program's libraries, and Debian's Python.
package="binutils dpkg-dev libpython3.11 python3 python3-venv"
# Only for `make image`: what makes a disk without mounting one.
image="binutils cpio dosfstools fdisk mmdebstrap mtools squashfs-tools systemd-boot-efi"
# Only for `make boot`: a machine that starts it, its firmware, and a TPM for it.
boot="cryptsetup-bin e2fsprogs ovmf qemu-system-x86 swtpm"

if ! command -v dpkg-query >/dev/null 2>&1; then
  exit 0
fi

wanted="$qt $window $voice $tests"
[ "${1:-}" != escape ] || wanted="$wanted $escape"
[ "${1:-}" != proof ] || wanted="$wanted $proof $package"
[ "${1:-}" != package ] || wanted="$wanted $package"
[ "${1:-}" != image ] || wanted="$wanted $image"
[ "${1:-}" != boot ] || wanted="$wanted $image $boot"
missing=""
for package in $wanted; do
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
# The tests start a server of their own, on loopback; nothing shall listen because of us.
case "$missing" in *openssh-server*)
  [ -e /etc/systemd/system/ssh.service ] || $as ln -s /dev/null /etc/systemd/system/ssh.service ;;
esac
# Debian would make a server that listens on loopback for good: it shall make none.
case "$missing" in *postgresql*)
  $as mkdir -p /etc/postgresql-common/createcluster.d
  echo "create_main_cluster = false" | $as tee /etc/postgresql-common/createcluster.d/pod.conf >/dev/null ;;
esac
# shellcheck disable=SC2086
$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
