import QtQuick
import Kiosk
import Kiosk.Bridge

// "Are you still here?", before the booth forgets a visit. Any touch is an answer.
Rectangle {
    id: notice
    objectName: "idleNotice"

    required property Face face

    visible: face.visit.secondsLeft > 0
    color: Theme.veil

    MouseArea {
        anchors.fill: parent // the touch that answers presses nothing below
        onPressed: notice.face.visit.present("touch")
    }

    Rectangle {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.margin, Theme.column)
        height: column.height + 2 * Theme.space6
        radius: Theme.radius
        color: Theme.paperBright

        Column {
            id: column
            anchors.centerIn: parent
            width: parent.width - 2 * Theme.space5
            spacing: Theme.space4
            Words {
                role: "title"
                text: qsTr("Still here?")
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
            }
            Words {
                text: (notice.face.visit.staffed ? qsTr("In %1 seconds the staff screen closes.") : qsTr("In %1 seconds this screen forgets your visit, basket and all, for the next guest.")).arg(notice.face.visit.secondsLeft)
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                color: Theme.inkSoft
            }
            StrongButton {
                objectName: "stay"
                anchors.horizontalCenter: parent.horizontalCenter
                text: qsTr("I am here")
                onChosen: notice.face.visit.present("touch")
            }
        }
    }
}
