import QtQuick
import Kiosk

// Whose it is, what it is, where it is from.
Column {
    id: name

    required property var product
    required property color strong
    // A name that would leave a character or two on a line of their own is set smaller; two Latin letters count as one character.
    readonly property bool long: Theme.chinese ? (product.name ?? "").replace(/[ -~]{2}/g, "x").length > (Theme.portrait ? 9 : 7) : (product.name ?? "").length > 34

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
        font.pixelSize: name.long || (!Theme.portrait && Theme.textScale > 1.1) ? Theme.title : Theme.display
        maximumLineCount: 3
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
