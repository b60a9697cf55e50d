"""`pod console` as it is run: core, window, and pods that do not exist."""

from pod.desk.wing import Board, SeeBoard
from pod.wing.folder import LocalFolder
from tests.app.processes import end, is_ready, office_of, pod, until


def test_the_demonstration_shows_every_invented_pod_and_ends_when_told(tmp_path):
    state = {"XDG_STATE_HOME": str(tmp_path)}
    with pod("console", "--demo", "--windowed", home=tmp_path, env=state) as console:
        is_ready(console)
        home = tmp_path / "training-console-demo"
        office = office_of(home)

        def board():
            told = office.ask(SeeBoard())
            assert isinstance(told, Board)
            heard = [one for one in told.tiles if one.state != "unknown"]
            return told if len(heard) == 12 else None

        assert [one.place for one in until(board).tiles] == [
            str(n + 1) for n in range(12)
        ]
        office.close()
        code, _ = end(console)
    assert code == 0
    assert LocalFolder(home / "wing").listed(lambda _: True)


def test_the_home_of_a_pod_is_no_consoles(home):
    with pod("console", home=home) as console:
        _, complaint = console.communicate(timeout=30)
    assert console.returncode == 2
    assert "home of a pod" in complaint
