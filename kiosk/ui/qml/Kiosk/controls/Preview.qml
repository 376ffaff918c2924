import QtQuick
import QtMultimedia
import Kiosk
import Kiosk.Bridge

// What the camera sees, and a frame drawn around the code it has just read. Fed from the camera's own thread.
Item {
    id: preview

    required property Face face
    readonly property bool mirrored: face.camera.mirrored

    Rectangle {
        anchors.fill: parent
        color: Theme.night
    }
    VideoOutput {
        id: output
        anchors.fill: parent
        fillMode: VideoOutput.PreserveAspectCrop
        transform: Scale {
            origin.x: output.width / 2
            xScale: preview.mirrored ? -1 : 1
        }
    }

    Component.onCompleted: face.camera.showOn(output.videoSink)
    Component.onDestruction: face.camera.showOn(null)
}
