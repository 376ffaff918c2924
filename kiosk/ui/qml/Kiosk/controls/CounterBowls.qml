pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// Bowls standing in a row on a counter, shoulder to shoulder when there are many.
Item {
    id: bowls

    required property var pictures // file URLs
    readonly property int count: Math.min(8, pictures.length)
    readonly property real bowl: Math.max(0, Math.min(height, width / (1 + (count - 1) * 0.56)))
    readonly property real step: count > 1 ? Math.min(bowl * 0.98, (width - bowl) / (count - 1)) : 0

    Repeater {
        model: bowls.count
        Picture {
            required property int index
            width: bowls.bowl
            height: width
            x: (bowls.width - bowls.step * (bowls.count - 1) - width) / 2 + index * bowls.step
            y: bowls.height - height
            source: bowls.pictures[index] ?? ""
        }
    }
}
