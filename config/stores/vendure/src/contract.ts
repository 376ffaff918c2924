/** The JSON that booths send and read; the same shapes as config/stores/openapi.yaml, and checked as strictly. */

export const MAX_REFERENCE = 64;

export interface SubmissionLine {
    sku: string;
    gtin: string;
    title: string;
    quantity: number;
    /** minor units */
    unit_price: number;
}

export interface Submission {
    reference: string;
    lines: SubmissionLine[];
    currency: string;
    /** minor units */
    total: number;
    /** ISO 8601, UTC */
    placed_at: string;
}

export type OrderState = 'accepted' | 'paid' | 'cancelled' | 'refunded';

/** What cannot be done, with the status that the contract gives it. */
export class Refusal extends Error {
    constructor(
        readonly status: number,
        message: string,
        readonly reference?: string,
    ) {
        super(message);
    }
}

const REFERENCE = /^[A-Z0-9-]{1,64}$/;

export function reference(value: unknown): string {
    if (typeof value !== 'string' || !REFERENCE.test(value)) {
        throw new Refusal(400, `a reference has 1 to ${MAX_REFERENCE} of A-Z, 0-9 and -`);
    }
    return value;
}

/** @throws Refusal 400 for what is not an order, 422 for one that does not add up. */
export function submission(value: unknown): Submission {
    const body = fields(value, 'the order', {
        reference: 'string',
        currency: 'string',
        total: 'integer',
        placed_at: 'string',
    });
    const written = (value as { lines?: unknown }).lines;
    if (!Array.isArray(written) || written.length > 100) {
        throw new Refusal(400, 'the order: lines must be a list of at most 100');
    }
    const lines = written.map((line, number) =>
        fields(line, `line ${number + 1}`, {
            sku: 'string',
            gtin: 'string',
            title: 'string',
            quantity: 'integer',
            unit_price: 'integer',
        }),
    ) as unknown as SubmissionLine[];
    reference(body.reference);
    if (lines.length === 0) {
        throw new Refusal(422, 'there is nothing in it');
    }
    if (lines.some(line => line.quantity < 1 || line.quantity > 1000 || line.unit_price < 0)) {
        throw new Refusal(422, 'a quantity is 1 to 1000, and a price 0 or more');
    }
    if (new Set(lines.map(line => line.sku)).size !== lines.length) {
        throw new Refusal(422, 'a product stands in two lines');
    }
    if (body.total !== lines.reduce((sum, line) => sum + line.quantity * line.unit_price, 0)) {
        throw new Refusal(422, 'the total is not the sum of the lines');
    }
    return { ...body, lines } as unknown as Submission;
}

/** Whether both ask for the same things at the same price; a corrected title makes no other order. */
export function same(one: Submission, other: Submission): boolean {
    return essence(one) === essence(other);
}

function essence(order: Submission): string {
    const lines = order.lines.map(line => [line.sku, line.gtin, line.quantity, line.unit_price]);
    return JSON.stringify([order.reference, order.currency, order.total, lines]);
}

function fields(
    value: unknown,
    where: string,
    kinds: Record<string, 'string' | 'integer'>,
): Record<string, unknown> {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw new Refusal(400, `${where}: not a JSON object`);
    }
    const found: Record<string, unknown> = {};
    for (const [name, kind] of Object.entries(kinds)) {
        const field = (value as Record<string, unknown>)[name];
        const fits = kind === 'string' ? typeof field === 'string' && field.length <= 500 : Number.isSafeInteger(field);
        if (!fits) {
            throw new Refusal(400, `${where}: ${name} must be of type ${kind}`);
        }
        found[name] = field;
    }
    return found;
}
