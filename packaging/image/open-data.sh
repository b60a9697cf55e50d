#!/bin/sh
# Opens the sealed partition and lays its parts where they belong. At the very first start
# it makes it, up to the disk's end: sealed to the machine's TPM where there is one, else with
# a key on the system partition beside it, which `pod check` tells.
set -eu
part=/dev/disk/by-partlabel/pod-data
key=/system/machine/data.key

for _ in $(seq 60); do [ -e "$part" ] && break; sleep 0.5; done
# A key that is not in its place yet: the first start was cut before anything lay here.
if [ -e "$key.part" ] || ! cryptsetup isLuks "$part"; then
  # Never over anything: an empty partition begins with nothing but zeros.
  [ -e "$key.part" ] || [ "$(head -c 1048576 "$part" | tr -d '\0' | wc -c)" = 0 ] || {
    echo "The data partition holds something else." >&2
    exit 1
  }
  systemd-repart --dry-run=no --definitions=/usr/lib/training-pod-image/repart \
    "/dev/$(lsblk -no PKNAME "$part")" || echo "The data partition stays as it is." >&2
  udevadm settle
  mount -o remount,rw /system
  (umask 077 && mkdir -p /system/machine)
  (umask 077 && head -c 64 /dev/urandom > "$key.part")
  sync
  cryptsetup luksFormat --batch-mode --type luks2 --pbkdf pbkdf2 \
    --pbkdf-force-iterations 1000 "$part" "$key.part"
  if systemd-cryptenroll --tpm2-device=list 2> /dev/null | grep -q /dev/tpm; then
    systemd-cryptenroll --unlock-key-file="$key.part" --tpm2-device=auto --tpm2-pcrs=7 \
      --wipe-slot=password "$part"
    rm "$key.part"
  else
    mv "$key.part" "$key"
  fi
  sync
  mount -o remount,ro /system
fi
if [ -e "$key" ]; then
  cryptsetup open --type luks2 --key-file "$key" "$part" pod-data
else
  /lib/systemd/systemd-cryptsetup attach pod-data "$part" - tpm2-device=auto,headless=true
fi

blkid -t TYPE=ext4 /dev/mapper/pod-data > /dev/null || mkfs.ext4 -q -L pod-data /dev/mapper/pod-data
fsck.ext4 -p /dev/mapper/pod-data || [ $? -le 1 ]
mkdir -p /run/pod-data
mount -o nosuid,nodev,noexec,noatime,data=ordered /dev/mapper/pod-data /run/pod-data
for one in var/lib/training-pod var/lib/systemd etc/training-pod var/log; do
  there=/run/pod-data/$one
  if [ ! -d "$there" ]; then
    from=/system/first
    [ -d "$from/$one" ] || from=
    mkdir -p "/$one" "$(dirname "$there")"
    # Whole or not at all: the power may be cut at any moment.
    rm -rf "$there.part"
    cp -a "$from/$one" "$there.part"
    sync
    mv "$there.part" "$there"
  fi
  mount --bind "$there" "/$one"
done
sync
if [ -d /system/first ]; then
  mount -o remount,rw /system
  find /system/first -type f -exec shred --iterations=1 {} +
  rm -rf /system/first
  mount -o remount,ro /system
fi
# What this pod's own devices are, once somebody has written it down.
if [ -s /etc/training-pod/usbguard.conf ]; then
  install -m 600 /etc/training-pod/usbguard.conf /etc/usbguard/rules.conf
fi
