import QtQuick
import Kiosk

// By when an order is with the visitor, and on which way: the flight, and the stops that there is room for. Where no day
// can be named, that is said instead.
Column {
    id: note

    required property var promise // as OrderBridge.promise
    property int lines: 2 // that the way may take
    readonly property bool named: (promise.flight ?? "") !== ""
    readonly property string between: Theme.chinese ? "—" : " – "

    // The fullest of these that fits: a stop is there whole or not at all, and its line ends after a dash.
    readonly property string way: {
        const stops = promise.stops ?? [];
        const ends = stops.length > 2 ? [stops[0], stops[stops.length - 1]] : stops;
        const flight = note.named ? promise.flight + " · " : "";
        for (const [first, shown] of [[flight, stops], [flight, ends], ["", stops], ["", ends]]) {
            const broken = note.broken(first, shown);
            if (broken !== "")
                return broken;
        }
        return promise.flight ?? "";
    }

    // In lines; "" where there would be too many, or one too long.
    function broken(first: string, stops: var): string {
        const lines = [];
        let line = first;
        for (let i = 0; i < stops.length; ++i) {
            const piece = stops[i] + (i < stops.length - 1 ? note.between : "");
            if (i > 0 && metrics.advanceWidth((line + piece).trim()) > route.width) {
                lines.push(line.trim());
                line = piece;
            } else {
                line += piece;
            }
        }
        lines.push(line);
        const fits = lines.length <= note.lines && lines.every(one => metrics.advanceWidth(one) <= route.width);
        return fits ? lines.join("\n") : "";
    }

    visible: headline.text !== ""
    spacing: Theme.space1

    FontMetrics {
        id: metrics
        font: route.font
    }
    Words {
        id: headline
        objectName: "promise"
        role: note.named ? "strong" : "small"
        width: parent.width
        horizontalAlignment: Text.AlignHCenter
        fontSizeMode: note.named ? Text.HorizontalFit : Text.FixedSize
        wrapMode: note.named ? Text.NoWrap : Text.Wrap
        color: note.named ? Theme.ink : Theme.inkSoft
        lineHeight: 1
        text: note.promise.headline ?? ""
    }
    Words {
        id: route
        objectName: "promiseRoute"
        role: "small"
        width: parent.width
        horizontalAlignment: Text.AlignHCenter
        visible: note.named
        wrapMode: Text.NoWrap
        elide: Text.ElideNone
        color: Theme.inkSoft
        lineHeight: 1
        text: note.way
    }
}
