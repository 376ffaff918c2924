import QtQuick
import Kiosk

// What would help the camera: a picture and a word. It comes and goes softly, and keeps its words while it goes.
Rectangle {
    id: pill
    objectName: "hint"

    required property string hint // of the camera's bridge; "" for none
    property string shown
    readonly property string said: word(shown)

    function word(hint: string): string {
        switch (hint) {
        case "closer":
            return qsTr("Closer");
        case "further":
            return qsTr("Further away");
        case "dark":
            return qsTr("More light");
        case "glare":
            return qsTr("Tilt it");
        case "still":
            return qsTr("Hold still");
        case "many":
            return qsTr("Touch one");
        }
        return "";
    }

    width: row.width + Theme.space3 + Theme.space5
    height: Theme.hintPicture + 2 * Theme.space1
    radius: height / 2
    color: Theme.paperBright
    opacity: hint !== "" && hint === shown ? 1 : 0
    visible: opacity > 0
    Accessible.role: Accessible.StaticText
    Accessible.name: said

    // One hint goes before another comes.
    onHintChanged: if (opacity === 0)
        shown = hint
    onOpacityChanged: if (opacity === 0)
        shown = hint
    Component.onCompleted: shown = hint

    Behavior on opacity {
        NumberAnimation {
            duration: Theme.slow
        }
    }

    Row {
        id: row
        x: Theme.space1
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space3
        Picture {
            width: Theme.hintPicture
            height: width
            source: pill.shown ? Theme.asset("pictures/hints/" + pill.shown + ".svg") : ""
        }
        Words {
            id: words
            anchors.verticalCenter: parent.verticalCenter
            role: "title"
            font.pixelSize: Theme.hintWord
            text: pill.said
            wrapMode: Text.NoWrap
        }
    }
}
