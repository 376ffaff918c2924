pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// One code in the preview. Located, its four corners are held; read, the outline closes; of several, each can be
// touched, and a ring fills around the number of the one that leads.
Item {
    id: mark

    required property Preview preview
    required property bool choosing // more than one was read
    required property var corners // 0 to 1 of the frame
    required property string text
    required property string name
    required property int number // of those read, from 1; 0 while unread
    required property bool here
    required property bool leading
    required property real settled
    signal chosen

    readonly property bool read: number > 0
    // The corners on the preview, drawn out to where the sticker's white ends.
    readonly property list<point> quad: {
        const places = corners.map(corner => preview.place(corner));
        const x = places.reduce((sum, place) => sum + place.x, 0) / 4;
        const y = places.reduce((sum, place) => sum + place.y, 0) / 4;
        return places.map(place => Qt.point(x + (place.x - x) * Theme.markRoom, y + (place.y - y) * Theme.markRoom));
    }
    readonly property point middle: Qt.point((quad[0].x + quad[1].x + quad[2].x + quad[3].x) / 4, (quad[0].y + quad[1].y + quad[2].y + quad[3].y) / 4)
    readonly property real leftmost: Math.min(quad[0].x, quad[1].x, quad[2].x, quad[3].x)
    readonly property real rightmost: Math.max(quad[0].x, quad[1].x, quad[2].x, quad[3].x)
    readonly property real topmost: Math.min(quad[0].y, quad[1].y, quad[2].y, quad[3].y)
    readonly property real bottommost: Math.max(quad[0].y, quad[1].y, quad[2].y, quad[3].y)
    property real closed: read ? 0.5 : Theme.markArm // how far along each side an arm reaches
    property bool come: false

    objectName: "mark-" + number
    anchors.fill: parent
    opacity: here && come ? 1 : 0
    Component.onCompleted: come = true

    Behavior on opacity {
        NumberAnimation {
            duration: Theme.quick
        }
    }
    Behavior on closed {
        NumberAnimation {
            duration: Theme.move
            easing.type: Easing.OutCubic
        }
    }

    // Eight arms, two from each corner, on a casing of paper: seen on any product and under any light.
    Repeater {
        model: 16
        Rectangle {
            id: arm
            required property int index
            readonly property bool casing: index < 8
            readonly property point from: mark.quad[index % 4]
            readonly property point to: mark.quad[(index + (index % 8 < 4 ? 1 : 3)) % 4]
            readonly property real length: Math.hypot(to.x - from.x, to.y - from.y)
            width: length * mark.closed + height
            height: casing ? Theme.markCasing : Theme.markLine
            radius: height / 2
            x: from.x - height / 2
            y: from.y - height / 2
            antialiasing: true
            color: casing ? Theme.paperBright : mark.read && mark.choosing && !mark.leading ? Theme.ink : Theme.lantern
            transform: Rotation {
                origin.x: arm.height / 2
                origin.y: arm.height / 2
                angle: Math.atan2(arm.to.y - arm.from.y, arm.to.x - arm.from.x) * 180 / Math.PI
            }
        }
    }

    Press {
        id: choice
        objectName: "code-" + mark.number
        label: mark.name || qsTr("Sticker %1").arg(mark.number)
        live: mark.choosing && mark.read && mark.here
        visible: mark.choosing && mark.read
        width: Math.max(Theme.touch, mark.rightmost - mark.leftmost)
        height: Math.max(Theme.touch, mark.bottommost - mark.topmost)
        x: mark.middle.x - width / 2
        y: mark.middle.y - height / 2
        onChosen: mark.chosen()

        Rectangle {
            id: disc
            anchors.centerIn: parent
            width: Theme.touch
            height: width
            radius: width / 2
            color: choice.pressed ? Theme.paperShade : Theme.paperBright
            Words {
                anchors.centerIn: parent
                role: "heading"
                font.pixelSize: Theme.markNumber
                text: mark.number
            }
            // The time that the leading one still has to be told otherwise, as a ring of strokes.
            Repeater {
                model: mark.leading ? Theme.markStrokes : 0
                Rectangle {
                    id: stroke
                    required property int index
                    width: Theme.markLine
                    height: Theme.space2
                    radius: width / 2
                    antialiasing: true
                    x: (disc.width - width) / 2
                    y: Theme.space1 * 0.75
                    color: stroke.index < mark.settled * Theme.markStrokes ? Theme.lantern : Theme.line
                    transform: Rotation {
                        origin.x: Theme.markLine / 2
                        origin.y: disc.height / 2 - Theme.space1 * 0.75
                        angle: stroke.index * 360 / Theme.markStrokes
                    }
                }
            }
        }
    }

    // Its name below it, as far inside the preview as it must be.
    Rectangle {
        visible: choice.visible
        width: label.contentWidth + 2 * Theme.space3
        height: label.height + 2 * Theme.space1
        radius: Theme.radius
        x: Math.max(Theme.space2, Math.min(mark.width - width - Theme.space2, mark.middle.x - width / 2))
        y: Math.min(mark.height - height - Theme.space2, mark.bottommost + Theme.space2)
        color: mark.leading ? Theme.lantern : Theme.paperBright
        Words {
            id: label
            anchors.centerIn: parent
            width: Math.min(implicitWidth, Math.max(Theme.markName, mark.rightmost - mark.leftmost))
            role: "strong"
            color: mark.leading ? Theme.onStrong : Theme.ink
            horizontalAlignment: Text.AlignHCenter
            maximumLineCount: 2
            elide: Text.ElideRight
            text: choice.label
        }
    }
}
