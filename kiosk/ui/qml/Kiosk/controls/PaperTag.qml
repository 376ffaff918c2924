import QtQuick
import Kiosk

// A paper tag, as one is tied to an exhibit: bright paper, an ink line, a punched hole.
Rectangle {
    id: tag

    property alias text: words.text

    width: words.width + 2 * Theme.tag + hole.width + Theme.space2
    height: words.height + Theme.tag
    radius: Theme.radius / 2
    color: Theme.paperBright
    border.width: Theme.hair
    border.color: Theme.ink
    rotation: -3
    antialiasing: true

    Rectangle {
        id: hole
        x: Theme.tag
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.tag
        height: width
        radius: width / 2
        color: Theme.clear
        border.width: Theme.hair
        border.color: Theme.ink
    }
    Words {
        id: words
        x: hole.x + hole.width + Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        role: "strong"
        wrapMode: Text.NoWrap
    }
}
