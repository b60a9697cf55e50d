#!/bin/sh
# build.sh DEB OUT: makes OUT/pod.img, a disk that starts into the pod and nothing else,
# and OUT/root.squashfs, which is what an update of the program carries.
#
#   1 ESP      the kernel with its initramfs and its one command line, as one file
#   2 system   two slots and the note that says which one starts; the kernel's modules
#   3 data     empty; the first start seals it
#
# Run it as root on Debian 12 with the packages that `packaging/system.sh image` asks for.
# shellcheck disable=SC2016
# It takes Debian from wherever this machine does. SOURCE_DATE_EPOCH makes it repeatable.
# FIRST may name a folder with what the data partition begins with: a pod that was set up
# at the bench, or one whose machine is replaced.
set -eu
deb=$(realpath "$1")
out=$2
here=$(cd "$(dirname "$0")" && pwd)
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(stat -c %Y "$deb")}"
mkdir -p "$out"
out=$(realpath "$out")
work=$(mktemp -d "$out/.build.XXXXXX")
trap 'rm -rf "$work"' EXIT
root=$work/root

system="systemd-sysv,dbus,udev,libpam-systemd,seatd,cage,xwayland,linux-image-amd64,initramfs-tools"
system="$system,zstd,e2fsprogs,cryptsetup,usbguard,udisks2,apparmor,kmod,busybox"
# shellcheck disable=SC2046
mmdebstrap --quiet --variant=minbase --include="$system" \
  $(find /etc/apt/apt.conf.d -name '99*' -printf '--aptopt=%p ') \
  --customize-hook="copy-in $deb /tmp" \
  --customize-hook='chroot "$1" sh -c "apt-get install -y -qq --no-install-recommends /tmp/*.deb"' \
  --customize-hook='rm -f "$1"/tmp/*.deb' \
  bookworm "$root" $(find /etc/apt -name '*.sources' -o -name sources.list | head -n 1)

sh "$here/lock-down.sh" "$root"

# What starts the machine: outside the slots, so that a slot needs no kernel of its own.
install -D -m 755 "$here/choose-slot.sh" "$root/usr/share/training-pod-image/choose-slot.sh"
install -D -m 755 "$here/initramfs/pod" "$root/etc/initramfs-tools/scripts/pod"
install -D -m 755 "$here/initramfs/hook" "$root/etc/initramfs-tools/hooks/pod"
kernel=$(ls "$root/lib/modules")
printf 'MODULES=list\nBOOT=pod\nCOMPRESS=zstd\n' > "$root/etc/initramfs-tools/conf.d/pod"
chroot "$root" mkinitramfs -o /tmp/initrd "$kernel"
mv "$root/tmp/initrd" "$work/initrd"
cp "$root/boot/vmlinuz-$kernel" "$work/linux"
sh "$here/start.sh" "$work" "$here/cmdline"

start=$work/system/start
slot=$work/system/slots/a
mkdir -p "$start" "$slot"
mksquashfs "$root/lib/modules" "$start/modules.squashfs" -comp zstd -quiet -no-progress
rm -rf "${root:?}/lib/modules" "$root/boot" "$root/initrd.img"* "$root/vmlinuz"*
mkdir -p "$root/lib/modules" "$root/boot" "$root/system"
mksquashfs "$root" "$out/root.squashfs" -comp zstd -noappend -quiet -no-progress
cp "$out/root.squashfs" "$slot/root.squashfs"
[ -z "${FIRST:-}" ] || cp -a "$FIRST" "$work/system/first"
sh "$here/first-slot.sh" "$slot" "$work/system/slots"
sh "$here/disk.sh" "$work" "$out/pod.img"
