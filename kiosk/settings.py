"""One booth's settings: config/kiosk.toml, then the environment (KIOSK_CAMERA_SOURCE overrides [camera] source).

Plain dataclasses, because they are read before the first frame and must cost nothing.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FONTS = ("NotoSansSC_400Regular.ttf", "NotoSansSC_700Bold.ttf", "NotoSerifSC_900Black.ttf")  # below assets/fonts
DEFAULT_FILE = ROOT / "config" / "kiosk.toml"
WORD_OR_NUMBER = ("exposure", "focus")  # settings that are "auto" or a number


class SettingsError(ValueError):
    """A setting that cannot be used; the text says which, and what to write instead."""


@dataclass(frozen=True, slots=True)
class BoothSettings:
    name: str = "booth-1"
    town: str = "config/town"  # the folder that staff write
    assets: str = "assets"  # pictures, films and fonts
    state: str = ".state"  # pack, journal, store, keys: everything that is not in version control
    language: str = "zh"  # zh or en: what each visit starts with


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    fullscreen: bool = True
    still: bool = False  # reduced motion
    hardware_video: bool = False  # hardware decoders crash on some machines
    diagnostics: bool = False  # a line about the camera on the scan page, for staff


@dataclass(frozen=True, slots=True)
class CameraSettings:
    source: str = "auto"  # auto, simulated, a device's path or name or part of it, or a film's path
    width: int = 1920  # as the sensor has them, before rotation
    height: int = 1080
    fps: int = 30
    format: str = "auto"  # MJPG, YUYV, or auto: MJPG where there is one
    exposure: str | int = "auto"  # or a number of tenths of a millisecond
    exposure_priority: bool = False  # whether auto-exposure may lower the frame rate in low light
    focus: str | int = "auto"  # or a number in the camera's own steps
    rotation: int = 0  # degrees clockwise by which pictures are turned: 0, 90, 180, 270
    mirrored: bool = True  # a front camera is a mirror to the visitor
    budget_ms: float = 30.0  # for reading one frame, on one core
    choose_s: float = 1.5  # of several stickers the one that has led for so long is meant; a touch is quicker


@dataclass(frozen=True, slots=True)
class IdleSettings:
    """Seconds without touch, scroll, scan, film or speech."""

    warn_after_s: float = 45.0
    reset_after_s: float = 60.0
    film_warn_after_s: float = 90.0
    confirm_warn_after_s: float = 75.0
    thanks_warn_after_s: float = 30.0


@dataclass(frozen=True, slots=True)
class StoreSettings:
    url: str = "embedded"  # embedded, or the address of a store
    kind: str = "contract"  # what that address speaks: contract or webhook
    token_file: str = ""  # a path, or keyring:<name>
    secret_file: str = ""  # what pay links, or webhooks, are signed with; likewise
    public_url: str = ""  # the store's address as phones reach it, where that is another one
    ca_file: str = ""  # PEM, for a shop with a certificate authority of its own
    lookup_url: str = ""  # where a webhook shop can be asked for an order
    allotment: int = 20  # pieces of each ware that are this booth's to sell while the store is not heard of
    booths: int = 1  # that sell the same stock: each has its share of it while the store is not heard of
    number: int = 1  # this booth's among them, from 1
    senders: int = 4  # threads that send to an online store; an embedded one has one
    keep_days: int = 0  # settled orders (paid, cancelled, refunded) are deleted after so many days; 0: never


@dataclass(frozen=True, slots=True)
class TrustSettings:
    root: str = ""  # the offline root's public key, 64 hexadecimal digits; empty is the state folder's own root


@dataclass(frozen=True, slots=True)
class CopiesSettings:
    """When a sticker is called copied. Nought turns a threshold off."""

    places: int = 3  # cities it was seen in
    scans: int = 8  # times it was seen, counted once for each city and hour
    travel_kmh: float = 800.0  # nobody is quicker from door to door
    same_place_km: float = 30.0  # booths that are nearer to each other are in one city
    after_sale_h: int = 24  # hours in which a buyer may still show what they bought
    days: int = 90  # then a sighting is forgotten
    entries: int = 100_000  # sightings kept of any one booth; the oldest go first
    booths: str = "config/booths.toml"  # the booths of this town: where they stand, their keys


@dataclass(frozen=True, slots=True)
class Settings:
    booth: BoothSettings = field(default_factory=BoothSettings)
    screen: ScreenSettings = field(default_factory=ScreenSettings)
    camera: CameraSettings = field(default_factory=CameraSettings)
    idle: IdleSettings = field(default_factory=IdleSettings)
    store: StoreSettings = field(default_factory=StoreSettings)
    trust: TrustSettings = field(default_factory=TrustSettings)
    copies: CopiesSettings = field(default_factory=CopiesSettings)
    base: Path = ROOT  # what relative paths are relative to

    @property
    def town_folder(self) -> Path:
        return self.base / self.booth.town

    @property
    def assets_folder(self) -> Path:
        return self.base / self.booth.assets

    @property
    def state_folder(self) -> Path:
        return self.base / self.booth.state


def load(file: Path = DEFAULT_FILE, environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings of one booth.

    A missing file means the defaults. Relative paths are relative to the folder above config/.
    Raises SettingsError for a file that is not TOML, an unknown name, or a value of the wrong kind.
    """
    written: dict[str, Any] = {}
    if file.exists():
        try:
            written = tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{file}: {error}") from error
    settings = Settings(base=file.resolve().parent.parent if file.exists() else ROOT)
    sections = {f.name: getattr(settings, f.name) for f in fields(settings) if f.name != "base"}
    for name in written:
        if name not in sections:
            raise SettingsError(f"{file}: no section [{name}]; there are: {', '.join(sections)}")
    for name, section in sections.items():
        given = _checked(section, written.get(name, {}), f"{file}: [{name}]")
        given |= _from_environment(name, section, environment)
        sections[name] = replace(section, **given)
    settings = replace(settings, **sections)
    _check_choices(settings, file)
    return settings


def _check_choices(settings: Settings, file: Path) -> None:
    """Raises SettingsError for a value of the right kind that is none of those there are."""
    camera = settings.camera
    if settings.booth.language not in ("zh", "en"):
        raise SettingsError(f"{file}: [booth] language is zh or en, not {settings.booth.language!r}")
    if camera.format not in ("auto", "MJPG", "YUYV"):
        raise SettingsError(f"{file}: [camera] format is auto, MJPG or YUYV, not {camera.format!r}")
    if camera.rotation not in (0, 90, 180, 270):
        raise SettingsError(f"{file}: [camera] rotation is 0, 90, 180 or 270, not {camera.rotation}")
    if not (1 <= settings.store.senders <= 16 and 0 <= settings.store.keep_days <= 36500):
        raise SettingsError(f"{file}: [store] senders is 1 to 16, keep_days 0 to 36500")
    copies = settings.copies
    if min(copies.places, copies.scans, copies.travel_kmh, copies.same_place_km, copies.after_sale_h) < 0:
        raise SettingsError(f"{file}: [copies] no threshold is below nought")
    if not (1 <= copies.days <= 3650 and 1 <= copies.entries <= 1_000_000 and copies.scans <= 1000):
        raise SettingsError(f"{file}: [copies] days is 1 to 3650, entries 1 to 1000000, scans at most 1000")
    if settings.store.kind not in ("contract", "webhook"):
        raise SettingsError(f"{file}: [store] kind is contract or webhook, not {settings.store.kind!r}")
    root = settings.trust.root
    if root and (len(root) != 64 or set(root) - set("0123456789abcdef")):
        raise SettingsError(f"{file}: [trust] root is 64 of 0-9 and a-f, or empty, not {root!r}")
    if settings.store.allotment < 0:
        raise SettingsError(f"{file}: [store] allotment is 0 or more, not {settings.store.allotment}")
    if not 1 <= settings.store.number <= settings.store.booths:
        raise SettingsError(f"{file}: [store] number is 1 to booths, which is {settings.store.booths}")
    if not camera.budget_ms > 0 or not camera.choose_s >= 0:
        raise SettingsError(f"{file}: [camera] budget_ms is above 0 and choose_s not below")
    for name, value in (("exposure", camera.exposure), ("focus", camera.focus)):
        if value != "auto" and (isinstance(value, str) or value < (name == "exposure")):
            raise SettingsError(f"{file}: [camera] {name} is auto or a number, not {value!r}")


def _checked(section: Any, values: Any, where: str) -> dict[str, Any]:
    if not isinstance(values, dict):
        raise SettingsError(f"{where}: write it as a section, with names below it")
    known = {f.name: getattr(section, f.name) for f in fields(section)}
    for name, value in values.items():
        if name not in known:
            raise SettingsError(f"{where}: no setting {name!r}; there are: {', '.join(known)}")
        wanted = type(known[name])
        fits = isinstance(value, wanted) and (wanted is bool or not isinstance(value, bool))
        fits = fits or (type(value) is int and name in WORD_OR_NUMBER)
        if not fits and not (wanted is float and type(value) is int):
            raise SettingsError(
                f"{where} {name}: write a {wanted.__name__}, such as {known[name]!r}, not {value!r}"
            )
    return dict(values)


def _from_environment(section_name: str, section: Any, environment: Mapping[str, str]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for f in fields(section):
        text = environment.get(f"KIOSK_{section_name}_{f.name}".upper())
        if text is None:
            continue
        kind = type(getattr(section, f.name))
        if f.name in WORD_OR_NUMBER and text.isdecimal():
            kind = int
        try:
            given[f.name] = text.lower() in ("1", "true", "yes", "on") if kind is bool else kind(text)
        except ValueError as error:
            raise SettingsError(f"KIOSK_{section_name}_{f.name}".upper() + f": {error}") from error
    return given
