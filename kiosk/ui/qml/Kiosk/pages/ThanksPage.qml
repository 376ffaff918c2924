pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Bridge

// The thank-you that visitors photograph: their claim, as a code and in letters, and where their order is now.
Item {
    id: page

    required property Face face
    readonly property bool portrait: Theme.portrait
    readonly property string reference: face.order.reference
    readonly property string progress: face.order.state

    ShopWall {
        id: wall
        anchors.fill: parent
        counter: height - (page.portrait ? 330 : 210) * Theme.unit
        depth: (page.portrait ? 80 : 60) * Theme.unit
    }
    Noren {
        id: curtain
        y: Theme.barHeight + Theme.space2
        width: page.portrait ? parent.width : parent.width * 0.48
        height: (page.portrait ? 230 : 210) * Theme.unit
        text: qsTr("Thank you")
    }
    Rectangle {
        id: card
        x: page.portrait ? (parent.width - width) / 2 : parent.width * 0.5
        y: page.portrait ? curtain.y + curtain.height + Theme.space4 : Theme.barHeight + Theme.space2
        width: page.portrait ? 820 * Theme.unit : parent.width * 0.5 - Theme.margin
        height: claim.height + 2 * Theme.space4
        color: Theme.white
        Column {
            id: claim
            y: Theme.space3
            width: parent.width
            spacing: Theme.space2
            Image {
                objectName: "claimCode"
                anchors.horizontalCenter: parent.horizontalCenter
                readonly property real side: Math.round((page.portrait ? 620 : 480) * Theme.unit)
                sourceSize: Qt.size(side, side)
                source: page.reference ? "image://code/" + page.reference : ""
                smooth: false
            }
            Words {
                objectName: "reference"
                role: "title"
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: (page.reference.match(/.{1,4}/g) ?? []).join(" ")
                font.family: Theme.sans
                fontSizeMode: Text.HorizontalFit
                wrapMode: Text.NoWrap
                lineHeight: 1
            }
            Words {
                objectName: "orderSum"
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("%n bowl(s)", "", page.face.order.orderCount)
            }
        }
    }
    StrongButton {
        objectName: "finish"
        text: qsTr("Done")
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.margin
        x: Theme.margin
        width: 400 * Theme.unit
        onChosen: page.face.visit.end()
    }
    LanguageSwitch {
        face: page.face
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        y: Theme.barHeight - height - Theme.space1
    }
}
