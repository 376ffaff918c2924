pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Bridge

// The way here: on the map, then every leg in order along one line, from where it was made to this booth. A long
// journey shows its beginning and its end until it is unfolded.
Column {
    id: journey
    objectName: "journey"

    required property Face face
    required property Flickable holder // that scrolls it
    required property var lot
    required property color strong
    readonly property var legs: lot.legs ?? []
    readonly property bool long: legs.length > Theme.legsAtOnce
    readonly property int kept: long ? Theme.legsKept : legs.length
    property bool unfolded: false

    onLotChanged: unfolded = false

    Words {
        role: "title"
        width: parent.width
        text: qsTr("The journey")
    }
    Words {
        width: parent.width
        color: Theme.inkSoft
        bottomPadding: Theme.space3
        visible: journey.legs.length > 0
        text: {
            const far = journey.lot.kilometres ?? "0";
            if (far === "0")
                return qsTr("The record names no way from one place to another.");
            return (journey.lot.days ?? 0) > 0 ? qsTr("%1 days and at least %2 kilometres").arg(journey.lot.days).arg(far) : qsTr("At least %1 kilometres").arg(far);
        }
    }
    Words {
        width: parent.width
        visible: journey.legs.length === 0
        text: qsTr("The record does not say how it came here.")
    }
    RouteMap {
        width: parent.width
        visible: journey.legs.length > 0
        face: journey.face
        lot: journey.lot
        strong: journey.strong
        seen: {
            journey.holder.contentHeight; // whatever may move it
            const top = journey.holder.contentItem.mapFromItem(journey, 0, y).y - journey.holder.contentY;
            return top < journey.holder.height - height / 2 && top + height / 2 > 0;
        }
    }
    Row {
        id: legend
        width: parent.width
        height: Theme.small * 1.45 + Theme.space5
        visible: journey.legs.length > 0
        spacing: Theme.space2
        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.space5
            height: Theme.mapLine
            radius: height / 2
            color: journey.strong
            visible: flown.visible
        }
        Words {
            id: flown
            anchors.verticalCenter: parent.verticalCenter
            role: "small"
            color: Theme.inkSoft
            text: qsTr("by air")
            visible: (journey.lot.flights ?? 0) > 0
            rightPadding: Theme.space3
        }
        Row {
            anchors.verticalCenter: parent.verticalCenter
            visible: driven.visible
            spacing: Theme.mapLine
            Repeater {
                model: 5
                Rectangle {
                    width: Theme.mapLine * 0.7
                    height: width
                    radius: width / 2
                    color: Theme.ink
                }
            }
        }
        Words {
            id: driven
            anchors.verticalCenter: parent.verticalCenter
            role: "small"
            color: Theme.inkSoft
            visible: (journey.lot.roads ?? 0) > 0
            text: qsTr("by road, rail or sea")
        }
    }

    Repeater {
        model: journey.lot.ingredients ?? []
        Ingredient {
            required property var modelData
            required property int index
            width: journey.width
            ingredient: modelData
            strong: journey.strong
            first: index === 0
        }
    }
    Repeater {
        model: journey.legs.slice(0, journey.kept)
        JourneyLeg {
            required property var modelData
            required property int index
            width: journey.width
            leg: modelData
            strong: journey.strong
            first: index === 0 && (journey.lot.ingredients ?? []).length === 0
            last: index === journey.legs.length - 1
        }
    }
    Item {
        id: fold
        width: parent.width
        height: journey.long && !journey.unfolded ? more.height + Theme.space5 : 0
        visible: height > 0
        // The line goes on behind it.
        Repeater {
            model: fold.visible ? Math.floor(fold.height / (3 * Theme.space1)) : 0
            Rectangle {
                required property int index
                x: (Theme.icon * 1.6 - width) / 2
                y: index * 3 * Theme.space1
                width: Theme.space1
                height: width
                radius: width / 2
                color: journey.strong
            }
        }
        QuietButton {
            id: more
            objectName: "allLegs"
            x: Theme.icon * 1.6 + Theme.space3
            icon: "plus"
            text: qsTr("Show the %1 steps between").arg(journey.legs.length - 2 * journey.kept)
            onChosen: journey.unfolded = true
        }
    }
    Loader {
        width: parent.width
        asynchronous: true
        active: journey.unfolded
        visible: status === Loader.Ready
        sourceComponent: Column {
            Repeater {
                model: journey.legs.slice(journey.kept, -journey.kept)
                JourneyLeg {
                    required property var modelData
                    width: journey.width
                    leg: modelData
                    strong: journey.strong
                    first: false
                    last: false
                }
            }
        }
    }
    Repeater {
        model: journey.long ? journey.legs.slice(-journey.kept) : []
        JourneyLeg {
            required property var modelData
            required property int index
            width: journey.width
            leg: modelData
            strong: journey.strong
            first: false
            last: index === journey.kept - 1
        }
    }
    Loader {
        width: parent.width
        active: (journey.lot.temperatures?.columns ?? []).length > 0
        visible: active
        sourceComponent: TemperatureChart {
            measures: journey.lot.temperatures ?? ({})
        }
    }
}
