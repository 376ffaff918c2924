pragma Singleton
import QtQuick

// Every colour, size and duration of the town. Pages name tokens and never write a colour or a pixel of their own.
// Sizes are drawn for a screen whose short side is 1080 px and scale with it (`unit`); type also with `textScale`.
QtObject {
    id: theme

    // --- set once by Main ---------------------------------------------------------------------------------
    property real width: 1080
    property real height: 1920
    property real textScale: 1.0
    property string language: "zh"
    property bool still: false // reduced motion: things appear instead of moving
    property url assets

    readonly property bool portrait: height >= width
    readonly property real unit: Math.min(width, height) / 1080
    readonly property bool chinese: language === "zh"

    // --- colour ---------------------------------------------------------------------------------------------
    readonly property color paper: "#F6EFE2"
    readonly property color paperShade: "#EADFC9"
    readonly property color paperBright: "#FDFAF3"
    readonly property color white: "#FFFFFF" // behind codes only
    readonly property color ink: "#1E2A35"
    readonly property color inkSoft: "#55606B"
    readonly property color line: "#D3C6AC"
    readonly property color lantern: "#CB3A22"
    readonly property color lanternPressed: "#A82D19"
    readonly property color onStrong: "#FFFBF3"
    readonly property color night: "#1B2540"
    readonly property color dusk: "#E9B98A"
    readonly property color daySky: "#F3D9B1"
    readonly property color twilight: "#8C5566"
    readonly property color windowLight: "#FFD98A"
    readonly property color leaf: "#3F6B4A"
    readonly property color sea: "#CFDFDA" // the land's colours are its sheets' own: assets/maps/convert.py
    readonly property color seaLine: "#C0D3CD"
    readonly property color allowed: "#DFE8D8" // the band of temperatures that goods may have
    readonly property color wood: "#B98352"
    readonly property color woodShade: "#A9713F"
    readonly property color woodDark: "#6B4428"
    readonly property color warning: "#B4651E"
    readonly property color veil: "#CC1E2A35"
    readonly property color clear: "transparent"

    function pavilion(region: string): color {
        switch (region) {
        case "north-america":
            return "#A0561A";
        case "europe":
            return "#28598C";
        case "asia":
            return "#8A2F5B";
        case "oceania":
            return "#1F7A70";
        }
        return ink;
    }

    // The colours that the seals are drawn in.
    function verdict(name: string): color {
        switch (name) {
        case "genuine":
            return leaf;
        case "unknown":
            return inkSoft;
        case "expired":
            return pavilion("europe");
        case "copied":
            return pavilion("asia");
        case "inconsistent":
            return "#9A4A12";
        case "forged":
            return ink;
        }
        return lantern;
    }

    // --- space ----------------------------------------------------------------------------------------------
    readonly property real hair: Math.max(1, 2 * unit)
    readonly property real space1: 8 * unit
    readonly property real space2: 16 * unit
    readonly property real space3: 24 * unit
    readonly property real space4: 36 * unit
    readonly property real space5: 56 * unit
    readonly property real space6: 84 * unit
    readonly property real margin: (portrait ? 64 : 72) * unit
    readonly property real radius: 18 * unit
    readonly property real touch: 96 * unit // the smallest target; 88 is the floor
    readonly property real barHeight: 136 * unit
    readonly property real button: 116 * unit // how high a way on is
    readonly property real buttonFinal: 140 * unit // the one that orders
    readonly property real buttonAlone: 560 * unit // how wide one is that has a page to itself
    readonly property real icon: 48 * unit
    readonly property real column: 952 * unit // the width of a comfortable column of text
    readonly property real tooth: 44 * unit // of a slip's torn edge

    // --- places: the pieces of the town's pages, per orientation --------------------------------------------------
    readonly property real caption: (portrait ? 500 : 660) * unit // the poster's caption: below the street, or beside it
    readonly property real invitation: (portrait ? 440 : 340) * unit // the hand that holds a sticker
    readonly property real wall: (portrait ? 560 : 430) * unit // the lowest that the street's posters may be
    readonly property real waysIn: (portrait ? 340 + 160 * textScale : 110 + 110 * textScale) * unit
    readonly property real hero: 550 * unit // a place's picture across a portrait page
    readonly property real door: (portrait ? 375 : 350) * unit * (0.6 + 0.4 * textScale)
    readonly property real portraitSize: (portrait ? 156 : 140) * unit // a host's
    readonly property real shelf: (portrait ? 300 : 230) * unit // how tall a product stands
    readonly property real street: (portrait ? 1 : 0.94) * unit // one unit of the evening street's pictures

    // --- the passport, and a code that has none ---------------------------------------------------------------
    readonly property real seal: 320 * unit // a verdict's stamp
    readonly property real rosette: (portrait ? 680 : 620) * unit // the fine lines around the stamp of an unknown code

    readonly property real tag: 14 * unit // between a paper tag's words and its edge
    // The map of its journey.
    readonly property real mapShare: portrait ? 0.58 : 0.54 // how high it is, of its width
    readonly property real mapFrame: 10 * unit // between the two lines of its edge
    readonly property real mapGap: 20 * unit // from a dot to its name
    readonly property real mapLine: 6 * unit
    readonly property real mapDot: 18 * unit
    readonly property real mapPlane: 60 * unit
    // The temperatures on the way.
    readonly property real chart: 300 * unit * (0.7 + 0.3 * textScale)
    readonly property real chartScale: 62 * unit * textScale // where its degrees stand
    readonly property real chartPoint: 9 * unit
    // A long record shows its beginning and its end first.
    readonly property int legsAtOnce: 10
    readonly property int legsKept: 4
    readonly property int inspectionsAtOnce: 6
    readonly property int inspectionsKept: 4
    readonly property int reasonsAtOnce: 3
    readonly property real term: 190 * unit * (0.4 + 0.6 * textScale) // how wide the words before an entry are
    readonly property real logCode: 560 * unit // the log's checkpoint, for a phone

    // --- the scan: the preview, and what is drawn on it ------------------------------------------------------------
    readonly property real previewCrop: 2.4 // the picture is at most so many times as large as shown whole
    readonly property real previewLeast: 0.25 // and fills so much of either side, however odd a frame is
    readonly property real markLine: 6 * unit
    readonly property real markRoom: 1.17 // beside the code itself: its quiet zone is the sticker's white
    readonly property real markArm: 0.24 // of a side: how far the corners of a located code reach
    readonly property real markCasing: 14 * unit
    readonly property real markName: 250 * unit * textScale // how wide a name may be before it takes two lines
    readonly property real markNumber: 38 * unit
    readonly property int markStrokes: 24 // of the ring that fills
    readonly property real hintPicture: (portrait ? 116 : 96) * unit
    readonly property real hintWord: title * (portrait ? 1 : 0.8)
    readonly property real notes: 22 * unit // for staff: never larger, there is a line of it

    // --- the noodle shop: its curtains, its counter, and the bowls on it ----------------------------------------
    readonly property real counterDepth: 70 * unit // of the counter's top, where a page ends on it
    // The menu.
    readonly property real menuCurtain: 200 * unit // below its rod
    readonly property real menuLantern: 200 * unit
    readonly property real tagline: 150 * unit // the strip below the curtain
    readonly property real taglineInset: 170 * unit // a lantern hangs there
    readonly property real menuBowl: (portrait ? 420 : textScale > 1.2 ? 340 : chinese ? 238 : 230) * unit
    readonly property real shopPaper: 320 * unit // a bowl's paper that is narrower saves on its margins
    readonly property real menuBowlLast: 480 * unit // one that has a row to itself
    readonly property real menuBowlSpecial: 580 * unit // the house bowl
    // A dish.
    readonly property real dishWallLeast: (textScale > 1.2 ? 660 : 780) * unit // how high its wall is
    readonly property real dishWallMost: 1080 * unit
    readonly property real dishCounter: (portrait ? 130 : 260) * unit // from the counter's top to the wall's foot
    readonly property real dishCounterDepth: (portrait ? 122 : 150) * unit
    readonly property real setBowl: 110 * unit // of what is in a set
    readonly property real basketInset: 460 * unit // where in the bar a bowl flies to, from its margin
    // The basket.
    readonly property real lineBowl: (portrait ? 270 : 210) * unit
    readonly property real lineTotal: 220 * unit * textScale
    readonly property real emptyWords: (portrait ? 380 : 206) * unit // where they begin
    readonly property real emptyBowl: (portrait ? 720 : 470) * unit
    readonly property real emptyBowlRise: (portrait ? 1060 : 690) * unit // from the page's foot to its upper edge
    readonly property real companyLeast: 300 * unit // who waits at the counter: how high
    readonly property real companyMost: 620 * unit
    // The slip.
    readonly property real slipCount: 92 * unit * textScale
    readonly property real slipBowlsRoom: 330 * unit // with less of it the slip stands alone
    readonly property real slipBowlsLeast: 220 * unit
    readonly property real slipBowlsMost: (portrait ? 470 : 460) * unit
    // The thank-you.
    readonly property real thanksCurtain: (portrait ? 190 : 210) * unit // below its rod
    readonly property real thanksBowls: (portrait ? 320 : 400) * unit
    readonly property real claim: 872 * unit // the card with the code, in portrait
    readonly property real claimCode: (portrait ? (textScale > 1.2 ? 520 : 620) : 450) * unit // at most

    // --- the staff screen ------------------------------------------------------------------------------------
    readonly property real knock: 3 // seconds that its quiet corner is held
    readonly property real corner: 160 * unit
    readonly property int look: 1000 // how often its queue is read
    readonly property real key: (portrait ? 190 : 168) * unit // of the pad
    readonly property real pinDot: 26 * unit
    readonly property real summary: 690 * unit // beside the parked orders, in landscape

    // --- type -----------------------------------------------------------------------------------------------
    readonly property string sans: "Noto Sans SC"
    readonly property string serif: "Noto Serif SC"
    readonly property real display: (portrait ? 104 : 96) * unit * (1 + (textScale - 1) / 2)
    readonly property real title: 68 * unit * (1 + (textScale - 1) / 2)
    readonly property real heading: 42 * unit * textScale
    readonly property real body: 30 * unit * textScale
    readonly property real small: 25 * unit * textScale
    // Times the typeface's own line, which is 1.45 of its size.
    readonly property real leading: chinese ? 1.1 : 1.0
    readonly property real titleLeading: chinese ? 0.92 : 0.84

    // --- motion ---------------------------------------------------------------------------------------------
    readonly property int quick: still ? 0 : 150
    readonly property int move: still ? 0 : 240
    readonly property int slow: still ? 0 : 350
    readonly property int flightTime: still ? 0 : 3600 // of the small aeroplane along its route
    readonly property int breath: 2600 // one slow cycle of the invitation
    readonly property int dayLength: 90000 // attract mode's day, in ms
    readonly property int filmStall: 2500 // a film that has not moved for so long is broken
    readonly property int presence: 5000 // how often a playing film says that someone watches
    readonly property real pressedScale: 0.97

    function asset(name: string): url {
        return assets.toString() === "" ? "" : assets + "/" + name; // not before Main has said where
    }
    function iconSource(name: string, light: bool): url {
        return asset("pictures/icons/" + name + (light ? "-light" : "") + ".svg");
    }
}
