import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** The part of a pay link that only the shop and its booths can make: 26 characters of base32 (130 bits). */
export function paySignature(secret: string, reference: string, total: number, currency: string): string {
    const digest = createHmac('sha256', secret).update(`pay1.${reference}.${total}.${currency}`).digest();
    return base32(digest).slice(0, 26);
}

export function equal(one: string, other: string): boolean {
    const [a, b] = [one, other].map(text => createHash('sha256').update(text).digest());
    return timingSafeEqual(a, b);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function base32(bytes: Buffer): string {
    let text = '';
    let held = 0;
    let bits = 0;
    for (const byte of bytes) {
        held = (held << 8) | byte;
        bits += 8;
        while (bits >= 5) {
            text += ALPHABET[(held >> (bits - 5)) & 31];
            bits -= 5;
        }
        held &= (1 << bits) - 1;
    }
    return text;
}
