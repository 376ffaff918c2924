import QtQuick
import Kiosk

// A line of the basket: its bowl on the shelf, how many, and what they come to.
Item {
    id: line

    required property var good // a map, as plain.py makes it
    readonly property bool narrow: Theme.textScale > 1.2 && Theme.portrait
    signal wanted(int quantity)

    implicitHeight: Math.max(picture.height * 0.94, narrow ? words.height + stepper.height + Theme.space3 : words.height) + Theme.space3 + plank.height

    Rectangle {
        id: plank
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.space1
        color: Theme.wood
    }
    Picture {
        id: picture
        width: 190 * Theme.unit
        height: width
        y: plank.y - height * 0.9
        source: line.good.picture ?? ""
    }
    Column {
        id: words
        x: picture.width + Theme.space3
        y: line.narrow ? Theme.space2 : (plank.y - height) / 2
        width: (line.narrow ? parent.width : stepper.x - Theme.space3) - x
        Words {
            role: "strong"
            width: parent.width
            text: line.good.name ?? ""
            font.pixelSize: Theme.body * 1.1
            maximumLineCount: 3
            elide: Text.ElideRight
            lineHeight: 0.95
        }
        Words {
            role: "small"
            width: parent.width
            text: line.good.price ?? ""
            color: Theme.inkSoft
        }
    }
    Stepper {
        id: stepper
        x: line.narrow ? words.x : parent.width - total.width - width - Theme.space2
        y: line.narrow ? words.y + words.height + Theme.space1 : (plank.y - height) / 2
        suffix: "-" + (line.good.sku ?? "")
        value: line.good.quantity ?? 0
        least: 0
        most: line.good.most ?? 0
        onWanted: value => line.wanted(value)
    }
    Words {
        id: total
        role: "heading"
        anchors.right: parent.right
        anchors.verticalCenter: stepper.verticalCenter
        width: 190 * Theme.unit * Theme.textScale
        text: line.good.total ?? ""
        horizontalAlignment: Text.AlignRight
        fontSizeMode: Text.HorizontalFit
        wrapMode: Text.NoWrap
    }
}
