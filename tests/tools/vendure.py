"""`make store`: a real Vendure shop on this machine with our plugin and the town's dishes. Tests start the same.

Its packages are installed once for each lock file, outside the repository; the plugin is compiled when it changed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

PLUGIN = Path(__file__).resolve().parents[2] / "config" / "stores" / "vendure"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "global-town-kiosk"
START_S = 90.0


class VendureError(Exception):
    """The shop cannot be installed or started; the text says what it said."""


@dataclass(frozen=True, slots=True)
class Ware:
    """What the shop sells. price: minor units. parts: of a set, whose stock is that of its parts."""

    sku: str
    en: str
    zh: str
    price: int
    stock: int
    parts: tuple[str, ...] = ()


@dataclass
class Vendure:
    """One shop with its database in `folder`. start() and stop() or kill() as often as one likes: orders stay."""

    folder: Path
    wares: Sequence[Ware]
    currency: str = "CNY"
    port: int = 0
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    pay_secret: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    hook: str = ""
    _process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        """What [store] url says."""
        return f"http://127.0.0.1:{self.port}/kiosk"

    @property
    def token_file(self) -> Path:
        return self.folder / "token"

    def start(self) -> Vendure:
        """Returns when it answers. Raises VendureError."""
        library = compiled()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.token_file.touch(mode=0o600)
        self.token_file.write_text(self.token)
        goods = self.folder / "goods.json"
        goods.write_text(
            json.dumps({
                "currency": self.currency,
                "goods": [
                    {
                        "sku": w.sku,
                        "name": {"en": w.en, "zh": w.zh},
                        "price": w.price,
                        "stock": w.stock,
                        "parts": w.parts,
                    }
                    for w in self.wares
                ],
            })
        )  # fmt: skip
        environment = os.environ | {
            "KIOSK_STORE_FILE": str(self.folder / "shop.sqlite"),
            "KIOSK_STORE_GOODS": str(goods),
            "KIOSK_STORE_PORT": str(self.port),
            "KIOSK_STORE_TOKEN": self.token,
            "KIOSK_STORE_PAY_SECRET": self.pay_secret,
            "KIOSK_STORE_ADMIN": self.pay_secret,
            "KIOSK_STORE_HOOK": self.hook,
        }
        log = self.folder / "shop.log"
        with log.open("a") as errors:
            self._process = subprocess.Popen(
                [_node(), str(library / "server.js")],
                env=environment,
                cwd=self.folder,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                start_new_session=True,
            )
        process = self._process
        watch = threading.Timer(START_S, process.kill)  # a shop that hangs ends its own output
        watch.start()
        try:
            assert process.stdout is not None
            said = []
            for line in process.stdout:
                if line.startswith("ready "):
                    self.port = int(line.split()[1])
                    break
                said.append(line)
            else:
                self.kill()
                raise VendureError(f"the shop did not start:\n{''.join(said)}{log.read_text()[-3000:]}")
        finally:
            watch.cancel()
            watch.join()
        return self

    def stop(self) -> None:
        """Lets it finish what it does."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """As a power cut would, but for the disk."""
        self._end(signal.SIGKILL)

    def _end(self, with_signal: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(with_signal)
        try:
            process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()

    def __enter__(self) -> Vendure:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def compiled() -> Path:
    """The folder of the plugin's JavaScript, beside its installed packages. Raises VendureError."""
    packages = installed()
    sources = sorted([*PLUGIN.glob("src/*.ts"), PLUGIN / "tsconfig.json"])
    library = packages / f"lib-{_digest(*sources)}"
    if not library.is_dir():
        with tempfile.TemporaryDirectory(dir=packages, prefix="compiling-") as name:
            shutil.copytree(PLUGIN / "src", Path(name) / "src")
            shutil.copy(PLUGIN / "tsconfig.json", name)
            _run([_node(), str(packages / "node_modules/typescript/bin/tsc"), "-p", name], cwd=Path(name))
            _place(Path(name) / "lib", library)
    return library


def installed() -> Path:
    """The folder with the packages of the lock file. Raises VendureError."""
    folder = CACHE / f"vendure-{_digest(PLUGIN / 'package.json', PLUGIN / 'package-lock.json')}"
    if not folder.is_dir():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE, prefix="installing-") as name:
            made = Path(name) / "shop"
            made.mkdir()
            for file in ("package.json", "package-lock.json"):
                shutil.copy(PLUGIN / file, made)
            npm = shutil.which("npm")
            if npm is None:
                raise VendureError("there is no npm here; make setup installs it")
            # Nobody's install scripts but those two: a compiled SQLite, and bcrypt's own prebuilt file.
            _run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=made)
            _run([npm, "rebuild", "better-sqlite3", "bcrypt"], cwd=made)
            _run([_node(), "-e", "require('better-sqlite3')(':memory:');require('bcrypt')"], cwd=made)
            _place(made, folder)
    return folder


def _place(made: Path, at: Path) -> None:
    try:
        made.rename(at)
    except OSError:
        if not at.is_dir():  # another run was first
            raise


def _run(command: list[str], cwd: Path) -> None:
    environment = dict(os.environ)
    if Path("/usr/include/node/node.h").is_file():
        environment["npm_config_nodedir"] = "/usr"  # compile against what is there, and fetch nothing
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise VendureError(f"{' '.join(command)}:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")


def _node() -> str:
    node = shutil.which("node")
    if node is None:
        raise VendureError("there is no node here; make setup installs it")
    return node


def _digest(*files: Path) -> str:
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("build/shop"), help="where its orders are kept")
    parser.add_argument("--port", type=int, default=3000)
    parser.add_argument("--install", action="store_true", help="install and compile, and start nothing")
    options = parser.parse_args()
    if options.install:
        print(compiled())
        return 0
    from kiosk.settings import load
    from kiosk.town.check import load as load_town

    settings = load()
    town = load_town(settings.town_folder, settings.assets_folder)
    wares = [
        Ware(
            f"{menu.id}/{dish.id}",
            dish.name.en,
            dish.name.zh,
            dish.price,
            dish.stock,
            tuple(f"{menu.id}/{part}" for part in dish.parts),
        )
        for menu in town.menus
        for dish in menu.dishes
    ]
    folder = options.folder.resolve()
    secret = folder / "pay-secret"
    shop = Vendure(folder, wares, town.info.currency, options.port)
    if secret.is_file():
        shop.token, shop.pay_secret = shop.token_file.read_text(), secret.read_text()
    with shop:
        secret.touch(mode=0o600)
        secret.write_text(shop.pay_secret)
        print(f"A Vendure shop with {len(wares)} goods. For config/kiosk.toml:\n")
        print(f'[store]\nurl = "{shop.url}"\ntoken_file = "{shop.token_file}"\n\nCtrl-C ends it.', flush=True)
        try:
            signal.pause()
        except KeyboardInterrupt:
            print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
