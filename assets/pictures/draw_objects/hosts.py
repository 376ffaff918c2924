"""The eight hosts, half length, 800 x 800."""

from __future__ import annotations

from hosts_east import haruka, jack, marlee, niran
from hosts_west import emil, june, marcus, saskia
from pen import Art

DRAWN = {
    "june": june,
    "marcus": marcus,
    "saskia": saskia,
    "emil": emil,
    "haruka": haruka,
    "niran": niran,
    "marlee": marlee,
    "jack": jack,
}


def draw() -> None:
    for name, host in DRAWN.items():
        art = Art()
        host(art)
        art.save(f"hosts/{name}.svg")


if __name__ == "__main__":
    draw()
