"""Artefacts and measures in time, held against NeuroKit2 0.2.13 (not installed here).

For each record of made-up beats its `signal_fixpeaks` (kubios, one pass) says which
beats are ectopic, missed, extra, long or short: ours must be the same. Its `hrv_time`
gives SDNN and RMSSD before any correction, and RMSSD of its corrected beats.

Where the two differ: NeuroKit moves an ectopic or misplaced beat half-way between its
neighbours; the paper, as is known of it, interpolates the interval, and so do we. The
truth is known here, and ours is the nearer. Its pNN50 divides by the number of
intervals, as the Task Force words it, ours by that of the differences.
"""

from base64 import b85decode
from itertools import accumulate, pairwise
from typing import NamedTuple
from zlib import decompress

import pytest

from pod.pulse.beats import Interval, mend
from pod.pulse.kinds import kinds_of
from pod.pulse.measures import measures_of
from tests.spoilt_beats import clean, spoilt
from tests.waves import moments
from tests.waves import rmssd as rmssd_of


class Theirs(NamedTuple):
    """What NeuroKit2 says of one record: which beats are what, and ms."""

    heart: str
    fault: str
    sdnn: float
    rmssd: float
    pnn50: float
    rmssd_corrected: float
    artefacts: dict[str, list[int]]


VECTORS = """
calm clean 43.241 24.860 3.333 24.86
calm missed 120.332 160.647 6.215 25.20 m30 m76 m118
calm extra 88.031 85.369 7.650 24.85 x31 x79 x123 p32 p80 p124
calm misplaced 51.087 51.720 7.778 31.85 e30 e31 e77 e78 e121 p120
calm ectopic 63.573 86.300 7.778 43.83 e31 e78 e120 e121 p30 p77
calm mixed 93.815 117.960 9.444 37.76 e90 e91 e120 e121 m30 x60 p61
quick clean 12.302 13.063 0.000 13.06
quick missed 75.537 107.651 3.046 13.00 m30 m76 m118 p31
quick extra 55.842 57.627 4.433 12.96 x31 x79 x123 p32 p80 p124
quick misplaced 22.407 34.040 4.500 17.97 e31 e78 e121 p30 p77 p120
quick ectopic 33.726 56.975 4.500 21.98 e31 e78 e121 p30 p32 p77 p120
quick mixed 58.170 79.195 5.500 18.72 e91 e121 m30 x60 p31 p61 p90 p120
slow clean 67.217 44.851 29.333 44.85
slow missed 160.302 216.612 31.293 45.18 m30 m76 m118
slow extra 128.597 118.746 32.680 45.02 x31 x79 x123 p32 p80 p124
slow misplaced 76.877 75.551 32.667 53.05 e31 e78 e79 e120 e121 p30 p77
slow ectopic 91.294 119.880 32.667 64.09 e31 e32 e78 e121 p30 p77 p120
slow mixed 127.283 153.711 34.667 55.11 e90 e91 e121 m30 x60 p61 p120
uneven clean 33.119 43.708 27.222 43.42 e86
uneven missed 108.102 152.406 29.944 42.28 e84 m30 m76 m118 p77
uneven extra 81.086 90.625 31.148 43.20 x31 x79 x123 p32 p80 p124
uneven misplaced 42.181 63.815 31.111 47.64 e31 e78 e79 e86 e121 p30 p77
uneven ectopic 53.810 84.419 31.111 47.38 e31 e78 e86 e121 p30 p77 p79 p120
uneven mixed 84.689 114.388 32.778 47.59 e91 e92 e121 m30 x60 p61 p90 p120
"""
"""Heart, fault, SDNN, RMSSD, pNN50, RMSSD corrected, and beats by number."""
KINDS = {"e": "ectopic", "m": "missed", "x": "extra", "p": "misplaced"}


def read(line):
    heart, fault, sdnn, rmssd, pnn50, corrected, *marks = line.split()
    numbers = map(float, (sdnn, rmssd, pnn50, corrected))
    artefacts = {
        kind: [int(one[1:]) for one in marks if one[0] == letter]
        for letter, kind in KINDS.items()
    }
    return Theirs(heart, fault, *numbers, artefacts)


THEIRS = [read(line) for line in VECTORS.split("\n") if line]


def intervals(beats):
    return [Interval(end_ms=end, nn_ms=end - before) for before, end in pairwise(beats)]


def rmssd(beats):
    return measures_of(intervals(beats))["rmssd"].value


@pytest.fixture(params=THEIRS, ids=[f"{one.heart} {one.fault}" for one in THEIRS])
def theirs(request):
    return request.param


def test_the_same_beats_are_found_to_be_the_same_artefacts(theirs):
    kinds = kinds_of([one.nn_ms for one in intervals(spoilt(theirs))])
    for kind, numbers in theirs.artefacts.items():
        assert [n for n, one in enumerate(kinds, 1) if one == kind] == numbers, kind


def test_the_measures_in_time_are_the_same_before_correction(theirs):
    found = measures_of(intervals(spoilt(theirs)))
    count = len(spoilt(theirs)) - 1
    assert found["sdnn"].value == pytest.approx(theirs.sdnn, abs=1e-3)
    assert found["rmssd"].value == pytest.approx(theirs.rmssd, abs=1e-3)
    by_intervals = found["pnn50"].value * (count - 1) / count
    assert by_intervals == pytest.approx(theirs.pnn50, abs=1e-3)


def test_after_correction_ours_is_as_near_the_truth_or_nearer(theirs):
    truth = rmssd(clean(theirs.heart))
    ours = measures_of(mend(spoilt(theirs)))["rmssd"].value
    assert abs(ours - truth) < 2
    assert abs(ours - truth) < abs(theirs.rmssd_corrected - truth) + 0.6


# --- a minute of its own wave (`ppg_simulate`, 72 a minute, seed 7), not of our making


STEPS = """
c-nPV+j8qR3?wC4)`g-j&T0G9|Np~U5=oo|crlZ<v?rNNFd(qlUGVQ?Uzh3Gl6Tj2Ue1%&gcE}24-
S6e5Gg$@+rFBf{2fD;QXDC<L4M#5BK=&}bs3xB?(00SJ5bX|s08^>RtgGPpUZLV%Oe$VBV4Oo0FEm)kWz!$_Ra
LlBlUINE+{RDDWrN+v7ES{>}Kbu3jV%tj-?o!qtjP<!%+|9-
WQHX^7{r7q)Do#5}lwx`fjv#HA924k)EUL>{arZU3bGY&(qjxpd!^MmD&uUWR_snjKFU-PaW>-
4FDZANG(y$#}7loSs(La*Li4y7d(8>I^tZA^AR~ctoy!>94O5t;L=QDtt3P4&9>RG4W6fQIb=*I6o@mx&0yEfJ
QY%Mq*vA5rAoPcT#wy6B2<i&Qe|qCNJFY!USG$AY^iD7E6H-lh-
&8jb(jWBIeGdj5inPlrimL{b9`~2<hny<Uu0CQiq!P_^AFql`+UFO^?i=N97NR4;M*t{q9lMux$b(vxR5Zk4Ks
r_&g;B=;$;=bgPk@oy%%Utp#T*Id{Sv-k_lYrKW`MT3&m5DJ}XVBc3Ss!Za);)C1aVD5M?lSwNpotCyr{W7U>4
&o)PVm<C)6%fAFMa<*xOEMP_<t^>ts)F)t`;rZR=-3S7e6GhLE)Q)c?szmO2IKyyG^Aa$P1EuD+VLri6$h<-
B5%oc{h;V{9tYGh9rl%x1x{b<ZQ_0WR57&TwfQF@FmdZ}Bf=e%Mb(}Rkg{g)y*ltj4#GrTO~thtWT;)gM;v>Cx
Hb5}{NR#55@HS}g>=T+g3^a@QA#TJ$3L?KdyW=eoQ(S2FzIcvfVzlCMJFrtry6>itATLO7*V8qlCi;kJiW~6?I
fP{=@|9aUzxHA$LY9UD{)ujSe3-keIaPH%pD%32XWP;nqdb-
|kl&6~LfN{c3l9B4{*ROq4o=L*^HC$K*CA$xzj>9tbK|Gf&lG1vUIV)<HUw?fW9WEHgB~4O-
H~VNLalbIQGBU88k~*r{iZed!>$T79-zY4ZLCxLRWHa!dWdFqc@9ZwMCiC`?NISK-mc22%i_i6?^@vpplb^e2F
jp}cs-
^2o)(42a&SJ|a%RtslVn7<07X|dQwRV1}Agk_<22NS#6{%T`iY<Y)OT6gBl!U9rr@t9kH!WDwJ$eBjFxT+2=J<
`dd&xYC-CeSA$`<?SA+nxkV;3`Y>}78;k*0W=|G+_U={{$>E_1JW`wJYZw!Vt$k?a8P*f*dDS>*kpn8#`Pl`V~
i@K)g6&@ks^`BI^c_t|cQUDJXZp1B6R#p;by<RQy<v?6o5g|fN1ddbNX0jk8(F-(6J33B2wRxeg3!+_0A)-
I#S<VrKHd;h%dhV^)D)A!w)6i}MU??piRY!bgoeOo%o>ai2|ZRyDgirjIae=%^dyf=A{@X7Q-
4cVu%OLAqe*E%Y9%L9Uqin3#{NSHzP1;fyuXLj9DzG4Nwer0yc!Ox5!w7Gaa#F{>@FS)N_r!`%AQpxj@;<PC4y
!5byh0d#8@Je&M%&^g0O!f0fixUuMT(@QF0{40H^e^?l=QmdbE~)
"""
"""Its 50 samples a second in 128 steps: the differences, packed."""
PEAKS = """
1013 1805 2733 3616 4499 5458 6385 7357 8220 9064 9884 10706 11558 12371 13119 13825
14643 15366 16084 16934 17651 18423 19288 20109 20926 21878 22734 23622 24529 25482
26429 27290 28200 29057 29923 30713 31527 32351 33098 33894 34619 35371 36102 36900
37661 38438 39285 40069 40993 41816 42741 43636 44546 45488 46397 47350 48222 49039
49903 50711 51510 52322 53159 53892 54614 55397 56079 56845 57630 58462 59247
"""
"""Where its `ppg_findpeaks` sees the tops at 1000 samples a second, ms."""


def test_in_its_own_wave_the_same_beats_are_found_at_50_samples_a_second():
    steps = decompress(b85decode("".join(STEPS.split())))
    samples = [value % 256 for value in accumulate(steps)]
    found = moments(samples, 50)
    peaks = [int(one) for one in PEAKS.split()]
    tops = [one for one in peaks if found[0] < one < found[-1] + 400]
    assert len(found) == len(tops) > 60
    rises = [top - one for one, top in zip(found, tops, strict=True)]
    assert max(rises) - min(rises) < 40
    assert rmssd_of(found) == pytest.approx(rmssd_of(tops), rel=0.05)
