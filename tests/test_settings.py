from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.settings import ROOT, Settings, SettingsError, load


def written(tmp_path: Path, text: str) -> Path:
    (tmp_path / "config").mkdir()
    path = tmp_path / "config" / "kiosk.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_file_in_the_repository_says_what_the_defaults_are() -> None:
    assert load(environment={}) == Settings(base=ROOT)


def test_a_missing_file_means_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "none.toml", {}) == Settings(base=ROOT)


def test_a_setting_is_taken_and_the_rest_stay(tmp_path: Path) -> None:
    settings = load(written(tmp_path, "[idle]\nreset_after_s = 90\n"), {})
    assert (settings.idle.reset_after_s, settings.idle.warn_after_s) == (90, 45.0)
    assert settings.town_folder == tmp_path / "config/town"


def test_the_environment_comes_last(tmp_path: Path) -> None:
    path = written(tmp_path, '[camera]\nsource = "film.webm"\n')
    settings = load(path, {"KIOSK_CAMERA_SOURCE": "/dev/video2", "KIOSK_CAMERA_MIRRORED": "no"})
    assert (settings.camera.source, settings.camera.mirrored) == ("/dev/video2", False)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[camera]\nsauce = 'auto'\n", "no setting 'sauce'"),
        ("[kamera]\nsource = 'auto'\n", "no section [kamera]"),
        ("[camera]\nwidth = '1920'\n", "write a int"),
        ("[camera]\nwidth = true\n", "write a int"),
        ("[booth]\nlanguage = 'de'\n", "zh or en"),
        ("[camera]\nformat = 'H264'\n", "auto, MJPG or YUYV"),
        ("[trust]\nroot = 'AB'\n", "64 of 0-9 and a-f"),
        ("[trust]\nroot = 7\n", "write a str"),
        ("[camera]\nrotation = 45\n", "0, 90, 180 or 270"),
        ("[camera]\nexposure = 'manual'\n", "auto or a number"),
        ("[camera]\nexposure = 0\n", "auto or a number"),
        ("[camera]\nfocus = -1\n", "auto or a number"),
        ("[camera]\nfocus = true\n", "write a str"),
        ("[store]\nallotment = -1\n", "allotment is 0 or more"),
        ("[camera]\nbudget_ms = 0\n", "budget_ms is above 0"),
        ("[camera]\nchoose_s = -1.0\n", "choose_s not below"),
        ("[copies]\nscans = -1\n", "no threshold is below nought"),
        ("[copies]\ndays = 0\n", "days is 1 to 3650"),
        ("[copies]\nentries = 100000000\n", "entries 1 to 1000000"),
        ("camera = 3\n", "write it as a section"),
        ("[camera\n", "kiosk.toml"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says.replace("[", r"\[")):
        load(written(tmp_path, text), {})


def test_a_number_from_outside_must_be_one() -> None:
    with pytest.raises(SettingsError, match="KIOSK_CAMERA_WIDTH"):
        load(environment={"KIOSK_CAMERA_WIDTH": "wide"})


def test_a_word_or_a_number_may_be_either(tmp_path: Path) -> None:
    path = written(tmp_path, "[camera]\nexposure = 100\nfocus = 0\n")
    assert (load(path, {}).camera.exposure, load(path, {}).camera.focus) == (100, 0)
    from_outside = load(path, {"KIOSK_CAMERA_EXPOSURE": "auto", "KIOSK_CAMERA_FOCUS": "30"}).camera
    assert (from_outside.exposure, from_outside.focus) == ("auto", 30)
