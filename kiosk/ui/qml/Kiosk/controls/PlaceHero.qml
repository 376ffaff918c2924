import QtQuick
import Kiosk

// A place's picture, large, and its name on a plate: across the top of a portrait page, down the side of a landscape one.
Item {
    id: hero

    property url source
    property real focusX: 0.5
    property real focusY: 0.5
    property color paint
    property alias name: plate.name
    property alias otherName: plate.otherName
    property alias tagline: plate.tagline
    property string story // on the plate in landscape; a portrait page has it below

    implicitHeight: Theme.hero + plate.height * 0.5

    Scene {
        width: parent.width
        height: parent.height - plate.height * (Theme.portrait ? 0.5 : 1)
        color: hero.paint
        source: hero.source
        focusX: hero.focusX
        focusY: hero.focusY
    }
    Plate {
        id: plate
        anchors.bottom: parent.bottom
        width: Theme.portrait ? parent.width - 2 * Theme.margin : parent.width
        color: hero.paint
        story: Theme.portrait ? "" : hero.story
        most: hero.height - Theme.barHeight
    }
}
