import QtQuick
import Kiosk
import Kiosk.Bridge

// No town to show: a kind face for the visitor, the detail in small type for staff.
Item {
    id: page

    required property Face face

    Column {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.margin, Theme.column)
        spacing: Theme.space4
        Picture {
            width: parent.width
            height: width * 0.6
            source: Theme.asset("pictures/attract/lantern.svg")
        }
        Words {
            role: "display"
            text: qsTr("Closed for a moment")
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
        }
        Words {
            text: qsTr("The town is being tidied. Our staff will gladly help you.")
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            color: Theme.inkSoft
        }
        Words {
            objectName: "staffDetail"
            role: "small"
            text: page.face.visit.trouble
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            color: Theme.inkSoft
        }
    }
    StaffCorner {
        face: page.face
    }
}
