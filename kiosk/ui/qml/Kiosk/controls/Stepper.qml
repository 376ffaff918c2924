import QtQuick
import Kiosk

// Fewer, how many, more.
Row {
    id: stepper

    required property int value
    property int least: 1
    property int most: 99
    property bool live: true
    property string suffix // of the objectNames: minus, plus
    signal wanted(int value)

    spacing: Theme.space1

    component Step: Press {
        id: step
        property string icon
        opacity: live ? 1 : 0.35
        Rectangle {
            anchors.fill: parent
            radius: width / 2
            color: step.pressed ? Theme.paperShade : Theme.paperBright
            border.width: Theme.hair
            border.color: Theme.ink
        }
        Icon {
            anchors.centerIn: parent
            name: step.icon
        }
    }

    Step {
        objectName: "minus" + stepper.suffix
        icon: "minus"
        label: qsTr("One fewer")
        live: stepper.live && stepper.value > stepper.least
        onChosen: stepper.wanted(stepper.value - 1)
    }
    Words {
        objectName: "quantity" + stepper.suffix
        anchors.verticalCenter: parent.verticalCenter
        role: "heading"
        width: Math.max(Theme.touch * 0.8, implicitWidth)
        text: stepper.value
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.NoWrap
    }
    Step {
        objectName: "plus" + stepper.suffix
        icon: "plus"
        label: qsTr("One more")
        live: stepper.live && stepper.value < stepper.most
        onChosen: stepper.wanted(stepper.value + 1)
    }
}
