import QtQuick
import Kiosk

// The strongest way in, wherever a visitor stands: hold up a sticker.
Press {
    id: sign
    objectName: "scan"

    property string text
    property string hint
    readonly property bool wide: width > height * 1.5

    label: text
    implicitHeight: Math.max(Theme.touch * (Theme.portrait ? 1.55 : 1.25), words.height + 2 * Theme.space2)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: sign.pressed ? Theme.lanternPressed : Theme.lantern
    }
    Picture {
        id: picture
        anchors.right: parent.right
        anchors.rightMargin: Theme.space3
        anchors.bottom: sign.wide ? undefined : parent.bottom
        anchors.bottomMargin: Theme.space2
        anchors.verticalCenter: sign.wide ? parent.verticalCenter : undefined
        width: sign.wide ? parent.height - 2 * Theme.space1 : Math.min(parent.width * 0.52, parent.height - words.height - Theme.space4)
        height: width
        source: Theme.asset("pictures/attract/sticker.svg")
    }
    Column {
        id: words
        x: Theme.space4
        y: sign.wide ? (parent.height - height) / 2 : Theme.space4
        width: (sign.wide ? picture.x : parent.width) - 2 * Theme.space4
        spacing: Theme.space1
        Words {
            role: "title"
            text: sign.text
            width: parent.width
            height: contentHeight
            font.pixelSize: sign.wide ? Theme.title * 0.8 : Theme.title
            minimumPixelSize: Theme.body
            fontSizeMode: Text.HorizontalFit
            lineHeight: 0.95
            color: Theme.onStrong
        }
        Words {
            text: sign.hint
            width: parent.width
            visible: text !== ""
            color: Theme.onStrong
        }
    }
}
