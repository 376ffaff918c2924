import QtQuick
import Kiosk

// One pavilion as a travel poster on the street's wall: its picture, and its name on a plate of its colour.
Press {
    id: poster

    required property var pavilion // a map, as plain.py makes it
    property real plate: height * 0.26

    objectName: "pavilion-" + poster.pavilion.id
    label: poster.pavilion.name

    Rectangle {
        anchors.fill: parent
        color: Theme.pavilion(poster.pavilion.id)
    }
    Scene {
        width: parent.width
        height: parent.height - poster.plate
        color: Theme.pavilion(poster.pavilion.id)
        source: poster.pavilion.picture
        focusX: 0.79 // where the posters' landmark stands
    }
    Column {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.space3
        anchors.bottomMargin: Theme.space2
        height: poster.plate - 2 * Theme.space2
        spacing: 0

        Words {
            role: "title"
            text: poster.pavilion.name
            width: parent.width
            height: parent.height - other.height - parent.spacing
            font.pixelSize: Theme.title * 0.85
            minimumPixelSize: Theme.body * 0.6
            elide: Text.ElideRight
            fontSizeMode: Text.Fit
            wrapMode: Text.WordWrap
            verticalAlignment: Text.AlignVCenter
            lineHeight: 0.9
            color: Theme.onStrong
        }
        Words {
            id: other
            role: "small"
            text: poster.pavilion.otherName
            width: parent.width
            lineHeight: 1
            fontSizeMode: Text.HorizontalFit
            wrapMode: Text.NoWrap
            color: Theme.onStrong
        }
    }
}
