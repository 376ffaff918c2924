pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Bridge

// The last look: the order on a slip of paper on the counter, and in one sentence what happens next.
Item {
    id: page

    required property Face face
    readonly property bool portrait: Theme.portrait
    readonly property var lines: face.order.lines
    // A long order takes the bowls' place.
    readonly property bool roomy: !portrait || foot.y - Theme.barHeight - slip.height > Theme.slipBowlsRoom

    ShopWall {
        anchors.fill: parent
        counter: foot.y - depth
        depth: Theme.counterDepth
    }
    Noren {
        x: -Theme.space3
        width: parent.width + 2 * Theme.space3
        height: Theme.barHeight + Theme.space4
        cloths: page.portrait ? 6 : 10
    }
    CounterBowls {
        id: bowls
        visible: page.roomy && height > Theme.slipBowlsLeast / 2
        x: foot.x + Theme.margin / 2
        y: foot.y - height * 0.95
        width: foot.width - Theme.margin
        height: page.portrait ? Math.min(Theme.slipBowlsMost, Math.max(Theme.slipBowlsLeast, foot.y - Theme.barHeight - slip.height - Theme.space6)) : Math.min(Theme.slipBowlsMost, (foot.y - Theme.barHeight - Theme.space4) / 0.95)
        pictures: page.lines.map(line => line.picture)
    }

    Flickable {
        id: scroller
        objectName: "scroller"
        y: Theme.barHeight + Theme.space4
        width: page.portrait ? page.width : page.width * 0.54
        height: (!page.portrait ? page.height : page.roomy ? bowls.y + Theme.space4 : foot.y - Theme.space5) - y
        contentHeight: slip.height + 2 * Theme.space3
        boundsBehavior: Flickable.DragAndOvershootBounds
        interactive: contentHeight > height
        clip: true
        onMovementStarted: page.face.visit.present("scroll")

        PaperSlip {
            id: slip
            x: Theme.margin
            y: Theme.space3
            padding: page.portrait ? Theme.space5 : Theme.space4
            width: parent.width - 2 * Theme.margin
            Words {
                role: page.portrait && Theme.textScale < 1.2 ? "display" : "title"
                width: parent.width
                text: qsTr("One last look")
            }
            Column {
                width: parent.width
                spacing: page.lines.length > 5 ? 0 : Theme.space2
                Repeater {
                    model: page.lines.length
                    Item {
                        id: line
                        required property int index
                        readonly property var good: page.lines[index] ?? ({})
                        width: parent.width
                        height: name.height + (changed.visible ? changed.height : 0) + Theme.space2
                        Words {
                            id: count
                            role: "heading"
                            width: Theme.slipCount
                            text: qsTr("%1 ×").arg(line.good.quantity ?? 0)
                            wrapMode: Text.NoWrap
                            color: Theme.lantern
                        }
                        Words {
                            id: name
                            x: count.width
                            anchors.baseline: count.baseline
                            width: total.x - x - Theme.space3
                            text: line.good.name ?? ""
                            font.pixelSize: Theme.body * 1.1
                            lineHeight: 1
                        }
                        Row {
                            id: changed
                            anchors.top: name.bottom
                            x: name.x
                            spacing: Theme.space2
                            visible: was.text !== "" || gone.text !== ""
                            Words {
                                id: was
                                objectName: "was-" + (line.good.sku ?? "")
                                role: "small"
                                text: line.good.was ?? ""
                                font.strikeout: true
                                color: Theme.inkSoft
                                wrapMode: Text.NoWrap
                            }
                            Words {
                                role: "small"
                                visible: was.text !== ""
                                text: qsTr("now %1 each").arg(line.good.price ?? "")
                                font.weight: Font.Bold
                                color: Theme.lantern
                                wrapMode: Text.NoWrap
                            }
                            Words {
                                id: gone
                                role: "small"
                                text: !line.good.short ? "" : line.good.left > 0 ? qsTr("Only %1 left").arg(line.good.left) : qsTr("Sold out meanwhile")
                                font.weight: Font.Bold
                                color: Theme.lantern
                                wrapMode: Text.NoWrap
                            }
                        }
                        Words {
                            id: total
                            role: "heading"
                            anchors.right: parent.right
                            anchors.baseline: count.baseline
                            text: line.good.total ?? ""
                            wrapMode: Text.NoWrap
                        }
                    }
                }
            }
            Rectangle {
                width: parent.width
                height: Theme.hair * 2
                color: Theme.ink
            }
            Item {
                width: parent.width
                height: sum.height
                BowlCount {
                    anchors.baseline: sum.baseline
                    count: page.face.order.count
                }
                Words {
                    objectName: "totalWas"
                    anchors.right: sum.left
                    anchors.rightMargin: Theme.space3
                    anchors.baseline: sum.baseline
                    text: page.face.order.totalWas
                    font.strikeout: true
                    color: Theme.inkSoft
                    wrapMode: Text.NoWrap
                }
                Words {
                    id: sum
                    objectName: "total"
                    role: "title"
                    anchors.right: parent.right
                    text: page.face.order.total
                    lineHeight: 1
                    wrapMode: Text.NoWrap
                }
            }
        }
    }

    Item {
        id: foot
        x: page.portrait ? 0 : scroller.width
        y: page.height - height
        width: page.width - x
        height: ending.height + 2 * Theme.margin

        Column {
            id: ending
            x: Theme.margin
            y: Theme.margin
            width: parent.width - 2 * Theme.margin
            spacing: Theme.space4
            Notice {
                width: parent.width
                wordsName: "failure"
                text: page.face.order.failure
            }
            Notice {
                width: parent.width
                wordsName: "news"
                text: {
                    if (page.face.order.short)
                        return qsTr("Something has just sold out. Please go back and take out what is marked.");
                    if (page.face.order.repriced)
                        return qsTr("A price has changed since you picked it. The slip shows the old one and the new one; say yes again if you agree.");
                    return "";
                }
            }
            Words {
                width: parent.width
                text: qsTr("Your order is written down here first and reaches our online store as soon as the network allows; you pay on your own phone or at the counter.")
                color: Theme.onStrong
            }
            StrongButton {
                objectName: "confirmOrder"
                width: parent.width
                height: Theme.buttonFinal
                live: !page.face.order.placing && !page.face.order.short
                icon: page.face.order.placing ? "clock" : "check"
                text: page.face.order.placing ? qsTr("Writing it down…") : page.face.order.repriced ? qsTr("Yes, at these prices") : qsTr("Yes, order these")
                onChosen: page.face.order.confirm()
            }
        }
    }
    TopBar {
        face: page.face
        width: parent.width
        showBasket: false
    }
}
