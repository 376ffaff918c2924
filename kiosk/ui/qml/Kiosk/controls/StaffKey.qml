import QtQuick
import Kiosk

// One key of the staff's number pad.
Press {
    id: key

    property alias text: words.text
    property string icon
    property bool strong: false // the one that opens
    readonly property bool lit: strong && live

    label: text
    implicitWidth: Theme.key
    implicitHeight: Theme.key
    opacity: live ? 1 : 0.45

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: key.lit ? (key.pressed ? Theme.lanternPressed : Theme.lantern) : key.pressed ? Theme.paperShade : Theme.paperBright
        border.width: Theme.hair
        border.color: key.lit ? color : Theme.line
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
        light: key.lit
        visible: key.icon !== ""
    }
}
