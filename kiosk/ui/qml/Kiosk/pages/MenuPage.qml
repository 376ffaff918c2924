pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Bridge

// The shop's wall: eight bowls on their shelves under the curtain, one of them the house's own.
Item {
    id: page

    required property Face face
    readonly property bool portrait: Theme.portrait
    readonly property var menu: face.town.menu
    readonly property var dishes: menu.dishes ?? []
    readonly property int special: portrait ? Math.max(0, dishes.findIndex(dish => !dish.soldOut)) : -1
    readonly property int columns: portrait ? 2 : (Theme.textScale > 1.2 ? 2 : Math.max(4, Math.ceil(dishes.length / 2)))
    readonly property real cell: scroller.width / columns
    // Set meals stand last, in rows of their own. In portrait the special fills a row, and so does the last of the
    // bowls or of the sets where it has no neighbour.
    readonly property int bowls: dishes.filter(dish => !dish.isSet).length
    readonly property int odd: portrait && bowls % 2 === 0 && bowls > 2 ? bowls - 1 : -1
    readonly property int oddSet: portrait && (dishes.length - bowls) % 2 === 1 ? dishes.length - 1 : -1

    function isWide(index: int): bool {
        return index === special || index === odd || index === oddSet;
    }

    ShopWall {
        anchors.fill: parent
    }
    Loader {
        active: !page.portrait
        width: scroller.x
        height: parent.height
        sourceComponent: Item {
            Scene {
                anchors.fill: parent
                source: Theme.asset("pictures/rooms/noodle-shop.svg")
                focusX: 0.66
            }
            Rectangle {
                anchors.bottom: parent.bottom
                width: parent.width
                height: said.height + 2 * Theme.space4
                color: Theme.lantern
                Column {
                    id: said
                    x: Theme.margin
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width - 2 * Theme.margin
                    spacing: Theme.space1
                    Words {
                        role: "display"
                        width: parent.width
                        text: page.menu.name ?? ""
                        // The longest word, or the whole of a Chinese name, stands on one line.
                        readonly property int longest: Math.max(1, ...text.split(" ").map(word => word.length))
                        font.pixelSize: Math.max(Theme.heading, Math.min(Theme.display, width / (longest * (Theme.chinese ? 1.02 : 0.6))))
                        maximumLineCount: 4
                        elide: Text.ElideRight
                        lineHeight: Theme.chinese ? 1 : Theme.titleLeading
                        color: Theme.onStrong
                    }
                    Words {
                        width: parent.width
                        text: page.menu.tagline ?? ""
                        maximumLineCount: 6
                        elide: Text.ElideRight
                        color: Theme.onStrong
                    }
                }
            }
        }
    }

    Flickable {
        id: scroller
        objectName: "scroller"
        x: page.portrait ? 0 : page.width * 0.25
        width: page.width - x
        height: page.height
        contentHeight: shelves.height + (page.portrait ? Theme.space3 : 0)
        boundsBehavior: Flickable.DragAndOvershootBounds
        interactive: contentHeight > height
        clip: true
        onMovementStarted: page.face.visit.present("scroll")

        Column {
            id: shelves
            width: scroller.width

            Item {
                width: parent.width
                height: page.portrait ? curtain.height + Theme.tagline : Theme.barHeight
                Noren {
                    id: curtain
                    width: parent.width
                    height: head + Theme.menuCurtain
                    head: Theme.barHeight
                    text: page.menu.name ?? ""
                    visible: page.portrait
                }
                Repeater {
                    model: page.portrait ? 2 : 0
                    Picture {
                        required property int index
                        width: Theme.menuLantern
                        height: width
                        x: index === 0 ? Theme.space2 : parent.width - width - Theme.space2
                        y: curtain.height - Theme.space2
                        source: Theme.asset("pictures/dishes/shop-lantern.svg")
                    }
                }
                Words {
                    x: Theme.margin + Theme.taglineInset
                    y: curtain.height
                    width: parent.width - 2 * x
                    height: Theme.tagline
                    role: "heading"
                    horizontalAlignment: Text.AlignHCenter
                    verticalAlignment: Text.AlignVCenter
                    minimumPixelSize: Theme.small
                    fontSizeMode: Text.Fit
                    lineHeight: 1
                    visible: page.portrait
                    text: page.menu.tagline ?? ""
                }
            }
            Flow {
                width: parent.width
                Repeater {
                    model: page.dishes.length
                    ShopBowl {
                        required property int index
                        dish: page.dishes[index] ?? ({})
                        wide: page.isWide(index)
                        mirrored: index === page.odd || index === page.oddSet
                        tag: index === page.special ? qsTr("The house bowl") : ""
                        width: wide ? scroller.width : Math.floor(page.cell)
                        bowl: index === page.special ? Theme.menuBowlSpecial : wide ? Theme.menuBowlLast : Theme.menuBowl
                        nameLines: (page.portrait || (Theme.chinese && page.columns < 5)) && Theme.textScale < 1.2 ? 1 : 2
                        aside: page.portrait && Theme.textScale < 1.2
                        onChosen: page.face.visit.openDish(page.menu.id, dish.id)
                    }
                }
            }
        }
    }
    // What scrolls goes under the curtain, and not behind the bar's buttons.
    Rectangle {
        x: scroller.x
        width: scroller.width
        height: Theme.barHeight + (page.portrait ? Theme.space1 : 0)
        color: Theme.daySky
        visible: scroller.contentY > 0
        Noren {
            anchors.fill: parent
            text: page.menu.name ?? ""
            blank: true
            visible: page.portrait
        }
    }
    TopBar {
        face: page.face
        width: parent.width
    }
}
