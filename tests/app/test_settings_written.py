"""A pod's settings are written so that they read back the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.app.provisioning import write_settings
from pod.errors import Malformed
from pod.settings import LockUp, Port, Settings, read_settings

times = st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.integers(0, 59))
lists = st.lists(times, max_size=8).map(tuple)
tables = st.builds(
    LockUp, every=lists, friday=st.none() | lists, sunday=lists, locks=st.booleans()
)


@given(tables)
def test_the_table_of_lock_up_reads_back_as_it_was_written(tmp_path_factory, table):
    home = tmp_path_factory.mktemp("home")
    ports = (Port(driver="cedrus_xid"), Port(driver="nonin", path="/dev/x"))
    settings = Settings(pod="pod01", site="Test", lock_up=table, ports=ports)
    write_settings(home, settings)
    assert read_settings(home) == settings


@pytest.mark.parametrize("said", ["24:00", "9:30", "noon", "12:60"])
def test_a_time_that_is_none_is_refused_with_its_place(tmp_path, said):
    text = f'pod = "pod01"\nsite = "Test"\n[lock_up]\nevery = ["{said}"]\n'
    (tmp_path / "pod.toml").write_text(text)
    with pytest.raises(Malformed, match="lock_up"):
        read_settings(tmp_path)
