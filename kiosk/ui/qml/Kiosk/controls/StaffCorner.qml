import QtQuick
import Kiosk
import Kiosk.Bridge

// The quiet corner: nothing to see, and nothing happens before it was held for three seconds. A shorter touch goes to
// what lies below.
Item {
    id: corner
    objectName: "staffCorner"

    required property Face face

    width: Theme.corner
    height: Theme.corner

    TapHandler {
        gesturePolicy: TapHandler.DragThreshold // a passive grab: the page keeps its own
        longPressThreshold: Theme.knock
        onLongPressed: corner.face.staff.knock()
    }
}
