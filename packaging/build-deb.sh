#!/bin/sh
# build-deb.sh FROZEN OUT [VERSION]: makes OUT/training-pod_VERSION_amd64.deb of a frozen
# kiosk (see freeze.sh), the units and the other files of this folder. Same in, same out.
set -eu
umask 022

frozen=$(cd "$1" && pwd)
mkdir -p "$2"
out=$(cd "$2" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
python=${PACKAGE_VENVS:-$here/../build}/venv-kiosk/bin/python
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$here" log -1 --format=%ct)}
export SOURCE_DATE_EPOCH LC_ALL=C.UTF-8 TZ=UTC
export PYTHONDONTWRITEBYTECODE=1
version=${3:-$(sed -n 's/^version = "\(.*\)"$/\1/p' "$here/../pyproject.toml")}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
doc=$root/usr/share/doc/training-pod
mkdir -p "$root/DEBIAN" "$root/usr/bin" "$root/usr/lib" "$doc"

cp -a "$frozen" "$root/usr/lib/training-pod"
ln -s ../lib/training-pod/pod "$root/usr/bin/pod"

# put MODE TARGET FILE...: what is there of these files, into a folder.
put() {
  mode=$1 folder=$root$2
  shift 2
  for file; do
    [ -f "$file" ] && install -D -m "$mode" "$file" "$folder/$(basename "$file")"
  done
  return 0
}
put 644 /lib/systemd/system "$here"/systemd/*.service "$here"/systemd/*.timer \
  "$here"/systemd/*.target "$here"/systemd/*.socket "$here"/systemd/*.path
put 644 /usr/lib/systemd/system-preset "$here"/systemd/*.preset
put 644 /usr/lib/sysusers.d "$here"/sysusers/*.conf
put 644 /usr/lib/tmpfiles.d "$here"/tmpfiles/*.conf
put 644 /usr/lib/sysctl.d "$here"/sysctl/*.conf
put 644 /lib/udev/rules.d "$here"/udev/*.rules
put 644 /usr/lib/systemd/system.conf.d "$here"/manager/*.conf
put 644 /usr/lib/systemd/journald.conf.d "$here"/journald/*.conf
put 644 /usr/lib/systemd/logind.conf.d "$here"/logind/*.conf
put 644 /usr/share/polkit-1/rules.d "$here"/polkit/*.rules
put 644 /usr/share/X11/xorg.conf.d "$here"/xorg/*.conf
put 644 /etc/apparmor.d "$here"/apparmor/*
put 644 /etc/logrotate.d "$here"/logrotate/*
put 644 /etc/pam.d "$here"/pam/*
put 644 /usr/share/training-pod/usbguard "$here"/usbguard/*
put 644 /usr/share/training-pod "$here"/systemd/*.txt
# What is no unit, such as a drop-in that a technician may put beside one.
put 644 /usr/share/training-pod/systemd "$here"/systemd/*.conf

# All that is written, as pages; the technician's, and what it is read with, as text too.
"$here/../.venv/bin/mkdocs" build --quiet -f "$here/site/mkdocs.yml" -d "$doc/html"
rm -f "$doc"/html/sitemap.xml*
put 644 /usr/share/doc/training-pod "$here"/../docs/guides/technician.md \
  "$here"/../docs/wiring.md "$here"/../docs/set-up.toml
put 644 /usr/share/lintian/overrides "$here/deb/training-pod"
gzip -9nc "$here/../CHANGELOG.md" > "$doc/NEWS.md.gz"
mkdir -p "$root/usr/share/man/man1"
gzip -9nc "$here/deb/pod.1" > "$root/usr/share/man/man1/pod.1.gz"
date=$(date -u -R -d "@$SOURCE_DATE_EPOCH")
sed -e "s/@VERSION@/$version/" -e "s/@DATE@/$date/" "$here/deb/changelog" |
  gzip -9nc > "$doc/changelog.gz"
"$python" "$here/deb/parts.py" "$frozen" "$doc" "$version"

(
  cd "$root"
  find etc -type f 2>/dev/null | LC_ALL=C sort | sed 's#^#/#' > DEBIAN/conffiles
  find usr lib -type f -print0 2>/dev/null | LC_ALL=C sort -z | xargs -0 md5sum > DEBIAN/md5sums
)
size=$(du -sk --apparent-size --exclude=DEBIAN "$root" | cut -f 1)
libraries=$(sh "$here/deb/libraries.sh" "$root/usr/lib/training-pod")
sed -e "s/@VERSION@/$version/" -e "s/@SIZE@/$size/" -e "s/@LIBRARIES@/$libraries/" \
  "$here/deb/control" > "$root/DEBIAN/control"
for script in preinst postinst prerm postrm; do
  sed "s/@VERSION@/$version/" "$here/deb/$script" > "$root/DEBIAN/$script"
  chmod 755 "$root/DEBIAN/$script"
done
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group --uniform-compression --threads-max=1 -Zxz -z6 --build "$root" \
  "$out/training-pod_${version}_amd64.deb" >/dev/null
