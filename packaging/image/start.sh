#!/bin/sh
# start.sh OUT: joins OUT/start (linux, initrd, cmdline) into OUT/start.efi, which the firmware
# starts by itself: there is no loader, no menu and nothing to edit. Whoever has a key for the
# firmware's Secure Boot signs this one file.
#
# Within it lies what a slot's program must be (whole-slot.sh), read from OUT/root.squashfs
# and OUT/modules.squashfs, in an archive of its own before the initramfs.
set -eu
out=$1
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(stat -c %Y "$out/root.squashfs")}"
work=$(mktemp -d "$out/.start.XXXXXX")
trap 'rm -rf "$work"' EXIT
held() { unsquashfs -cat "$out/root.squashfs" "$1" 2> /dev/null; }
hash_of() { sha256sum "$1" | cut -d ' ' -f 1; }

known=$work/tree/etc/pod-start
mkdir -p "$known"
hash_of "$out/root.squashfs" > "$known/root"
hash_of "$out/modules.squashfs" > "$known/modules"
held usr/share/training-pod-image/release > "$known/release"
held usr/lib/training-pod/lib/pod/resources/update_signers > "$known/signers" || rm "$known/signers"
if [ -e "$known/signers" ]; then
  # Three people, each with one key: what pod/update/trust.py asks for too.
  grep -v -e '^#' -e '^ *$' "$known/signers" | grep -o -e '^[a-z0-9]*' > "$work/who"
  grep -o 'ssh-ed25519 [A-Za-z0-9+/=]*' "$known/signers" > "$work/keys"
  for each in "$work/who" "$work/keys"; do
    [ "$(sort -u "$each" | wc -l) $(wc -l < "$each")" = "3 3" ] || {
      echo "update_signers must name three people, each with a key." >&2
      exit 1
    }
  done
fi
find "$work/tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
(cd "$work/tree" && find . -mindepth 1 | LC_ALL=C sort |
  cpio --quiet --reproducible -R 0:0 -o -H newc) > "$work/initrd"
cat "$out/start/initrd" >> "$work/initrd"

tr -d '\n' < "$out/start/cmdline" > "$work/cmdline"
printf 'NAME="Training pod"\nID=training-pod\n' > "$work/os-release"
objcopy \
  --add-section .osrel="$work/os-release" --change-section-vma .osrel=0x20000 \
  --add-section .cmdline="$work/cmdline" --change-section-vma .cmdline=0x30000 \
  --add-section .linux="$out/start/linux" --change-section-vma .linux=0x2000000 \
  --add-section .initrd="$work/initrd" --change-section-vma .initrd=0x4000000 \
  /usr/lib/systemd/boot/efi/linuxx64.efi.stub "$out/start.efi"
