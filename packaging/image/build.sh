#!/bin/sh
# build.sh DEB OUT: makes OUT/pod.img, a disk that starts into the pod and nothing else, and
# what it is laid out of:
#
#   OUT/start.efi          kernel, initramfs, one command line, and the hashes of these two:
#   OUT/modules.squashfs   the kernel's modules
#   OUT/root.squashfs      all else, which is what an update of the program carries
#
# OUT/start keeps what start.efi is joined of. Run it as root on Debian 12 with the packages
# that `packaging/system.sh image` asks for. It takes Debian from wherever this machine does.
# SOURCE_DATE_EPOCH makes it repeatable.
# FIRST, and how the disk is laid out: see disk.sh.
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
system="$system,zstd,e2fsprogs,cryptsetup,usbguard,udisks2,polkitd,libblockdev-crypto2"
system="$system,apparmor,kmod,busybox,passwd"
# What seals the data to a machine's TPM; systemd looks for them by itself.
system="$system,libtss2-esys-3.0.2-0,libtss2-rc0,libtss2-tcti-device0"
# shellcheck disable=SC2016,SC2046
mmdebstrap --quiet --variant=minbase --include="$system" \
  $(find /etc/apt/apt.conf.d -name '99*' -printf '--aptopt=%p ') \
  --customize-hook="sh $here/users.sh \"\$1\"" \
  --customize-hook="copy-in $deb /tmp" \
  --customize-hook='chroot "$1" sh -c "apt-get install -y -qq --no-install-recommends /tmp/*.deb"' \
  --customize-hook='rm -f "$1"/tmp/*.deb' \
  --customize-hook='chroot "$1" sh -c "mkdir tools; cd tools; apt-get download -qq openssh-client openssl"' \
  --customize-hook='for one in "$1"/tools/*.deb; do dpkg -x "$one" "$1/tools"; done' \
  bookworm "$root" $(find /etc/apt -name '*.sources' -o -name sources.list | head -n 1)

sh "$here/lock-down.sh" "$root"

# What starts the machine: outside the slots, so that a slot needs no kernel of its own.
made=$root/usr/share/training-pod-image
for one in choose-slot.sh whole-slot.sh hash-of.sh; do
  install -D -m 755 "$here/$one" "$made/$one"
done
install -D -m 755 "$here/initramfs/pod" "$root/etc/initramfs-tools/scripts/pod"
install -D -m 755 "$here/initramfs/hook" "$root/etc/initramfs-tools/hooks/pod"
kernel=$(ls "$root/lib/modules")
printf 'MODULES=list\nBOOT=pod\nCOMPRESS=zstd\n' > "$root/etc/initramfs-tools/conf.d/pod"
chroot "$root" mkinitramfs -o /tmp/initrd "$kernel"
mkdir -p "$out/start"
mv "$root/tmp/initrd" "$out/start/initrd"
cp "$root/boot/vmlinuz-$kernel" "$out/start/linux"
cp "$here/cmdline" "$out/start/cmdline"
chroot "$root" pod --version | sed -n 's/^release: //p' > "$made/release"
test -s "$made/release"

# A level that takes seconds: the highest makes it a seventh smaller in minutes.
packed="-comp zstd -Xcompression-level 4 -noappend -quiet -no-progress"
# shellcheck disable=SC2086
mksquashfs "$root/lib/modules" "$out/modules.squashfs" $packed
rm -rf "${root:?}/lib/modules" "${root:?}/boot" "${root:?}/tools" "$root/initrd.img"* "$root/vmlinuz"*
mkdir -p "$root/lib/modules" "$root/boot" "$root/system"
# shellcheck disable=SC2086
mksquashfs "$root" "$out/root.squashfs" $packed
sh "$here/start.sh" "$out"
sh "$here/disk.sh" "$out" "$out/pod.img"
