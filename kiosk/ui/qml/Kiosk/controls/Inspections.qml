pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// What laboratories found: each certificate with its limit, its result, and who approved it.
Column {
    id: inspections
    objectName: "inspections"

    required property var entries

    visible: entries.length > 0

    Words {
        role: "title"
        width: parent.width
        text: qsTr("The inspections")
        bottomPadding: Theme.space3
    }
    Repeater {
        model: inspections.entries
        Item {
            id: entry
            required property var modelData
            width: inspections.width
            implicitHeight: content.height + 2 * Theme.space3
            Rectangle {
                width: parent.width
                height: Theme.hair
                color: Theme.line
            }
            Column {
                id: content
                y: Theme.space3
                width: parent.width
                spacing: Theme.space1
                Item {
                    width: parent.width
                    height: Math.max(tested.height, passed.height)
                    Words {
                        id: tested
                        role: "heading"
                        width: parent.width - passed.width - Theme.space2
                        text: entry.modelData.tested
                    }
                    Row {
                        id: passed
                        anchors.right: parent.right
                        spacing: Theme.space1
                        Icon {
                            anchors.verticalCenter: parent.verticalCenter
                            name: entry.modelData.passed ? "check" : "cross"
                        }
                        Words {
                            anchors.verticalCenter: parent.verticalCenter
                            role: "strong"
                            text: entry.modelData.passed ? qsTr("Passed") : qsTr("Not passed")
                            wrapMode: Text.NoWrap
                        }
                    }
                }
                Flow {
                    width: parent.width
                    spacing: Theme.space4
                    Words {
                        width: Math.min(implicitWidth, parent.width)
                        role: "strong"
                        text: qsTr("Found: %1").arg(entry.modelData.result)
                    }
                    Words {
                        width: Math.min(implicitWidth, parent.width)
                        text: qsTr("Limit: %1").arg(entry.modelData.limit)
                        color: Theme.inkSoft
                    }
                }
                Words {
                    role: "small"
                    width: parent.width
                    color: Theme.inkSoft
                    text: qsTr("%1, %2").arg(entry.modelData.laboratory).arg(entry.modelData.on)
                }
                Words {
                    role: "small"
                    width: parent.width
                    color: Theme.inkSoft
                    text: qsTr("Certificate %1, valid until %2").arg(entry.modelData.certificate).arg(entry.modelData.validUntil)
                }
                Words {
                    role: "small"
                    width: parent.width
                    color: Theme.inkSoft
                    visible: entry.modelData.approvedBy !== ""
                    text: qsTr("Approved by %1").arg(entry.modelData.approvedBy)
                }
            }
        }
    }
}
