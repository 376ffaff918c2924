pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// Bowls standing in a row on a counter, shoulder to shoulder when there are many.
Item {
    id: bowls

    required property var pictures // file URLs
    property int most: 8
    readonly property int count: Math.min(most, pictures.length)
    readonly property real step: count > 1 ? Math.min(height * 0.98, (width - height) / (count - 1)) : 0

    Repeater {
        model: bowls.count
        Picture {
            required property int index
            width: bowls.height
            height: width
            x: (bowls.width - bowls.step * (bowls.count - 1) - width) / 2 + index * bowls.step
            source: bowls.pictures[index] ?? ""
        }
    }
}
