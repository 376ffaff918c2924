// Minor digits where they are not two: ISO 4217, table A.1. Not Intl.NumberFormat's, which has Unicode's own digits for a
// price tag: none for HUF, whose amounts come in hundredths. kiosk/store/currency.py has the same.
const NONE = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ');
const THREE = 'BHD IQD JOD KWD LYD OMR TND'.split(' ');
const FOUR = 'CLF UYW'.split(' ');

/** 3900 CNY is "CNY 39.00", 1200 JPY "JPY 1,200", 5 KWD "KWD 0.005". minor: a safe integer. */
export function written(minor: number, currency: string): string {
    const places = NONE.includes(currency) ? 0 : THREE.includes(currency) ? 3 : FOUR.includes(currency) ? 4 : 2;
    const all = String(Math.abs(minor)).padStart(places + 1, '0');
    const whole = all.slice(0, all.length - places).replace(/\B(?=(\d{3})+$)/g, ',');
    return `${currency} ${minor < 0 ? '-' : ''}${whole}${places ? `.${all.slice(-places)}` : ''}`;
}
