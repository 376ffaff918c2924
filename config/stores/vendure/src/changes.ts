import { createHmac } from 'node:crypto';
import { Inject, Injectable, OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import {
    EventBus,
    Logger,
    OrderStateTransitionEvent,
    ProductVariant,
    ProductVariantEvent,
    ProductVariantPriceEvent,
    RefundStateTransitionEvent,
    RequestContext,
    StockMovementEvent,
    TransactionalConnection,
} from '@vendure/core';
import { MoreThan } from 'typeorm';
import { KioskChange, KioskOrder } from './entities';
import { KioskOrdersOptions, OPTIONS } from './options';

const MOST = 500;
const TRIES = 6;

/** The feed of changes: written in the transaction that changed something, read by booths that ask or wait. */
@Injectable()
export class Changes implements OnApplicationBootstrap, OnModuleDestroy {
    private waiting = new Set<() => void>();
    private timers = new Set<NodeJS.Timeout>();
    private closed = false;

    constructor(
        private connection: TransactionalConnection,
        private events: EventBus,
        @Inject(OPTIONS) private options: KioskOrdersOptions,
    ) {}

    onApplicationBootstrap(): void {
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
        for (const event of [OrderStateTransitionEvent, RefundStateTransitionEvent, StockMovementEvent]) {
            // These come after the commit.
            this.events.ofType(event as typeof StockMovementEvent).subscribe(() => this.wake());
        }
        this.events.ofType(ProductVariantPriceEvent).subscribe(() => this.wake());
        this.events.ofType(ProductVariantEvent).subscribe(() => this.wake());
    }

    onModuleDestroy(): void {
        this.closed = true;
        this.wake();
        this.timers.forEach(clearTimeout);
    }

    /** Changes after number `since`, oldest first; waits up to `waitMs` for one when there is none. */
    async after(since: number, waitMs: number): Promise<KioskChange[]> {
        const repository = this.connection.rawConnection.getRepository(KioskChange);
        const read = () => repository.find({ where: { id: MoreThan(since) }, order: { id: 'ASC' }, take: MOST });
        let found = await read();
        const deadline = Date.now() + waitMs;
        while (found.length === 0 && Date.now() < deadline && !this.closed) {
            await this.next(deadline - Date.now());
            found = await read();
        }
        return found;
    }

    async last(): Promise<number> {
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
            void this.call(url, secret, 1);
        }
    }

    /** A nudge and no news: who gets it asks for the changes, so a lost or forged one does no harm. */
    private async call(url: string, secret: string, attempt: number): Promise<void> {
        if (this.closed) {
            return;
        }
        const body = JSON.stringify({ changes: await this.last() });
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

    private async goodsChanged(ctx: RequestContext, variants: Array<ProductVariant | undefined>): Promise<void> {
        const ids = [...new Set(variants.map(variant => variant?.id).filter(id => id != null))];
        for (const id of ids) {
            const variant = await this.connection.getRepository(ctx, ProductVariant).findOne({ where: { id } });
            if (variant) {
                await this.write(ctx, 'good', variant.sku);
            }
        }
    }

    async write(ctx: RequestContext, kind: 'order' | 'good', key: string): Promise<void> {
        await this.connection.getRepository(ctx, KioskChange).insert({ kind, key, at_ms: Date.now() });
    }
}
