pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// A flight as its boarding pass: airports and number large, a stub torn along the perforation.
Item {
    id: pass

    required property var leg
    required property color strong
    readonly property real stub: width * 0.27
    readonly property real hole: Theme.space3

    implicitHeight: Math.max(way.height, number.height) + 2 * Theme.space3

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: pass.strong
    }
    // Punched out of the paper, and the perforation between.
    Repeater {
        model: 2
        Rectangle {
            required property int index
            x: pass.width - pass.stub - width / 2
            y: index * pass.height - height / 2
            width: pass.hole
            height: width
            radius: width / 2
            color: Theme.paper
        }
    }
    Column {
        x: pass.width - pass.stub - Theme.hair / 2
        y: pass.hole
        spacing: Theme.space1
        Repeater {
            model: Math.max(0, Math.floor((pass.height - 2 * pass.hole + Theme.space1) / (2 * Theme.space1)))
            Rectangle {
                width: Theme.hair
                height: Theme.space1
                color: Theme.onStrong
            }
        }
    }

    Column {
        id: way
        x: Theme.space4
        width: pass.width - pass.stub - x - Theme.space3
        anchors.verticalCenter: parent.verticalCenter

        Item {
            width: parent.width
            height: from.height
            Words {
                id: from
                role: "display"
                color: Theme.onStrong
                text: pass.leg.place.airport || "\u2013"
                wrapMode: Text.NoWrap
                width: (parent.width - plane.width - 2 * Theme.space2) / 2
                fontSizeMode: Text.HorizontalFit
            }
            Icon {
                id: plane
                anchors.centerIn: parent
                name: "flight"
                light: true
                rotation: 90
                size: Theme.icon * 1.3
            }
            Words {
                anchors.right: parent.right
                role: "display"
                color: Theme.onStrong
                horizontalAlignment: Text.AlignRight
                text: pass.leg.to.airport || "\u2013"
                wrapMode: Text.NoWrap
                width: from.width
                fontSizeMode: Text.HorizontalFit
            }
        }
        Row {
            width: parent.width
            Repeater {
                model: [[pass.leg.startTime, pass.leg.startUtc, pass.leg.startDay, pass.leg.place.name], [pass.leg.endTime, pass.leg.endUtc, pass.leg.endDay, pass.leg.to.name ?? ""]]
                Column {
                    id: end
                    required property int index
                    required property list<string> modelData
                    width: way.width / 2
                    Words {
                        role: "strong"
                        width: parent.width
                        color: Theme.onStrong
                        horizontalAlignment: end.index ? Text.AlignRight : Text.AlignLeft
                        text: end.modelData[0]
                    }
                    Words {
                        role: "small"
                        width: parent.width
                        color: Theme.onStrong
                        horizontalAlignment: end.index ? Text.AlignRight : Text.AlignLeft
                        text: end.modelData[1]
                    }
                    Words {
                        role: "small"
                        width: parent.width
                        color: Theme.onStrong
                        horizontalAlignment: end.index ? Text.AlignRight : Text.AlignLeft
                        text: end.modelData[2]
                    }
                    Words {
                        role: "small"
                        width: parent.width - Theme.space1
                        x: end.index ? Theme.space1 : 0
                        color: Theme.onStrong
                        horizontalAlignment: end.index ? Text.AlignRight : Text.AlignLeft
                        text: end.modelData[3]
                    }
                }
            }
        }
    }
    Column {
        id: number
        x: pass.width - pass.stub + Theme.space3
        width: pass.stub - 2 * Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space1
        Words {
            role: "small"
            width: parent.width
            color: Theme.onStrong
            text: qsTr("Flight")
        }
        Words {
            role: "title"
            width: parent.width
            color: Theme.onStrong
            text: pass.leg.flight || "\u2013"
            fontSizeMode: Text.HorizontalFit
            wrapMode: Text.NoWrap
        }
        Words {
            role: "small"
            width: parent.width
            color: Theme.onStrong
            text: pass.leg.carrier
        }
    }
}
