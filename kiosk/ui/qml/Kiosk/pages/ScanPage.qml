pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Bridge

// The scan: what the camera sees, where to hold the sticker, and a face for every state of the camera.
Item {
    id: page

    required property Face face
    readonly property string cameraState: face.camera.state
    readonly property bool tight: !Theme.portrait && Theme.textScale > 1.1
    readonly property real side: width * (tight ? 0.38 : 0.3) // of the words, in landscape

    TopBar {
        id: bar
        anchors.top: parent.top
        anchors.left: parent.left
        anchors.right: parent.right
        face: page.face
    }

    Item {
        id: words
        x: Theme.margin
        y: bar.height + (Theme.portrait ? Theme.space2 : 0)
        width: Theme.portrait ? page.width - 2 * Theme.margin : page.side
        height: Theme.portrait ? text.height : page.height - bar.height

        Column {
            id: text
            width: parent.width
            anchors.verticalCenter: Theme.portrait ? undefined : parent.verticalCenter
            anchors.verticalCenterOffset: page.tight ? -foot.height / 2 - Theme.space5 : -Theme.space5
            spacing: Theme.space3
            Words {
                role: page.tight ? "title" : "display"
                width: parent.width
                text: qsTr("Show me the sticker")
            }
            Words {
                width: parent.width
                color: Theme.inkSoft
                text: qsTr("It is the small white square on every product. A hand's width from the camera is just right.")
            }
        }
    }

    Item {
        id: stage
        x: Theme.portrait ? 0 : page.side + 2 * Theme.margin
        y: Theme.portrait ? words.y + words.height + Theme.space4 : bar.height
        width: page.width - x
        height: page.height - y - (Theme.portrait ? foot.height + 2 * Theme.space4 : 0)

        Preview {
            id: preview
            anchors.fill: parent
            face: page.face
            visible: page.cameraState === "live"
        }

        // Where to hold it.
        Item {
            id: target
            anchors.centerIn: parent
            width: Math.min(parent.width, parent.height) * 0.62
            height: width
            visible: preview.visible && opacity > 0
            opacity: page.face.camera.located > 0 || page.face.camera.hint !== "" ? 0 : 1

            Behavior on opacity {
                NumberAnimation {
                    duration: Theme.move
                }
            }

            Repeater {
                model: 4
                Item {
                    id: corner
                    required property int index
                    x: index % 2 ? target.width - width : 0
                    y: index < 2 ? 0 : target.height - height
                    width: target.width * 0.16
                    height: width
                    Rectangle {
                        width: parent.width
                        height: Theme.space1
                        y: corner.index < 2 ? 0 : parent.height - height
                        radius: height / 2
                        color: Theme.paperBright
                    }
                    Rectangle {
                        width: Theme.space1
                        height: parent.height
                        x: corner.index % 2 ? parent.width - width : 0
                        radius: width / 2
                        color: Theme.paperBright
                    }
                }
            }
            // It breathes in step with the camera: an animation of its own would have the whole window drawn
            // twice as often, which costs a small machine a processor.
            Connections {
                target: preview
                enabled: target.visible && !Theme.still
                function onRefreshed() {
                    target.scale = 1.015 - 0.015 * Math.cos(2 * Math.PI * Date.now() / Theme.breath);
                }
            }
        }

        // The camera is waking, or gone: said kindly, and staff have the detail.
        Rectangle {
            anchors.fill: parent
            color: Theme.paperShade
            visible: !preview.visible
            Column {
                objectName: "cameraFace"
                anchors.centerIn: parent
                width: parent.width - 2 * Theme.space6
                spacing: Theme.space3
                Icon {
                    anchors.horizontalCenter: parent.horizontalCenter
                    name: page.cameraState === "lost" ? "camera-off" : "scan"
                    size: Theme.icon * 3
                }
                Words {
                    role: "title"
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    text: page.cameraState === "lost" ? qsTr("The camera is resting") : qsTr("The camera is waking up")
                }
                Words {
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    color: Theme.inkSoft
                    visible: page.cameraState === "lost"
                    text: qsTr("It will be back in a moment. Meanwhile the pavilions and the noodle shop are open.")
                }
            }
        }
    }

    Row {
        id: foot
        x: Theme.margin
        y: Theme.portrait ? page.height - height - Theme.space4 : page.height - height - Theme.space5
        spacing: Theme.space3
        Picture {
            width: Theme.touch * 1.4
            height: width
            source: Theme.asset("pictures/attract/sticker.svg")
        }
        Words {
            width: (Theme.portrait ? page.width - 2 * Theme.margin : page.side) - Theme.touch * 1.4 - Theme.space3
            anchors.verticalCenter: parent.verticalCenter
            role: "small"
            color: Theme.inkSoft
            text: qsTr("Nothing is stored: the camera only looks for the code, and forgets every picture at once.")
        }
    }
}
