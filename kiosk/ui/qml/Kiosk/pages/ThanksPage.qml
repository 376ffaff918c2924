pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Bridge

// The thank-you that visitors photograph: their claim as a code and in letters, their bowls on the counter, and
// where their order is now.
Item {
    id: page

    required property Face face
    readonly property bool portrait: Theme.portrait
    readonly property string reference: face.order.reference
    readonly property string progress: face.order.state
    readonly property bool large: Theme.textScale > 1.2
    readonly property bool stacked: portrait && large // the way out stands under the words

    ShopWall {
        id: wall
        anchors.fill: parent
        counter: foot.y - depth
        depth: Theme.counterDepth
    }
    Noren {
        id: curtain
        width: page.portrait ? parent.width : parent.width * 0.5
        height: head + Theme.thanksCurtain
        head: page.portrait ? Theme.barHeight * 0.9 : Theme.space4
        text: qsTr("Thank you")
    }
    CounterBowls {
        id: bowls
        x: Theme.space3
        y: foot.y - height * 0.95
        width: curtain.width - 2 * Theme.space3
        height: Math.min(Theme.thanksBowls, foot.y - y0)
        readonly property real y0: page.portrait ? card.y + card.height - Theme.space4 : curtain.height
        visible: height > Theme.touch
        pictures: page.face.order.orderPictures
    }

    Rectangle {
        id: card
        x: page.portrait ? (parent.width - width) / 2 : curtain.width + (parent.width - curtain.width - width) / 2
        y: page.portrait ? curtain.height + Theme.space4 : Theme.barHeight + Theme.space2
        width: page.portrait ? Theme.claim : parent.width - curtain.width - 2 * Theme.margin
        height: claim.height + Theme.space4
        color: Theme.white

        Column {
            id: claim
            width: parent.width
            spacing: Theme.space1
            Image {
                objectName: "claimCode"
                anchors.horizontalCenter: parent.horizontalCenter
                readonly property real side: Math.round(Theme.claimCode)
                sourceSize: Qt.size(side, side)
                source: page.reference ? "image://code/" + page.reference : ""
                smooth: false
            }
            Words {
                objectName: "reference"
                role: "title"
                x: Theme.space4
                width: parent.width - 2 * x
                height: contentHeight
                horizontalAlignment: Text.AlignHCenter
                text: (page.reference.match(/.{1,4}/g) ?? []).join(" ")
                font.family: Theme.sans
                fontSizeMode: Text.HorizontalFit
                wrapMode: Text.NoWrap
                lineHeight: 1
            }
            Row {
                anchors.horizontalCenter: parent.horizontalCenter
                spacing: Theme.space4
                BowlCount {
                    objectName: "orderCount"
                    count: page.face.order.orderCount
                }
                Words {
                    objectName: "orderTotal"
                    role: "heading"
                    text: page.face.order.orderTotal
                    wrapMode: Text.NoWrap
                    color: Theme.lantern
                }
            }
            Words {
                x: Theme.space4
                width: parent.width - 2 * x
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("Take a photo of this: it finds your order.")
                color: Theme.inkSoft
            }
        }
    }

    Item {
        id: foot
        y: page.height - height
        width: page.width
        height: said.height + 2 * Theme.space4

        Item {
            id: said
            x: Theme.margin
            y: Theme.space4
            width: parent.width - 2 * Theme.margin
            height: page.stacked ? Math.max(mark.height, words.height) + Theme.space3 + finish.height : Math.max(mark.height, words.height, finish.height)

            Rectangle {
                id: mark
                width: Theme.touch
                border.width: Theme.hair * 2
                border.color: Theme.onStrong
                height: width
                radius: width / 2
                anchors.verticalCenter: words.verticalCenter
                color: {
                    switch (page.progress) {
                    case "sent":
                        return Theme.leaf;
                    case "uncertain":
                        return Theme.warning;
                    case "rejected":
                        return Theme.lantern;
                    }
                    return Theme.ink;
                }
                Icon {
                    anchors.centerIn: parent
                    light: true
                    name: ({
                            "sent": "check",
                            "uncertain": "clock",
                            "rejected": "warning"
                        })[page.progress] ?? "clock"
                }
            }
            Words {
                id: words
                objectName: "orderState"
                role: "strong"
                x: mark.width + Theme.space3
                y: page.stacked ? 0 : (parent.height - height) / 2
                width: (page.portrait ? (page.stacked ? parent.width : finish.x - Theme.space4) : card.x - said.x - Theme.space4) - x
                color: Theme.onStrong
                text: {
                    switch (page.progress) {
                    case "waiting":
                        return qsTr("Written down safely. It travels to the store as soon as the network allows.");
                    case "sent":
                        return qsTr("The store has your order.");
                    case "uncertain":
                        return qsTr("Written down safely and sent. We are waiting for the store's answer.");
                    case "rejected":
                        return qsTr("The store could not take it. Please show this page to our staff.");
                    }
                    return "";
                }
            }
            StrongButton {
                id: finish
                objectName: "finish"
                anchors.right: parent.right
                anchors.bottom: parent.bottom
                width: page.stacked ? parent.width : (page.portrait ? implicitWidth : card.width)
                text: qsTr("Goodbye")
                icon: "check"
                onChosen: page.face.visit.end()
            }
        }
    }
    LanguageSwitch {
        face: page.face
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        y: Theme.barHeight - height - Theme.space1
    }
}
