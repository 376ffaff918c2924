pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Bridge

// One room: the scene, its story, and the products that stand in it; one of them comes forward and tells its own.
Item {
    id: page

    required property Face face
    readonly property bool portrait: Theme.portrait
    readonly property var room: face.town.room
    readonly property var products: room.products ?? []
    readonly property string menu: room.menu ?? ""
    readonly property color paint: Theme.pavilion(face.town.pavilion.id ?? "")
    property string forward // the GTIN of the product that tells its story
    readonly property var told: products.find(product => product.gtin === page.forward) ?? products[0] ?? ({})

    function bringForward(gtin: string) {
        forward = gtin;
        // Where the page is longer than the screen, its words come into view.
        reveal.to = Math.max(0, scroller.contentHeight - scroller.height);
        if (reveal.to > scroller.contentY)
            reveal.restart();
    }

    NumberAnimation {
        id: reveal
        target: scroller
        property: "contentY"
        duration: Theme.slow
        easing.type: Easing.OutCubic
    }

    Flickable {
        id: scroller
        objectName: "scroller"
        x: page.portrait ? 0 : page.width * 0.48
        y: page.portrait ? 0 : Theme.barHeight
        width: page.width - x
        height: page.height - y - foot.height
        contentHeight: body.height + Theme.space3
        boundsBehavior: Flickable.DragAndOvershootBounds
        interactive: contentHeight > height
        clip: true
        onMovementStarted: page.face.visit.present("scroll")

        Column {
            id: body
            width: scroller.width
            spacing: page.portrait ? Theme.space4 : Theme.space3

            Item {
                width: parent.width
                height: page.portrait ? hero.implicitHeight : 0
                visible: page.portrait
            }
            Words {
                x: Theme.margin
                width: parent.width - 2 * Theme.margin
                text: page.room.story ?? ""
                font.pixelSize: Theme.body * 1.1
                visible: page.portrait
            }

            Item {
                id: shelf
                width: parent.width
                height: row.height
                visible: page.products.length > 0
                readonly property int nameLines: Theme.textScale < 1.3 ? 2 : 3
                readonly property real stand: Theme.shelf * (page.portrait && page.products.length > 3 ? 0.87 : 1)
                readonly property real place: Math.max(shelf.stand * 0.9 * Theme.textScale, (width - 2 * Theme.margin) / (page.products.length > 4 ? 3.4 : Math.max(1, page.products.length)) - Theme.space2) // a fifth is seen to be there

                Rectangle {
                    y: shelf.stand - Theme.space1
                    x: Theme.margin / 2
                    width: parent.width - (row.interactive ? x : 2 * x)
                    height: Theme.space2
                    color: page.paint
                }
                ListView {
                    id: row
                    objectName: "shelf"
                    width: parent.width
                    height: shelf.stand + Theme.space3 + Theme.small * 2.9 + Theme.body * 1.45 * shelf.nameLines + Theme.space1 // a brand, the name, an origin
                    orientation: ListView.Horizontal
                    leftMargin: Theme.margin
                    rightMargin: Theme.margin
                    spacing: Theme.space2
                    boundsBehavior: Flickable.DragAndOvershootBounds
                    interactive: contentWidth > width - 2 * Theme.margin
                    model: page.products
                    onMovementStarted: page.face.visit.present("scroll")
                    delegate: ShelfProduct {
                        required property var modelData
                        product: modelData
                        paint: page.paint
                        stand: shelf.stand
                        nameLines: shelf.nameLines
                        width: shelf.place
                        height: row.height
                        forward: page.told.gtin === modelData.gtin
                        onChosen: page.bringForward(modelData.gtin)
                    }
                }
            }

            Rectangle {
                x: Theme.margin
                width: parent.width - 2 * Theme.margin
                height: telling.height + 2 * Theme.space3
                radius: Theme.radius
                color: Theme.paperBright
                visible: page.told.gtin !== undefined

                Rectangle {
                    width: Theme.space1
                    height: parent.height - 2 * parent.radius
                    y: parent.radius
                    color: page.paint
                }
                Column {
                    id: telling
                    x: Theme.space4
                    y: Theme.space3
                    width: parent.width - 2 * Theme.space4
                    spacing: Theme.space1
                    Words {
                        objectName: "told"
                        role: "heading"
                        text: page.told.tagline ?? ""
                        width: parent.width
                        lineHeight: 1.2
                        color: page.paint
                    }
                    Words {
                        text: page.told.story ?? ""
                        width: parent.width
                    }
                }
            }
        }
    }

    PlaceHero {
        id: hero
        y: page.portrait ? -scroller.contentY : 0
        width: page.portrait ? page.width : scroller.x
        height: page.portrait ? implicitHeight : page.height
        source: page.room.picture ?? ""
        focusX: page.portrait ? 0.5 : 0.6
        focusY: page.portrait ? 0 : 0.55 // a portrait scene is covered below
        paint: page.paint
        name: page.room.name ?? ""
        otherName: page.room.otherName ?? ""
        tagline: page.room.tagline ?? ""
        story: page.room.story ?? ""
    }
    Rectangle {
        // Words that scroll up pass below the bar, not through it.
        width: parent.width
        height: Theme.barHeight
        color: Theme.paper
        visible: page.portrait && scroller.contentY > hero.height - height
    }

    Rectangle {
        id: foot
        x: scroller.x
        y: page.height - height
        width: scroller.width
        height: (page.menu !== "" ? order.implicitHeight : scan.height) + Theme.space2 + Theme.margin * 0.6
        color: Theme.paper

        Rectangle {
            width: parent.width
            height: Theme.hair
            color: Theme.line
            visible: !scroller.atYEnd
        }

        StrongButton {
            id: order
            objectName: "order"
            x: Theme.margin
            y: Theme.space2
            width: parent.width - 2 * Theme.margin - Theme.space3 - quiet.width
            visible: page.menu !== ""
            icon: "bowl"
            text: qsTr("Order a bowl")
            onChosen: page.face.visit.openMenu(page.menu)
        }
        QuietButton {
            id: quiet
            objectName: order.visible ? "scan" : ""
            anchors.right: parent.right
            anchors.rightMargin: Theme.margin
            y: order.y
            width: Math.max(implicitWidth, (parent.width - 2 * Theme.margin) * 0.38)
            height: order.height
            visible: order.visible
            icon: "scan"
            label: qsTr("Scan a sticker")
            text: Theme.portrait || Theme.textScale < 1.3 ? label : "" // large words leave room for one of the two
            onChosen: page.face.visit.go("scan")
        }
        ScanSign {
            id: scan
            objectName: order.visible ? "" : "scan"
            x: Theme.margin
            y: Theme.space2
            width: parent.width - 2 * Theme.margin
            visible: !order.visible
            text: qsTr("Scan its sticker")
            onChosen: page.face.visit.go("scan")
        }
    }
    TopBar {
        face: page.face
        width: parent.width
    }
}
