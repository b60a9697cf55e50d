#!/bin/sh
# disk.sh WORK IMG: lays the three partitions into one file, without mounting any.
set -eu
work=$1
img=$2
mib=1048576
esp_mib=200
system_mib=$(( $(du -sm "$work/system" | cut -f 1) * 3 + 256 ))
data_mib=${DATA_MIB:-512}

truncate -s "${esp_mib}M" "$work/esp.img"
mkfs.vfat -i "$(printf '%08x' "$SOURCE_DATE_EPOCH")" -n POD-START --invariant "$work/esp.img" > /dev/null
mmd -i "$work/esp.img" ::EFI ::EFI/BOOT
mcopy -i "$work/esp.img" "$work/start.efi" ::EFI/BOOT/BOOTX64.EFI
truncate -s "${system_mib}M" "$work/system.img"
mkfs.ext4 -q -L pod-system -d "$work/system" -E root_owner=0:0 "$work/system.img"

truncate -s $(( (esp_mib + system_mib + data_mib + 4) * mib )) "$img"
sfdisk --quiet "$img" <<TABLE
label: gpt
start=2048, size=$(( esp_mib * 2048 )), type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, name="pod-start"
size=$(( system_mib * 2048 )), type=0FC63DAF-8483-4772-8E79-3D69D8477DE4, name="pod-system"
size=$(( data_mib * 2048 )), type=0FC63DAF-8483-4772-8E79-3D69D8477DE4, name="pod-data"
TABLE
dd if="$work/esp.img" of="$img" bs=$mib seek=1 conv=notrunc,sparse status=none
dd if="$work/system.img" of="$img" bs=$mib seek=$(( esp_mib + 1 )) conv=notrunc,sparse status=none
