import QtQuick
import Kiosk

// The slip that a cook pastes over a dish: words, and a shape nobody takes for anything else.
Rectangle {
    id: slip

    implicitWidth: words.implicitWidth + 2 * Theme.space4
    implicitHeight: words.implicitHeight + Theme.space2
    rotation: -7
    color: Theme.paperBright
    border.width: Theme.hair * 2
    border.color: Theme.lantern

    Words {
        id: words
        anchors.centerIn: parent
        role: "heading"
        text: qsTr("Sold out")
        color: Theme.lantern
        wrapMode: Text.NoWrap
    }
}
