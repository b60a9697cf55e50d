#!/bin/sh
# for-the-proof-of-updates.sh OUT: lays OUT/updates/pod-set-up.img, a pod that takes updates of
# three makers whose keys lie beside it, and the roots of two updates for it:
#
#   second.squashfs   the same program once more
#   third.squashfs    one that lacks the program, so that nothing of it ever comes up
#
# It has one unit more than what build.sh made in OUT: a stick of the name PROOF is asked for
# by it as the core asks, once somebody has pressed the key. None of this is ever shipped.
set -eu
out=$1/updates
here=$(cd "$(dirname "$0")" && pwd)
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(stat -c %Y "$1/root.squashfs")}"
rm -rf "$out"
mkdir -p "$out/makers"
trap 'rm -rf "$out/tree"' EXIT
cp -r "$1/start" "$1/modules.squashfs" "$out"
for who in ada ben cat; do
  ssh-keygen -q -t ed25519 -N "" -C "$who, nobody's and never more than a proof's" -f "$out/makers/$who"
  echo "$who $(cat "$out/makers/$who.pub")" >> "$out/makers/signers"
done

tree=$out/tree
units=$tree/etc/systemd/system
packed="-comp zstd -Xcompression-level 2 -noappend -quiet -no-progress"
unsquashfs -quiet -no-progress -d "$tree" "$1/root.squashfs" > /dev/null
cp "$out/makers/signers" "$tree/usr/lib/training-pod/lib/pod/resources/update_signers"
cat > "$units/pod-proof.service" <<'UNIT'
[Unit]
After=pod-core.service pod-update.path

[Service]
Type=oneshot
User=pod-core
Group=training-pod
ExecStartPre=+/usr/bin/mount --mkdir -o ro /dev/disk/by-label/PROOF /run/proof
ExecStart=/bin/sh -ec 'cd /var/lib/training-pod; mkdir -m 750 -p updates; cd updates; \
  cp /run/proof/*.podupdate coming.part; chmod 640 coming.part; mv coming.part wanted.podupdate'
ExecStartPost=+/usr/bin/umount /run/proof
UNIT
mkdir "$units/dev-disk-by\\x2dlabel-PROOF.device.wants"
ln -s ../pod-proof.service "$units/dev-disk-by\\x2dlabel-PROOF.device.wants/"
# shellcheck disable=SC2086
mksquashfs "$tree" "$out/root.squashfs" $packed
sh "$here/start.sh" "$out"
sh "$here/for-the-proof.sh" "$out"

touch "$tree/usr/share/training-pod-image/second"
# shellcheck disable=SC2086
mksquashfs "$tree" "$out/second.squashfs" $packed
rm -rf "$tree/usr/lib/training-pod"
# Whether it is well is asked less often and sooner than on a pod, where that takes minutes.
mkdir "$units/pod-update-well.service.d"
printf '[Unit]\nStartLimitBurst=4\n[Service]\nRestartSec=1s\n' > "$units/pod-update-well.service.d/soon.conf"
# shellcheck disable=SC2086
mksquashfs "$tree" "$out/third.squashfs" $packed
