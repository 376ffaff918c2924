import { Inject, Injectable } from '@nestjs/common';
import {
    EventBus,
    ID,
    isGraphQlErrorResult,
    Order,
    OrderLine,
    OrderPlacedEvent,
    OrderService,
    ProductPriceApplicator,
    ProductVariant,
    ProductVariantService,
    RequestContext,
    RequestContextService,
    TransactionalConnection,
    User,
    ConfigService,
} from '@vendure/core';
import { Changes } from './changes';
import { OrderState, Refusal, same, Submission } from './contract';
import { settled, within } from './database';
import { KioskOrder } from './entities';
import { KioskOrdersOptions, OPTIONS } from './options';
import { partsOf, Sets } from './sets';

export interface Taken {
    id: string;
    reference: string;
    already: boolean;
}

export interface Found {
    id: string;
    reference: string;
    state: OrderState;
    paid_at: string | null;
    submission: Submission;
}

export interface Good {
    sku: string;
    name: string;
    /** "" where the shop has no such translation */
    name_zh: string;
    name_en: string;
    price: number;
    currency: string;
    /** saleable pieces; null where the shop does not count them */
    stock: number | null;
    enabled: boolean;
    /** of a set, the skus of what is in it, each as often as it is */
    parts: string[];
}

/** What an order wants of one variant: in its own line, and within the sets that are named. */
interface Wanted {
    variant: ProductVariant;
    alone: number;
    within: number;
    sets: string[];
}

const PAID = new Set(['PaymentAuthorized', 'PaymentSettled', 'PartiallyShipped', 'Shipped', 'PartiallyDelivered', 'Delivered']);

/** Orders of booths as orders of the shop: one transaction each, one order for a reference, whatever is sent how often. */
@Injectable()
export class KioskOrders {
    // One writer at a time in this process; between processes the unique reference and the database decide.
    private tail: Promise<unknown> = Promise.resolve();

    constructor(
        private connection: TransactionalConnection,
        private contexts: RequestContextService,
        private config: ConfigService,
        private orders: OrderService,
        private variants: ProductVariantService,
        private prices: ProductPriceApplicator,
        private events: EventBus,
        private changes: Changes,
        private sets: Sets,
        @Inject(OPTIONS) private options: KioskOrdersOptions,
    ) {}

    /** @throws Refusal: 409 when the reference belongs to other goods, 422 for what the shop will not sell like this. */
    async submit(submission: Submission): Promise<Taken> {
        return this.alone(async () => (await this.taken(submission)) ?? this.create(submission));
    }

    async find(reference: string): Promise<Found | undefined> {
        await settled(this.connection);
        const known = await this.known(reference);
        if (!known) {
            return undefined;
        }
        const order = await this.loaded(known.orderId);
        const paid = order.payments.filter(payment => payment.state === 'Settled' || payment.state === 'Authorized');
        return {
            id: order.code,
            reference,
            state: stateOf(order),
            paid_at: paid[0] ? paid[0].createdAt.toISOString() : null,
            submission: JSON.parse(known.body) as Submission,
        };
    }

    /** Cancels what is not paid. @throws Refusal 404, or 409 when it is paid (refund it) or cannot be any more. */
    async cancel(reference: string, reason: string): Promise<Found> {
        return this.alone(async () => {
            const known = await this.mustKnow(reference);
            const found = (await this.find(reference)) as Found;
            if (found.state === 'cancelled') {
                return found;
            }
            if (found.state !== 'accepted') {
                throw new Refusal(409, `it is ${found.state}; refund it instead`, reference);
            }
            await this.within(async ctx => {
                done(await this.orders.cancelOrder(ctx, { orderId: known.orderId, reason }), 409, reference);
            });
            return (await this.find(reference)) as Found;
        });
    }

    /** Gives all of the money back and the goods to the shelf. @throws Refusal 404, 409 when nothing is paid. */
    async refund(reference: string, reason: string): Promise<Found> {
        return this.alone(async () => {
            const known = await this.mustKnow(reference);
            const found = (await this.find(reference)) as Found;
            if (found.state === 'refunded') {
                return found;
            }
            if (found.state !== 'paid') {
                throw new Refusal(409, `it is ${found.state}, so there is nothing to give back`, reference);
            }
            await this.within(async ctx => {
                const order = await this.loaded(known.orderId, ctx);
                const lines = order.lines.map(line => ({ orderLineId: line.id, quantity: line.quantity }));
                const [payment] = order.payments.filter(one => one.state === 'Settled');
                if (!payment) {
                    throw new Refusal(409, 'the payment is not settled yet', reference);
                }
                const refund = await this.orders.refundOrder(ctx, {
                    paymentId: payment.id,
                    lines,
                    shipping: 0,
                    adjustment: 0,
                    amount: payment.amount,
                    reason,
                });
                done(refund, 409, reference);
                done(await this.orders.cancelOrder(ctx, { orderId: order.id, lines, reason }), 409, reference);
            });
            return (await this.find(reference)) as Found;
        });
    }

    /** The visitor has pressed "pay". @throws Refusal 404, 409 for what cannot be paid (any more), 402 when declined. */
    async pay(reference: string): Promise<Found> {
        return this.alone(async () => {
            const known = await this.mustKnow(reference);
            const found = (await this.find(reference)) as Found;
            if (found.state === 'paid') {
                return found; // a second press pays nothing
            }
            if (found.state !== 'accepted') {
                throw new Refusal(409, `it is ${found.state}`, reference);
            }
            await this.within(async ctx => {
                const method = this.options.paymentMethodCode;
                done(
                    await this.orders.addPaymentToOrder(ctx, known.orderId, { method, metadata: { reference } }),
                    402,
                    reference,
                );
            });
            return (await this.find(reference)) as Found;
        });
    }

    /** A page of what is for sale, by the shop's own numbers. after: the last page's `next`. */
    async catalogue(after: number, take: number): Promise<{ goods: Good[]; next: number | null }> {
        const ctx = await this.context();
        const skip = after;
        const page = await this.variants.findAll(ctx, { take, skip, sort: { id: 'ASC' } as never });
        const read = skip + page.items.length;
        const goods = await this.goods([...new Set(page.items.map(variant => variant.sku))]);
        return { goods, next: read < page.totalItems && page.items.length > 0 ? read : null };
    }

    /** What is gone, or whose product is, is told as such: a booth that had it must hear of that. */
    async goods(skus: string[]): Promise<Good[]> {
        const ctx = await this.context();
        const goods: Good[] = [];
        for (const sku of skus) {
            const variant = await this.variant(ctx, sku);
            const gone = { sku, name: sku, name_zh: '', name_en: '', price: 0, currency: ctx.currencyCode };
            goods.push(variant ? await this.good(ctx, variant) : { ...gone, stock: 0, enabled: false, parts: [] });
        }
        return goods;
    }

    // --- inside ---------------------------------------------------------------------------------------------

    private async taken(submission: Submission): Promise<Taken | undefined> {
        await settled(this.connection);
        const known = await this.known(submission.reference);
        if (!known) {
            return undefined;
        }
        if (!same(submission, JSON.parse(known.body) as Submission)) {
            throw new Refusal(409, 'the reference belongs to another order', submission.reference);
        }
        return { id: known.order.code, reference: known.reference, already: true };
    }

    private async create(submission: Submission): Promise<Taken> {
        try {
            const taken = await this.within(async ctx => {
                if (submission.currency !== ctx.currencyCode) {
                    throw new Refusal(422, `this shop sells in ${ctx.currencyCode}`);
                }
                const wanted = await this.wanted(ctx, submission);
                const counted: Wanted[] = [];
                for (const [sku, { variant, alone, within, sets }] of wanted) {
                    const stock = await this.stock(ctx, variant);
                    if (stock !== null && stock < alone + within) {
                        const named = [sku, ...sets].join(', in ');
                        throw new Refusal(422, `${named}: ${alone + within} wanted, ${Math.max(0, stock)} left`);
                    }
                    if (stock !== null && within > 0) {
                        counted.push({ variant, alone, within, sets });
                    }
                }
                const draft = await this.orders.createDraft(ctx);
                for (const line of submission.lines) {
                    const { variant } = wanted.get(line.sku) as Wanted;
                    // An error here may still have added what there was: throwing takes all of it back.
                    done(await this.orders.addItemToOrder(ctx, draft.id, variant.id, line.quantity), 422);
                }
                done(await this.orders.transitionToState(ctx, draft.id, 'ArrangingPayment'), 422);
                const order = await this.loaded(draft.id, ctx);
                if (order.totalWithTax !== submission.total) {
                    throw new Refusal(422, `it costs ${order.totalWithTax} (minor units), not ${submission.total}`);
                }
                await this.place(ctx, order);
                const pieces = [];
                for (const { variant, within } of counted) {
                    pieces.push(...(await this.sets.take(ctx, variant, within)));
                }
                const { reference } = submission;
                const taken = pieces.length > 0 ? JSON.stringify(pieces) : null;
                await this.connection
                    .getRepository(ctx, KioskOrder)
                    .save(new KioskOrder({ reference, body: JSON.stringify(submission), taken, order, orderId: order.id }));
                await this.changes.write(ctx, 'order', submission.reference);
                return { id: order.code, reference: submission.reference, already: false };
            });
            if (!(await this.known(submission.reference))) {
                throw new Error('it was taken back by a transaction around it');
            }
            return taken;
        } catch (error) {
            // Another process was first: its unique reference stands, and all of ours was taken back.
            const there = error instanceof Refusal ? undefined : await this.taken(submission);
            if (there) {
                return there;
            }
            throw error;
        }
    }

    /** What these lines take off the shelves, by sku. @throws Refusal 422 for what is not sold, or not at this price. */
    private async wanted(ctx: RequestContext, submission: Submission): Promise<Map<string, Wanted>> {
        const wanted = new Map<string, Wanted>();
        const of = (variant: ProductVariant): Wanted => {
            const known = wanted.get(variant.sku) ?? { variant, alone: 0, within: 0, sets: [] };
            wanted.set(variant.sku, known);
            return known;
        };
        for (const line of submission.lines) {
            const variant = await this.variant(ctx, line.sku);
            if (!variant || !variant.enabled) {
                throw new Refusal(422, `${line.sku} is not sold here`);
            }
            if (variant.priceWithTax !== line.unit_price) {
                const said = `${line.sku} costs ${variant.priceWithTax} ${ctx.currencyCode} (minor units)`;
                throw new Refusal(422, `${said}, not ${line.unit_price}`);
            }
            of(variant).alone += line.quantity;
            const parts = partsOf(variant);
            for (const sku of new Set(parts)) {
                const part = await this.part(ctx, sku);
                if (!part) {
                    throw new Refusal(422, `${sku}, in ${line.sku}, is not sold here`);
                }
                of(part).within += line.quantity * times(sku, parts);
                of(part).sets.push(line.sku);
            }
        }
        return wanted;
    }

    /** What may be in a set: for sale, and no set itself. */
    private async part(ctx: RequestContext, sku: string): Promise<ProductVariant | undefined> {
        const variant = await this.variant(ctx, sku);
        return variant?.enabled && partsOf(variant).length === 0 ? variant : undefined;
    }

    /** It is an order, and no more a basket: goods are held from here on, paid or not. */
    private async place(ctx: RequestContext, order: Order): Promise<void> {
        order.active = false;
        order.orderPlacedAt = new Date();
        await this.connection.getRepository(ctx, Order).save(order, { reload: false });
        for (const line of order.lines) {
            await this.connection
                .getRepository(ctx, OrderLine)
                .update(line.id, { orderPlacedQuantity: line.quantity });
        }
        await this.events.publish(new OrderPlacedEvent('Draft', 'ArrangingPayment', ctx, order));
    }

    private async variant(ctx: RequestContext, sku: string): Promise<ProductVariant | undefined> {
        const found = await this.connection
            .getRepository(ctx, ProductVariant)
            .createQueryBuilder('variant')
            .leftJoinAndSelect('variant.taxCategory', 'taxCategory')
            .leftJoinAndSelect('variant.productVariantPrices', 'prices')
            .leftJoinAndSelect('variant.translations', 'translations')
            .innerJoin('variant.product', 'product', 'product.deletedAt IS NULL AND product.enabled = :on', { on: true })
            .where('variant.sku = :sku AND variant.deletedAt IS NULL', { sku })
            .orderBy('variant.id') // nothing keeps a shop from giving a sku twice
            .getOne();
        return found ? this.prices.applyChannelPriceAndTax(found, ctx) : undefined;
    }

    private async good(ctx: RequestContext, variant: ProductVariant): Promise<Good> {
        const named = (...codes: string[]) =>
            codes.map(code => variant.translations.find(one => one.languageCode === code)?.name).find(Boolean) ?? '';
        const name_zh = named('zh_Hans', 'zh', 'zh_Hant');
        const name_en = named('en', 'en_US', 'en_GB');
        const parts = partsOf(variant);
        const counts = [await this.stock(ctx, variant)];
        for (const sku of new Set(parts)) {
            const part = await this.part(ctx, sku);
            const left = part ? await this.stock(ctx, part) : 0;
            counts.push(left === null ? null : Math.floor(left / times(sku, parts)));
        }
        const counted = counts.filter(count => count !== null);
        return {
            sku: variant.sku,
            name: named(ctx.channel.defaultLanguageCode) || name_en || name_zh || variant.translations[0]?.name || variant.sku,
            name_zh,
            name_en,
            price: variant.priceWithTax,
            currency: ctx.currencyCode,
            stock: counted.length > 0 ? Math.min(...counted) : null,
            enabled: variant.enabled,
            parts,
        };
    }

    private async stock(ctx: RequestContext, variant: ProductVariant): Promise<number | null> {
        const saleable = await this.variants.getSaleableStockLevel(ctx, variant);
        return saleable >= Number.MAX_SAFE_INTEGER ? null : saleable;
    }

    private async known(reference: string): Promise<KioskOrder | null> {
        return this.connection.rawConnection
            .getRepository(KioskOrder)
            .findOne({ where: { reference }, relations: { order: true } });
    }

    private async mustKnow(reference: string): Promise<KioskOrder> {
        const known = await this.known(reference);
        if (!known) {
            throw new Refusal(404, 'no such order', reference);
        }
        return known;
    }

    private async loaded(id: ID, ctx?: RequestContext): Promise<Order> {
        const repository = ctx
            ? this.connection.getRepository(ctx, Order)
            : this.connection.rawConnection.getRepository(Order);
        return repository.findOneOrFail({
            where: { id },
            relations: { lines: true, payments: { refunds: true }, surcharges: true, shippingLines: true },
        });
    }

    private async within<T>(work: (ctx: RequestContext) => Promise<T>): Promise<T> {
        return within(this.connection, await this.context(), work);
    }

    private alone<T>(work: () => Promise<T>): Promise<T> {
        const turn = this.tail.then(work, work);
        this.tail = turn.catch(() => undefined);
        return turn;
    }

    private async context(): Promise<RequestContext> {
        const { superadminCredentials } = this.config.authOptions;
        const user = await this.connection.rawConnection.getRepository(User).findOneOrFail({
            where: { identifier: superadminCredentials.identifier },
            relations: { roles: { channels: true } },
        });
        // Language and currency are the channel's own.
        return this.contexts.create({ apiType: 'admin', user });
    }
}

function stateOf(order: Order): OrderState {
    const paid = sum(order.payments.filter(one => one.state === 'Settled').map(one => one.amount));
    const back = sum(
        order.payments.flatMap(one => one.refunds ?? []).filter(one => one.state === 'Settled').map(one => one.total),
    );
    if (paid > 0 && back >= paid) {
        return 'refunded';
    }
    if (order.state === 'Cancelled') {
        return 'cancelled';
    }
    return PAID.has(order.state) ? 'paid' : 'accepted';
}

function times(sku: string, parts: string[]): number {
    return parts.filter(part => part === sku).length;
}

function sum(numbers: number[]): number {
    return numbers.reduce((total, number) => total + number, 0);
}

/** Vendure says what went wrong in its result; here it is thrown, so that the transaction goes back. */
function done<T>(result: T, status: number, reference?: string): T {
    if (isGraphQlErrorResult(result as never)) {
        const { message, errorCode, transitionError } = result as never as Record<string, string>;
        throw new Refusal(status, transitionError || message || errorCode, reference);
    }
    return result;
}
