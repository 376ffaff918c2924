import QtQuick
import Kiosk
import Kiosk.Bridge

// The way back, the way home, the basket and the language: in the same place on every page but attract.
Item {
    id: bar

    required property Face face
    property bool showBasket: true
    property bool showBack: face.visit.canGoBack
    // Large type leaves no room for everything: the arrow speaks for itself.
    readonly property bool crowded: Theme.portrait && Theme.textScale > 1.2 && showBasket && face.order.count > 0

    implicitHeight: Theme.barHeight

    Row {
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space1
        spacing: Theme.space2
        QuietButton {
            objectName: "back"
            icon: "back"
            label: qsTr("Back")
            text: bar.crowded ? "" : label
            visible: bar.showBack
            onChosen: bar.face.visit.back()
        }
        QuietButton {
            objectName: "home"
            icon: "home"
            label: qsTr("The town")
            text: ""
            onChosen: bar.face.visit.home()
        }
    }
    Row {
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space1
        spacing: Theme.space2
        QuietButton {
            objectName: "basket"
            icon: "basket"
            text: bar.face.order.count
            label: qsTr("Basket: %1").arg(bar.face.order.count)
            visible: bar.showBasket && bar.face.order.count > 0
            onChosen: bar.face.visit.go("basket")
        }
        QuietButton {
            objectName: "textSize"
            icon: "text-size"
            label: qsTr("Larger text")
            text: ""
            onChosen: bar.face.visit.nextTextSize()
        }
        LanguageSwitch {
            face: bar.face
        }
    }
}
