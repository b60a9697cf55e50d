#!/bin/sh
# lock-down.sh ROOT: takes out of a Debian root what a pod has no use for, and shuts the
# ways in that the compositor and the program cannot shut.
set -eu
root=$1
here=$(cd "$(dirname "$0")" && pwd)

# No terminal, on any screen or line; nothing at Ctrl+Alt+Del; no shell where a start fails;
# nothing that looks after a Debian which is changed by hand.
named=$(grep -v '^#' "$root/usr/share/training-pod/masked.txt")
for unit in $named emergency.target rescue.target systemd-ask-password-console.path \
  systemd-ask-password-wall.path dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service \
  usbguard-dbus.service proc-sys-fs-binfmt_misc.automount; do
  ln -sf /dev/null "$root/etc/systemd/system/$unit"
done
install -D -m 644 "$here/pod-data.service" "$root/etc/systemd/system/pod-data.service"
install -D -m 644 "$here/pod-set-up.service" "$root/etc/systemd/system/pod-set-up.service"
install -D -m 644 "$here/pod-again.timer" "$root/etc/systemd/system/pod-again.timer"
install -D -m 755 "$here/open-data.sh" "$root/usr/lib/training-pod-image/open-data.sh"
install -D -m 644 -t "$root/usr/lib/training-pod-image/repart" "$here"/repart/*.conf
# USB: these kinds until the pod's own devices are written down.
install -m 600 "$here/usb-kinds.conf" "$root/etc/usbguard/rules.conf"
install -m 600 "$root/usr/share/training-pod/usbguard/usbguard-daemon.conf" \
  "$root/etc/usbguard/usbguard-daemon.conf"
chroot "$root" passwd --quiet --lock root
chroot "$root" systemctl --quiet set-default graphical.target
chroot "$root" systemctl --quiet enable pod.target seatd.service pod-data.service \
  pod-set-up.service

# Drivers for what a pod must not have: radio, cameras, microphones of their own, other
# networks, other machines' disks.
for modules in "$root"/lib/modules/*/kernel; do
  for part in drivers/net/wireless drivers/bluetooth net/bluetooth net/wireless net/mac80211 \
    drivers/media drivers/firewire drivers/thunderbolt drivers/infiniband drivers/isdn \
    drivers/net/wwan fs/nfs fs/cifs fs/smb fs/ceph fs/ocfs2 fs/gfs2 net/nfc drivers/nfc; do
    rm -rf "${modules:?}/$part"
  done
done
for modules in "$root"/lib/modules/*; do
  chroot "$root" depmod "$(basename "$modules")"
done

printf 'pod\n' > "$root/etc/hostname"
: > "$root/etc/machine-id"
: > "$root/etc/fstab"
# Package tools and their lists: a running pod is changed by slots alone.
chroot "$root" dpkg --purge --force-all apt debian-archive-keyring mmdebstrap 2> /dev/null || true
rm -rf "$root"/var/lib/apt/* "$root"/var/cache/* "$root"/var/log/* "$root"/usr/share/man \
  "$root"/usr/share/locale "$root"/etc/apt "$root"/usr/share/info
