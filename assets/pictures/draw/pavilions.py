"""Four travel posters, 1600 x 1200, one a pavilion, each in its pavilion's colours."""

from asia import asia
from europe import europe
from north_america import north_america
from oceania import oceania
from pen import picture


def layers() -> dict[str, str]:
    draw = {"north-america": north_america, "europe": europe, "asia": asia, "oceania": oceania}
    return {f"pavilions/{name}.svg": picture(1600, 1200, *make()) for name, make in draw.items()}
