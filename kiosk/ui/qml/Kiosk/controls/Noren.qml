pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// The curtain over a shop's door. Its words hang on it, a word or a Chinese character on each cloth.
Item {
    id: noren

    property string text
    property bool blank: false // the words' cloths without the words
    property int cloths: 5 // of a curtain without words
    property color cloth: Theme.lantern
    property real head: 0 // as much of the top as something else stands on
    readonly property list<string> words: {
        const parts = Theme.chinese ? text.split("") : text.split(" ");
        return text === "" ? [] : (parts.length > 7 ? [text] : parts);
    }
    readonly property int count: words.length > 0 ? words.length : cloths
    readonly property real rod: Theme.space2
    readonly property real slit: Theme.hair * 2
    // Cloths are as wide as their words are long, within reason.
    readonly property list<real> shares: {
        const sizes = [];
        for (let i = 0; i < count; i++)
            sizes.push(words.length > 0 ? Math.max(4, words[i].length + 1.4) : 1);
        return sizes;
    }
    readonly property real whole: shares.reduce((sum, share) => sum + share, 0)

    function startOf(index: int): real {
        let before = 0;
        for (let i = 0; i < index; i++)
            before += shares[i];
        return before / whole * (width - 2 * Theme.space3);
    }

    Repeater {
        model: noren.count
        Rectangle {
            id: piece
            required property int index
            readonly property real end: index + 1 < noren.count ? noren.startOf(index + 1) : noren.width - 2 * Theme.space3
            x: Math.round(Theme.space3 + noren.startOf(index))
            y: noren.rod / 2
            width: Math.round(end - noren.startOf(index) - noren.slit)
            height: noren.height - y
            color: noren.cloth

            Rectangle {
                // Light comes from the left.
                anchors.right: parent.right
                width: Math.min(Theme.space2, parent.width * 0.1)
                height: parent.height
                color: Theme.lanternPressed
            }
            Words {
                role: "display"
                anchors.centerIn: parent
                anchors.verticalCenterOffset: noren.head / 2
                width: parent.width - 2 * Theme.space2
                text: noren.words[piece.index] ?? ""
                visible: text !== "" && !noren.blank
                horizontalAlignment: Text.AlignHCenter
                font.pixelSize: Math.min((noren.height - noren.head) * (Theme.chinese ? 0.66 : 0.5), Theme.display * 1.25)
                minimumPixelSize: Theme.small
                fontSizeMode: Text.HorizontalFit
                wrapMode: Text.NoWrap
                lineHeight: 1
                color: Theme.onStrong
            }
        }
    }
    Rectangle {
        width: parent.width
        height: noren.rod
        radius: height / 2
        color: Theme.woodDark
    }
}
