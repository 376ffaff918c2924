pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Bridge

// The number pad before the staff screen. The PIN is never shown: a dot for each digit.
Item {
    id: page

    required property Face face
    readonly property bool portrait: Theme.portrait
    property string pin
    property int waits // seconds until a PIN is looked at
    readonly property bool mayEnter: !face.staff.judging && waits === 0

    function press(digit: string) {
        if (pin.length < face.staff.longest)
            pin += digit;
    }
    function open() {
        const tried = pin;
        pin = "";
        face.staff.enter(tried);
    }

    Component.onCompleted: waits = face.staff.waitSeconds
    Connections {
        target: page.face.staff
        function onDoorChanged() {
            page.waits = page.face.staff.waitSeconds;
        }
    }
    Timer {
        interval: Theme.look
        repeat: true
        running: page.waits > 0
        onTriggered: page.waits -= 1
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }

    Item {
        id: words
        x: Theme.margin
        y: page.portrait ? Theme.barHeight + Theme.space6 : pad.y
        width: page.portrait ? page.width - 2 * x : pad.x - x - Theme.space6
        height: page.portrait ? pad.y - y - Theme.space5 : pad.height

        Column {
            id: said
            width: parent.width
            spacing: Theme.space3
            Words {
                role: "display"
                text: qsTr("Staff")
                width: parent.width
                horizontalAlignment: page.portrait ? Text.AlignHCenter : Text.AlignLeft
            }
            Words {
                objectName: "doorWords"
                width: parent.width
                horizontalAlignment: page.portrait ? Text.AlignHCenter : Text.AlignLeft
                color: page.face.staff.wrong || page.face.staff.doorTrouble !== "" ? Theme.lantern : Theme.inkSoft
                text: {
                    if (page.face.staff.doorTrouble !== "")
                        return page.face.staff.doorTrouble;
                    if (page.face.staff.judging)
                        return qsTr("One moment…");
                    if (page.waits > 0)
                        return qsTr("Too many wrong PINs. Try again in %1 s.").arg(page.waits);
                    if (page.face.staff.wrong && page.pin === "")
                        return qsTr("That was not the PIN.");
                    return qsTr("Enter the PIN, %1 to %2 digits.").arg(page.face.staff.shortest).arg(page.face.staff.longest);
                }
            }
        }
        Row {
            objectName: "dots"
            y: page.portrait ? parent.height - height : said.height + Theme.space5
            anchors.horizontalCenter: page.portrait ? parent.horizontalCenter : undefined
            spacing: Theme.space3
            Repeater {
                model: page.pin.length
                Rectangle {
                    width: Theme.pinDot
                    height: width
                    radius: width / 2
                    color: Theme.ink
                }
            }
        }
    }

    Grid {
        id: pad
        x: page.portrait ? (page.width - width) / 2 : page.width - width - Theme.margin - Theme.space6
        y: (page.height - height) / 2 + (page.portrait ? Theme.barHeight : Theme.barHeight / 3)
        columns: 3
        spacing: Theme.space3
        Repeater {
            model: ["1", "2", "3", "4", "5", "6", "7", "8", "9"]
            StaffKey {
                required property string modelData
                objectName: "key" + modelData
                text: modelData
                live: page.mayEnter
                onChosen: page.press(modelData)
            }
        }
        StaffKey {
            objectName: "keyBack"
            icon: "back"
            label: qsTr("Delete a digit")
            live: page.pin.length > 0
            onChosen: page.pin = page.pin.slice(0, -1)
        }
        StaffKey {
            objectName: "key0"
            text: "0"
            live: page.mayEnter
            onChosen: page.press("0")
        }
        StaffKey {
            objectName: "keyOpen"
            icon: "check"
            strong: true
            label: qsTr("Open")
            live: page.mayEnter && page.pin.length >= page.face.staff.shortest
            onChosen: page.open()
        }
    }

    QuietButton {
        objectName: "leave"
        x: Theme.margin
        y: (Theme.barHeight - height) / 2
        icon: "close"
        text: qsTr("Leave")
        onChosen: page.face.visit.end()
    }
    LanguageSwitch {
        face: page.face
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        y: (Theme.barHeight - height) / 2
    }
}
