#!/bin/sh
# How the image shows the pod: the compositor has one client, draws no title bar (-d)
# and never gives the terminals back (no -s). It ends when the pod ends, and the unit
# begins both again.
set -eu
exec env -i \
  HOME="$HOME" \
  LANG=C.UTF-8 \
  PATH=/usr/bin:/bin \
  QT_QPA_PLATFORM=wayland \
  XDG_RUNTIME_DIR="$XDG_RUNTIME_DIR" \
  XKB_DEFAULT_OPTIONS=srvrkeys:none \
  ${POD_HOME:+POD_HOME="$POD_HOME"} \
  ${CREDENTIALS_DIRECTORY:+CREDENTIALS_DIRECTORY="$CREDENTIALS_DIRECTORY"} \
  cage -d -m last -- "${POD:-/usr/bin/pod}" kiosk
