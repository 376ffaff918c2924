import QtQuick
import Kiosk

// A second choice: ink on paper with a line around it.
Press {
    id: button

    property alias text: words.text
    property string icon
    property bool chosenState: false

    label: text
    implicitHeight: Theme.touch
    implicitWidth: row.implicitWidth + 2 * Theme.space4
    opacity: live ? 1 : 0.45

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: button.chosenState ? Theme.ink : (button.pressed ? Theme.paperShade : Theme.paperBright)
        border.width: Theme.hair
        border.color: button.chosenState ? Theme.ink : Theme.line
    }
    Row {
        id: row
        anchors.centerIn: parent
        spacing: Theme.space2
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: button.icon
            light: button.chosenState
            size: Theme.icon * 0.85
            visible: button.icon !== ""
        }
        Words {
            id: words
            anchors.verticalCenter: parent.verticalCenter
            role: "strong"
            color: button.chosenState ? Theme.onStrong : Theme.ink
            wrapMode: Text.NoWrap
            visible: text !== ""
        }
    }
}
