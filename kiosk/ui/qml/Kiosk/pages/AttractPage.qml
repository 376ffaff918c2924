pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Bridge

// Nobody is here yet: the town lives, and asks for a sticker. Both languages at once, for nobody has chosen.
Item {
    id: page

    required property Face face
    readonly property bool portrait: Theme.portrait
    readonly property real night: scenery.street ? scenery.street.night : 0

    // The sky is there in the first frame, and the town under it a moment later.
    Rectangle {
        id: sky
        x: page.portrait ? 0 : band.width
        width: parent.width - x
        height: page.portrait ? band.y : parent.height
        color: Theme.daySky
    }
    Loader {
        id: scenery
        readonly property Street street: item as Street
        anchors.fill: sky
        asynchronous: true
        active: Theme.assets.toString() !== ""
        sourceComponent: Street {
            zoom: Theme.street
            feet: height + Theme.space4
            clip: true
        }
    }
    Repeater {
        model: [[0, 0.96], [1.35, 1.2], [2.95, 0.83]] // how far along the edge and how wide, in touches
        HangingLantern {
            required property list<real> modelData
            x: sky.x + Theme.margin + modelData[0] * Theme.touch
            y: -Theme.space1
            width: modelData[1] * Theme.touch
            height: width * 1.6
            beat: Theme.breath * (0.8 + modelData[1] / 3)
            night: page.night
        }
    }

    // The caption of the poster: below the picture, or beside it.
    Rectangle {
        id: band
        readonly property real edge: Theme.space1
        y: page.portrait ? parent.height - height : 0
        width: page.portrait ? parent.width : Theme.caption
        height: page.portrait ? Theme.caption : parent.height
        color: Theme.paper

        Rectangle {
            x: page.portrait ? 0 : parent.width - band.edge
            width: page.portrait ? parent.width : band.edge
            height: page.portrait ? band.edge : parent.height
            color: Theme.lantern
        }
    }

    Column {
        id: title
        readonly property color colour: page.portrait && page.night > 0.5 ? Theme.onStrong : Theme.ink
        x: Theme.margin
        y: page.portrait ? Theme.space6 * 2.1 : Theme.space5
        width: (page.portrait ? parent.width : band.width) - 2 * Theme.margin

        Words {
            renderType: Text.NativeRendering
            role: "display"
            text: page.face.town.name
            width: parent.width
            height: contentHeight
            font.pixelSize: Theme.display * (page.portrait ? 1.9 : 1.3)
            fontSizeMode: Text.HorizontalFit
            wrapMode: Text.NoWrap
            lineHeight: 1
            color: title.colour
        }
        Words {
            renderType: Text.NativeRendering
            role: "title"
            text: page.face.town.otherName
            width: parent.width
            fontSizeMode: Text.HorizontalFit
            wrapMode: Text.NoWrap
            color: title.colour
        }
    }
    Picture {
        id: hand
        x: page.portrait ? Theme.space4 : band.width - width - band.edge
        y: parent.height - height
        width: Theme.invitation
        height: width
        transformOrigin: page.portrait ? Item.Bottom : Item.BottomRight
        source: Theme.asset("pictures/attract/hand-sticker.svg")
        SequentialAnimation on scale {
            running: page.visible && !Theme.still
            loops: Animation.Infinite
            NumberAnimation {
                from: 1
                to: 1.05
                duration: Theme.breath / 2
                easing.type: Easing.InOutSine
            }
            NumberAnimation {
                from: 1.05
                to: 1
                duration: Theme.breath / 2
                easing.type: Easing.InOutSine
            }
        }
    }
    Column {
        id: invitation
        x: page.portrait ? hand.x + hand.width + Theme.space4 : Theme.margin
        y: page.portrait ? band.y + (band.height - height) / 2 : title.y + title.height + Theme.space4
        width: band.width - x - Theme.space4
        spacing: Theme.space2
        scale: enter.pressed ? Theme.pressedScale : 1

        // Not translated: both languages stand here whatever was chosen last.
        Words {
            renderType: Text.NativeRendering
            role: "title"
            text: "把商品标签\n对准摄像头"
            width: parent.width
            font.pixelSize: Theme.title * 1.2
            fontSizeMode: Text.HorizontalFit
            lineHeight: 0.82
        }
        Words {
            renderType: Text.NativeRendering
            role: "heading"
            text: "Hold a product's sticker\nbefore the camera"
            width: parent.width
            fontSizeMode: Text.HorizontalFit
            lineHeight: 1.1
        }

        // In the caption beside the picture it has its own corner.
        Words {
            renderType: Text.NativeRendering
            text: "或轻触进入  /  or touch to walk in"
            width: parent.width
            fontSizeMode: Text.HorizontalFit
            wrapMode: Text.NoWrap
            color: Theme.inkSoft
            visible: page.portrait
        }
    }
    Words {
        renderType: Text.NativeRendering
        x: Theme.margin
        y: parent.height - height - Theme.space5
        width: hand.x - x
        text: "或轻触进入\nor touch\nto walk in"
        color: Theme.inkSoft
        visible: !page.portrait
    }

    Press {
        id: enter
        objectName: "enter"
        anchors.fill: parent
        label: "Touch to walk in / 轻触进入"
        onChosen: page.face.visit.begin()
    }
    StaffCorner {
        face: page.face
    }
    LanguageSwitch {
        face: page.face
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        y: (Theme.barHeight - height) / 2
    }
}
