"""Clips of sentences: rendered when missing, told of when stale, people's own first."""

import json
import shutil
import wave

import msgspec
import pytest
from click.testing import CliRunner

from pod.cli.voice import voice
from pod.errors import Malformed, PartRefused, TryAgain
from pod.ui.voice import ready
from pod.ui.voice.clips import Clips, read_manifest, write_manifest
from pod.ui.voice.fixed import fixed_in
from pod.ui.voice.render import Renderer, lines_in, render, renderer
from pod.ui.voice.sentence import Manner, Spoken, hash_of
from pod.ui.voice.standing import standing_of

MAN, WOMAN = Manner("man", "normal"), Manner("woman", "slow")
SAID = ("bar.pause", "plan.kept", "locked.title")


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("POD_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def folder(home):
    return home / "voice-rendered" / "cy"


def some(*manners, ids=SAID):
    """The lines of a few sentences in Welsh."""
    words = {hash_of(fixed_in("cy").by_id[id_]) for id_ in ids}
    lines = lines_in("cy", manners)
    return {key: line for key, line in lines.items() if key[0] in words}


def rendered(folder, lines, by=None):
    return render(folder, lines, by or renderer(), lambda _done, _of: None)


def pod(*words):
    done = CliRunner().invoke(voice, words)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


def a_recording(folder, id_, seconds=1):
    folder.mkdir(parents=True, exist_ok=True)
    with wave.open(str(folder / f"{id_}.wav"), "wb") as tone:
        tone.setparams((1, 2, 8000, 0, "NONE", ""))
        tone.writeframes(b"\x10\x27\xf0\xd8" * 4000 * seconds)


def test_what_is_missing_is_rendered_once_and_found(folder, home):
    assert rendered(folder, some(MAN, WOMAN)) == (6, 0, 0)
    assert rendered(folder, some(MAN, WOMAN)) == (0, 6, 0)
    words = fixed_in("cy").by_id["plan.kept"]
    for manner in (MAN, WOMAN):
        found = Clips(home).find(Spoken(words, "cy", manner))
        assert found is not None
        assert manner.speaker in found.name
        assert found.stat().st_size > 1000


def test_without_an_encoder_a_wav_is_written_that_a_pod_can_play(folder):
    rendered(folder, some(MAN), Renderer())
    for clip in read_manifest(folder).clips:
        with wave.open(str(folder / clip.file)) as sound:
            assert sound.getsampwidth() == 2
            assert sound.getnframes() > 2000


def test_one_manner_rendered_leaves_the_others_alone(folder):
    rendered(folder, some(MAN))
    assert rendered(folder, some(WOMAN)) == (3, 3, 0)
    assert len(read_manifest(folder).clips) == 6


def test_a_render_of_words_said_no_more_is_deleted_and_its_file_too(folder):
    rendered(folder, some(MAN))
    assert rendered(folder, some(MAN, ids=SAID[:2])) == (0, 2, 1)
    left = {clip.file for clip in read_manifest(folder).clips}
    assert left == {file.name for file in folder.iterdir()} - {"manifest.json"}


def test_a_render_cut_off_goes_on_where_it_was(folder, monkeypatch):
    monkeypatch.setattr("pod.ui.voice.render.FEW", 1)

    def cut_off(_done, _of):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        render(folder, some(MAN), renderer(), cut_off)
    assert rendered(folder, some(MAN)) == (2, 1, 0)


def test_a_recording_is_never_replaced_by_a_render(home):
    folder = home / "voice" / "cy"
    a_recording(folder, "plan.kept")
    before = (folder / "plan.kept.wav").read_bytes()
    pod("adopt", "cy", "--speaker", "A. Reader")
    assert rendered(folder, some(MAN)) == (2, 1, 0)
    assert (folder / "plan.kept.wav").read_bytes() == before
    words = fixed_in("cy").by_id["plan.kept"]
    assert Clips(home).find(Spoken(words, "cy", MAN)) == folder / "plan.kept.wav"


def test_a_persons_voice_goes_before_a_render_that_is_more_as_wished(home, folder):
    a_recording(home / "voice" / "cy", "plan.kept")
    pod("adopt", "cy", "--speaker", "A. Reader", "--sounds", "woman")
    rendered(folder, some(MAN))
    words = fixed_in("cy").by_id["plan.kept"]
    found = Clips(home).find(Spoken(words, "cy", MAN))
    assert found == home / "voice" / "cy" / "plan.kept.wav"


def test_a_render_into_a_folder_of_recordings_leaves_every_one_of_them(home):
    folder = home / "voice" / "cy"
    a_recording(folder, "plan.kept")
    pod("adopt", "cy", "--speaker", "A. Reader")
    (clip,) = read_manifest(folder).clips
    old = msgspec.structs.replace(clip, text="0123456789abcdef")
    write_manifest(folder, [old])
    rendered(folder, some(MAN))
    assert old in read_manifest(folder).clips
    assert (folder / old.file).is_file()


def test_a_program_of_the_deployers_own_reads(folder, tmp_path):
    reader = tmp_path / "reader"
    reader.write_text(
        f'#!/bin/sh\ncat >> {tmp_path}/read\nespeak-ng -w "$4" "$1$2$3"\n'
    )
    reader.chmod(0o755)
    rendered(folder, some(MAN, ids=["bar.pause"]), Renderer(str(reader)))
    assert (tmp_path / "read").read_text("utf-8") == fixed_in("cy").by_id["bar.pause"]
    (clip,) = read_manifest(folder).clips
    assert (clip.source, clip.speaker, clip.sounds) == ("rendered", "reader", "man")


def test_a_program_that_is_not_there_or_fails_is_one_plain_sentence(folder):
    with pytest.raises(TryAgain, match="no-such-reader is not here"):
        pod("render", "--with", "no-such-reader")
    with pytest.raises(TryAgain, match="false could not render"):
        rendered(folder, some(MAN), Renderer(shutil.which("false")))


def test_check_counts_and_a_missing_clip_is_told_but_no_error(folder):
    rendered(folder, some(MAN))
    told = json.loads(pod("check", "--language", "cy", "--json"))
    assert told[0]["rendered"] == 3
    assert len(told[0]["missing"]) == told[0]["sentences"] - 3
    assert "plan.kept" not in told[0]["missing"]
    with pytest.raises(Malformed, match="have no clip"):
        pod("check", "--language", "cy", "--all")


def test_check_finds_a_clip_that_says_words_of_before(folder, home):
    rendered(folder, some(MAN))
    clips = read_manifest(folder).clips
    old = msgspec.structs.replace(clips[0], text="0123456789abcdef")
    write_manifest(folder, [old, *clips[1:]])
    with pytest.raises(Malformed) as caught:
        pod("check", "--language", "cy")
    assert caught.value.exit_code == 6
    assert standing_of(home, "cy").stale == [old.id]


def test_check_finds_a_clip_whose_file_has_gone(folder, home):
    rendered(folder, some(MAN))
    gone = read_manifest(folder).clips[0]
    (folder / gone.file).unlink()
    assert standing_of(home, "cy").lost == [gone.id]
    with pytest.raises(Malformed):
        pod("check")


@pytest.mark.parametrize(
    "untrusted",
    [b"{", b'{"clips": 3}', b'{"clips": [], "more": 1}'],
    ids=["cut off", "no list", "too much"],
)
def test_a_broken_manifest_is_told_of_and_costs_clips_never_the_voice(
    folder, home, untrusted
):
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_bytes(untrusted)
    with pytest.raises(Malformed, match=r"cy/manifest\.json cannot be read"):
        pod("check")
    assert Clips(home).find(Spoken("Oedi", "cy")) is None


@pytest.mark.parametrize("name", ["../x.wav", "/etc/x.wav", "a/b.wav", "x.sh"])
def test_a_manifest_cannot_name_a_file_elsewhere(folder, name):
    rendered(folder, some(MAN, ids=["bar.pause"]))
    path = folder / "manifest.json"
    (clip,) = read_manifest(folder).clips
    path.write_text(path.read_text().replace(clip.file, name))
    with pytest.raises(Malformed):
        read_manifest(folder)


def test_recordings_are_taken_on_by_their_ids_and_strange_files_are_named(home):
    folder = home / "voice" / "en"
    a_recording(folder, "bar.pause")
    a_recording(folder, "no.such.id")
    (folder / "plan.kept.wav").write_bytes(b"no sound")
    with pytest.raises(PartRefused, match=r"no\.such\.id\.wav, plan\.kept\.wav"):
        pod("adopt", "en", "--speaker", "A. Reader", "--sounds", "woman")
    (clip,) = read_manifest(folder).clips
    assert (clip.id, clip.source, clip.sounds) == ("bar.pause", "human", "woman")
    (folder / "no.such.id.wav").unlink()
    (folder / "plan.kept.wav").unlink()
    with pytest.raises(Malformed, match="No new recording"):
        pod("adopt", "en", "--speaker", "A. Reader")


@pytest.mark.usefixtures("home")
def test_the_sheet_names_each_sentence_once():
    lines = [line.split("\t") for line in pod("sheet", "cy").splitlines()]
    words = [said for _, said in lines]
    assert len(words) == len(set(words)) == len(fixed_in("cy").by_hash)
    assert ["bar.pause", fixed_in("cy").by_id["bar.pause"]] in lines


def test_whether_the_pod_notices_headphones_is_told(home):
    (home / "pod.toml").write_text('pod = "pod01"\nsite = "Test"\n')
    assert pod("jack").strip() in (ready.IN, ready.OUT, ready.UNKNOWN)
