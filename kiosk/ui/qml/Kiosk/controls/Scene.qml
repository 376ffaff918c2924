import QtQuick
import Kiosk

// A 4:3 illustration cut to any shape: only what is seen is rasterised. `focus` is what the cut keeps in view.
Rectangle {
    id: scene

    property url source
    property real focusX: 0.5 // 0 to 1 of the picture's width
    property real focusY: 0.5
    readonly property real fullWidth: Math.ceil(Math.max(width, height * 4 / 3))
    readonly property real fullHeight: Math.ceil(fullWidth * 3 / 4)

    function start(full: real, seen: real, at: real): real {
        return Math.round(Math.max(0, Math.min(full - seen, full * at - seen / 2)));
    }

    color: Theme.paperShade

    Image {
        anchors.fill: parent
        asynchronous: true
        source: scene.width > 0 && scene.height > 0 ? scene.source : ""
        sourceSize: Qt.size(scene.fullWidth, scene.fullHeight)
        sourceClipRect: Qt.rect(scene.start(scene.fullWidth, scene.width, scene.focusX), scene.start(scene.fullHeight, scene.height, scene.focusY), Math.round(scene.width), Math.round(scene.height))
    }
}
