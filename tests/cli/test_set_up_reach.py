"""What a set-up lets the core and the cable reach: this much, and no more."""

import pytest

from pod.cli import set_up_reach
from pod.cli.set_up_reach import CABLE, REACH, cable_now, lay, road_to
from pod.cli.set_up_state import Note, SetUp
from pod.cli.set_up_talk import Answers
from pod.errors import Usage
from pod.seal import SigningKey

HOST_KEY = SigningKey(bytes(32)).public
SERVER = ("sftp://a@192.0.2.10/in", HOST_KEY, "192.0.2.10")


@pytest.fixture
def one(tmp_path, monkeypatch):
    """A set-up whose machine's files lie in a folder of its own."""
    monkeypatch.setattr(set_up_reach, "ROOT", tmp_path / "root")
    monkeypatch.setattr(set_up_reach, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(set_up_reach, "ON_SEALED_DISK", tmp_path / "pod-data")
    return SetUp(tmp_path / "home", Answers(), None, Note())


@pytest.fixture
def image(one, tmp_path):
    (tmp_path / "pod-data").mkdir()
    return one


def reached(folder, where="root"):
    lines = (folder / where / REACH).read_text().splitlines()
    return [line for line in lines if line.startswith("IPAddressAllow=")]


@pytest.mark.parametrize(
    ("cable", "how"),
    [
        ("", "DHCP=yes"),
        ("192.0.2.7/24", "Address=192.0.2.7/24"),
        ("192.0.2.7/24 via 192.0.2.1", "Address=192.0.2.7/24\nGateway=192.0.2.1"),
        ("2001:db8::7/64", "Address=2001:db8::7/64"),
    ],
)
def test_on_an_image_what_its_services_may_do_is_kept_with_the_data(
    image, tmp_path, cable, how
):
    lay(image, "server", road_to(*SERVER, cable))
    for where in ("root", "kept"):
        assert reached(tmp_path, where) == ["IPAddressAllow=192.0.2.10"]
        assert f"\n{how}\n" in (tmp_path / where / CABLE).read_text()
    assert cable_now() == cable or (cable, cable_now()) == ("", "dhcp")


@pytest.mark.parametrize(
    "road",
    [
        ("sftp://a@drop/in", HOST_KEY, "192.0.2.10", ""),
        ("sftp://a@192.0.2.101/in", HOST_KEY, "192.0.2.10", ""),
        ("sftp://a@192.0.2.10/in", HOST_KEY, "", ""),
        ("192.0.2.10", HOST_KEY, "192.0.2.10", ""),
        (*SERVER, "no"),
        (*SERVER, "192.0.2.7/24 via elsewhere"),
        (*SERVER, "192.0.2.7"),
        (*SERVER, "192.0.2.7/24 via 198.51.100.1"),
        ("sftp://a@[fe80::1]/in", HOST_KEY, "fe80::1%é", ""),
    ],
)
@pytest.mark.usefixtures("image")
def test_an_image_knows_no_names_and_no_half_an_address(tmp_path, road):
    with pytest.raises(Usage):
        road_to(*road)
    assert not (tmp_path / "kept").exists()


@pytest.mark.usefixtures("image")
def test_one_address_is_the_same_however_it_is_written():
    six = ("sftp://a@[2001:db8:0::a]/in", HOST_KEY, "2001:DB8::A", "")
    assert road_to(*six).address == "2001:db8::a"


@pytest.mark.usefixtures("image")
def test_how_to_name_a_server_is_itself_a_place():
    six = ("sftp://a@drop/in", HOST_KEY, "2001:db8::a", "")
    with pytest.raises(Usage) as refused:
        road_to(*six)
    named = refused.value.say.split("so: ")[-1].split(" ")[-1].rstrip(".")
    assert road_to(named.replace("user@", "a@"), *six[1:]).address == "2001:db8::a"


def test_the_wings_server_does_not_shut_out_the_other_one(image, tmp_path):
    """What each step named goes with it alone; the cable stays as it was said."""
    lay(image, "server", road_to(*SERVER, "192.0.2.7/24"))
    wing = ("sftp://w@192.0.2.20/wing", HOST_KEY, "192.0.2.20", "")
    lay(image, "wing", road_to(*wing))
    both = ["IPAddressAllow=192.0.2.10", "IPAddressAllow=192.0.2.20"]
    assert reached(tmp_path) == both
    assert cable_now() == "192.0.2.7/24"
    lay(image, "wing", None)
    assert reached(tmp_path) == both[:1]
    other = ("sftp://a@192.0.2.30/in", HOST_KEY, "192.0.2.30", "")
    lay(image, "server", road_to(*other))
    assert reached(tmp_path, "kept") == ["IPAddressAllow=192.0.2.30"]


def test_one_server_for_both_is_let_in_until_neither_names_it(one, tmp_path):
    for name in ("server", "wing"):
        lay(one, name, road_to(*SERVER, ""))
    lay(one, "wing", None)
    assert reached(tmp_path) == ["IPAddressAllow=192.0.2.10"]
    lay(one, "server", None)
    assert reached(tmp_path) == []


def test_an_address_that_was_added_by_hand_stays(one, tmp_path):
    path = tmp_path / "root" / REACH
    path.parent.mkdir(parents=True)
    path.write_text("# ours\n[Service]\nIPAddressAllow=192.0.2.99\n")
    lay(one, "server", road_to(*SERVER, ""))
    assert "IPAddressAllow=192.0.2.99" in reached(tmp_path)


def test_a_file_that_says_more_is_its_administrators(one, tmp_path):
    path = tmp_path / "root" / REACH
    path.parent.mkdir(parents=True)
    path.write_text("# für uns\n[Service]\nIPAddressAllow=192.0.2.99\nNice=5\n", "utf8")
    with pytest.raises(Usage, match="stays as it is"):
        lay(one, "server", road_to(*SERVER, ""))
    lay(one, "wing", None)
    assert "Nice=5" in path.read_text("utf8")


def test_more_than_an_image_lays_out_again_is_refused(one, tmp_path):
    path = tmp_path / "root" / REACH
    path.parent.mkdir(parents=True)
    lines = [f"IPAddressAllow=192.0.2.{number}" for number in range(50, 54)]
    path.write_text("\n".join(["[Service]", *lines]))
    with pytest.raises(Usage, match="at most"):
        lay(one, "server", road_to(*SERVER, ""))
