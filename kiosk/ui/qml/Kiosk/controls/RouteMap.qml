pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import Kiosk
import Kiosk.Bridge

// The route as a plate of an atlas: land on a quiet sea, flights as great circles, roads as dots, airports by their codes.
// A small aeroplane flies it once when it is first seen.
Item {
    id: map
    objectName: "routeMap"

    required property Face face
    required property var lot
    required property color strong
    property bool seen: false // by the visitor
    readonly property var drawn: lot.lot ? face.passport.routeMap(sheet.width, sheet.height, Theme.small, Theme.mapGap) : ({})
    readonly property list<point> flown: drawn.flown ?? []
    property bool flew: false

    implicitHeight: width * Theme.mapShare
    // Later, because a page that is flung moves within a tick of Qt's animations, and none may end in there.
    function land() {
        flight.complete();
    }

    onSeenChanged: if (!seen)
        Qt.callLater(land)
    onLotChanged: {
        Qt.callLater(land);
        flew = false;
    }

    // Not before the page has settled: while it is made the map stands for a moment where nobody will see it.
    Timer {
        interval: Theme.move + 1
        running: map.seen && map.visible && !map.flew && map.flown.length > 1 && !Theme.still
        onTriggered: {
            map.flew = true;
            flight.restart();
        }
    }

    // The neat line of a printed map.
    Rectangle {
        anchors.fill: parent
        color: Theme.paperBright
        border.width: Theme.hair
        border.color: Theme.ink
    }
    Item {
        id: sheet
        anchors.fill: parent
        anchors.margins: Theme.mapFrame
        clip: true

        Rectangle {
            anchors.fill: parent
            color: Theme.sea
        }
        Repeater {
            model: map.drawn.meridians ?? []
            Rectangle {
                required property real modelData
                x: modelData
                width: Theme.hair
                height: sheet.height
                color: Theme.seaLine
            }
        }
        Repeater {
            model: map.drawn.parallels ?? []
            Rectangle {
                required property real modelData
                y: modelData
                width: sheet.width
                height: Theme.hair
                color: Theme.seaLine
            }
        }
        Repeater {
            model: map.drawn.tiles ?? []
            Image {
                id: tile
                required property var modelData
                x: tile.modelData.x
                y: tile.modelData.y
                width: tile.modelData.width
                height: tile.modelData.height
                asynchronous: true
                source: Theme.asset(map.drawn.sheet)
                sourceSize: Qt.size(map.drawn.sheetWidth, map.drawn.sheetHeight)
                sourceClipRect: Qt.rect(tile.modelData.left, tile.modelData.top, tile.modelData.width, tile.modelData.height)
            }
        }

        Shape {
            anchors.fill: parent
            preferredRendererType: Shape.CurveRenderer
            ShapePath {
                strokeColor: Theme.ink
                strokeWidth: Theme.mapLine * 0.6
                strokeStyle: ShapePath.DashLine
                dashPattern: [0.1, 2.4]
                capStyle: ShapePath.RoundCap
                fillColor: Theme.clear
                PathMultiline {
                    paths: map.drawn.roads ?? []
                }
            }
            ShapePath {
                strokeColor: Theme.paperBright
                strokeWidth: Theme.mapLine * 2
                capStyle: ShapePath.RoundCap
                joinStyle: ShapePath.RoundJoin
                fillColor: Theme.clear
                PathMultiline {
                    paths: map.drawn.flights ?? []
                }
            }
            ShapePath {
                strokeColor: map.strong
                strokeWidth: Theme.mapLine
                capStyle: ShapePath.RoundCap
                joinStyle: ShapePath.RoundJoin
                fillColor: Theme.clear
                PathMultiline {
                    paths: map.drawn.flights ?? []
                }
            }
        }

        Repeater {
            model: map.drawn.dots ?? []
            Rectangle {
                id: dot
                required property var modelData
                width: Theme.mapDot * (dot.modelData.airport ? 1.15 : 0.85)
                height: width
                radius: width / 2
                x: dot.modelData.x - width / 2
                y: dot.modelData.y - width / 2
                color: dot.modelData.airport ? map.strong : Theme.ink
                border.width: Theme.hair * 1.5
                border.color: Theme.paperBright
            }
        }

        // The name's own point on its way; it lands in front of the last airport.
        Image {
            id: aeroplane
            property real flownShare: 1
            readonly property real at: Math.max(0, flownShare * (map.flown.length - 1))
            readonly property int before: Math.floor(at)
            readonly property int after: Math.min(before + 1, map.flown.length - 1)
            visible: map.flown.length > 1
            width: Theme.mapPlane
            height: width
            sourceSize: Qt.size(width, height)
            source: Theme.asset("maps/aeroplane.svg")
            x: visible ? map.flown[before].x + (map.flown[after].x - map.flown[before].x) * (at - before) - width / 2 : 0
            y: visible ? map.flown[before].y + (map.flown[after].y - map.flown[before].y) * (at - before) - width / 2 : 0
            rotation: visible ? map.drawn.turns[before] : 0
        }
        NumberAnimation {
            id: flight
            target: aeroplane
            property: "flownShare"
            from: 0
            to: 1
            duration: Theme.flightTime
            easing.type: Easing.InOutQuad
        }

        Repeater {
            model: map.drawn.names ?? []
            Rectangle {
                id: name
                required property var modelData
                x: name.modelData.x
                y: name.modelData.y
                width: name.modelData.width
                height: name.modelData.height
                radius: height / 5
                color: Theme.paperBright
                Words {
                    anchors.centerIn: parent
                    role: "strong"
                    font.pixelSize: Theme.small
                    lineHeight: 1
                    text: name.modelData.text
                    wrapMode: Text.NoWrap
                    elide: Text.ElideNone
                }
            }
        }
    }
}
