"""Sound is made quieter however its bytes happen to arrive."""

import io
import struct
import wave
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.ui.voice.pcm import Quieter

levels = st.lists(st.integers(-32768, 32767), max_size=50)


def wav(samples, rate=22_050):
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 2, rate, 0, "NONE", ""))
        sound.writeframes(array("h", samples).tobytes())
    return file.getvalue()


@given(levels, st.lists(st.integers(1, 30), max_size=20), st.floats(0.01, 1.0))
def test_every_sample_is_quieter_by_the_same_however_the_stream_is_cut(
    samples, cuts, gain
):
    stream, out, quieter = wav(samples), b"", Quieter(gain)
    for cut in cuts:
        out += quieter.take(stream[:cut])
        stream = stream[cut:]
    out += quieter.take(stream)
    with wave.open(io.BytesIO(out)) as heard:
        got = array("h", heard.readframes(len(samples)))
    assert list(got) == [int(one * gain) if gain < 1 else one for one in samples]
    assert quieter.passed == 2 * len(samples)
    assert quieter.bytes_a_second == 44_100


def test_what_stands_before_the_samples_is_passed_on_as_it_is():
    whole = wav([1000, -1000])
    listed = whole[:36] + b"LIST" + struct.pack("<I", 5) + b"hello\0" + whole[36:]
    out = Quieter(0.5).take(listed)
    assert out[:-4] == listed[:-4]
    assert array("h", out[-4:]).tolist() == [500, -500]


@pytest.mark.parametrize(
    "untrusted",
    [
        b"no sound at all, but as long",
        wav([1])[:34] + b"\x08\0" + wav([1])[36:],
        wav([1])[:20] + b"\x03\0" + wav([1])[22:],
    ],
    ids=["no wav", "8 bits", "floats"],
)
def test_what_is_no_wav_of_16_bits_is_refused(untrusted):
    with pytest.raises(ValueError, match="not"):
        Quieter(0.5).take(untrusted)


@given(st.binary(max_size=200))
def test_whatever_comes_it_is_refused_or_passed_on(untrusted):
    quieter = Quieter(0.5)
    try:
        out = quieter.take(b"RIFF\0\0\0\0WAVE" + untrusted)
    except ValueError:
        return
    assert len(out) <= 12 + len(untrusted)
