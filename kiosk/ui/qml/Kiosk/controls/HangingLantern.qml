import QtQuick
import Kiosk

// A lantern that sways from its cord, and shines by night.
Item {
    id: lantern

    property real night: 0
    property bool swaying: true
    property int beat: Theme.breath

    transformOrigin: Item.Top
    implicitHeight: width * 1.6

    Rectangle {
        readonly property real wide: lantern.width * 1.9
        x: (lantern.width - wide) / 2
        y: lantern.height * 0.5 - wide / 2
        width: wide
        height: wide
        radius: wide / 2
        color: Theme.windowLight
        opacity: 0.22 * lantern.night
        visible: lantern.night > 0
    }
    Picture {
        anchors.fill: parent
        source: Theme.asset("pictures/attract/lantern.svg")
    }

    SequentialAnimation on rotation {
        running: lantern.swaying && lantern.visible && !Theme.still
        loops: Animation.Infinite
        NumberAnimation {
            from: -3.5
            to: 3.5
            duration: lantern.beat
            easing.type: Easing.InOutSine
        }
        NumberAnimation {
            from: 3.5
            to: -3.5
            duration: lantern.beat
            easing.type: Easing.InOutSine
        }
    }
}
