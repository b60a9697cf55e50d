"""A sound card that tells of its jack: a folder, and a program that reads it aloud."""

CONTENTS = """\
numid=19,iface=CARD,name='Headphone Mic Boost Jack Mode'
  ; type=ENUMERATED,access=rw------,values=1,items=2
  ; Item #0 'Headphone Out'
  ; Item #1 'Mic In'
  : values=0
numid=15,iface=CARD,name='Headphone Jack'
  ; type=BOOLEAN,access=r-------,values=1
  : values={state}
numid=16,iface=CARD,name='Speaker Phantom Jack'
  ; type=BOOLEAN,access=r-------,values=1
  : values=on
numid=17,iface=CARD,name='Mic Jack'
  ; type=BOOLEAN,access=r-------,values=1
  : values=on
numid=3,iface=MIXER,name='Headphone Playback Switch'
  ; type=BOOLEAN,access=rw------,values=2
  : values=on,on
numid=1,iface=MIXER,name='Headphone Playback Volume'
  ; type=INTEGER,access=rw---R--,values=2,min=0,max=74,step=0
  : values=52,52
  | dBscale-min=-74.00dB,step=1.00dB,mute=0
"""
"""What amixer says of a card with one jack that notices plugs, and much besides."""
NO_JACK = CONTENTS.replace("'Headphone Jack'", "'Headphone Phantom Jack'")
LISTED = """\
 0 [HDMI           ]: HDA-Intel - HDA Intel HDMI
                      HDA Intel HDMI at 0xf7a14000 irq 36
 1 [PCH            ]: HDA-Intel - HDA Intel PCH
                      HDA Intel PCH at 0xf7a10000 irq 35
"""


class JackOf:
    """The cards of a machine that is a folder; each look at one is noted."""

    def __init__(self, folder):
        self.cards, self._told = folder / "asound", folder / "looks"
        self.cards.mkdir()
        (self.cards / "cards").write_text(LISTED)
        self.mixer = folder / "mixer"
        self.mixer.write_text(
            "#!/bin/sh\n"
            f'echo "$@" >> {self._told}\n'
            f"[ -e {self.cards}/stalls ] && exec sleep 60\n"
            f"exec cat {self.cards}/$2.contents\n"
        )
        self.mixer.chmod(0o755)
        self.holds("0", NO_JACK.format(state="on"))

    def holds(self, card, contents):
        """Let a card say this of its controls from now on, in one stroke."""
        fresh = self.cards / "fresh"
        fresh.write_text(contents)
        fresh.replace(self.cards / f"{card}.contents")

    def plug(self, *, plugged):
        """Put the headphones in, or pull them out."""
        self.holds("1", CONTENTS.format(state="on" if plugged else "off"))

    def take_away(self):
        """Pull out the whole card."""
        (self.cards / "1.contents").unlink()

    def stall(self):
        """Let the program hang from now on."""
        (self.cards / "stalls").touch()

    def looks(self):
        """Return what the program was asked, a line a look."""
        there = self._told.exists()
        return self._told.read_text().splitlines() if there else []
