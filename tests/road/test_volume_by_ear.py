"""Somebody who cannot see the screen makes it louder, by the box and by ear alone."""

LONGEST_WALK = 20


class ByEar:
    """Presses the button box, and knows nothing but what is said then."""

    def __init__(self, there):
        self._hands, self._box = there.hands, there.box
        self._voice, self._clock = there.kiosk.stage.voice, there.kiosk.stage.clock

    def do(self, button):
        """Press a button; return what is heard."""
        self._voice.said.clear()
        self._clock.advance(1000)
        self._box.press(button)
        self._hands.settle()
        return [words for words, _ in self._voice.said]

    def walk_to(self, words):
        """Walk the ring until these words alone are heard; choose what they name."""
        for _ in range(LONGEST_WALK):
            if self.do("right") == [words]:
                return self.do("choose")
        raise AssertionError(f"{words} was never heard")


def test_the_volume_is_found_and_raised_without_sight_and_safe_for_the_next(
    on_the_plan,
):
    ear, outputs = ByEar(on_the_plan), on_the_plan.kiosk.stage.voice.outputs
    safe = outputs.volume
    assert "Paused" in " ".join(ear.do("stop"))
    assert ear.walk_to("Sound")[0] == f"Volume {safe} of 8"
    assert ear.walk_to("Louder")[0] == f"Volume {safe + 1} of 8"
    assert ear.do("choose")[0] == f"Volume {safe + 2} of 8"
    assert ear.do("hear")[0] == f"Volume {safe + 2} of 8"
    ear.do("next")
    ear.walk_to("Stop today")
    on_the_plan.hands.wait_for("locked")
    assert outputs.volume == safe
