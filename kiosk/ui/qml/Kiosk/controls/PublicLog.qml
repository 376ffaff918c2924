pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// What the public log says of this lot, for the curious: included or not, how many entries, who witnesses it, and its
// signed head as a code to take away. And what a signature proves, and what not.
Column {
    id: log
    objectName: "publicLog"

    required property var evidence // Plain: evidence()
    required property var sightings // Plain: sightings()
    readonly property bool included: evidence.state === "included"
    readonly property string code: evidence.code ?? ""
    readonly property real side: Math.floor(Math.min(Theme.logCode, width - 2 * Theme.space2))

    spacing: Theme.space2

    Words {
        role: "heading"
        width: parent.width
        text: qsTr("The public log")
    }
    Words {
        width: parent.width
        text: qsTr("Every lot's record is entered in a log that anyone may read. Nothing in it can be changed later without everybody seeing it.")
    }
    Fact {
        icon: log.included ? "check" : log.evidence.state === "altered" ? "cross" : "missing"
        strong: log.evidence.state === "altered"
        text: {
            switch (log.evidence.state) {
            case "included":
                return qsTr("This record is entry %1 of %2 in the log %3.").arg(log.evidence.entry).arg(log.evidence.size).arg(log.evidence.origin);
            case "altered":
                return qsTr("This record is not the one that was entered in the log.");
            case "missing":
                return qsTr("This booth holds no proof that this record is in the log.");
            }
            return qsTr("This record is not entered in a log.");
        }
    }
    Fact {
        readonly property var names: log.evidence.witnesses ?? []
        visible: log.included
        icon: names.length > 0 ? "check" : "missing"
        text: names.length > 0 ? qsTr("Others who watch the log and signed for it: %1.").arg(names.join(Theme.chinese ? "、" : ", ")) : qsTr("Nobody else has signed for the state of the log yet.")
    }
    Fact {
        visible: log.sightings.scans !== undefined
        icon: "scan"
        text: qsTr("Our booths have seen this label before. Times: %1; places: %2. They do not remember people.").arg(log.sightings.scans ?? 0).arg(log.sightings.places ?? 0)
    }

    Rectangle {
        visible: log.included && log.code !== ""
        width: code.width + 2 * Theme.space2
        height: width
        color: Theme.white
        border.width: Theme.hair
        border.color: Theme.line
        Image {
            id: code
            objectName: "checkpoint"
            anchors.centerIn: parent
            // Not asynchronous: the code is made in Python, and Qt's reader thread and ours may each wait for the other.
            sourceSize: Qt.size(log.side, log.side)
            source: parent.visible ? "image://code/" + encodeURIComponent(log.code) : ""
            smooth: false
        }
    }
    Words {
        width: parent.width
        role: "small"
        color: Theme.inkSoft
        visible: log.included
        text: {
            if (log.code === "")
                return qsTr("The head of the log is too long for a code that a phone could read from this screen.");
            return log.evidence.codeWhole ? qsTr("For anyone who wants to check elsewhere: the head of the log, with its signatures, as text.") : qsTr("For anyone who wants to check elsewhere: the head of the log, with the log's own signature. The witnesses' would not fit.");
        }
    }

    Words {
        role: "heading"
        width: parent.width
        topPadding: Theme.space3
        text: qsTr("What this proves, and what not")
    }
    Fact {
        icon: "check"
        text: qsTr("A signature proves who issued the code, and that nobody has changed the record since.")
    }
    Fact {
        icon: "missing"
        text: qsTr("It does not prove that the thing in your hand is the one it was made for: a printed code can be copied. Compare the serial, and look at the closure.")
    }

    component Fact: Row {
        property string icon
        property bool strong: false
        property alias text: words.text
        spacing: Theme.space3
        Icon {
            name: parent.icon
        }
        Words {
            id: words
            width: log.width - Theme.icon - Theme.space3
            role: parent.strong ? "strong" : "body"
        }
    }
}
