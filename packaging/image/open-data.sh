#!/bin/sh
# Opens the sealed partition and lays its parts where they belong. At the very first start
# it makes it: sealed to the machine's TPM where there is one, else with a key on the system
# partition beside it, which `pod check` tells.
set -eu
part=/dev/disk/by-partlabel/pod-data
key=/system/machine/data.key

for _ in $(seq 60); do [ -e "$part" ] && break; sleep 0.5; done
if ! cryptsetup isLuks "$part"; then
  # Never over anything: an empty partition begins with nothing but zeros.
  [ "$(head -c 1048576 "$part" | tr -d '\0' | wc -c)" = 0 ] || {
    echo "The data partition holds something else." >&2
    exit 1
  }
  mount -o remount,rw /system
  (umask 077 && mkdir -p /system/machine)
  (umask 077 && head -c 64 /dev/urandom > "$key.part")
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
  /lib/systemd/systemd-cryptsetup attach pod-data "$part" - tpm2-device=auto
fi

blkid -t TYPE=ext4 /dev/mapper/pod-data > /dev/null || mkfs.ext4 -q -L pod-data /dev/mapper/pod-data
fsck.ext4 -p /dev/mapper/pod-data || [ $? -le 1 ]
mkdir -p /run/pod-data
mount -o nosuid,nodev,noexec,noatime,data=ordered /dev/mapper/pod-data /run/pod-data
for one in var/lib/training-pod var/lib/systemd etc/training-pod var/log; do
  if [ ! -d "/run/pod-data/$one" ]; then
    from=/system/first
    [ -d "$from/$one" ] || from=
    mkdir -p "/$one" "/run/pod-data/$(dirname "$one")"
    cp -a "$from/$one" "/run/pod-data/$one"
  fi
  mount --bind "/run/pod-data/$one" "/$one"
done
if [ -d /system/first ]; then
  mount -o remount,rw /system
  rm -rf /system/first
  mount -o remount,ro /system
fi
# The machine's own number stays the same.
if [ ! -s /run/pod-data/machine-id ]; then
  tr -d - < /proc/sys/kernel/random/uuid > /run/pod-data/machine-id
fi
cat /run/pod-data/machine-id > /etc/machine-id
