pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// What laboratories found: each certificate with its limit, its result, how far it reaches and who stands behind it.
// A long list shows its first entries, what was not passed before the rest.
Column {
    id: inspections
    objectName: "inspections"

    required property var entries
    readonly property bool long: entries.length > Theme.inspectionsAtOnce
    readonly property int kept: long ? Theme.inspectionsKept : entries.length
    property bool unfolded: false

    onEntriesChanged: unfolded = false

    Words {
        role: "title"
        width: parent.width
        text: qsTr("The inspections")
        bottomPadding: Theme.space3
    }
    Words {
        width: parent.width
        visible: inspections.entries.length === 0
        color: Theme.inkSoft
        text: qsTr("The record does not say that a laboratory has tested this lot.")
    }
    Repeater {
        model: inspections.entries.slice(0, inspections.kept)
        Inspection {
            required property var modelData
            width: inspections.width
            entry: modelData
        }
    }
    QuietButton {
        objectName: "allInspections"
        visible: inspections.long && !inspections.unfolded
        icon: "plus"
        text: qsTr("Show %1 more inspections").arg(inspections.entries.length - inspections.kept)
        onChosen: inspections.unfolded = true
    }
    Loader {
        width: parent.width
        asynchronous: true
        active: inspections.unfolded
        visible: status === Loader.Ready
        sourceComponent: Column {
            Repeater {
                model: inspections.entries.slice(inspections.kept)
                Inspection {
                    required property var modelData
                    width: inspections.width
                    entry: modelData
                }
            }
        }
    }
}
