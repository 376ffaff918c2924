pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// A slip of paper torn off a block: bright paper with a torn lower edge. What is on it goes into `content`.
Item {
    id: slip

    default property alias content: inside.data
    property real padding: Theme.space5
    readonly property real tooth: width / Math.max(1, Math.round(width / Theme.tooth))

    implicitHeight: inside.height + 2 * padding

    Rectangle {
        width: parent.width
        height: parent.height - slip.tooth / 2
        color: Theme.paperBright
    }
    Column {
        id: inside
        x: slip.padding
        y: slip.padding
        width: slip.width - 2 * slip.padding
        spacing: Theme.space3
    }
    Item {
        y: slip.height - height
        width: slip.width
        height: slip.tooth / 2
        clip: true
        Repeater {
            model: Math.round(slip.width / slip.tooth)
            Rectangle {
                required property int index
                readonly property real side: slip.tooth / Math.SQRT2
                x: (index + 0.5) * slip.tooth - side / 2
                y: -side / 2
                width: side
                height: side
                rotation: 45
                color: Theme.paperBright
                antialiasing: true
            }
        }
    }
}
