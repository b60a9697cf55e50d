#!/bin/sh
# choose-slot.sh SLOTS KNOWN: prints which slot the machine starts, and takes a try off one that
# is still on trial. The start calls it before any of our program is there; pod/update/slots.py
# writes the note. No slot is named whose program is not what was made (whole-slot.sh): the
# other one is. A note that cannot be read starts the slot that is whole.
set -u
slots=$1
known=$2
here=$(dirname "$0")
good="" next="" tries=""

while IFS='=' read -r name value; do
  case "$name=$value" in
    good=a | good=b) good=$value ;;
    next=a | next=b) next=$value ;;
    tries=[0-9]) tries=$value ;;
  esac
done 2>/dev/null < "$slots/choice"

note() {
  part="$slots/.choice.part"
  printf 'good=%s\nnext=%s\ntries=%s\n' "$1" "$2" "$3" > "$part" || return 1
  sync
  mv -f "$part" "$slots/choice"
  sync
}

is_whole() { sh "$here/whole-slot.sh" "$slots/$1" "$known"; }

if [ -n "$good" ] && [ -n "$next" ] && [ "${tries:-0}" -gt 0 ]; then
  if ! is_whole "$next"; then
    # Given up at once, so that staff are told.
    note "$good" "$next" 0
  elif note "$good" "$next" "$((tries - 1))"; then
    echo "$next"
    exit 0
  fi
fi

order="a b"
[ "$good" != b ] || order="b a"
for slot in $order; do
  if is_whole "$slot"; then
    # The spare slot is the one that is not whole now: an update may heal it.
    [ "$slot" = "$good" ] || note "$slot" "" 0
    echo "$slot"
    exit 0
  fi
done
echo "No program is whole in $slots." >&2
exit 1
