pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Bridge

// What the camera sees, the codes in it outlined, and what would help to read them. Fed from the camera's own thread.
Item {
    id: preview

    required property Face face
    readonly property bool mirrored: face.camera.mirrored
    // Where the whole frame lies. It fills the preview, unless too much of it would be cut away: of a camera mounted
    // sideways, or of one that stands across the screen.
    readonly property real aspect: face.camera.aspect
    readonly property real frameHeight: Math.max(least, Math.min(Math.max(width / aspect, height), Math.min(width / aspect, height) * Theme.previewCrop))
    readonly property real least: Math.max(width / aspect, height) * Theme.previewLeast
    readonly property real frameWidth: frameHeight * aspect
    readonly property real frameX: (width - frameWidth) / 2
    readonly property real frameY: (height - frameHeight) / 2

    property bool pictured // has shown a frame

    signal refreshed // with every frame of the camera

    // A place in the frame, 0 to 1 of its width and height, on the preview.
    function place(at: point): point {
        return Qt.point(frameX + (mirrored ? 1 - at.x : at.x) * frameWidth, frameY + at.y * frameHeight);
    }
    function look() {
        const wide = Math.min(1, width / frameWidth);
        const high = Math.min(1, height / frameHeight);
        face.camera.look(Qt.rect((1 - wide) / 2, (1 - high) / 2, wide, high));
    }

    clip: true
    onFrameWidthChanged: look()
    onWidthChanged: look()
    onHeightChanged: look()

    Rectangle {
        anchors.fill: parent
        color: Theme.night
        // Under a picture that covers it, it would be painted all the same.
        visible: !preview.pictured || output.width < preview.width || output.height < preview.height
    }
    Item {
        id: output
        anchors.centerIn: parent
        width: Math.min(parent.width, preview.frameWidth)
        height: Math.min(parent.height, preview.frameHeight)
    }
    Connections {
        target: preview.face.camera
        function onRefreshed() {
            preview.pictured = true;
            preview.refreshed();
        }
    }

    Repeater {
        model: preview.face.camera.marks
        CodeMark {
            preview: preview
            choosing: preview.face.camera.several
            onChosen: preview.face.camera.pick(text)
        }
    }

    HintPill {
        anchors.horizontalCenter: parent.horizontalCenter
        // Where the hand is, which needs no eye on it.
        y: parent.height - height - Theme.space4 - (staff.visible ? staff.height : 0)
        hint: preview.face.camera.hint
    }

    // For staff.
    Rectangle {
        id: staff
        objectName: "cameraNotes"
        anchors.bottom: parent.bottom
        width: parent.width
        height: notes.height + 2 * Theme.space1
        color: Theme.veil
        visible: preview.face.camera.noted
        Words {
            id: notes
            x: Theme.space2
            y: Theme.space1
            width: parent.width - 2 * x
            role: "small"
            font.pixelSize: Theme.notes
            color: Theme.onStrong
            text: preview.face.camera.notes
        }
    }

    Component.onCompleted: {
        look();
        face.camera.showOn(output);
    }
    Component.onDestruction: face.camera.showOn(null)
}
