#!/bin/sh
# How the image shows the pod where the compositor does not run: an X server that only this
# user may speak with, a window manager without a binding, and the pod (`ui`, or `safe`).
# It ends when the pod ends, and the unit begins all of it again.
set -eu
what=$1
kiosk=${KIOSK:-/usr/lib/training-pod/kiosk}
export XAUTHORITY="$XDG_RUNTIME_DIR/Xauthority" DISPLAY=:0
umask 077
: > "$XAUTHORITY"
xauth -q -f "$XAUTHORITY" add "$DISPLAY" . "$(mcookie)"
exec xinit /bin/sh -c "openbox --config-file '$kiosk/openbox-rc.xml' & exec /usr/bin/pod $what" -- \
  /usr/lib/xorg/Xorg "$DISPLAY" vt7 -keeptty -noreset -nolisten tcp -auth "$XAUTHORITY" \
  -logfile "${LOGS_DIRECTORY:-/tmp}/Xorg.0.log"
