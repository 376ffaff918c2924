import QtQuick
import Kiosk

// Something the visitor should read before going on: a sign, and the words beside it.
Rectangle {
    id: notice

    property alias text: words.text
    property alias wordsName: words.objectName

    implicitHeight: words.height + 2 * Theme.space3
    color: Theme.paperBright
    border.width: Theme.hair * 2
    border.color: Theme.warning
    visible: text !== ""

    Icon {
        id: sign
        name: "warning"
        x: Theme.space3
        anchors.verticalCenter: parent.verticalCenter
    }
    Words {
        id: words
        x: sign.x + sign.width + Theme.space3
        y: Theme.space3
        width: parent.width - x - Theme.space3
    }
}
