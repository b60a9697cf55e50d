#!/bin/sh
# for-the-proof.sh OUT: sets a pod up within what build.sh made in OUT, and lays the disk that
# the proof starts: OUT/pod-set-up.img.
set -eu
out=$1
here=$(cd "$(dirname "$0")" && pwd)
first=$out/first
rm -rf "$first"
trap 'rm -rf "$first"' EXIT
phrase="a long walk by the sea"
printf '%s\n' "$phrase" 483920 "$phrase" |
  sh "$here/at-the-bench.sh" "$out" "$here/proof.toml" "$first" > /dev/null
FIRST=$first sh "$here/disk.sh" "$out" "$out/pod-set-up.img"
