import { createHmac } from 'node:crypto';
import { Inject, Injectable, OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import {
    EventBus,
    Logger,
    OrderStateTransitionEvent,
    ProductEvent,
    ProductVariant,
    ProductVariantEvent,
    ProductVariantPriceEvent,
    RefundStateTransitionEvent,
    RequestContext,
    StockMovementEvent,
    TransactionalConnection,
} from '@vendure/core';
import { MoreThan } from 'typeorm';
import { Refusal } from './contract';
import { checkDatabase, ordered, settled } from './database';
import { KioskChange, KioskOrder } from './entities';
import { KioskOrdersOptions, OPTIONS } from './options';
import { Sets } from './sets';

const MOST = 500;
const TRIES = 6;
const MOST_WAITING = 200;

/** The feed of changes: written in the transaction that changed something, read by booths that ask or wait. */
@Injectable()
export class Changes implements OnApplicationBootstrap, OnModuleDestroy {
    private waiting = new Set<() => void>();
    private timers = new Set<NodeJS.Timeout>();
    private nudged = new Set<string>();
    private closed = false;

    constructor(
        private connection: TransactionalConnection,
        private events: EventBus,
        private sets: Sets,
        @Inject(OPTIONS) private options: KioskOrdersOptions,
    ) {}

    onApplicationBootstrap(): void {
        checkDatabase(this.connection);
        // Blocking, so that the change and its notice are one transaction: neither is ever there alone.
        this.events.registerBlockingEventHandler({
            id: 'kiosk-order-states',
            event: OrderStateTransitionEvent,
            handler: event => this.orderChanged(event.ctx, event.order.id),
        });
        this.events.registerBlockingEventHandler({
            id: 'kiosk-refunds',
            event: RefundStateTransitionEvent,
            handler: event => this.orderChanged(event.ctx, event.order.id),
        });
        this.events.registerBlockingEventHandler({
            id: 'kiosk-stock',
            event: StockMovementEvent,
            handler: event => this.goodsChanged(event.ctx, event.stockMovements.map(move => move.productVariant)),
        });
        this.events.registerBlockingEventHandler({
            id: 'kiosk-prices',
            event: ProductVariantPriceEvent,
            handler: event => this.goodsChanged(event.ctx, event.entity.map(price => price.variant)),
        });
        this.events.registerBlockingEventHandler({
            id: 'kiosk-variants',
            event: ProductVariantEvent,
            handler: event => this.goodsChanged(event.ctx, event.entity),
        });
        this.events.registerBlockingEventHandler({
            id: 'kiosk-products',
            event: ProductEvent,
            handler: async event => this.goodsChanged(event.ctx, await this.variantsOf(event)),
        });
        for (const event of [OrderStateTransitionEvent, RefundStateTransitionEvent, StockMovementEvent]) {
            // These come after the commit.
            this.events.ofType(event as typeof StockMovementEvent).subscribe(() => this.wake());
        }
        this.events.ofType(ProductVariantPriceEvent).subscribe(() => this.wake());
        this.events.ofType(ProductVariantEvent).subscribe(() => this.wake());
        this.events.ofType(ProductEvent).subscribe(() => this.wake());
    }

    onModuleDestroy(): void {
        this.closed = true;
        this.wake();
        this.timers.forEach(clearTimeout);
    }

    /**
     * Changes after number `since`, oldest first; waits up to `waitMs` for one when there is none. last: the number to
     * ask with next, below `since` where this database was put back to an earlier state.
     * @throws Refusal 429 when too many wait already
     */
    async after(since: number, waitMs: number): Promise<{ found: KioskChange[]; last: number }> {
        const repository = this.connection.rawConnection.getRepository(KioskChange);
        const newest = await this.last();
        if (since > newest) {
            return { found: [], last: newest };
        }
        const read = async () => {
            await settled(this.connection);
            return repository.find({ where: { id: MoreThan(since) }, order: { id: 'ASC' }, take: MOST });
        };
        let found = await read();
        const deadline = Date.now() + waitMs;
        while (found.length === 0 && Date.now() < deadline && !this.closed) {
            if (this.waiting.size >= MOST_WAITING) {
                throw new Refusal(429, 'too many are waiting for changes');
            }
            await this.next(deadline - Date.now());
            found = await read();
        }
        return { found, last: found.length > 0 ? found[found.length - 1].id : since };
    }

    async last(): Promise<number> {
        await settled(this.connection);
        const [newest] = await this.connection.rawConnection
            .getRepository(KioskChange)
            .find({ order: { id: 'DESC' }, take: 1 });
        return newest?.id ?? 0;
    }

    private next(ms: number): Promise<void> {
        return new Promise(resolve => {
            const done = () => {
                clearTimeout(timer);
                this.waiting.delete(done);
                resolve();
            };
            // A second process may have written the change: look again now and then, woken or not.
            const timer = setTimeout(done, Math.min(ms, 500));
            this.waiting.add(done);
        });
    }

    private wake(): void {
        [...this.waiting].forEach(done => done());
        for (const { url, secret } of this.options.webhooks ?? []) {
            // One nudge tells of all that changed up to when it is sent.
            if (!this.nudged.has(url)) {
                this.nudged.add(url);
                void this.call(url, secret, 1);
            }
        }
    }

    /** A nudge and no news: who gets it asks for the changes, so a lost or forged one does no harm. */
    private async call(url: string, secret: string, attempt: number): Promise<void> {
        if (this.closed) {
            return;
        }
        await new Promise(resolve => setTimeout(resolve, 50));
        this.nudged.delete(url);
        const body = JSON.stringify({ changes: await this.last().catch(() => 0) });
        const t = Math.floor(Date.now() / 1000);
        const v1 = createHmac('sha256', secret).update(`${t}.${body}`).digest('hex');
        try {
            const answer = await fetch(url, {
                method: 'POST',
                headers: { 'Content-Type': 'application/json', 'X-Kiosk-Signature': `t=${t},v1=${v1}` },
                body,
                redirect: 'error',
                signal: AbortSignal.timeout(5000),
            });
            if (answer.ok) {
                return;
            }
            Logger.warn(`webhook ${new URL(url).host} answered ${answer.status}`, 'KioskOrders');
        } catch (error) {
            Logger.warn(`webhook ${new URL(url).host}: ${(error as Error).message}`, 'KioskOrders');
        }
        if (attempt < TRIES && !this.closed) {
            const timer = setTimeout(() => {
                this.timers.delete(timer);
                void this.call(url, secret, attempt + 1);
            }, 500 * 2 ** attempt);
            this.timers.add(timer);
        }
    }

    private async orderChanged(ctx: RequestContext, orderId: string | number): Promise<void> {
        const known = await this.connection.getRepository(ctx, KioskOrder).findOne({ where: { orderId } });
        if (known) {
            await this.write(ctx, 'order', known.reference);
        }
    }

    private async variantsOf(event: ProductEvent): Promise<ProductVariant[]> {
        return this.connection
            .getRepository(event.ctx, ProductVariant)
            .find({ where: { product: { id: event.entity.id } } });
    }

    private async goodsChanged(ctx: RequestContext, variants: Array<ProductVariant | undefined>): Promise<void> {
        const ids = [...new Set(variants.map(variant => variant?.id).filter(id => id != null))];
        for (const id of ids) {
            const variant = await this.connection.getRepository(ctx, ProductVariant).findOne({ where: { id } });
            if (variant) {
                for (const sku of new Set([variant.sku, ...(await this.sets.holding(ctx, variant.sku))])) {
                    await this.write(ctx, 'good', sku);
                }
            }
        }
    }

    async write(ctx: RequestContext, kind: 'order' | 'good', key: string): Promise<void> {
        await ordered(this.connection, ctx);
        const repository = this.connection.getRepository(ctx, KioskChange);
        await repository.delete({ kind, key });
        await repository.insert({ kind, key, at_ms: Date.now() });
    }
}
