pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// The seal, opened: every rule in plain words, what the public log says, and what all of it does not prove. On a sheet
// over the passport; touching beside it closes it.
Item {
    id: findings
    objectName: "findings"

    required property var passport // Plain: passport()
    readonly property var entries: passport.findings ?? []
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

        TapHandler {} // what is on the sheet stays open
        Flickable {
            objectName: "findingsList"
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
                Group {
                    title: qsTr("What does not fit")
                    icon: "cross"
                    role: "strong"
                    model: findings.entries.filter(finding => finding.state === "failed")
                }
                Group {
                    title: qsTr("What the record does not say")
                    icon: "missing"
                    role: "body"
                    model: findings.entries.filter(finding => finding.state === "missing")
                }
                Group {
                    title: qsTr("What is in order")
                    icon: "check"
                    role: "body"
                    model: findings.entries.filter(finding => finding.state === "passed")
                }
                Loader {
                    width: parent.width
                    asynchronous: true
                    visible: status === Loader.Ready
                    sourceComponent: PublicLog {
                        evidence: findings.passport.evidence ?? ({})
                        sightings: findings.passport.sightings ?? ({})
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
            Rectangle {
                anchors.fill: parent
                radius: width / 2
                color: Theme.paperBright
            }
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

    component Group: Column {
        id: group
        property string title
        property string icon
        property string role
        property alias model: list.model
        width: content.width
        spacing: Theme.space2
        visible: list.count > 0
        bottomPadding: Theme.space3
        Words {
            role: "heading"
            width: parent.width
            text: group.title
        }
        Repeater {
            id: list
            Row {
                id: row
                required property var modelData
                spacing: Theme.space3
                Icon {
                    name: group.icon
                }
                Words {
                    width: content.width - Theme.icon - Theme.space3
                    role: group.role
                    text: row.modelData.text
                }
            }
        }
    }
}
