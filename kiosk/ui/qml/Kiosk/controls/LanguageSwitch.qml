import QtQuick
import Kiosk
import Kiosk.Bridge

// Both languages in their own words, on every page; the one in use is ink.
Press {
    id: languageSwitch
    objectName: "languageSwitch"

    required property Face face
    property bool onPicture: false

    implicitWidth: row.width + 2 * Theme.space3
    label: Theme.chinese ? "English" : "中文"
    onChosen: face.visit.setLanguage(Theme.chinese ? "en" : "zh")

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.paperBright
        border.width: Theme.hair
        border.color: Theme.line
    }
    Row {
        id: row
        anchors.centerIn: parent
        spacing: Theme.space2
        Words {
            text: "中文"
            role: Theme.chinese ? "strong" : "body"
            color: Theme.chinese ? Theme.lantern : Theme.inkSoft
            wrapMode: Text.NoWrap
        }
        Rectangle {
            width: Theme.hair
            height: Theme.body
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.line
        }
        Words {
            text: "English"
            role: Theme.chinese ? "body" : "strong"
            color: Theme.chinese ? Theme.inkSoft : Theme.lantern
            wrapMode: Text.NoWrap
        }
    }
}
