pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// What was checked, rule by rule, on a sheet over the passport. Touching anywhere closes it.
Item {
    id: findings
    objectName: "findings"

    required property var entries
    signal closed
    signal scrolled

    Rectangle {
        anchors.fill: parent
        color: Theme.veil
    }
    TapHandler {
        onTapped: findings.closed()
    }
    Rectangle {
        id: sheet
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        width: Theme.portrait ? parent.width : parent.width / 2
        height: Theme.portrait ? Math.min(parent.height - Theme.barHeight, content.height + 2 * Theme.space5) : parent.height
        color: Theme.paperBright

        Flickable {
            anchors.fill: parent
            anchors.leftMargin: Theme.margin
            anchors.rightMargin: Theme.margin
            clip: true
            contentHeight: content.height + 2 * Theme.space5
            boundsBehavior: Flickable.DragAndOvershootBounds
            onMovementStarted: findings.scrolled()

            Column {
                id: content
                y: Theme.space5
                width: parent.width
                spacing: Theme.space2
                Words {
                    role: "title"
                    width: parent.width - Theme.touch
                    text: qsTr("What was checked")
                    bottomPadding: Theme.space2
                }
                Repeater {
                    model: findings.entries
                    Row {
                        id: row
                        required property var modelData
                        spacing: Theme.space3
                        Icon {
                            name: row.modelData.passed ? "check" : "cross"
                        }
                        Words {
                            width: content.width - Theme.icon - Theme.space3
                            role: row.modelData.passed ? "body" : "strong"
                            text: row.modelData.text
                        }
                    }
                }
            }
        }
        Press {
            objectName: "closeFindings"
            anchors.right: parent.right
            anchors.rightMargin: Theme.margin - Theme.space3
            y: Theme.space4
            label: qsTr("Close")
            onChosen: findings.closed()
            Icon {
                anchors.centerIn: parent
                name: "close"
            }
        }
    }
    NumberAnimation {
        target: sheet
        property: Theme.portrait ? "anchors.bottomMargin" : "anchors.rightMargin"
        from: -(Theme.portrait ? sheet.height : sheet.width)
        to: 0
        duration: Theme.move
        easing.type: Easing.OutCubic
        running: true
    }
}
