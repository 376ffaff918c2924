import QtQuick
import Kiosk

// One of a pavilion's hosts, saying hello.
Item {
    id: speech

    required property var host // a map, as plain.py makes it
    required property color paint
    property real face: Theme.portraitSize

    implicitHeight: Math.max(face, bubble.height)

    Rectangle {
        id: ground
        width: speech.face
        height: speech.face
        anchors.bottom: parent.bottom
        radius: Theme.radius
        color: Theme.paperShade
    }
    Picture {
        anchors.fill: ground
        source: speech.host.picture
    }
    Rectangle {
        // The bubble's tip, towards who speaks.
        x: bubble.x - width / 2
        y: bubble.y + bubble.height / 2 - height / 2
        width: Theme.space3
        height: width
        rotation: 45
        color: bubble.color
    }
    Rectangle {
        id: bubble
        x: speech.face + Theme.space3
        width: parent.width - x
        height: Math.max(words.height + 2 * Theme.space2, speech.face * 0.8)
        anchors.verticalCenter: parent.verticalCenter
        radius: Theme.radius
        color: Theme.paperBright

        Column {
            id: words
            anchors.verticalCenter: parent.verticalCenter
            x: Theme.space3
            width: parent.width - 2 * Theme.space3
            spacing: Theme.space1
            Words {
                text: speech.host.greeting
                width: parent.width
            }
            Row {
                width: parent.width
                spacing: Theme.space2
                Words {
                    id: name
                    role: "strong"
                    text: speech.host.name
                    width: Math.min(implicitWidth, parent.width * 0.6)
                    wrapMode: Text.NoWrap
                    color: speech.paint
                }
                Words {
                    anchors.baseline: name.baseline
                    role: "small"
                    text: speech.host.role
                    width: parent.width - name.width - parent.spacing
                    maximumLineCount: 2
                    elide: Text.ElideRight
                    lineHeight: 1.2
                    color: Theme.inkSoft
                }
            }
        }
    }
}
