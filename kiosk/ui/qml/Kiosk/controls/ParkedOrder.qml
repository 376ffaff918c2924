pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// An order that the store refused: what it is, what the store said, what mends it, and the two ways on.
Rectangle {
    id: parked

    required property string reference
    required property string placed
    required property string goods
    required property string total
    required property string reason
    required property string todo
    required property bool busy
    property bool asking: false // whether it is really to be given up
    signal again
    signal giveUp
    signal ask(bool really)

    height: column.height + 2 * Theme.space4
    color: Theme.paperBright
    border.width: Theme.hair
    border.color: asking ? Theme.lantern : Theme.line

    Column {
        id: column
        x: Theme.space4
        y: Theme.space4
        width: parent.width - 2 * x
        spacing: Theme.space2

        Item {
            width: parent.width
            height: sum.height
            Words {
                id: name
                role: "heading"
                width: sum.x - Theme.space3
                anchors.baseline: sum.baseline
                text: parked.reference.replace(/(.{4})(?=.)/g, "$1 ")
                lineHeight: 1
                fontSizeMode: Text.HorizontalFit
                wrapMode: Text.NoWrap
            }
            Words {
                id: sum
                role: "heading"
                anchors.right: parent.right
                text: parked.total
                lineHeight: 1
                wrapMode: Text.NoWrap
            }
        }
        Words {
            role: "small"
            width: parent.width
            text: parked.placed
            color: Theme.inkSoft
        }
        Words {
            width: parent.width
            text: parked.goods
        }
        Rectangle {
            width: parent.width
            height: Theme.hair
            color: Theme.line
        }
        Words {
            role: "strong"
            width: parent.width
            text: parked.reason === "" ? qsTr("The store gave no reason.") : qsTr("The store said: %1").arg(parked.reason)
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            color: Theme.lantern
        }
        Words {
            width: parent.width
            text: parked.asking ? qsTr("Give up this order for good? It is never sent again, and its visitor is told nothing.") : parked.todo
        }
        // A second touch in the same place keeps the order.
        Row {
            width: parent.width
            topPadding: Theme.space2
            spacing: Theme.space3
            QuietButton {
                objectName: (parked.asking ? "really-" : "again-") + parked.reference
                width: (parent.width - parent.spacing) / 2
                live: !parked.busy
                text: parked.asking ? qsTr("Yes, give up") : parked.busy ? qsTr("One moment…") : qsTr("Send again")
                onChosen: parked.asking ? parked.giveUp() : parked.again()
            }
            QuietButton {
                objectName: (parked.asking ? "keep-" : "giveUp-") + parked.reference
                width: (parent.width - parent.spacing) / 2
                live: !parked.busy
                text: parked.asking ? qsTr("Keep it") : qsTr("Give up")
                onChosen: parked.ask(!parked.asking)
            }
        }
    }
}
