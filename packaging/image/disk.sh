#!/bin/sh
# disk.sh OUT IMG: lays what build.sh made in OUT into one disk, without mounting any.
#
#   1 ESP      the one file that the firmware starts
#   2 system   two slots and the note that says which one starts; the kernel's modules
#   3 data     empty; the first start takes the rest of the disk for it, and seals it
#
# FIRST may name a folder with what the data begins with: a pod that was set up at the bench
# (at-the-bench.sh), or one whose machine is replaced.
set -eu
out=$1
img=$2
here=$(cd "$(dirname "$0")" && pwd)
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(stat -c %Y "$out/root.squashfs")}"
work=$(mktemp -d "$(dirname "$img")/.disk.XXXXXX")
trap 'rm -rf "$work"' EXIT

slot=$work/system/slots/a
mkdir -p "$work/system/start" "$slot"
cp "$out/modules.squashfs" "$work/system/start/modules.squashfs"
cp "$out/root.squashfs" "$slot/root.squashfs"
sh "$here/first-slot.sh" "$slot" "$work/system/slots"
if [ -n "${FIRST:-}" ]; then
  cp -a "$FIRST" "$work/system/first"
  install -d -m 700 "$work/system/machine"
  mv "$work/system/first/machine-id" "$work/system/machine/id"
fi

mib=1048576
esp_mib=200
# Room for a second slot, and for one more while it is laid.
system_mib=$(( $(du -sm "$work/system" | cut -f 1) * 3 + 256 ))
data_mib=512

truncate -s "${esp_mib}M" "$work/esp.img"
mkfs.vfat -i "$(printf '%08x' "$SOURCE_DATE_EPOCH")" -n POD-START --invariant "$work/esp.img" > /dev/null
mmd -i "$work/esp.img" ::EFI ::EFI/BOOT
mcopy -i "$work/esp.img" "$out/start.efi" ::EFI/BOOT/BOOTX64.EFI
truncate -s "${system_mib}M" "$work/system.img"
mkfs.ext4 -q -L pod-system -d "$work/system" -E root_owner=0:0 "$work/system.img"

rm -f "$img"
truncate -s $(( (esp_mib + system_mib + data_mib + 4) * mib )) "$img"
sfdisk --quiet "$img" <<TABLE
label: gpt
start=2048, size=$(( esp_mib * 2048 )), type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, name="pod-start"
size=$(( system_mib * 2048 )), type=0FC63DAF-8483-4772-8E79-3D69D8477DE4, name="pod-system"
size=$(( data_mib * 2048 )), type=6A1C2F0E-8D53-4B7E-9F0B-2B6F0D9A7C41, name="pod-data"
TABLE
dd if="$work/esp.img" of="$img" bs=$mib seek=1 conv=notrunc,sparse status=none
dd if="$work/system.img" of="$img" bs=$mib seek=$(( esp_mib + 1 )) conv=notrunc,sparse status=none
