pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Bridge

// What the visitor has picked, bowl by bowl, and the way to the counter.
Item {
    id: page

    required property Face face
    readonly property bool portrait: Theme.portrait
    readonly property var lines: face.order.lines
    readonly property bool empty: lines.length === 0

    function toMenu() {
        face.visit.openMenu(face.town.menuId);
    }

    Loader {
        active: page.empty
        anchors.fill: parent
        sourceComponent: Item {
            ShopWall {
                width: parent.width
                height: parent.height
                counter: bowl.y + bowl.height * 0.77
                depth: bowl.height * 0.24
            }
            Noren {
                x: -Theme.space3
                width: parent.width + 2 * Theme.space3
                height: Theme.barHeight + Theme.space4
                cloths: page.portrait ? 6 : 9
            }
            Column {
                id: said
                anchors.horizontalCenter: parent.horizontalCenter
                y: Theme.emptyWords
                width: page.portrait ? parent.width - 2 * Theme.margin : parent.width * 0.9
                spacing: Theme.space2
                Words {
                    objectName: "emptyBasket"
                    role: "display"
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    text: qsTr("Nothing in your bowl yet")
                }
                Words {
                    role: "heading"
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    text: qsTr("The broth is hot and the counter is free.")
                    font.weight: Font.Normal
                }
            }
            Picture {
                id: bowl
                width: Theme.emptyBowl
                height: width
                anchors.horizontalCenter: parent.horizontalCenter
                y: parent.height - Theme.emptyBowlRise
                source: Theme.asset("pictures/dishes/bowl-empty.svg")
            }
            StrongButton {
                objectName: "more"
                anchors.horizontalCenter: parent.horizontalCenter
                y: parent.height - height - Theme.space6 * (page.portrait ? 1.6 : 0.5)
                width: Math.max(implicitWidth, Theme.buttonAlone)
                icon: "bowl"
                text: qsTr("See the menu")
                onChosen: page.toMenu()
            }
        }
    }

    Item {
        anchors.fill: parent
        visible: !page.empty

        ShopWall {
            anchors.fill: parent
        }
        Noren {
            x: -Theme.space3
            width: scroller.width + 2 * Theme.space3
            height: Theme.barHeight + Theme.space4
            cloths: page.portrait ? 6 : 7
        }
        Words {
            id: title
            role: "display"
            x: Theme.margin
            y: Theme.barHeight + Theme.space5 + Theme.space2
            width: scroller.width - 2 * Theme.margin
            text: qsTr("Your bowls")
        }
        Flickable {
            id: scroller
            objectName: "scroller"
            y: title.y + title.height + Theme.space2
            width: page.portrait ? page.width : page.width * 0.66
            height: (page.portrait ? foot.y : page.height) - y
            contentHeight: list.height + Theme.space4
            boundsBehavior: Flickable.DragAndOvershootBounds
            interactive: contentHeight > height
            clip: true
            onMovementStarted: page.face.visit.present("scroll")

            Column {
                id: list
                x: Theme.margin
                width: scroller.width - 2 * Theme.margin
                spacing: Theme.space2
                Repeater {
                    model: page.lines.length
                    OrderLine {
                        required property int index
                        width: list.width
                        good: page.lines[index] ?? ({})
                        onWanted: quantity => page.face.order.setQuantity(good.sku, quantity)
                    }
                }
            }
        }
        Scene {
            // Who waits at the counter, where the list leaves room.
            readonly property real free: foot.y - scroller.y - list.height - Theme.space4
            y: foot.y - height
            width: parent.width
            height: Math.min(Theme.companyMost, free)
            visible: page.portrait && free > Theme.companyLeast
            source: visible ? Theme.asset("pictures/rooms/noodle-shop.svg") : ""
            focusX: 0.6
            focusY: 0.42
        }
        Rectangle {
            id: foot
            x: page.portrait ? 0 : scroller.width
            y: page.portrait ? page.height - height : 0
            width: page.width - x
            height: page.portrait ? sum.height + 2 * Theme.space4 + Theme.space2 : page.height
            color: Theme.woodDark

            Rectangle {
                width: page.portrait ? parent.width : Theme.space3
                height: page.portrait ? Theme.space3 : parent.height
                color: Theme.wood
            }
            Picture {
                anchors.horizontalCenter: parent.horizontalCenter
                y: Theme.barHeight
                width: Math.min(parent.width * 0.8, sum.y - y - Theme.space3)
                height: width
                visible: !page.portrait && width > Theme.touch
                source: Theme.asset("pictures/dishes/shop-lantern.svg")
            }
            Column {
                id: sum
                x: Theme.margin
                y: page.portrait ? Theme.space4 + Theme.space2 : parent.height - height - Theme.margin
                width: parent.width - 2 * Theme.margin
                spacing: Theme.space3
                Item {
                    width: parent.width
                    height: total.y + total.height
                    BowlCount {
                        id: count
                        anchors.baseline: page.portrait ? total.baseline : undefined
                        count: page.face.order.count
                        color: Theme.onStrong
                    }
                    Words {
                        id: total
                        objectName: "total"
                        y: page.portrait ? 0 : count.height
                        role: "title"
                        anchors.right: parent.right
                        text: page.face.order.total
                        wrapMode: Text.NoWrap
                        lineHeight: 1
                        color: Theme.onStrong
                    }
                }
                Notice {
                    width: parent.width
                    wordsName: "news"
                    text: page.face.order.short ? qsTr("Something has just sold out. Please take out what is marked.") : page.face.order.repriced ? qsTr("A price has changed since you picked it.") : ""
                }
                Grid {
                    width: parent.width
                    columns: page.portrait ? 2 : 1
                    spacing: Theme.space3
                    layoutDirection: Qt.RightToLeft
                    StrongButton {
                        objectName: "toConfirm"
                        live: !page.face.order.short
                        width: page.portrait ? (sum.width - Theme.space3) * 0.62 : sum.width
                        text: qsTr("To the counter")
                        icon: "check"
                        onChosen: page.face.visit.go("confirm")
                    }
                    QuietButton {
                        objectName: "more"
                        width: page.portrait ? (sum.width - Theme.space3) * 0.38 : sum.width
                        height: Theme.button
                        text: qsTr("More bowls")
                        icon: "bowl"
                        onChosen: page.toMenu()
                    }
                }
            }
        }
    }
    TopBar {
        face: page.face
        width: parent.width
        showBasket: false
    }
}
