import QtQuick
import Kiosk

// What went into it, and where that comes from: the milk of one farm. It joins the line that the journey begins with.
Item {
    id: entry

    required property var ingredient // Plain: ingredient()
    required property color strong
    required property bool first
    readonly property real station: Theme.icon * 1.6

    implicitHeight: content.height + Theme.space4

    Rectangle {
        x: (entry.station - width) / 2
        y: entry.first ? Theme.space3 : 0
        width: Theme.space1
        height: entry.height - y
        color: entry.strong
    }
    Rectangle {
        x: (entry.station - width) / 2
        y: Theme.space1
        width: Theme.space3 * 1.3
        height: width
        radius: width / 2
        color: Theme.paper
        border.width: Theme.space1
        border.color: entry.strong
    }
    Column {
        id: content
        x: entry.station + Theme.space3
        width: entry.width - x
        Words {
            role: "strong"
            width: parent.width
            color: entry.strong
            text: qsTr("Made from: %1").arg(entry.ingredient.name)
        }
        Words {
            width: parent.width
            text: entry.ingredient.place
        }
        Words {
            role: "small"
            width: parent.width
            color: Theme.inkSoft
            text: entry.ingredient.lot ? qsTr("%1, %2").arg(entry.ingredient.at).arg(entry.ingredient.lot) : entry.ingredient.at
            wrapMode: Text.Wrap
        }
    }
}
