import QtQuick
import Kiosk

// Anything a finger can press: answers within a frame, says so to the visit, and is never smaller than a touch.
Item {
    id: press

    property bool live: true
    readonly property bool pressed: tap.pressed
    property string label // for assistive technology
    signal chosen

    implicitWidth: Theme.touch
    implicitHeight: Theme.touch
    scale: pressed ? Theme.pressedScale : 1
    Accessible.role: Accessible.Button
    Accessible.name: label
    Accessible.onPressAction: if (press.live)
        press.chosen()

    Behavior on scale {
        NumberAnimation {
            duration: Theme.quick
        }
    }

    TapHandler {
        id: tap
        enabled: press.live && press.visible
        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: press.chosen()
    }
}
