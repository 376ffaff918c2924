import QtQuick
import Kiosk

// An illustration, rasterised off the GUI thread at the size it is shown. A missing one leaves quiet paper, and staff are told.
Item {
    id: picture

    property url source
    property int fillMode: Image.PreserveAspectFit
    property bool framed: false // a patch of shaded paper until the picture is there
    property alias status: image.status
    property alias verticalAlignment: image.verticalAlignment

    Rectangle {
        anchors.fill: parent
        color: Theme.paperShade
        visible: picture.framed && image.status !== Image.Ready
    }
    Image {
        id: image
        anchors.fill: parent
        asynchronous: true
        source: picture.width > 0 ? picture.source : ""
        fillMode: picture.fillMode
        clip: fillMode === Image.PreserveAspectCrop
        sourceSize: picture.fillMode === Image.PreserveAspectCrop ? Qt.size(Math.max(picture.width, picture.height * 4 / 3), 0) : Qt.size(picture.width, picture.height)
        mipmap: false
    }
}
