#!/bin/sh
# at-the-bench.sh OUT ANSWERS FIRST: sets a pod up within the root that build.sh laid into OUT,
# and lays what that made into FIRST, for disk.sh. ANSWERS is a file for `pod set-up
# --answers`; codes are typed, or come as lines of the standard input.
#
# Its keys are sealed with a secret that goes to the machine with it, and not to a TPM. Run it
# as root, and delete FIRST once the disk is made.
set -eu
image=$(realpath "$1/root.squashfs")
answers=$(realpath "$2")
first=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
unsquashfs -quiet -no-progress -d "$root" "$image" > /dev/null

tr -d - < /proc/sys/kernel/random/uuid > "$root/etc/machine-id"
cp "$answers" "$root/tmp/answers.toml"
# By it keys are sealed with that secret alone, also at a bench that has a TPM of its own.
mkdir -p "$root/run/pod-data"
# shellcheck disable=SC2016
unshare --mount sh -ec '
  mount --bind /proc "$1/proc"
  mount --bind /dev "$1/dev"
  exec env -i LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot "$1" \
    pod set-up --answers /tmp/answers.toml --credentials /etc/training-pod/credentials
' sh "$root"
touch "$root/etc/training-pod/is-set-up"

(umask 077 && mkdir -p "$first")
for one in var/lib/training-pod var/lib/systemd etc/training-pod; do
  mkdir -p "$first/$(dirname "$one")"
  cp -a "$root/$one" "$first/$one"
done
cp "$root/etc/machine-id" "$first/machine-id"
