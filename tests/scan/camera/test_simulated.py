"""The simulated camera, judged by what a decoder makes of its frames and by what a sensor's frames look like."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from kiosk.scan.camera.motion import ENTER_S
from kiosk.scan.camera.simulated import AWAY_S, HELD_S, Conditions, SampleSticker, SimulatedCamera
from kiosk.scan.decode import Decoder
from kiosk.scan.guide import Gauge
from kiosk.scan.model import CameraError, Frame, Hint
from kiosk.scan.read.picture import Kind, Picture, Region

TURN_S = ENTER_S + HELD_S + 0.55 + AWAY_S
Texts = Callable[[SimulatedCamera, float], list[str]]


@pytest.fixture
def texts() -> Texts:
    decoder = Decoder()

    def read(camera: SimulatedCamera, t: float) -> list[str]:
        return [r.text for r in decoder.decode(Frame(camera.render(t), 0, 0)).readings]

    return read


def test_every_sticker_is_read_within_a_second_of_being_held(
    stickers: tuple[SampleSticker, ...], texts: Texts
) -> None:
    camera = SimulatedCamera(stickers)
    for number, sticker in enumerate(stickers):
        held = number * TURN_S + AWAY_S / 2 + ENTER_S
        seen = [texts(camera, held + i / 30) for i in range(0, 30, 5)]
        assert [sticker.text] in seen, f"{sticker.title} was not read"
        assert all(s in ([], [sticker.text]) for s in seen)


def test_ground_truth_agrees_with_the_decoder(stickers: tuple[SampleSticker, ...], texts: Texts) -> None:
    """Called decodable, nine in ten frames are read at least; not called so, next to none."""
    camera = SimulatedCamera(stickers, seed=3)
    outcome = {(called, read): 0 for called in (True, False) for read in (True, False)}
    for i in range(0, round(3 * TURN_S * 30), 7):
        truth = camera.truth_at(i / 30)
        read = texts(camera, i / 30)
        assert truth is not None or read == []
        outcome[bool(truth and truth.decodable), read != []] += 1
    print(f"(called decodable, read): {outcome}")
    assert outcome[True, True] > 25
    assert outcome[True, False] <= 0.10 * outcome[True, True]
    assert outcome[False, True] <= 0.05 * outcome[True, True]


def test_the_same_seed_and_time_give_the_same_frame(stickers: tuple[SampleSticker, ...]) -> None:
    one, two, other = (SimulatedCamera(stickers, seed=seed) for seed in (1, 1, 2))
    for t in (0.4, 2.5):
        assert np.array_equal(one.render(t), two.render(t))
        assert not np.array_equal(one.render(t), other.render(t))


def test_frames_have_noise_changing_light_and_a_whole_picture(stickers: tuple[SampleSticker, ...]) -> None:
    camera = SimulatedCamera(stickers, auto=False)
    frames = [camera.render(t / 30).astype(np.int16) for t in range(3)]
    assert frames[0].shape == (1080, 1920, 3)
    top = (slice(0, 60), slice(700, 1200))  # the ceiling: nobody walks there
    noise = (frames[1] - frames[0])[top].std()
    assert 2 < noise < 10
    means = [camera.render(t).mean() for t in np.arange(0, 8, 1.0)]
    assert max(means) - min(means) > 3


def test_motion_and_defocus_take_the_edges_away(stickers: tuple[SampleSticker, ...]) -> None:
    camera = SimulatedCamera(stickers)
    held = AWAY_S / 2

    def contrast(t: float) -> float:
        truth = camera.truth_at(t)
        assert truth is not None
        xs, ys = zip(*truth.corners, strict=True)
        piece = camera.render(t)[max(0, int(min(ys))) : int(max(ys)), int(min(xs)) : int(max(xs)), 1]
        return float(np.abs(np.diff(piece.astype(np.int16), axis=1)).mean())

    assert contrast(held + 0.35) < 0.3 * contrast(held + 2.2)


def test_show_brings_what_is_asked_for_and_withdraw_takes_it_away(
    stickers: tuple[SampleSticker, ...], until: Callable[..., None]
) -> None:
    camera = SimulatedCamera(stickers, auto=False)
    assert camera.idle
    camera.open()
    decoder = Decoder()

    def read() -> list[str]:
        return [r.text for r in decoder.decode(camera.read()).readings]

    assert camera.show(1) is stickers[1]
    until(lambda: read() == [stickers[1].text])
    assert not camera.idle
    assert camera.show("HTTPS://SHOP.EXAMPLE/NOT-OURS").text == "HTTPS://SHOP.EXAMPLE/NOT-OURS"
    until(lambda: read() == ["HTTPS://SHOP.EXAMPLE/NOT-OURS"])
    camera.withdraw()
    until(lambda: camera.idle)
    assert read() == []
    camera.auto()
    assert not camera.idle
    assert camera.truth_at(camera._now() + AWAY_S / 2 + 1.5).text == stickers[0].text  # type: ignore[union-attr]
    camera.close()


def test_two_are_held_side_by_side_and_both_are_read(
    stickers: tuple[SampleSticker, ...], texts: Texts, until: Callable[..., None]
) -> None:
    camera = SimulatedCamera(stickers, auto=False)
    camera.show_beside(0)  # nothing is held yet: as show()
    until(lambda: (truth := camera.truth_at(camera._now())) is not None and truth.decodable)
    camera.show_beside(1)
    both = {stickers[0].text, stickers[1].text}
    until(lambda: set(texts(camera, camera._now())) == both)
    now = camera._now()
    assert sum(set(texts(camera, now + i / 10)) == both for i in range(15, 30)) >= 10
    truth = camera.truth_at(now + 1)
    assert truth is not None
    assert truth.text == stickers[0].text  # what came first is told
    camera.withdraw()
    until(lambda: camera.idle)


@pytest.mark.parametrize(
    ("conditions", "hint"),
    [
        (Conditions(light=0.1), Hint.DARK),
        (Conditions(distance=2.9), Hint.CLOSER),
        (Conditions(glare=130), Hint.GLARE),
    ],
)
def test_what_makes_it_hard_is_what_the_gauge_measures(
    stickers: tuple[SampleSticker, ...], conditions: Conditions, hint: Hint
) -> None:
    camera = SimulatedCamera(stickers)
    held = AWAY_S / 2 + ENTER_S + 0.9
    good, inner = camera.truth_at(held), 0.81
    camera.conditions = conditions
    hints = []
    for i in range(0, 45, 5):
        truth = camera.truth_at(held + i / 30)
        assert truth is not None
        assert not truth.decodable
        x, y = np.mean(truth.corners, axis=0)
        code = [(x + (cx - x) * inner, y + (cy - y) * inner) for cx, cy in truth.corners]
        grey = np.ascontiguousarray(camera.render(held + i / 30)[..., 1])
        region = Region((code[0], code[1], code[2], code[3]), Kind.NEAR, 49)
        hints.append(Gauge().measure(Picture(grey), (), [region], 0))
    assert good is not None
    assert good.decodable
    assert hints.count(hint) >= 7, hints


def test_what_left_and_when_is_on_record(stickers: tuple[SampleSticker, ...], until: Callable[..., None]) -> None:
    camera = SimulatedCamera(stickers, auto=False)
    camera.open()
    text = camera.show(stickers[2].text).text
    asked_ns = time.monotonic_ns()
    frames: list[Frame] = []
    until(lambda: frames.append(camera.read()) or text in camera.first_shown_ns)
    first = next(f for f in frames if (t := camera.ground_truth(f.sequence)) is not None and t.decodable)
    assert camera.first_shown_ns[text] == first.captured_ns
    assert 0.3 < (first.captured_ns - asked_ns) / 1e9 < 2
    assert [r.text for r in Decoder().decode(first).readings] in ([text], [])
    camera.show(text)  # a second showing is measured afresh
    assert text not in camera.first_shown_ns
    camera.close()


def test_frames_keep_their_pace_and_a_late_reader_gets_no_old_ones(stickers: tuple[SampleSticker, ...]) -> None:
    camera = SimulatedCamera(stickers, fps=30)
    camera.open()
    first = camera.read()
    second = camera.read()
    assert second.captured_ns - first.captured_ns < 1e9
    camera._epoch_ns -= 2_000_000_000  # two seconds pass
    third = camera.read()
    assert third.sequence - second.sequence >= 58
    camera.close()


def test_unplugged_it_fails_until_replugged(stickers: tuple[SampleSticker, ...]) -> None:
    camera = SimulatedCamera(stickers)
    with pytest.raises(CameraError, match="not open"):
        camera.read()
    camera.open()
    camera.read()
    camera.unplug()
    with pytest.raises(CameraError, match="unplugged"):
        camera.read()
    with pytest.raises(CameraError, match="unplugged"):
        camera.open()
    camera.replug()
    camera.open()
    assert camera.read().image.shape == (1080, 1920, 3)
    camera.close()


def test_a_broken_picture_shows_the_blank_product_and_a_missing_hall_is_a_camera_error(
    tmp_path: Path, texts: Texts, town_text: Callable[[int], str]
) -> None:
    gone = SampleSticker(town_text(6), "Kumo", "box", "#8A2F5B", tmp_path / "gone.png")
    assert texts(SimulatedCamera([gone]), AWAY_S / 2 + ENTER_S + 1) == [gone.text]
    with pytest.raises(CameraError, match=r"hall\.jpg"):
        SimulatedCamera([gone], assets=tmp_path).open()


def test_a_frame_fits_its_budget(stickers: tuple[SampleSticker, ...]) -> None:
    """12 ms of one core a frame is the aim; a machine shared with other work is given three times that."""
    camera = SimulatedCamera(stickers)
    times = [AWAY_S / 2 + 0.2 + i / 15 for i in range(60)]
    camera.render(times[0])
    spent = []
    for t in times:
        before = time.process_time()
        camera.render(t)
        spent.append((time.process_time() - before) * 1e3)
    print(f"ms of processor time a frame: median {np.median(spent):.1f}, 95th {np.percentile(spent, 95):.1f}")
    assert np.median(spent) < 36
