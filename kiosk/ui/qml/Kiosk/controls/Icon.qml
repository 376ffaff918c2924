import QtQuick
import Kiosk

Image {
    property string name
    property bool light: false
    property real size: Theme.icon

    width: size
    height: size
    sourceSize: Qt.size(size, size)
    source: name ? Theme.iconSource(name, light) : ""
    fillMode: Image.PreserveAspectFit
}
