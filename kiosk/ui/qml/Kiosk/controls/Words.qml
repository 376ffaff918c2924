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
    elide: wrapMode === Text.NoWrap ? Text.ElideRight : Text.ElideNone // one line runs out of no box
    minimumPixelSize: Theme.small * 0.6
    textFormat: Text.PlainText
}
