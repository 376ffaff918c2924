pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// The verdict as a rubber stamp: it lands, says what it means, and opens its reasons when touched.
Item {
    id: verdict

    required property string name
    required property string title
    required property string sentence
    property var reasons: [] // what was not passed, and what the record does not say
    readonly property int more: Math.max(0, reasons.length - Theme.reasonsAtOnce)
    property real sealSize: Theme.seal
    readonly property color colour: Theme.verdict(name)
    property point from // where the sticker was, in this item's coordinates: the seal comes from there
    readonly property bool landing: motion.running
    signal opened

    function land() {
        if (!Theme.still)
            motion.restart();
    }

    implicitHeight: Math.max(text.height, sealSize)

    // The rosette of fine lines that security paper has, printed where the stamp goes.
    Picture {
        anchors.centerIn: seal
        width: verdict.sealSize * 1.9
        height: width
        source: Theme.asset("pictures/seals/guilloche.svg")
    }

    Column {
        id: text
        anchors.left: parent.left
        anchors.right: seal.left
        anchors.rightMargin: Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space2
        Words {
            role: "title"
            width: parent.width
            color: verdict.colour
            text: verdict.title
        }
        Words {
            width: parent.width
            text: verdict.sentence
        }
        Repeater {
            model: verdict.reasons.slice(0, Theme.reasonsAtOnce)
            Row {
                id: reason
                required property var modelData
                spacing: Theme.space2
                Icon {
                    y: (Theme.body * 1.45 - height) / 2
                    name: reason.modelData.state === "missing" ? "missing" : "cross"
                    size: Theme.icon * 0.8
                }
                Words {
                    width: text.width - Theme.icon * 0.8 - Theme.space2
                    role: reason.modelData.state === "missing" ? "body" : "strong"
                    text: reason.modelData.text
                }
            }
        }
        Words {
            role: "small"
            width: parent.width
            color: Theme.inkSoft
            text: verdict.more > 0 ? qsTr("Touch the seal to see %1 more, and all that was checked.").arg(verdict.more) : qsTr("Touch the seal to see what was checked.")
        }
    }

    Press {
        id: seal
        objectName: "seal"
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        width: verdict.sealSize
        height: width
        label: qsTr("What was checked")
        onChosen: verdict.opened()

        Picture {
            id: stamp
            width: parent.width
            height: parent.height
            rotation: -9
            source: verdict.name ? Theme.asset("pictures/seals/" + verdict.name + ".svg") : ""
            onStatusChanged: if (status === Image.Ready)
                verdict.land()
        }
    }

    ParallelAnimation {
        id: motion
        NumberAnimation {
            target: stamp
            property: "x"
            from: verdict.from.x - seal.x - seal.width / 2
            to: 0
            duration: Theme.slow
            easing.type: Easing.InOutCubic
        }
        NumberAnimation {
            target: stamp
            property: "y"
            from: verdict.from.y - seal.y - seal.height / 2
            to: 0
            duration: Theme.slow
            easing.type: Easing.InOutCubic
        }
        NumberAnimation {
            target: stamp
            property: "scale"
            from: 1.9
            to: 1
            duration: Theme.slow
            easing.type: Easing.InQuart
        }
        NumberAnimation {
            target: stamp
            property: "opacity"
            from: 0
            to: 1
            duration: Theme.quick
        }
        NumberAnimation {
            target: stamp
            property: "rotation"
            from: -24
            to: -9
            duration: Theme.slow
            easing.type: Easing.InQuad
        }
    }
}
