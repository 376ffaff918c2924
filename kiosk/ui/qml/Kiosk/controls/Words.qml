import QtQuick
import Kiosk

// Text in one of the theme's roles. `role`: display, title, heading, body, strong, small.
Text {
    id: words

    property string role: "body"
    readonly property bool serifed: role === "display" || role === "title"

    color: Theme.ink
    font.family: serifed ? Theme.serif : Theme.sans
    font.weight: serifed ? Font.Black : (role === "heading" || role === "strong" ? Font.Bold : Font.Normal)
    font.pixelSize: {
        switch (role) {
        case "display":
            return Theme.display;
        case "title":
            return Theme.title;
        case "heading":
            return Theme.heading;
        case "small":
            return Theme.small;
        }
        return Theme.body;
    }
    font.features: ({
            "tnum": 1
        })
    lineHeight: serifed ? Theme.titleLeading : Theme.leading
    wrapMode: Text.Wrap
    // One line runs out of no box. Where it may shrink, only a name that nobody foresaw is cut as well: a text that
    // is both cut and as high as its words is laid out in a circle.
    elide: wrapMode === Text.NoWrap && (fontSizeMode === Text.FixedSize || text.length > 24) ? Text.ElideRight : Text.ElideNone
    minimumPixelSize: Theme.small * 0.6
    textFormat: Text.PlainText
}
