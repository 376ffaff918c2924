import QtQuick
import Kiosk

// A room as a door to enter: what can be seen through it, its frame in the pavilion's colour, its name on the sill.
Press {
    id: door

    required property var room // a map, as plain.py makes it
    required property color paint
    readonly property real jamb: Theme.space2

    objectName: "room-" + door.room.id
    label: door.room.name
    implicitHeight: Theme.door

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: door.pressed ? Qt.darker(door.paint, 1.15) : door.paint
    }
    Scene {
        x: door.jamb
        y: door.jamb
        width: parent.width - 2 * door.jamb
        height: parent.height - sill.height - door.jamb
        source: door.room.picture
        focusY: width > 2 * height ? 0.62 : 0.55
    }
    Item {
        id: sill
        anchors.bottom: parent.bottom
        width: parent.width
        height: names.height + 2 * Theme.space2

        Column {
            id: names
            anchors.verticalCenter: parent.verticalCenter
            anchors.left: parent.left
            anchors.leftMargin: Theme.space3
            anchors.right: arrow.left
            anchors.rightMargin: Theme.space2
            Words {
                role: "heading"
                text: door.room.name
                width: parent.width
                height: contentHeight
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.body * 0.6
                wrapMode: Text.NoWrap
                lineHeight: 1.1
                color: Theme.onStrong
            }
            Words {
                role: "small"
                text: door.room.tagline
                width: parent.width
                maximumLineCount: 2
                elide: Text.ElideRight
                lineHeight: 1.2
                color: Theme.onStrong
            }
        }
        Icon {
            id: arrow
            anchors.right: parent.right
            anchors.rightMargin: Theme.space3
            anchors.verticalCenter: parent.verticalCenter
            name: "arrow-right"
            light: true
        }
    }
}
