import QtQuick
import Kiosk

// A line of the basket: its bowl on the shelf, how many, and what they come to.
Item {
    id: line

    required property var good // a map, as plain.py makes it
    readonly property bool stacked: Theme.portrait || Theme.textScale > 1.2 // how many stands under the name
    signal wanted(int quantity)

    implicitHeight: Math.max(picture.height * 0.92, stacked ? words.height + stepper.height + Theme.space4 : words.height) + plank.height

    Rectangle {
        id: plank
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.space2
        color: Theme.wood
        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: Theme.space1 * 0.75
            color: Theme.woodDark
        }
    }
    Picture {
        id: picture
        width: Theme.lineBowl
        height: width
        y: plank.y - height * 0.89
        source: line.good.picture ?? ""
    }
    Column {
        id: words
        x: picture.width + Theme.space3
        y: line.stacked ? (plank.y - height - stepper.height - Theme.space2) / 2 : (plank.y - height) / 2
        width: (line.stacked ? parent.width : stepper.x - Theme.space3) - x
        Words {
            role: "heading"
            width: parent.width
            text: line.good.name ?? ""
            font.pixelSize: Theme.body * 1.15
            maximumLineCount: 3
            elide: Text.ElideRight
            lineHeight: 0.95
        }
        Row {
            width: parent.width
            spacing: Theme.space2
            Words {
                objectName: "was-" + (line.good.sku ?? "")
                role: "small"
                visible: text !== ""
                text: line.good.was ?? ""
                font.strikeout: true
                color: Theme.inkSoft
                wrapMode: Text.NoWrap
            }
            Words {
                role: "small"
                text: line.good.price ?? ""
                font.weight: line.good.was ? Font.Bold : Font.Normal
                color: line.good.was ? Theme.lantern : Theme.inkSoft
                wrapMode: Text.NoWrap
            }
        }
        Words {
            objectName: "short-" + (line.good.sku ?? "")
            role: "strong"
            width: parent.width
            visible: line.good.short ?? false
            text: line.good.left > 0 ? qsTr("Only %1 left").arg(line.good.left) : qsTr("Sold out meanwhile")
            color: Theme.lantern
        }
    }
    Stepper {
        id: stepper
        x: line.stacked ? words.x : parent.width - total.width - width - Theme.space2
        y: line.stacked ? words.y + words.height + Theme.space2 : (plank.y - height) / 2
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
        width: Math.min(Theme.lineTotal, parent.width - words.x - stepper.width - Theme.space2)
        text: line.good.total ?? ""
        horizontalAlignment: Text.AlignRight
        fontSizeMode: Text.HorizontalFit
        wrapMode: Text.NoWrap
    }
}
