import QtQuick
import Kiosk
import Kiosk.Bridge

// A code this town has no passport for: no accusation, what it said as plain text, and the way on.
Item {
    id: page

    required property Face face
    readonly property string title: {
        switch (face.passport.unknownKind) {
        case "not-a-product-code":
            return qsTr("Not one of our stickers");
        case "malformed":
            return qsTr("We could not quite read this one");
        }
        return qsTr("We have not met this one");
    }

    TopBar {
        id: bar
        anchors.top: parent.top
        anchors.left: parent.left
        anchors.right: parent.right
        face: page.face
    }

    Flickable {
        anchors.top: bar.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        contentHeight: Math.max(height, content.height + 2 * Theme.space5)
        onMovementStarted: page.face.visit.present("scroll")

        Grid {
            id: content
            anchors.centerIn: parent
            columns: Theme.portrait ? 1 : 2
            spacing: Theme.portrait ? Theme.space5 : Theme.space6
            horizontalItemAlignment: Grid.AlignHCenter
            verticalItemAlignment: Grid.AlignVCenter

            Item {
                width: Theme.rosette
                height: width
                Picture {
                    anchors.fill: parent
                    source: Theme.asset("pictures/seals/guilloche.svg")
                }
                Picture {
                    anchors.centerIn: parent
                    width: parent.width * 0.6
                    height: width
                    rotation: -9
                    source: Theme.asset("pictures/seals/unknown.svg")
                }
            }
            Column {
                width: Theme.portrait ? Math.min(page.width - 2 * Theme.margin, Theme.column) : page.width * 0.44
                spacing: Theme.space4
                Words {
                    role: "display"
                    width: parent.width
                    text: page.title
                    horizontalAlignment: Theme.portrait ? Text.AlignHCenter : Text.AlignLeft
                }
                Words {
                    objectName: "reason"
                    width: parent.width
                    text: page.face.passport.unknownReason
                    horizontalAlignment: Theme.portrait ? Text.AlignHCenter : Text.AlignLeft
                }
                Words {
                    role: "small"
                    width: parent.width
                    text: qsTr("The code says: %1").arg(page.face.passport.unknownText)
                    color: Theme.inkSoft
                    wrapMode: Text.WrapAnywhere
                    maximumLineCount: 3
                    elide: Text.ElideRight
                    horizontalAlignment: Theme.portrait ? Text.AlignHCenter : Text.AlignLeft
                }
                Grid {
                    columns: Theme.textScale < 1.2 ? 2 : 1
                    spacing: Theme.space3
                    anchors.horizontalCenter: Theme.portrait ? parent.horizontalCenter : undefined
                    StrongButton {
                        objectName: "again"
                        icon: "scan"
                        text: qsTr("Try another sticker")
                        onChosen: page.face.visit.go("scan")
                    }
                    QuietButton {
                        objectName: "walkOn"
                        height: Theme.button
                        text: qsTr("Walk through the town")
                        onChosen: page.face.visit.home()
                    }
                }
            }
        }
    }
}
