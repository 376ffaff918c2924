import QtQuick
import Kiosk

// The one thing to do on a page.
Press {
    id: button

    property alias text: words.text
    property string icon
    property color fill: Theme.lantern
    readonly property color pressedFill: Qt.darker(fill, 1.2)

    label: text
    implicitHeight: Theme.button
    implicitWidth: row.implicitWidth + 2 * Theme.space5
    opacity: live ? 1 : 0.45

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: button.pressed ? button.pressedFill : button.fill
    }
    Row {
        id: row
        anchors.centerIn: parent
        spacing: Theme.space2
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: button.icon
            light: true
            visible: button.icon !== ""
        }
        Words {
            id: words
            anchors.verticalCenter: parent.verticalCenter
            role: "strong"
            color: Theme.onStrong
            font.pixelSize: Theme.heading * 0.9
            wrapMode: Text.NoWrap
        }
    }
}
