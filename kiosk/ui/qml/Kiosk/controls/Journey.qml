pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// The way here: every leg in order along one line, from where it was made to this booth.
Column {
    id: journey
    objectName: "journey"

    required property var lot
    required property color strong
    readonly property var legs: lot.legs ?? []

    Words {
        role: "title"
        width: parent.width
        text: qsTr("The journey")
    }
    Words {
        width: parent.width
        color: Theme.inkSoft
        bottomPadding: Theme.space4
        text: qsTr("%1 days and at least %2 kilometres").arg(journey.lot.days ?? 0).arg(journey.lot.kilometres ?? 0)
    }
    Repeater {
        model: journey.legs
        JourneyLeg {
            required property var modelData
            required property int index
            width: journey.width
            leg: modelData
            strong: journey.strong
            first: index === 0
            last: index === journey.legs.length - 1
        }
    }
}
