import QtQuick
import Kiosk

// The shop from inside: its wall in lantern light, the counter's top and the counter's front down to the floor.
Rectangle {
    id: wall

    property real counter: height // where the counter's top begins; none when at the foot
    property real depth: Theme.space5 // of the counter's top

    color: Theme.daySky

    Rectangle {
        y: wall.counter
        width: parent.width
        height: wall.height - y
        color: Theme.woodDark
    }
    Rectangle {
        y: wall.counter
        width: parent.width
        height: Math.min(wall.depth, wall.height - y)
        color: Theme.wood
    }
    Rectangle {
        y: wall.counter + wall.depth
        width: parent.width
        height: Math.min(Theme.space1, Math.max(0, wall.height - y))
        color: Theme.woodShade
    }
}
