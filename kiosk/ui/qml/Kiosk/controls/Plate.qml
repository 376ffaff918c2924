import QtQuick
import Kiosk

// The name of a place, on a plate of its pavilion's colour.
Rectangle {
    id: plate

    property string name
    property string otherName
    property string tagline
    property string story // only where there is room for it

    implicitHeight: column.height + Theme.space3 + Theme.space4

    Column {
        id: column
        x: Theme.margin
        y: Theme.space3
        width: parent.width - Theme.margin - Theme.space4

        Words {
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
            width: parent.width
            spacing: Theme.space3
            Words {
                role: "strong"
                text: plate.otherName
                visible: text !== ""
                wrapMode: Text.NoWrap
                color: Theme.onStrong
            }
            Words {
                text: plate.tagline
                width: Math.min(implicitWidth, column.width)
                color: Theme.onStrong
            }
        }
        Words {
            text: plate.story
            width: parent.width
            topPadding: Theme.space2
            visible: text !== ""
            color: Theme.onStrong
        }
    }
}
