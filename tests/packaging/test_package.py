"""The package: built, put into a clean Debian 12, renewed, taken away; and built again.

`POD_DIST` may name a folder that `make package` filled: then that package is tried.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.packaging.frozen import ROOT, build

pytestmark = pytest.mark.proof

TAKEN = ("pod", "resources", "packaging", "docs", "pyproject.toml", "README.md")
TAKEN += ("LICENSE", "CHANGELOG.md", "requirements.kiosk.lock")
MOST_BYTES = 120_000_000
HOME = "var/lib/training-pod"
ANSWERS = "answers.db"


def copied(place):
    """Return a copy of the sources in another place, which builds with our tools."""
    place.mkdir(parents=True)
    litter = shutil.ignore_patterns("__pycache__")
    for name in TAKEN:
        take = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        take(
            ROOT / name,
            place / name,
            **({"ignore": litter} if take != shutil.copy2 else {}),
        )
    (place / ".venv").symlink_to(ROOT / ".venv")
    return place


@pytest.fixture(scope="session")
def newer(dist, tmp_path_factory):
    """The same program as a later version."""
    out = tmp_path_factory.mktemp("newer")
    words = ["sh", ROOT / "packaging/build-deb.sh", dist / "kiosk", out, "9.0.0"]
    subprocess.run(words, check=True)
    return next(out.glob("*.deb"))


@pytest.fixture(scope="session")
def bare_debian(tmp_path_factory):
    """A Debian 12 with nothing in it, from wherever this machine has its own."""
    root = tmp_path_factory.mktemp("debian") / "root"
    apt = Path("/etc/apt")
    sources = next(iter([*apt.glob("sources.list.d/debian*"), apt / "sources.list"]))
    options = [f"--aptopt={one}" for one in apt.glob("apt.conf.d/99*")]
    words = ["mmdebstrap", "--quiet", "--variant=minbase", "--skip=cleanup/apt/lists"]
    subprocess.run([*words, *options, "bookworm", root, sources], check=True)
    for one in apt.glob("apt.conf.d/99*"):
        shutil.copy2(one, root / "etc/apt/apt.conf.d")
    yield root
    shutil.rmtree(root)


@pytest.fixture
def debian(bare_debian):
    """The same Debian for each story, with nothing of ours left from the one before."""
    yield bare_debian
    inside(bare_debian, "dpkg --purge training-pod")
    for left in (HOME, "etc/training-pod"):
        shutil.rmtree(bare_debian / left, ignore_errors=True)


def inside(root, words):
    """Do something in that Debian, which has /proc for as long as it takes."""
    script = f'mount -t proc proc "{root}/proc" && exec chroot "{root}" sh -c "$0"'
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        ["unshare", "--mount", "sh", "-c", script, words],
        capture_output=True,
        text=True,
        check=False,
        env=env,
    )


def put_in(root, deb):
    """Install it there, or renew the one that is there."""
    shutil.copy2(deb, root / "tmp" / deb.name)
    return inside(root, f"apt-get install -y --no-install-recommends /tmp/{deb.name}")


def test_the_package_is_no_larger_than_promised(package):
    assert package.stat().st_size <= MOST_BYTES


def put_in_clean(debian, package):
    """Install it, and let a pod with answers live there."""
    assert put_in(debian, package).returncode == 0
    (debian / HOME / "pod.toml").write_text('pod = "pod07"\nsite = "Test"\n')
    (debian / HOME / ANSWERS).write_text("what people said")


def works(debian):
    tried = inside(debian, "pod selftest")
    return (tried.returncode, tried.stdout) == (0, "ok\n")


def is_kept(debian):
    return (debian / HOME / ANSWERS).exists()


def test_installed_in_a_clean_debian_it_works(package, debian):
    put_in_clean(debian, package)
    assert works(debian)
    assert inside(debian, "pod --version").stdout.startswith("training-pod 0")
    users = inside(debian, "id -un pod-core && id -un pod-ui && id -un pod-reader")
    assert users.stdout.split() == ["pod-core", "pod-ui", "pod-reader"]
    owner = inside(debian, f"stat -c '%U %G %a' /{HOME}")
    assert owner.stdout.split() == ["pod-core", "training-pod", "750"]


def test_renewed_it_keeps_everything_and_never_goes_back(package, newer, debian):
    put_in_clean(debian, package)
    assert put_in(debian, newer).returncode == 0
    assert is_kept(debian)
    back = inside(debian, f"dpkg -i /tmp/{package.name}")
    assert back.returncode != 0
    assert "older and is not installed" in back.stderr
    there = inside(
        debian, "dpkg-query -W -f '${Version} ${db:Status-Status}' training-pod"
    )
    assert there.stdout == "9.0.0 installed"
    assert works(debian)


def test_taken_away_even_wholly_it_leaves_what_people_said(newer, debian):
    put_in_clean(debian, newer)
    assert inside(debian, "apt-get remove -y training-pod").returncode == 0
    assert not (debian / "usr/lib/training-pod/pod").exists()
    assert is_kept(debian)
    (debian / "var/log/training-pod").mkdir(exist_ok=True)
    assert inside(debian, "dpkg --purge training-pod").returncode == 0
    assert not (debian / "var/log/training-pod").exists()
    assert is_kept(debian)


def test_only_who_names_the_pod_erases_it_by_a_purge(newer, debian):
    for named, kept in (("pod99", True), ("pod07", False)):
        put_in_clean(debian, newer)
        (debian / "etc/training-pod/erase-at-purge").write_text(f"{named}\n")
        assert inside(debian, "apt-get purge -y training-pod").returncode == 0
        assert is_kept(debian) is kept
    assert not (debian / HOME).exists()
    assert not (debian / "etc/training-pod").exists()


def test_a_changed_file_is_found_by_the_program_itself(dist, tmp_path):
    copy = shutil.copytree(dist / "kiosk", tmp_path / "kiosk", symlinks=True)
    words = copy / "lib/pod/resources/consent.toml"
    words.write_text(words.read_text() + "# Added afterwards.\n")
    tried = subprocess.run(
        [copy / "pod", "selftest"], capture_output=True, text=True, check=False
    )
    assert tried.returncode == 1
    assert "consent.toml is not as it was built" in tried.stderr
    assert "Traceback" not in tried.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["rehearse"],
        ["simulate"],
        ["kiosk", "--demo"],
        ["console", "--demo"],
        ["provision", "pod07", "--site", "Test", "--demo"],
    ],
)
def test_the_shipped_program_plays_nothing(dist, words):
    tried = subprocess.run(
        [dist / "kiosk/pod", *words], capture_output=True, text=True, check=False
    )
    assert tried.returncode == 2
    assert "No such" in tried.stderr


def test_debians_own_checker_finds_no_error(package):
    found = subprocess.run(
        ["lintian", "--allow-root", "--fail-on", "error", package],
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout


def test_built_twice_in_two_places_it_is_the_same(tmp_path):
    one = build(copied(tmp_path / "one"), tmp_path / "here")
    other = copied(tmp_path / "somewhere/else/other")
    again = build(other, tmp_path / "there", PACKAGE_VENVS=str(tmp_path / "venvs"))
    assert one.read_bytes() == again.read_bytes()
