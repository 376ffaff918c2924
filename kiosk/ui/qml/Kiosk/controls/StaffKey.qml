import QtQuick
import Kiosk

// One key of the staff's number pad.
Press {
    id: key

    property alias text: words.text
    property string icon

    label: text
    implicitWidth: Theme.key
    implicitHeight: Theme.key
    opacity: live ? 1 : 0.45

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: key.pressed ? Theme.paperShade : Theme.paperBright
        border.width: Theme.hair
        border.color: Theme.line
    }
    Words {
        id: words
        anchors.centerIn: parent
        role: "heading"
        font.pixelSize: Theme.title
        lineHeight: 1
        wrapMode: Text.NoWrap
    }
    Icon {
        anchors.centerIn: parent
        name: key.icon
        visible: key.icon !== ""
    }
}
