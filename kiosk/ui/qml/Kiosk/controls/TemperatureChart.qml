pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import Kiosk

// What the loggers measured on the way against what these goods are allowed: a column for each leg. What was too warm,
// too cold or not measured is marked, and said in words.
Column {
    id: chart
    objectName: "temperatures"

    required property var measures // Plain: temperatures()
    readonly property var allowed: measures.allowed ?? []
    readonly property var measured: measures.measured ?? []
    readonly property bool bounded: allowed.length > 0
    readonly property real low: measures.low ?? 0
    readonly property real high: measures.high ?? 1
    readonly property var worst: measures.worst ?? []
    readonly property var silent: unmeasured(measures.gaps ?? [])

    spacing: Theme.space2

    function down(celsius: real): real {
        return plot.height * (high - celsius) / Math.max(1, high - low);
    }
    // Lines of [x, degrees] as lines of points.
    function polylines(lines: var): var {
        return lines.map(line => line.map(point => Qt.point(point[0] * plot.width, chart.down(point[1]))));
    }
    function stepName(kind: string): string {
        switch (kind) {
        case "production":
            return qsTr("where it was made");
        case "flight":
            return qsTr("in the air");
        case "customs":
            return qsTr("at customs");
        case "distribution":
            return qsTr("on the last stretch");
        }
        return qsTr("on the road");
    }
    // Each kind of step once, in order.
    function unmeasured(gaps: var): list<string> {
        const found = [];
        for (const gap of gaps) {
            const name = chart.stepName(gap.kind);
            if (!found.includes(name))
                found.push(name);
        }
        return found;
    }

    Words {
        role: "heading"
        width: parent.width
        text: qsTr("Temperatures on the way")
    }
    Flow {
        width: parent.width
        spacing: Theme.space3
        Words {
            width: Math.min(implicitWidth, parent.width)
            visible: chart.measured.length > 0
            role: "strong"
            text: visible ? qsTr("Measured: %1 to %2 °C").arg(chart.measured[0]).arg(chart.measured[1]) : ""
        }
        Words {
            width: Math.min(implicitWidth, parent.width)
            color: Theme.inkSoft
            text: chart.bounded ? qsTr("Allowed: %1 to %2 °C").arg(chart.allowed[0]).arg(chart.allowed[1]) : ""
            visible: chart.bounded
        }
    }

    Item {
        width: parent.width
        height: Theme.chart + axis.height + Theme.space1

        Repeater {
            model: chart.measures.ticks ?? []
            Item {
                id: tick
                required property real modelData
                y: chart.down(tick.modelData)
                width: chart.width
                Rectangle {
                    x: Theme.chartScale
                    width: parent.width - x
                    height: Theme.hair
                    color: Theme.line
                }
                Words {
                    y: -height / 2
                    width: Theme.chartScale - Theme.space1
                    horizontalAlignment: Text.AlignRight
                    role: "small"
                    lineHeight: 1
                    color: Theme.inkSoft
                    text: tick.modelData + "°"
                    wrapMode: Text.NoWrap
                }
            }
        }
        Item {
            id: plot
            x: Theme.chartScale
            width: parent.width - x
            height: Theme.chart

            Rectangle {
                visible: chart.bounded
                y: chart.bounded ? chart.down(chart.allowed[1]) : 0
                width: parent.width
                height: chart.bounded ? chart.down(chart.allowed[0]) - y : 0
                color: Theme.allowed
                border.width: Theme.hair
                border.color: Theme.leaf
            }
            Repeater {
                model: chart.measures.columns ?? []
                Rectangle {
                    required property var modelData
                    required property int index
                    x: modelData.from * plot.width
                    width: Theme.hair
                    height: plot.height
                    color: Theme.line
                    visible: index > 0
                }
            }
            // Where nothing was measured: ruled off, as an empty field of a form is.
            Repeater {
                model: chart.measures.gaps ?? []
                Item {
                    id: gap
                    required property var modelData
                    x: gap.modelData.from * plot.width
                    width: (gap.modelData.to - gap.modelData.from) * plot.width
                    height: plot.height
                    clip: true
                    Rectangle {
                        anchors.fill: parent
                        color: Theme.paperShade
                        opacity: 0.6
                    }
                    Repeater {
                        model: Math.ceil((gap.width + gap.height) / Theme.space3)
                        Rectangle {
                            required property int index
                            x: index * Theme.space3 - gap.height
                            y: gap.height - height
                            width: Theme.hair
                            height: gap.height * 1.42
                            transformOrigin: Item.Bottom
                            rotation: 45
                            antialiasing: true
                            color: Theme.line
                        }
                    }
                    Icon {
                        anchors.centerIn: parent
                        name: "missing"
                        visible: gap.width > size
                    }
                }
            }
            // Only the lowest and the highest are known.
            Repeater {
                model: chart.measures.bars ?? []
                Rectangle {
                    id: bar
                    required property var modelData
                    readonly property real full: (bar.modelData.to - bar.modelData.from) * plot.width
                    x: bar.modelData.from * plot.width + (full - width) / 2
                    width: Math.min(full * 0.6, Theme.chartPoint * 3)
                    y: chart.down(bar.modelData.high) - Theme.chartPoint / 4
                    height: chart.down(bar.modelData.low) + Theme.chartPoint / 4 - y
                    radius: Theme.chartPoint / 3
                    color: Theme.paperBright
                    border.width: Theme.chartPoint / 2
                    border.color: Theme.ink
                }
            }
            Shape {
                anchors.fill: parent
                preferredRendererType: Shape.CurveRenderer
                ShapePath {
                    strokeColor: Theme.ink
                    strokeWidth: Theme.chartPoint / 2
                    capStyle: ShapePath.RoundCap
                    joinStyle: ShapePath.RoundJoin
                    fillColor: Theme.clear
                    PathMultiline {
                        paths: plot.width > 0 ? chart.polylines(chart.measures.lines ?? []) : []
                    }
                }
            }
            Repeater {
                model: chart.worst
                Rectangle {
                    id: spot
                    required property var modelData
                    width: Theme.chartPoint * 3
                    height: width
                    radius: width / 2
                    x: spot.modelData.x * plot.width - width / 2
                    y: chart.down(spot.modelData.celsius) - width / 2
                    color: Theme.paperBright
                    border.width: Theme.chartPoint / 2
                    border.color: Theme.lantern
                    Rectangle {
                        anchors.centerIn: parent
                        width: Theme.chartPoint
                        height: width
                        radius: width / 2
                        color: Theme.lantern
                    }
                    Rectangle {
                        readonly property real room: plot.width - spot.x - spot.width
                        x: room > width + Theme.space2 ? spot.width + Theme.space1 : -width - Theme.space1
                        anchors.verticalCenter: parent.verticalCenter
                        width: degrees.implicitWidth + 2 * Theme.tag
                        height: degrees.implicitHeight
                        radius: height / 5
                        color: Theme.paperBright
                        Words {
                            id: degrees
                            anchors.centerIn: parent
                            role: "strong"
                            font.pixelSize: Theme.small
                            lineHeight: 1
                            color: Theme.lantern
                            text: spot.modelData.celsius + " °C"
                            wrapMode: Text.NoWrap
                            elide: Text.ElideNone
                        }
                    }
                }
            }
        }
        // The steps below their columns, while a sign has room there.
        Item {
            id: axis
            readonly property real column: plot.width / Math.max(1, (chart.measures.columns ?? []).length)
            x: plot.x
            y: plot.height + Theme.space1
            width: plot.width
            height: column > Theme.icon ? Theme.icon : 0
            Repeater {
                model: axis.height > 0 ? chart.measures.columns ?? [] : []
                Icon {
                    required property var modelData
                    required property int index
                    x: (index + 0.5) * axis.column - width / 2
                    name: modelData.kind
                    size: Theme.icon * 0.85
                }
            }
        }
    }

    Repeater {
        model: chart.worst
        Note {
            required property var modelData
            icon: "warning"
            strong: true
            text: {
                const by = Math.round(modelData.by * 10) / 10;
                const step = chart.stepName(modelData.kind);
                return modelData.celsius > chart.allowed[1] ? qsTr("%1 °C %2: %3 degrees warmer than these goods allow.").arg(modelData.celsius).arg(step).arg(by) : qsTr("%1 °C %2: %3 degrees colder than these goods allow.").arg(modelData.celsius).arg(step).arg(by);
            }
        }
    }
    Note {
        visible: chart.silent.length > 0
        icon: "missing"
        text: visible ? qsTr("The record does not say how warm it was: %1.").arg(chart.silent.join(Theme.chinese ? "、" : ", ")) : ""
    }
    Note {
        visible: chart.bounded && chart.worst.length === 0 && chart.measured.length > 0
        icon: "check"
        text: chart.silent.length > 0 ? qsTr("Everything that was measured is within what is allowed.") : qsTr("All the way within what is allowed.")
    }

    component Note: Row {
        property string icon
        property bool strong: false
        property alias text: words.text
        spacing: Theme.space2
        Icon {
            y: (Theme.body * 1.45 - height) / 2
            name: parent.icon
            size: Theme.icon * 0.8
        }
        Words {
            id: words
            width: chart.width - Theme.icon * 0.8 - Theme.space2
            role: parent.strong ? "strong" : "body"
        }
    }
}
