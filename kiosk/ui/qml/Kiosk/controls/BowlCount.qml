import QtQuick
import Kiosk

// How many bowls, in words.
Words {
    required property int count

    role: "heading"
    text: count === 1 ? qsTr("1 bowl") : qsTr("%1 bowls").arg(count)
    wrapMode: Text.NoWrap
}
