import QtQuick
import Kiosk

// The name of a place, on a plate of its pavilion's colour.
Rectangle {
    id: plate

    property string name
    property string otherName
    property string tagline
    property string story // only where there is room for it
    property real most: Infinity // the height that it may have: a longer story ends in dots
    readonly property real head: name.height + titles.height + Theme.space2 + Theme.space3 + Theme.space4

    implicitHeight: column.height + Theme.space3 + Theme.space4

    Column {
        id: column
        x: Theme.margin
        y: Theme.space3
        width: parent.width - Theme.margin - Theme.space4

        Words {
            id: name
            role: "display"
            text: plate.name
            width: parent.width
            height: contentHeight
            fontSizeMode: Text.HorizontalFit
            wrapMode: Text.NoWrap
            lineHeight: 0.95
            color: Theme.onStrong
        }
        Flow {
            id: titles
            width: parent.width
            spacing: Theme.space3
            Words {
                role: "strong"
                text: plate.otherName
                visible: text !== ""
                width: Math.min(implicitWidth, column.width)
                wrapMode: Text.NoWrap
                color: Theme.onStrong
            }
            Words {
                text: plate.tagline
                width: Math.min(implicitWidth, column.width)
                maximumLineCount: 3
                elide: Text.ElideRight
                color: Theme.onStrong
            }
        }
        Words {
            text: plate.story
            width: parent.width
            topPadding: Theme.space2
            maximumLineCount: plate.most === Infinity ? 999 : Math.max(1, Math.floor((plate.most - plate.head) / (Theme.body * 1.45 * Theme.leading)))
            elide: Text.ElideRight
            visible: text !== ""
            color: Theme.onStrong
        }
    }
}
