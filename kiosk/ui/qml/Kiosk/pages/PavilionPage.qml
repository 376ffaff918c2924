pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Bridge

// One pavilion: its poster, its story, the doors of its rooms, and the two who keep it.
Item {
    id: page

    required property Face face
    readonly property bool portrait: Theme.portrait
    readonly property var pavilion: face.town.pavilion
    readonly property var rooms: pavilion.rooms ?? []
    readonly property var hosts: pavilion.hosts ?? []
    readonly property color paint: Theme.pavilion(pavilion.id ?? "")

    Flickable {
        id: scroller
        objectName: "scroller"
        x: page.portrait ? 0 : page.width * 0.46
        y: page.portrait ? 0 : Theme.barHeight
        width: page.width - x
        height: page.height - y - foot.height
        contentHeight: body.height + Theme.space3
        boundsBehavior: Flickable.DragAndOvershootBounds
        interactive: contentHeight > height
        clip: true
        onMovementStarted: page.face.visit.present("scroll")

        Column {
            id: body
            width: scroller.width
            spacing: page.portrait ? Theme.space4 : Theme.space3

            Item {
                width: parent.width
                height: page.portrait ? hero.implicitHeight : 0
                visible: page.portrait
            }
            Words {
                x: Theme.margin
                width: parent.width - 2 * Theme.margin
                text: page.pavilion.story ?? ""
                font.pixelSize: Theme.body * 1.1
                visible: page.portrait
            }
            Row {
                id: doors
                x: Theme.margin
                width: parent.width - 2 * Theme.margin
                spacing: Theme.space3
                visible: page.rooms.length > 0
                Repeater {
                    model: page.rooms
                    Door {
                        required property var modelData
                        room: modelData
                        paint: page.paint
                        width: (doors.width - (page.rooms.length - 1) * doors.spacing) / page.rooms.length
                        height: Theme.door
                        onChosen: page.face.visit.openRoom(page.pavilion.id, modelData.id)
                    }
                }
            }
            Rectangle {
                // No rooms today: the wall still has something to say.
                x: Theme.margin
                width: parent.width - 2 * Theme.margin
                height: Theme.door * 0.7
                radius: Theme.radius
                color: Theme.paperShade
                visible: page.pavilion.id !== undefined && page.rooms.length === 0
                Words {
                    anchors.centerIn: parent
                    width: parent.width - 2 * Theme.space5
                    role: "heading"
                    text: qsTr("The rooms are being made ready. The hosts are here already.")
                    horizontalAlignment: Text.AlignHCenter
                }
            }
            Repeater {
                model: page.hosts
                HostSpeech {
                    required property var modelData
                    host: modelData
                    paint: page.paint
                    x: Theme.margin
                    width: body.width - 2 * Theme.margin
                }
            }
        }
    }

    PlaceHero {
        id: hero
        y: page.portrait ? -scroller.contentY : 0
        width: page.portrait ? page.width : scroller.x
        height: page.portrait ? implicitHeight : page.height
        source: page.pavilion.picture ?? ""
        focusX: page.portrait ? 0.5 : 0.72
        paint: page.paint
        name: page.pavilion.name ?? ""
        otherName: page.pavilion.otherName ?? ""
        tagline: page.pavilion.tagline ?? ""
        story: page.pavilion.story ?? ""
    }
    Rectangle {
        // Words that scroll up pass below the bar, not through it.
        width: parent.width
        height: Theme.barHeight
        color: Theme.paper
        visible: page.portrait && scroller.contentY > hero.height - height
    }

    Rectangle {
        id: foot
        x: scroller.x
        y: page.height - height
        width: scroller.width
        height: scan.height + Theme.space2 + Theme.margin * 0.6
        color: Theme.paper

        Rectangle {
            width: parent.width
            height: Theme.hair
            color: Theme.line
            visible: !scroller.atYEnd
        }
        ScanSign {
            id: scan
            x: Theme.margin
            y: Theme.space2
            width: parent.width - 2 * Theme.margin
            text: qsTr("Scan a sticker")
            onChosen: page.face.visit.go("scan")
        }
    }
    TopBar {
        face: page.face
        width: parent.width
    }
}
