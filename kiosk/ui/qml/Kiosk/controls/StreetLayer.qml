import QtQuick

// One plane of the town's street, drawn 2400 x 1350: only the rows with something on them are rasterised and filled.
Image {
    id: layer

    required property real zoom // screen pixels for one unit of the picture
    required property real shift // how far the street has been walked along, in pixels, times its depth
    property real first: 0 // the first and the last row with something on them
    property real last: 1350

    asynchronous: true
    sourceSize: Qt.size(Math.round(2400 * zoom), Math.round(1350 * zoom))
    sourceClipRect: Qt.rect(0, Math.round(first * zoom), Math.round(2400 * zoom), Math.round((last - first) * zoom))
    smooth: false // whole pixels, taken as they are: a third less work in software, and sharper
    x: -Math.round(shift)
    y: Math.round(first * zoom)
}
