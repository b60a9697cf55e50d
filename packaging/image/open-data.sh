#!/bin/sh
# Opens the sealed partition and lays its parts where they belong. At the very first start
# it makes it, up to the disk's end: sealed to the machine's TPM where there is one, else with
# a key on the system partition beside it, which `pod check` tells. It also makes a recovery
# key, for the day when the TPM opens nothing any more: the set-up shows it once.
set -eu
part=/dev/disk/by-partlabel/pod-data
data=/dev/mapper/pod-data
key=/system/machine/data.key
there=/run/pod-data
glass=/dev/tty1
waits_s=300

has_tpm() { systemd-cryptenroll --tpm2-device=list 2> /dev/null | grep -q /dev/tpm; }

# Seals the partition to this machine's TPM, with any key that opens it now.
seal_with() {
  # Of a chip that was cleared it would find what it looks for already, and do nothing.
  systemd-cryptenroll --wipe-slot=tpm2 "$part" > /dev/null
  systemd-cryptenroll --unlock-key-file="$1" --tpm2-device=auto --tpm2-pcrs=7 "$part" > /dev/null
}

open_with() { cryptsetup open --type luks2 --key-file "$1" "$part" pod-data 2> /dev/null; }

lay_open() {
  mkdir -p $there
  mount -o nosuid,nodev,noexec,noatime,data=ordered $data $there
}

# Never over anything: an empty partition begins with nothing but zeros.
begin_data() {
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
  recovery=$(systemd-cryptenroll --unlock-key-file="$key.part" --recovery-key "$part" 2> /dev/null)
  open_with "$key.part"
  mkfs.ext4 -q -L pod-data $data
  lay_open
  # Inside what it opens, until the set-up has shown it: nowhere else, and in no log.
  (umask 077 && printf '%s\n' "$recovery" > $there/recovery-key)
  sync
  if has_tpm; then
    seal_with "$key.part"
    systemd-cryptenroll --wipe-slot=password "$part" > /dev/null
    rm "$key.part"
  else
    mv "$key.part" "$key"
  fi
  sync
  mount -o remount,ro /system
}

# The TPM opens nothing here: new firmware, other Secure Boot keys, another machine. Whoever
# has the third envelope types what is in it; otherwise the pod asks for staff.
ask_for_recovery() {
  printf '\033c\n  This pod cannot be used just now. Please tell staff.\n' > $glass
  printf '  Ni ellir defnyddio'\''r pod hwn ar hyn o bryd. Dywedwch wrth staff.\n' > $glass
  printf '\n  Staff: the security chip of this machine does not open its data any more.\n' > $glass
  printf '  Type the eight groups from the third envelope, then Enter.\n\n  ' > $glass
  typed=$(umask 077 && mktemp /run/pod-typed.XXXXXX)
  while timeout --foreground $waits_s head -n 1 < $glass > "$typed.line" && [ -s "$typed.line" ]; do
    tr '[:upper:]' '[:lower:]' < "$typed.line" | tr -cd '[:lower:]' | fold -w 8 | paste -sd - |
      tr -d '\n' > "$typed"
    rm "$typed.line"
    if open_with "$typed"; then
      sealed=yes
      if has_tpm; then
        seal_with "$typed" || sealed=
      fi
      rm "$typed"
      printf '\033c\n  Thank you. The pod opens. Put the key back into its envelope.\n' > $glass
      [ -n "$sealed" ] || {
        printf '\n  The security chip did not take it: the key is asked for again next time.\n' > $glass
        : > /run/pod-data-unsealed
        echo "It could not be sealed to the TPM anew." >&2
        sleep 10
      }
      return
    fi
    printf '\n  That did not open it. Look at each group, and type it again.\n\n  ' > $glass
  done
  rm -f "$typed" "$typed.line"
  printf '\033c' > $glass
  return 1
}

for _ in $(seq 60); do [ -e "$part" ] && break; sleep 0.5; done
# A key that is not in its place yet: the first start was cut before anything lay here.
if [ -e "$key.part" ] || ! cryptsetup isLuks "$part"; then
  begin_data
elif [ -e "$key" ] && open_with "$key"; then
  :
elif [ ! -e "$key" ] &&
  /lib/systemd/systemd-cryptsetup attach pod-data "$part" - tpm2-device=auto,headless=true; then
  :
else
  ask_for_recovery
fi

if ! mountpoint -q $there; then
  fsck.ext4 -p $data || [ $? -le 1 ]
  lay_open
fi
for one in var/lib/training-pod var/lib/systemd etc/training-pod var/log; do
  laid=$there/$one
  # A folder, and no way to another place: whose disk it is was not asked.
  [ "$(realpath -m "$laid")" = "$laid" ] || { echo "$laid leads elsewhere." >&2; exit 1; }
  if [ ! -d "$laid" ]; then
    from=/system/first
    [ -d "$from/$one" ] || from=
    mkdir -p "/$one" "$(dirname "$laid")"
    # Whole or not at all: the power may be cut at any moment.
    rm -rf "$laid.part"
    cp -a "$from/$one" "$laid.part"
    sync
    mv "$laid.part" "$laid"
  fi
  mount --bind "$laid" "/$one"
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
# What was chosen for this machine's services in the set-up: its root forgets, the data does not.
# These two files alone, and of a unit only a number: whoever changes the disk would otherwise
# have a unit of theirs run as the administrator, past a root that was looked at.
kept=/etc/training-pod/machine/etc/systemd
link=system/pod-core.service.d/with-a-link.conf
reached=$(sed -n '/^IPAddressAllow=[0-9a-f.:][0-9a-f.:]*$/p' "$kept/$link" 2> /dev/null | head -n 4)
if [ -n "$reached" ]; then
  mkdir -p "$(dirname "/etc/systemd/$link")"
  printf '[Service]\n%s\n' "$reached" > "/etc/systemd/$link"
  systemctl daemon-reload || echo "The server's address does not count yet." >&2
fi
if [ -f $kept/network/10-pod.network ]; then
  install -D -m 644 -t /etc/systemd/network $kept/network/10-pod.network
  systemctl --no-block start systemd-networkd.service || echo "There is no network." >&2
fi
