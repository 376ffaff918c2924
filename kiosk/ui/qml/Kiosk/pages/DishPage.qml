pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Bridge

// One bowl on the counter: what its broth is, what swims in it, and how many the visitor would like.
Item {
    id: page

    required property Face face
    readonly property bool portrait: Theme.portrait
    readonly property var dish: face.town.dish
    readonly property string menuId: dish.menu ?? ""
    readonly property bool soldOut: dish.soldOut ?? true
    readonly property int held: face.order.lines.find(line => line.sku === page.dish.sku)?.quantity ?? 0
    readonly property int most: face.order.most
    readonly property bool few: (dish.stock ?? -1) >= 0 && dish.stock < dish.limit
    readonly property int room: Math.max(0, most - held)
    property int wish: 1
    readonly property int quantity: Math.max(1, Math.min(wish, room))

    Connections {
        target: page.face.order
        function onAdded(dish: string) {
            page.wish = 1;
            flight.restart();
        }
    }

    ShopWall {
        id: wall
        readonly property real free: page.height - foot.height - telling.height - 2 * Theme.space4
        width: page.portrait ? page.width : page.width * 0.48
        height: page.portrait ? Math.max(Theme.dishWallLeast, Math.min(Theme.dishWallMost, free)) : page.height
        counter: height - Theme.dishCounter
        depth: Theme.dishCounterDepth
        clip: true

        Noren {
            x: -Theme.space3
            width: parent.width + 2 * Theme.space3
            height: Theme.barHeight + Theme.space4
            cloths: page.portrait ? 6 : 5
        }
        Picture {
            id: bowl
            readonly property real side: Math.min(parent.width * 0.94, (wall.counter + wall.depth - Theme.barHeight - Theme.space4) * 1.06)
            width: side
            height: side
            x: (parent.width - side) / 2
            y: wall.counter + wall.depth * 0.72 - side * 0.9
            opacity: page.soldOut ? 0.5 : 1
            source: page.dish.picture ?? ""
        }
        SoldOutSlip {
            anchors.centerIn: bowl
            anchors.verticalCenterOffset: bowl.height * 0.14
            scale: 1.7
            visible: page.soldOut && page.dish.id !== undefined
        }
    }

    Flickable {
        id: scroller
        objectName: "scroller"
        x: page.portrait ? 0 : wall.width
        y: page.portrait ? wall.height : Theme.barHeight + Theme.space2
        width: page.width - x
        height: foot.y - y
        contentHeight: telling.height + 2 * Theme.space4
        boundsBehavior: Flickable.DragAndOvershootBounds
        interactive: contentHeight > height
        clip: true
        onMovementStarted: page.face.visit.present("scroll")

        Column {
            id: telling
            x: Theme.margin
            y: page.portrait ? Theme.space3 : Theme.space1
            width: parent.width - 2 * Theme.margin
            spacing: Theme.space3
            Column {
                width: parent.width
                Words {
                    objectName: "dishName"
                    role: "display"
                    width: parent.width
                    text: page.dish.name ?? ""
                    font.pixelSize: page.portrait ? Theme.display * 0.84 : Theme.title
                }
                Words {
                    role: "body"
                    width: parent.width
                    text: page.dish.otherName ?? ""
                    color: Theme.inkSoft
                }
            }
            Row {
                width: parent.width
                spacing: Theme.space2
                Icon {
                    id: drop
                    name: "bowl"
                    anchors.verticalCenter: broth.verticalCenter
                }
                Words {
                    id: broth
                    role: "heading"
                    width: parent.width - drop.width - parent.spacing
                    text: page.dish.broth ?? ""
                    color: Theme.lantern
                    lineHeight: 1
                }
            }
            Words {
                width: parent.width
                text: page.dish.description ?? ""
            }
            Column {
                width: parent.width
                spacing: Theme.space1
                visible: contents.count > 0
                Repeater {
                    id: contents
                    model: page.dish.contents ?? []
                    Row {
                        id: content
                        required property var modelData
                        width: parent.width
                        spacing: Theme.space3
                        Picture {
                            width: Theme.setBowl
                            height: width
                            source: content.modelData.picture
                        }
                        Words {
                            role: "heading"
                            anchors.verticalCenter: parent.verticalCenter
                            text: qsTr("%1 ×").arg(content.modelData.count)
                            color: Theme.lantern
                            wrapMode: Text.NoWrap
                        }
                        Words {
                            anchors.verticalCenter: parent.verticalCenter
                            width: parent.width - x
                            text: content.modelData.name
                        }
                    }
                }
            }
            Flow {
                id: toppings
                width: parent.width
                spacing: Theme.space2
                Repeater {
                    model: page.dish.benefits ?? []
                    Rectangle {
                        id: topping
                        required property string modelData
                        width: word.width + 2 * Theme.space3
                        height: word.implicitHeight + Theme.space2
                        color: Theme.daySky
                        Rectangle {
                            width: Theme.space1
                            height: parent.height
                            color: Theme.woodShade
                        }
                        Words {
                            id: word
                            anchors.centerIn: parent
                            width: Math.min(implicitWidth, toppings.width - 2 * Theme.space3)
                            text: topping.modelData
                            wrapMode: Text.NoWrap
                        }
                    }
                }
            }
        }
    }

    Rectangle {
        id: foot
        x: scroller.x
        width: scroller.width
        height: counter.height + 2 * Theme.space3 + Theme.space2
        y: page.height - height
        color: Theme.paperShade

        Rectangle {
            width: parent.width
            height: Theme.space1
            color: Theme.wood
        }
        Column {
            id: counter
            x: Theme.margin
            y: Theme.space3 + Theme.space1
            width: parent.width - 2 * Theme.margin
            spacing: Theme.space3

            Item {
                width: parent.width
                height: Math.max(price.height, stepper.height)
                Column {
                    id: price
                    anchors.verticalCenter: parent.verticalCenter
                    width: stepper.visible ? stepper.x - Theme.space3 : parent.width
                    Words {
                        role: "title"
                        text: page.dish.price ?? ""
                        width: parent.width
                        height: contentHeight
                        fontSizeMode: Text.HorizontalFit
                        wrapMode: Text.NoWrap
                        lineHeight: 1
                    }
                    Words {
                        objectName: "dishNote"
                        width: parent.width
                        visible: text !== ""
                        color: Theme.inkSoft
                        text: {
                            if (page.dish.id === undefined)
                                return "";
                            if (page.soldOut)
                                return qsTr("The pot is empty today. Come and ask again, or try another bowl.");
                            if (page.room === 0)
                                return page.few ? qsTr("You have the last of it.") : qsTr("You have all that one visitor may take.");
                            if (page.few)
                                return qsTr("Only %1 left").arg(page.dish.stock);
                            return qsTr("Up to %1 for one visitor").arg(page.dish.limit);
                        }
                    }
                }
                Stepper {
                    id: stepper
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    visible: !page.soldOut && page.room > 0
                    value: page.quantity
                    most: page.room
                    live: page.room > 0
                    onWanted: value => page.wish = value
                }
            }
            StrongButton {
                id: add
                objectName: "add"
                width: parent.width
                visible: !page.soldOut && page.room > 0
                icon: "basket"
                text: qsTr("Into my basket")
                onChosen: page.face.order.add(page.menuId, page.dish.id, page.quantity)
            }
            Row {
                width: parent.width
                spacing: Theme.space3
                visible: page.portrait || page.held > 0 || page.soldOut
                QuietButton {
                    objectName: "more"
                    width: toBasket.visible ? (parent.width - parent.spacing) / 2 : parent.width
                    text: qsTr("More bowls")
                    icon: "bowl"
                    onChosen: page.face.visit.openMenu(page.menuId)
                }
                QuietButton {
                    id: toBasket
                    objectName: "toBasket"
                    width: (parent.width - parent.spacing) / 2
                    visible: page.held > 0
                    text: qsTr("Basket: %1").arg(page.held)
                    icon: "check"
                    onChosen: page.face.visit.go("basket")
                }
            }
        }
    }

    TopBar {
        id: bar
        face: page.face
        width: parent.width
    }

    // The bowl that flies into the basket.
    Picture {
        id: flying
        width: bowl.width
        height: bowl.height
        x: wall.x + bowl.x
        source: bowl.source
        visible: flight.running
    }
    ParallelAnimation {
        id: flight
        NumberAnimation {
            target: flying
            property: "x"
            from: wall.x + bowl.x
            to: bar.width - Theme.margin - Theme.basketInset - flying.width / 2
            duration: Theme.slow
        }
        NumberAnimation {
            target: flying
            property: "y"
            from: wall.y + bowl.y
            to: bar.height / 2 - flying.height / 2
            duration: Theme.slow
            easing.type: Easing.InBack
            easing.overshoot: 0.6
        }
        NumberAnimation {
            target: flying
            property: "scale"
            from: 1
            to: 0.08
            duration: Theme.slow
            easing.type: Easing.InQuad
        }
    }
}
