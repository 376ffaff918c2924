pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// One leg: its station on the line, what happened, where and when. A flight is its boarding pass.
Item {
    id: entry

    required property var leg
    required property color strong
    required property bool first
    required property bool last
    readonly property bool flown: leg.kind === "flight"
    readonly property real station: Theme.icon * 1.6
    readonly property real rail: Theme.space1

    function title(kind: string): string {
        switch (kind) {
        case "production":
            return qsTr("Made");
        case "transport":
            return qsTr("On the road");
        case "flight":
            return qsTr("In the air");
        case "customs":
            return leg.customs === "export" ? qsTr("Cleared to leave") : leg.customs === "import" ? qsTr("Cleared to enter") : qsTr("Through customs");
        case "distribution":
            return qsTr("To this town");
        }
        return "";
    }

    // What its two times are called.
    function begun(kind: string): string {
        return kind === "customs" ? qsTr("Declared") : kind === "production" ? qsTr("Began") : qsTr("Left");
    }
    function done(kind: string): string {
        return kind === "customs" ? qsTr("Cleared") : kind === "production" ? qsTr("Finished") : qsTr("Arrived");
    }

    implicitHeight: content.height + Theme.space5

    // The line: it begins in the first station and ends in the last.
    Rectangle {
        x: (entry.station - width) / 2
        y: entry.first ? entry.station / 2 : 0
        width: entry.rail
        height: entry.last ? entry.station / 2 : entry.height - y
        color: entry.strong
    }
    Rectangle {
        width: entry.station
        height: width
        radius: width / 2
        color: entry.strong
        Icon {
            anchors.centerIn: parent
            name: entry.leg.kind
            light: true
            size: Theme.icon
        }
    }

    Column {
        id: content
        x: entry.station + Theme.space3
        width: entry.width - x
        spacing: Theme.space1

        Item {
            width: parent.width
            height: Math.max(entry.station, what.height)
            Words {
                id: what
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width
                role: "strong"
                color: entry.strong
                text: entry.title(entry.leg.kind)
            }
        }
        Loader {
            width: parent.width
            sourceComponent: entry.flown ? pass : place
        }
        Moment {
            visible: !entry.flown
            named: entry.begun(entry.leg.kind)
            local: entry.leg.start
            utc: entry.leg.startUtc
        }
        Moment {
            visible: !entry.flown && (entry.leg.end !== "" || entry.leg.kind === "customs")
            named: entry.done(entry.leg.kind)
            local: entry.leg.end || qsTr("The record does not say.")
            utc: entry.leg.endUtc
        }
        Words {
            width: parent.width
            visible: text !== ""
            text: entry.leg.note
        }
        Flow {
            width: parent.width
            spacing: Theme.space4
            Mark {
                icon: "clock"
                text: entry.flown ? qsTr("%1 h %2 min in the air").arg(Math.floor(entry.leg.minutes / 60)).arg(entry.leg.minutes % 60) : ""
            }
            Mark {
                icon: "transport"
                text: entry.flown ? "" : entry.leg.carrier
            }
            Mark {
                icon: "customs"
                text: entry.leg.declaration ? qsTr("Declaration %1").arg(entry.leg.declaration) : ""
            }
            Mark {
                icon: entry.leg.tooWarmOrCold ? "warning" : "thermometer"
                strong: entry.leg.tooWarmOrCold
                text: entry.leg.temperature
            }
        }
    }

    Component {
        id: place
        Column {
            Words {
                role: "heading"
                width: parent.width
                text: entry.leg.place.name
            }
            Row {
                visible: (entry.leg.to.name ?? "") !== ""
                spacing: Theme.space2
                Icon {
                    y: (Theme.heading * 1.45 - height) / 2
                    name: "arrow-right"
                }
                Words {
                    role: "heading"
                    width: content.width - Theme.icon - Theme.space2
                    text: entry.leg.to.name ?? ""
                }
            }
        }
    }
    Component {
        id: pass
        BoardingPass {
            leg: entry.leg
            strong: entry.strong
        }
    }

    component Moment: Item {
        property alias named: term.text
        property alias local: there.text
        property alias utc: everywhere.text
        readonly property bool wide: content.width > term.width + there.implicitWidth + everywhere.implicitWidth + Theme.space4
        width: content.width
        implicitHeight: wide ? there.height : there.height + everywhere.height
        Words {
            id: term
            width: Theme.term
            color: Theme.inkSoft
            wrapMode: Text.NoWrap
            fontSizeMode: Text.HorizontalFit
        }
        Words {
            id: there
            x: term.width
            width: parent.wide ? implicitWidth : parent.width - x
        }
        Words {
            id: everywhere
            x: parent.wide ? there.x + there.width + Theme.space3 : there.x
            y: parent.wide ? there.baselineOffset - baselineOffset : there.height
            width: parent.width - x
            height: text ? implicitHeight : 0
            role: "small"
            color: Theme.inkSoft
        }
    }
    component Mark: Row {
        property string icon
        property bool strong: false
        property alias text: words.text
        visible: text !== ""
        spacing: Theme.space1
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: parent.icon
            size: Theme.icon * 0.7
        }
        Words {
            id: words
            role: parent.strong ? "strong" : "small"
            width: Math.min(implicitWidth, content.width - Theme.icon)
            color: parent.strong ? Theme.ink : Theme.inkSoft
        }
    }
}
