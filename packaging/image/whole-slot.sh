#!/bin/sh
# whole-slot.sh SLOT KNOWN: succeeds where a slot's program is, byte for byte, what was made.
# KNOWN lies within the one file that starts the machine (start.sh):
#
#   root      the SHA-256 of the root that the image came with, which needs nobody's name
#   signers   the three who make updates, of whom two must have signed any other root
#   release   the release of the program that the image came with: none before it is started
set -u
slot=$1
known=$2
here=$(dirname "$0")

hash=$(sh "$here/hash-of.sh" "$slot/root.squashfs")
[ "$hash" != "$(cat "$known/root")" ] || exit 0

refuse() {
  echo "training-pod: the program in $slot is not started: $1" >&2
  exit 1
}

[ -f "$slot/update.json" ] || refuse "there is none"
[ -s "$known/signers" ] || refuse "nobody's signature counts here"
work=$(mktemp -d) || refuse "no room"
trap 'rm -rf "$work"' EXIT
# What is checked and what is read are the same bytes, whatever the disk gives next time.
head -c 1048576 "$slot/update.json" > "$work/said"

for signature in "$slot"/update.json.[1-8].sig; do
  [ -f "$signature" ] || continue
  who=$(ssh-keygen -Y find-principals -f "$known/signers" -s "$signature" 2> /dev/null) || continue
  ssh-keygen -Y verify -f "$known/signers" -I "$who" -n training-pod -s "$signature" \
    < "$work/said" > /dev/null 2>&1 && echo "$who"
done | sort -u > "$work/who"
[ "$(wc -l < "$work/who")" -ge 2 ] || refuse "fewer than two of three signed it"

# Within a JSON text no quotation mark stands bare, so none of these can be in a sentence.
flat=$(tr -d ' \n' < "$work/said")
says() { printf '%s\n' "$flat" | grep -o "$1"; }
for wanted in '"form":1,' '"product":"training-pod",' '"kind":"program",'; do
  says "$wanted" > /dev/null || refuse "it is something else"
done
release=$(says '"release":[0-9]\{1,7\}' | cut -d : -f 2)
[ "$release" -ge "$(cat "$known/release")" ] || refuse "it is older than the machine's start"
says "{\"path\":\"root\.squashfs\",\"size\":[0-9]*,\"sha256\":\"$hash\"}" > /dev/null ||
  refuse "its root was changed"
