import QtQuick
import Kiosk

// A product standing on a room's shelf; chosen, it comes forward.
Press {
    id: shelfProduct

    required property var product // a map, as plain.py makes it
    required property color paint
    property int nameLines: 2
    property bool forward: false
    property real stand: width // how tall the product may be

    objectName: "product-" + shelfProduct.product.gtin
    label: shelfProduct.product.name
    implicitHeight: stand + Theme.space3 + names.height + Theme.space2

    Rectangle {
        // The light that falls on the one chosen.
        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.space2
        width: shelfProduct.stand * 0.92
        height: shelfProduct.stand - Theme.space2
        radius: width / 2
        color: Theme.paperBright
        visible: shelfProduct.forward
    }
    Picture {
        id: picture
        anchors.horizontalCenter: parent.horizontalCenter
        width: shelfProduct.stand * 0.94
        height: width
        y: shelfProduct.stand - height
        transformOrigin: Item.Bottom
        scale: shelfProduct.forward ? 1 : 0.86
        verticalAlignment: Image.AlignBottom
        source: shelfProduct.product.picture
        Behavior on scale {
            NumberAnimation {
                duration: Theme.move
                easing.type: Easing.OutBack
            }
        }
    }
    Column {
        id: names
        y: shelfProduct.stand + Theme.space3
        width: parent.width
        Words {
            role: "small"
            text: shelfProduct.product.brand
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            maximumLineCount: 1
            elide: Text.ElideRight
            lineHeight: 1
            color: Theme.inkSoft
        }
        Words {
            text: shelfProduct.product.name
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            maximumLineCount: shelfProduct.nameLines
            elide: Text.ElideRight
            lineHeight: 1
            font.weight: shelfProduct.forward ? Font.Bold : Font.Normal
            color: shelfProduct.forward ? shelfProduct.paint : Theme.ink
        }
        Words {
            role: "small"
            text: shelfProduct.product.origin.name ?? ""
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            maximumLineCount: 1
            elide: Text.ElideRight
            lineHeight: 1
            color: Theme.inkSoft
        }
    }
}
