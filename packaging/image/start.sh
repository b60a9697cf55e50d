#!/bin/sh
# start.sh WORK CMDLINE: joins kernel, initramfs and command line into WORK/start.efi, which
# the firmware starts by itself: there is no loader, no menu and nothing to edit. Whoever
# has a key for the firmware's Secure Boot signs this one file.
set -eu
work=$1
tr -d '\n' < "$2" > "$work/cmdline"
printf 'NAME="Training pod"\nID=training-pod\n' > "$work/os-release"
objcopy \
  --add-section .osrel="$work/os-release" --change-section-vma .osrel=0x20000 \
  --add-section .cmdline="$work/cmdline" --change-section-vma .cmdline=0x30000 \
  --add-section .linux="$work/linux" --change-section-vma .linux=0x2000000 \
  --add-section .initrd="$work/initrd" --change-section-vma .initrd=0x4000000 \
  /usr/lib/systemd/boot/efi/linuxx64.efi.stub "$work/start.efi"
