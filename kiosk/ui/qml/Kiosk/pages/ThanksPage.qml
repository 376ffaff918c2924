pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Bridge

// The thank-you that visitors photograph: how they pay, as a code, their claim in letters, their bowls on the counter,
// and where their order is now. Three ways, told apart: a pay link that works now, one that works once the order has
// reached the store, and a signed claim for the counter.
Item {
    id: page

    required property Face face
    readonly property bool portrait: Theme.portrait
    readonly property string reference: face.order.reference
    readonly property string standing: face.order.state
    readonly property string paying: face.order.paying
    readonly property string way: {
        switch (paying) {
        case "now":
            return qsTr("Pay on your phone");
        case "soon":
            return qsTr("Pay on your phone, a little later");
        case "counter":
            return qsTr("Pay at the counter");
        case "paid":
            return qsTr("Paid");
        }
        return qsTr("Your order");
    }
    readonly property color wayColor: paying === "paid" ? Theme.leaf : Theme.ink

    // In the card, or where that is too low, on the wall.
    Component {
        id: promised
        PromiseNote {
            promise: page.face.order.promise
        }
    }

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
    PaperSlip {
        id: ticket
        visible: !page.portrait && (page.face.order.promise.headline ?? "") !== ""
        x: curtain.x + Theme.space4
        y: curtain.height + Theme.space3
        width: curtain.width - 2 * Theme.space4
        padding: Theme.space3
        height: implicitHeight + Theme.space2 // its edge is torn
        Loader {
            width: parent.width
            active: !page.portrait
            sourceComponent: promised
        }
    }
    CounterBowls {
        id: bowls
        x: Theme.space3
        y: foot.y - height * 0.95
        width: curtain.width - 2 * Theme.space3
        height: Math.min(Theme.thanksBowls, foot.y - y0)
        readonly property real y0: page.portrait ? card.y + card.height : ticket.visible ? ticket.y + ticket.height : curtain.height
        visible: height > Theme.thanksBowls / 2
        pictures: page.face.order.orderPictures
    }

    Rectangle {
        id: card
        x: page.portrait ? (parent.width - width) / 2 : curtain.width + (parent.width - curtain.width - width) / 2
        y: page.portrait ? curtain.height + Theme.space4 : Theme.barHeight + Theme.space2
        width: page.portrait ? Theme.claim : parent.width - curtain.width - 2 * Theme.margin
        height: claim.y + claim.height + Theme.space4
        color: Theme.white

        Words {
            id: way
            role: "heading"
            x: Theme.space4
            y: Theme.space3
            width: parent.width - 2 * x
            objectName: "howToPay"
            visible: page.portrait
            horizontalAlignment: Text.AlignHCenter
            color: page.wayColor
            lineHeight: 1
            text: page.way
        }
        Image {
            id: code
            objectName: "claimCode"
            anchors.horizontalCenter: parent.horizontalCenter
            y: page.portrait ? way.y + way.height : 0
            // As large as what must be read beside it lets it be.
            readonly property real room: (page.portrait ? foot.y : foot.y + said.y + finish.y) - card.y - y - claim.height - Theme.space4 - Theme.space2
            readonly property real side: Math.round(Math.min(Theme.claimCode, room))
            width: side
            height: side
            sourceSize: Qt.size(side, side)
            source: page.reference ? "image://code/" + encodeURIComponent(page.face.order.code) : ""
            smooth: false
        }
        Column {
            id: claim
            y: code.y + code.height
            width: parent.width
            spacing: Theme.space1
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
            Loader {
                x: Theme.space4
                width: parent.width - 2 * x
                active: page.portrait
                visible: active && (page.face.order.promise.headline ?? "") !== ""
                sourceComponent: promised
            }
            Words {
                x: Theme.space4
                width: parent.width - 2 * x
                horizontalAlignment: Text.AlignHCenter
                visible: page.face.order.claim === ""
                text: qsTr("Take a photo of this: it finds your order.")
                color: Theme.inkSoft
            }
            Words {
                // For staff whose reader fails: the claim in letters, its signature by fours.
                objectName: "claimText"
                x: Theme.space4
                width: parent.width - 2 * x
                visible: text !== ""
                horizontalAlignment: Text.AlignHCenter
                font.pixelSize: Theme.notes
                lineHeight: 1
                text: page.face.order.claim.replace(/[^:]+$/, signature => " " + signature.match(/.{1,4}/g).join(" "))
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
            height: page.portrait ? Math.max(mark.height, words.height) + Theme.space3 + finish.height : Math.max(mark.height, words.height, finish.height)

            Rectangle {
                id: mark
                width: Theme.touch
                border.width: Theme.hair * 2
                border.color: Theme.onStrong
                height: width
                radius: width / 2
                anchors.verticalCenter: words.verticalCenter
                color: {
                    switch (page.standing) {
                    case "sent":
                    case "paid":
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
                            "paid": "check",
                            "cancelled": "warning",
                            "uncertain": "clock",
                            "rejected": "warning"
                        })[page.standing] ?? "clock"
                }
            }
            Words {
                id: words
                objectName: "orderState"
                role: "strong"
                x: mark.width + Theme.space3
                y: ((page.portrait ? Math.max(mark.height, height) : parent.height) - height) / 2
                width: (page.portrait ? parent.width : card.x - said.x - Theme.space4) - x
                color: Theme.onStrong
                text: {
                    switch (page.standing) {
                    case "waiting":
                        return page.paying === "soon" ? qsTr("Written down safely. It travels to the store as soon as the network allows, and then the code opens your payment.") : qsTr("Written down safely. It travels to the store as soon as the network allows. This claim works at the counter, now or later.");
                    case "uncertain":
                        return page.paying === "soon" ? qsTr("Written down safely and sent. We are waiting for the store's answer; the code opens your payment once it is there.") : qsTr("Written down safely and sent. We are waiting for the store's answer. This claim works at the counter, now or later.");
                    case "sent":
                        return page.paying === "now" ? qsTr("The store has your order. Scan the code with your phone and pay there; this page will know.") : qsTr("The store has your order. Show this claim at the counter and pay there.");
                    case "paid":
                        return qsTr("The store has your order, and it is paid. Show this at the counter.");
                    case "cancelled":
                        return qsTr("This order was cancelled, and there is nothing to pay. Our staff can tell you more.");
                    case "refunded":
                        return qsTr("Your money has been given back.");
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
                width: page.portrait ? parent.width : card.width
                text: qsTr("Goodbye")
                icon: "check"
                onChosen: page.face.visit.end()
            }
        }
    }
    Words {
        objectName: "howToPay"
        role: "heading"
        x: card.x
        y: language.y
        width: language.x - x - Theme.space3
        height: language.height
        visible: !page.portrait
        verticalAlignment: Text.AlignVCenter
        fontSizeMode: Text.Fit
        minimumPixelSize: Theme.body
        lineHeight: 1
        color: page.wayColor
        text: page.way
    }
    LanguageSwitch {
        id: language
        face: page.face
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        y: Theme.barHeight - height - Theme.space1
    }
}
