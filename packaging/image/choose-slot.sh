#!/bin/sh
# Prints which slot the machine starts, and takes a try off one that is still on trial.
# The start calls it before any of our program is there; pod/update/slots.py writes the
# note. A note that cannot be read starts the slot that is whole.
set -u
slots=$1
good="" next="" tries=""

while IFS='=' read -r name value; do
  case "$name=$value" in
    good=a | good=b) good=$value ;;
    next=a | next=b) next=$value ;;
    tries=[0-9]) tries=$value ;;
  esac
done 2>/dev/null < "$slots/choice"

if [ -n "$good" ] && [ -n "$next" ] && [ "${tries:-0}" -gt 0 ] && [ -e "$slots/$next/update.json" ]; then
  part="$slots/.choice.part"
  if printf 'good=%s\nnext=%s\ntries=%s\n' "$good" "$next" "$((tries - 1))" > "$part"; then
    sync
    mv -f "$part" "$slots/choice"
    sync
    echo "$next"
    exit 0
  fi
fi

for slot in "$good" a b; do
  if [ -n "$slot" ] && [ -e "$slots/$slot/update.json" ]; then
    echo "$slot"
    exit 0
  fi
done
echo "No program is whole in $slots." >&2
exit 1
