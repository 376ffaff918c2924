pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// One certificate: what was tested, what was found against which limit, and the small print below.
Item {
    id: inspection

    required property var entry // Plain: inspection()

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
                text: inspection.entry.tested
            }
            Row {
                id: passed
                anchors.right: parent.right
                spacing: Theme.space1
                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: inspection.entry.passed ? "check" : "cross"
                }
                Words {
                    anchors.verticalCenter: parent.verticalCenter
                    role: "strong"
                    color: inspection.entry.passed ? Theme.ink : Theme.lantern
                    text: inspection.entry.passed ? qsTr("Passed") : qsTr("Not passed")
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
                text: qsTr("Found: %1").arg(inspection.entry.result)
            }
            Words {
                width: Math.min(implicitWidth, parent.width)
                text: qsTr("Limit: %1").arg(inspection.entry.limit)
                color: Theme.inkSoft
            }
        }
        Entry {
            term: qsTr("Laboratory")
            text: inspection.entry.accreditedBy ? qsTr("%1, accredited for this by %2 (%3)").arg(inspection.entry.laboratory).arg(inspection.entry.accreditedBy).arg(inspection.entry.accreditation) : inspection.entry.laboratory
        }
        Entry {
            term: qsTr("Certificate")
            text: qsTr("%1 of %2, valid until %3").arg(inspection.entry.certificate).arg(inspection.entry.on).arg(inspection.entry.validUntil)
        }
        Entry {
            term: qsTr("Covers")
            text: !inspection.entry.lots ? qsTr("The record does not say which lots.") : inspection.entry.coversThis ? qsTr("Lot %1").arg(inspection.entry.lots) : qsTr("Lot %1, and not this one").arg(inspection.entry.lots)
        }
        Entry {
            visible: inspection.entry.approvedBy !== ""
            term: qsTr("Approved by")
            text: inspection.entry.approvedBy
        }
    }

    component Entry: Item {
        property alias term: term.text
        property alias text: words.text
        width: content.width
        implicitHeight: Math.max(term.height, words.height)
        Words {
            id: term
            role: "small"
            width: Theme.term
            color: Theme.inkSoft
            wrapMode: Text.NoWrap
            fontSizeMode: Text.HorizontalFit
        }
        Words {
            id: words
            x: term.width
            role: "small"
            width: parent.width - x
        }
    }
}
