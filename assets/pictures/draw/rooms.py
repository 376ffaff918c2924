"""Six rooms, 1600 x 1200; light from the left, the lower left calm for a paper panel."""

from baby_room import baby_room
from bathhouse import bathhouse
from german_kitchen import german_kitchen
from living_room import living_room
from noodle_room import noodle_room
from pen import picture
from yoga_studio import yoga_studio


def layers() -> dict[str, str]:
    draw = {
        "german-kitchen": german_kitchen,
        "uk-baby-room": baby_room,
        "american-living-room": living_room,
        "japanese-bathhouse": bathhouse,
        "australian-yoga-studio": yoga_studio,
        "noodle-shop": noodle_room,
    }
    return {f"rooms/{name}.svg": picture(1600, 1200, *make()) for name, make in draw.items()}
