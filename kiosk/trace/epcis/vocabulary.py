"""The standard values of CBV 2.0, 7, and the spellings they may have: bare word, CURIE, URN or web URI.

The JSON-LD binding of EPCIS 2.0 writes them as bare words; older systems write urn:epcglobal:cbv:bizstep:shipping.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BIZ_STEPS = _words("""
    accepting arriving assembling collecting commissioning consigning creating_class_instance cycle_counting
    decommissioning departing destroying disassembling dispensing encoding entering_exiting holding inspecting
    installing killing loading other packing picking receiving removing repackaging repairing replacing reserving
    retail_selling sampling sensor_reporting shipping staging_outbound stock_taking stocking storing transporting
    unloading unpacking void_shipping
""")
DISPOSITIONS = _words("""
    active available completeness_inferred completeness_verified conformant container_closed container_open damaged
    destroyed dispensed disposed encoded expired in_progress in_transit inactive mismatch_class mismatch_instance
    mismatch_quantity needs_replacement no_pedigree_match non_conformant non_sellable_other partially_dispensed
    recalled reserved retail_sold returned sellable_accessible sellable_not_accessible stolen unavailable unknown
""")
TRANSACTION_TYPES = _words("bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt")
PARTY_TYPES = _words("location owning_party possessing_party")
ERROR_REASONS = _words("did_not_occur incorrect_data")
ALERTS = _words("ALARM_CONDITION ERROR_CONDITION")
COMPONENTS = _words("""
    x y z axial_distance azimuth height spherical_radius polar_angle elevation_angle easting northing latitude
    longitude altitude
""")
ACTIONS = ("ADD", "OBSERVE", "DELETE")
EVENT_TYPES = ("ObjectEvent", "AggregationEvent", "TransactionEvent", "TransformationEvent", "AssociationEvent")

# CBV 2.0, 7.7, with UNECE Recommendation 20 codes that belong to each: the coherent unit, and what loggers write.
# Types whose units are many or contested name none, and any well-formed code will do.
MEASUREMENTS: dict[str, frozenset[str]] = {
    "AbsoluteHumidity": _words("A93 GL A79 M69 F30"),
    "Acceleration": _words("MSK A40 C11 C10 A76 P40 K40 A41 C12 A72"),
    "Altitude": _words("MTR KMT FOT CMT MMT DMT"),
    "Angle": _words("C81 DD D61 D62 A91 M43 C25 B97"),
    "Area": _words("MTK CMK MMK DMK KMK FTK INK HAR ACR"),
    "Count": _words("H87 C62 EA NAR"),
    "Dimensionless": _words("C62 P1 59 40 61"),
    "Frequency": _words("HTZ KHZ MHZ A86 D29"),
    "Illuminance": _words("LUX KLX B60 P25"),
    "Length": _words("MTR KMT CMT MMT DMT 4H C45 FOT INH YRD SMI NMI"),
    "Luminance": _words("A24 P30 P31 P32"),
    "Mass": _words("KGM GRM MGM TNE MC LBR ONZ DTN HGM KTN STN LTN CGM DJ DG"),
    "Pressure": _words("PAL KPA MPA A97 BAR MBR HBA A89 ATM ATT PS 97 A98 H79 UA HN F79"),
    "RelativeHumidity": _words("P1 A91 C62"),
    "Speed": _words("MTS KMH HM KNT 2M FS FR"),
    "Temperature": _words("CEL KEL FAH A48"),
    "Time": _words("SEC MIN HUR DAY C26 B98 C47 ANN MON WEE"),
    "Voltage": _words("VLT KVT MIV 2Z D82 B78"),
    "Volume": _words("MTQ LTR MLT CLT DLT CMQ MMQ DMQ HLT FTQ INQ GLL GLI YDQ OZA OZI"),
    **dict.fromkeys(
        _words("""
            AbsorbedDose AbsorbedDoseRate Radioactivity AmountOfSubstance AmountOfSubstancePerUnitVolume
            AngularAcceleration AngularMomentum AngularVelocity Capacitance Conductance Conductivity Density
            DoseEquivalent DoseEquivalentRate DynamicViscosity ElectricCharge ElectricCurrent
            ElectricCurrentDensity ElectricFieldStrength Energy Exposure Force Inductance Irradiance
            KinematicViscosity LinearMomentum LuminousFlux LuminousIntensity MagneticFlux MagneticFluxDensity
            MagneticVectorPotential MassConcentration MassFlowRate MassPerAreaTime MemoryCapacity
            MolalityOfSolute MolarEnergy MolarMass MolarVolume Power RadiantFlux RadiantIntensity Resistance
            Resistivity SolidAngle SpecificVolume SurfaceDensity SurfaceTension Torque VolumeFlowRate
            VolumeFraction VolumetricFlux Wavenumber
        """),
        frozenset(),
    ),
}

_CBV = ("https://ref.gs1.org/cbv/", "http://ref.gs1.org/cbv/", "https://ns.gs1.org/cbv/", "http://ns.gs1.org/cbv/")
_OLD_VOC = ("https://gs1.org/voc/", "http://gs1.org/voc/", "https://www.gs1.org/voc/", "http://www.gs1.org/voc/")
_VOC = ("https://ref.gs1.org/voc/", "https://ns.gs1.org/voc/", *_OLD_VOC)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One list of standard values. name: of the web URI (BizStep-shipping). urn: of the old one (bizstep)."""

    words: frozenset[str]
    name: str
    urn: str
    web: str = "https://ref.gs1.org/cbv/"
    own: tuple[str, ...] = (*_CBV, "urn:epcglobal:cbv:", "urn:epcglobal:epcis:")

    def word(self, written: str) -> str | None:
        """The bare word of a standard value in any spelling; None for any other text."""
        if written in self.words:
            return written
        if ":" not in written:
            return None
        for start in self._starts():
            if written.startswith(start) and written[len(start) :] in self.words:
                return written[len(start) :]
        return None

    def claims(self, written: str) -> bool:
        """True of a full URI in GS1's own namespace, which only GS1 may add to (CBV 2.0, 7)."""
        return written.startswith(self.own)

    def uri(self, word: str) -> str:
        return f"{self.web}{self.name}{word}"

    def _starts(self) -> Iterator[str]:
        yield f"urn:epcglobal:cbv:{self.urn}:"
        for root in ("cbv:", "gs1:", *_CBV, *_VOC):
            yield f"{root}{self.name}"


BIZ_STEP = Vocabulary(BIZ_STEPS, "BizStep-", "bizstep")
DISPOSITION = Vocabulary(DISPOSITIONS, "Disp-", "disp")
TRANSACTION_TYPE = Vocabulary(TRANSACTION_TYPES, "BTT-", "btt")
PARTY_TYPE = Vocabulary(PARTY_TYPES, "SDT-", "sdt")
ERROR_REASON = Vocabulary(ERROR_REASONS, "ER-", "er")
COMPONENT = Vocabulary(COMPONENTS, "Comp-", "comp")
MEASUREMENT = Vocabulary(frozenset(MEASUREMENTS), "", "mt", "https://ref.gs1.org/voc/", _OLD_VOC)
ALERT = Vocabulary(ALERTS, "", "alert", "https://ref.gs1.org/voc/", _OLD_VOC)
