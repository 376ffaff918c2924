import QtQuick
import Kiosk

// A dish as the shop shows it: its bowl on the shelf, and the paper that says what it is and what it costs.
Press {
    id: shopBowl

    required property var dish // a map, as plain.py makes it
    property bool wide: false // the paper hangs beside the bowl instead of below
    property bool mirrored: false // a wide one with its bowl on the right
    property string tag
    property real bowl: width * 0.78
    property int nameLines: 1 // on a paper below the bowl
    property bool aside: true // the price stands beside the broth, else under it
    readonly property bool narrow: !wide && width < Theme.shopPaper // its paper has no width to give away
    readonly property real nameSize: Theme.body * (aside ? 1.08 : narrow ? 0.9 : 1)
    readonly property real paper: Math.ceil(nameSize * 1.36 * nameLines + Theme.small * 2.7 + 1.5 * Theme.space2 + (aside ? Theme.space1 : Theme.heading * 1.4))
    readonly property bool soldOut: dish.soldOut ?? false
    readonly property real shelf: wide ? Math.max(bowl * 0.8, slip.height + Theme.space5) : bowl * 0.8

    objectName: "dish-" + (dish.id ?? "")
    label: dish.name ?? ""
    implicitHeight: edge.y + edge.height + (wide ? Theme.space3 : paper + (aside ? Theme.space2 : Theme.space1))

    Rectangle {
        y: shopBowl.shelf
        width: parent.width
        height: shopBowl.bowl * 0.13
        color: Theme.wood
    }
    Rectangle {
        id: edge
        y: shopBowl.shelf + shopBowl.bowl * 0.13
        width: parent.width
        height: Theme.space2
        color: Theme.woodDark
    }
    Picture {
        id: picture
        x: shopBowl.wide ? (shopBowl.mirrored ? parent.width - width + Theme.space3 : -Theme.space3) : (parent.width - width) / 2
        y: shopBowl.shelf - height * 0.8
        width: shopBowl.bowl
        height: width
        opacity: shopBowl.soldOut ? 0.45 : 1
        source: shopBowl.dish.picture ?? ""
    }
    SoldOutSlip {
        anchors.horizontalCenter: picture.horizontalCenter
        y: picture.y + picture.height * 0.5
        visible: shopBowl.soldOut
    }
    Rectangle {
        id: slip
        readonly property real side: picture.width - Theme.space3
        readonly property real gap: shopBowl.narrow ? Theme.space1 : Theme.space2
        x: shopBowl.wide ? (shopBowl.mirrored ? Theme.margin : side) : gap
        y: shopBowl.wide ? (shopBowl.shelf - height) * 0.5 : edge.y + edge.height * 0.5
        width: shopBowl.wide ? parent.width - side - Theme.margin : parent.width - 2 * gap
        height: shopBowl.wide ? price.y + price.height + Theme.space2 : shopBowl.paper
        color: shopBowl.pressed ? Theme.paperShade : Theme.paperBright

        Rectangle {
            width: parent.width
            height: Theme.space1
            color: shopBowl.soldOut ? Theme.line : Theme.lantern
        }
        Column {
            id: words
            x: shopBowl.wide ? Theme.space4 : shopBowl.narrow ? Theme.space2 : Theme.space3
            y: shopBowl.wide ? Theme.space3 : Theme.space2
            width: parent.width - 2 * x
            Words {
                role: "strong"
                text: shopBowl.tag
                width: parent.width
                visible: text !== ""
                color: Theme.lantern
            }
            Words {
                role: shopBowl.wide ? "title" : "strong"
                text: shopBowl.dish.name ?? ""
                width: parent.width
                height: shopBowl.wide ? implicitHeight : Math.ceil(shopBowl.nameSize * 1.36 * shopBowl.nameLines)
                font.pixelSize: shopBowl.wide ? Theme.title * 0.85 : shopBowl.nameSize
                minimumPixelSize: Theme.small
                fontSizeMode: shopBowl.wide ? Text.FixedSize : Text.Fit
                maximumLineCount: shopBowl.wide ? 4 : shopBowl.nameLines
                lineHeight: shopBowl.wide ? Theme.titleLeading : 0.9
                elide: Text.ElideRight
                wrapMode: {
                    if (!shopBowl.wide && shopBowl.nameLines === 1)
                        return Text.NoWrap;
                    // A word that no line can hold is broken; all others stay whole and become smaller.
                    return text.split(" ").some(word => word.length > 16) ? Text.Wrap : Text.WordWrap;
                }
            }
            Words {
                role: "small"
                text: shopBowl.dish.broth ?? ""
                width: shopBowl.aside && !shopBowl.wide ? parent.width - price.width - Theme.space3 : parent.width
                maximumLineCount: 2
                elide: Text.ElideRight
                color: Theme.inkSoft
                lineHeight: 0.92
            }
        }
        Words {
            id: price
            role: "heading"
            anchors.right: parent.right
            anchors.rightMargin: words.x
            y: shopBowl.wide ? words.y + words.height + Theme.space1 : parent.height - height - Theme.space1
            text: shopBowl.dish.price ?? ""
            wrapMode: Text.NoWrap
            color: shopBowl.soldOut ? Theme.inkSoft : Theme.ink
        }
    }
}
