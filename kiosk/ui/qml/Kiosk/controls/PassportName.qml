import QtQuick
import Kiosk

// Whose it is, what it is, where it is from.
Column {
    id: name

    required property var product
    required property color strong

    spacing: Theme.space1

    Words {
        role: "heading"
        width: name.width
        color: name.strong
        text: name.product.brand ?? ""
        maximumLineCount: 1
        elide: Text.ElideRight
    }
    Words {
        role: "display"
        width: name.width
        text: (name.product.name ?? "").replace(/-/g, "\u2011") // "long-life" stays on one line
        maximumLineCount: 2
        fontSizeMode: Text.Fit
        height: Math.min(implicitHeight, Theme.display * 2.6)
        minimumPixelSize: Theme.heading
        elide: Text.ElideRight
    }
    Words {
        role: "strong"
        width: name.width
        color: Theme.inkSoft
        text: name.product.origin?.name ?? ""
        maximumLineCount: 2
        elide: Text.ElideRight
    }
}
