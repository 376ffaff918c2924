"""The two-letter country codes of ISO 3166-1, those that people write in their place, and customs territories."""

_CODES = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY
BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK
FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR
IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK
ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM
PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF
TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
COUNTRIES = frozenset(_CODES.split())

MISTAKEN = {
    "UK": "GB", "ENG": "GB", "GBR": "GB", "USA": "US", "JPN": "JP", "JA": "JP", "CHN": "CN", "DEU": "DE",
    "GER": "DE", "NLD": "NL", "AUS": "AU", "NZL": "NZ", "THA": "TH", "CAN": "CA", "FRA": "FR", "KOR": "KR",
}  # fmt: skip

_EU = frozenset(  # Regulation (EU) No 952/2013, article 4; Monaco is within it
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MC MT NL PL PT RO SE SI SK".split()  # noqa: SIM905
)
_UNIONS = {"LI": "CH", "IM": "GB", "JE": "GB", "GG": "GB"} | dict.fromkeys(_EU, "EU")


def territory(country: str) -> str:
    """The customs territory of a country: itself, or the union that clears for it."""
    return _UNIONS.get(country, country)
