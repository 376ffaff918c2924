export interface Webhook {
    url: string;
    /** Signs what is sent: X-Kiosk-Signature: t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">. */
    secret: string;
}

export interface KioskOrdersOptions {
    /** Bearer tokens of the booths. */
    tokens: string[];
    /** Shared with the booths, which sign pay links with it even while the network is gone. At least 16 characters. */
    paySecret: string;
    /** Where visitors' phones reach this shop, without a slash at the end: https://shop.example */
    publicUrl: string;
    /** The payment method that the pay page uses. */
    paymentMethodCode: string;
    /** Told of changes; booths that cannot be reached ask for them instead. */
    webhooks?: Webhook[];
}

export const OPTIONS = Symbol('KioskOrdersOptions');
