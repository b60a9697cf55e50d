#!/bin/sh
# freeze.sh PROGRAM OUT: freezes `kiosk` or `evaluator` into OUT/PROGRAM, with the list of
# its files' sums and, beside it, OUT/PROGRAM.sources: where each part of it came from.
# `rehearsal` is the kiosk with its rehearsal: it tries what is frozen, and nobody ships it.
#
# It is frozen in an environment of its own, from lock files with hashes, out of the wheel
# that is made of this checkout as it is now. The same sources give the same bytes.
set -eu
umask 022

program=$1
mkdir -p "$2"
out=$(cd "$2" && pwd)
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The interpreter that the frozen program keeps is Debian's.
python=${PACKAGE_PYTHON:-/usr/bin/python3}
venv=${PACKAGE_VENVS:-$here/build}/venv-$program
case $program in
  rehearsal) locks="kiosk evaluator" ;;
  *) locks=$program ;;
esac
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$here" log -1 --format=%ct)}
export SOURCE_DATE_EPOCH PYTHONHASHSEED=1 LC_ALL=C.UTF-8 TZ=UTC
export PYINSTALLER_CONFIG_DIR="$work/config" PYTHONDONTWRITEBYTECODE=1
unset PYTHONPATH PYTHONHOME

ready=$venv/.ready
# What pip says of all that it installed: the sums of the very wheels are in it.
report=$venv/installed.json
set --
for lock in $locks; do
  set -- "$@" -r "$here/requirements.$lock.lock"
  [ ! -e "$ready" ] || [ "$ready" -nt "$here/requirements.$lock.lock" ] || rm "$ready"
done
[ -e "$report" ] || rm -f "$ready"
if [ ! -e "$ready" ]; then
  rm -rf "$venv"
  "$python" -m venv "$venv"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-compile \
    --require-hashes --report "$report" "$@"
  touch "$ready"
fi
"$here/.venv/bin/python" -m pip wheel --quiet --disable-pip-version-check --no-deps \
  --no-build-isolation -w "$work/wheel" "$here"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-compile \
  --no-index --no-deps --force-reinstall "$work"/wheel/*.whl

nice -n 5 "$venv/bin/pyinstaller" --noconfirm --log-level ERROR \
  --distpath "$work/dist" --workpath "$work/work" "$here/packaging/pyinstaller/program.spec" \
  -- "$program"
[ "$program" = evaluator ] || cp -r "$here/packaging/kiosk" "$work/dist/$program/kiosk"
find "$work/dist/$program" -type d -exec chmod 755 {} +
find "$work/dist/$program" -type f -exec chmod go-w {} +
find "$work/dist/$program" -type f -name '*.so*' -exec chmod 644 {} +
(
  cd "$work/dist/$program"
  find -L . -type f ! -name SHA256SUMS | sed 's#^\./##' | LC_ALL=C sort | xargs -d '\n' sha256sum > SHA256SUMS
)
find "$work/dist/$program" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
rm -rf "${out:?}/$program"
mv "$work/dist/$program" "$out/$program"
cp "$work/work/program/sources.txt" "$out/$program.sources"
