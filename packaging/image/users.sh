#!/bin/sh
# users.sh ROOT: makes the package's users with the same numbers in every image, for the data
# partition outlives them.
set -eu
root=$1
chroot "$root" groupadd -r -g 960 training-pod
chroot "$root" groupadd -r -g 961 pod-technicians
number=962
for who in pod-core pod-reader pod-ui; do
  home=/
  [ $who != pod-core ] || home=/var/lib/training-pod
  chroot "$root" useradd -r -M -U -u $number -d $home -s /usr/sbin/nologin $who
  number=$((number + 1))
done
