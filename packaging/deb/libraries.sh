#!/bin/sh
# libraries.sh FOLDER: names the packages of Debian whose libraries a frozen program uses.
set -eu

folder=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/debian"
printf 'Source: training-pod\n\nPackage: training-pod\nArchitecture: amd64\n' > "$work/debian/control"
cd "$work"
find "$folder" -type f \( -name '*.so' -o -name '*.so.*' -o -name pod \) -print0 |
  xargs -0 dpkg-shlibdeps -O -xtraining-pod --ignore-missing-info --warnings=0 \
    -l"$folder/lib" -l"$folder/lib/PySide6/Qt/lib" -l"$folder/lib/PySide6" \
    -l"$folder/lib/shiboken6" -l"$folder/lib/numpy.libs" |
  sed -n 's/^shlibs:Depends=//p'
