import QtQuick
import Kiosk
import Kiosk.Bridge

// The booth's window: paper, the current page, and what may lie over any page.
Window {
    id: window

    required property Face face

    property bool shown: false // pictures are fetched once the first frame, which does without them, is there

    color: Theme.paper
    onFrameSwapped: shown = true
    title: face.town.name

    Binding {
        target: Theme
        property: "width"
        value: window.width
    }
    Binding {
        target: Theme
        property: "height"
        value: window.height
    }
    Binding {
        target: Theme
        property: "language"
        value: window.face.visit.language
    }
    Binding {
        target: Theme
        property: "textScale"
        value: window.face.visit.textScale
    }
    Binding {
        target: Theme
        property: "still"
        value: window.face.still
    }
    Binding {
        target: Theme
        property: "assets"
        value: window.shown ? window.face.assets : ""
    }

    PageHost {
        id: host
        objectName: "pageHost"
        anchors.fill: parent
        face: window.face
        page: window.face.visit.closed && !window.face.visit.staffed ? "closed" : window.face.visit.page
    }

    // Any finger anywhere is someone being there. Above the page, or what takes a touch there would keep it to itself.
    Item {
        anchors.fill: parent
        PointHandler {
            onActiveChanged: if (active)
                window.face.visit.present("touch")
        }
    }

    IdleNotice {
        anchors.fill: parent
        face: window.face
    }
}
