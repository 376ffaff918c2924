pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// Lot, dates and serial, set as on a passport's data page: a small label over each entry, between two rules.
Item {
    id: fields

    required property var lot
    required property string serial
    readonly property var entries: {
        const all = [];
        if (lot.lot)
            all.push([qsTr("Lot"), lot.lot], [qsTr("Produced"), lot.produced], [qsTr("Best before"), lot.expires]);
        if (serial)
            all.push([qsTr("Serial"), serial]);
        return all;
    }
    readonly property int room: Math.floor(width / (Theme.body * (Theme.chinese ? 7.6 : 6.8)))
    readonly property real widest: Math.max(0, ...entries.map(entry => entry[1].length)) * Theme.body * (Theme.chinese ? 0.7 : 0.6)
    readonly property int columns: room >= entries.length && widest < width / entries.length ? Math.max(1, entries.length) : (room > 1 && widest < width / 2 ? 2 : 1)

    implicitHeight: entries.length ? grid.height + 2 * Theme.space3 : 0
    visible: entries.length > 0

    Rectangle {
        width: parent.width
        height: Theme.hair
        color: Theme.ink
    }
    Rectangle {
        y: parent.height - height
        width: parent.width
        height: Theme.hair
        color: Theme.ink
    }
    Grid {
        id: grid
        y: Theme.space3
        columns: fields.columns
        rowSpacing: Theme.space2
        Repeater {
            model: fields.entries
            Column {
                required property list<string> modelData
                width: fields.width / fields.columns
                Words {
                    role: "small"
                    width: parent.width
                    color: Theme.inkSoft
                    text: parent.modelData[0]
                }
                Words {
                    role: "strong"
                    width: parent.width - Theme.space2
                    text: parent.modelData[1]
                    wrapMode: Text.NoWrap
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Theme.small * 0.7
                }
            }
        }
    }
}
