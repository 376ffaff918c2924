pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Bridge

// What staff want to know first: whether the store is heard of, how many orders are where, and what waits longest.
Column {
    id: summary

    required property Face face
    readonly property StaffBridge staff: face.staff

    spacing: Theme.portrait ? Theme.space4 : Theme.space3

    function age(minutes: int): string {
        if (minutes < 60)
            return qsTr("%1 min").arg(minutes);
        if (minutes < 48 * 60)
            return qsTr("%1 h %2 min").arg(Math.floor(minutes / 60)).arg(minutes % 60);
        return qsTr("%1 days").arg(Math.floor(minutes / 1440));
    }

    Row {
        width: parent.width
        spacing: Theme.space3
        Icon {
            id: sign
            anchors.verticalCenter: link.verticalCenter
            name: summary.staff.link === "online" ? "check" : summary.staff.link === "offline" ? "offline" : "warning"
        }
        Words {
            id: link
            objectName: "link"
            role: "strong"
            width: parent.width - x
            text: {
                switch (summary.staff.link) {
                case "online":
                    return qsTr("The store answers.");
                case "offline":
                    return qsTr("The store does not answer. Orders wait here and are sent by themselves.");
                case "paused":
                    return qsTr("Paused: the store does not accept this booth. Put its token right.");
                case "elsewhere":
                    return qsTr("Another process on this machine sends the orders.");
                }
                return qsTr("Orders are closed.");
            }
        }
    }
    Words {
        objectName: "linkReason"
        role: "small"
        width: parent.width
        text: summary.staff.linkReason
        wrapMode: Text.WrapAtWordBoundaryOrAnywhere
        color: Theme.inkSoft
        visible: text !== ""
    }

    Column {
        width: parent.width
        visible: summary.staff.known
        Words {
            objectName: "oldest"
            width: parent.width
            text: summary.staff.oldest === "" ? qsTr("Nothing waits for the store.") : qsTr("Waits longest, for %1:").arg(summary.age(summary.staff.oldestMinutes))
        }
        Words {
            role: "strong"
            width: parent.width
            text: summary.staff.oldest.replace(/(.{4})(?=.)/g, "$1 ")
            visible: text !== ""
        }
        Words {
            role: "small"
            width: parent.width
            text: summary.staff.oldestReason
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            color: Theme.inkSoft
            visible: text !== ""
        }
    }

    Grid {
        id: ledger
        width: parent.width
        flow: Grid.TopToBottom
        columns: Theme.portrait ? 2 : 1
        rows: Theme.portrait ? 4 : 7
        columnSpacing: Theme.space5
        Repeater {
            model: [["rejected", qsTr("Parked")], ["waiting", qsTr("Waiting")], ["uncertain", qsTr("In doubt")], ["sent", qsTr("At the store")], ["paid", qsTr("Paid")], ["cancelled", qsTr("Cancelled")], ["refunded", qsTr("Refunded")]]
            Item {
                id: entry
                required property var modelData
                readonly property bool loud: modelData[0] === "rejected" && (summary.staff.counts[modelData[0]] ?? 0) > 0
                width: (ledger.width - (ledger.columns - 1) * ledger.columnSpacing) / ledger.columns
                height: word.height + Theme.space2
                Words {
                    id: word
                    y: Theme.space1
                    role: entry.loud ? "strong" : "body"
                    text: entry.modelData[1]
                    color: entry.loud ? Theme.lantern : Theme.ink
                    wrapMode: Text.NoWrap
                }
                Words {
                    objectName: "count-" + entry.modelData[0]
                    y: Theme.space1
                    anchors.right: parent.right
                    role: "strong"
                    text: summary.staff.known ? Number(summary.staff.counts[entry.modelData[0]] ?? 0).toLocaleString(Qt.locale("en"), "f", 0) : "–"
                    color: entry.loud ? Theme.lantern : Theme.ink
                    wrapMode: Text.NoWrap
                }
                Rectangle {
                    y: parent.height - height
                    width: parent.width
                    height: Theme.hair
                    color: Theme.line
                }
            }
        }
    }
}
