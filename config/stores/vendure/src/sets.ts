import { Injectable, OnApplicationBootstrap } from '@nestjs/common';
import {
    EventBus,
    ID,
    Order,
    OrderStateTransitionEvent,
    ProductVariant,
    RequestContext,
    StockLevelService,
    StockLocationService,
    StockMovementService,
    TransactionalConnection,
} from '@vendure/core';
import { KioskOrder } from './entities';

/** The skus of what is in a set, each as often as it is; none of what is no set. */
export function partsOf(variant: ProductVariant): string[] {
    return (variant.customFields.kioskParts ?? []).filter(Boolean);
}

/** Pieces that left a shelf within a set, and where they stood. */
interface Piece {
    variant: ID;
    location: ID;
    quantity: number;
}

/**
 * Sets: a variant with a price of its own whose field "kioskParts" names the variants in it. Their pieces leave the stock
 * on hand with the order, in its transaction, and come back when all of it is cancelled, by a booth or by the shop's staff.
 */
@Injectable()
export class Sets implements OnApplicationBootstrap {
    constructor(
        private connection: TransactionalConnection,
        private events: EventBus,
        private levels: StockLevelService,
        private locations: StockLocationService,
        private movements: StockMovementService,
    ) {}

    onApplicationBootstrap(): void {
        // Blocking, so that an order is cancelled and its pieces are back in one transaction.
        this.events.registerBlockingEventHandler({
            id: 'kiosk-sets',
            event: OrderStateTransitionEvent,
            handler: async event => {
                if (event.toState === 'Cancelled') {
                    await this.giveBack(event.ctx, event.order);
                }
            },
        });
    }

    /** Off the shelves, from wherever there are any. The caller has seen that there are enough. */
    async take(ctx: RequestContext, variant: ProductVariant, quantity: number): Promise<Piece[]> {
        const taken: Piece[] = [];
        const levels = await this.levels.getStockLevelsForVariant(ctx, variant.id);
        let left = quantity;
        for (const level of levels) {
            const there = Math.min(left, level.stockOnHand - level.stockAllocated);
            if (there > 0) {
                taken.push({ variant: variant.id, location: level.stockLocationId, quantity: there });
                left -= there;
            }
        }
        if (left > 0) {
            // The shop sells more than it has (a threshold below nought): the first place owes them.
            const location = levels[0]?.stockLocationId ?? (await this.locations.defaultStockLocation(ctx)).id;
            taken.push({ variant: variant.id, location, quantity: left });
        }
        for (const piece of taken) {
            await this.move(ctx, piece.variant, piece.location, -piece.quantity);
        }
        return taken;
    }

    /** The sets that hold this sku. */
    async holding(ctx: RequestContext, sku: string): Promise<string[]> {
        const sets = await this.connection
            .getRepository(ctx, ProductVariant)
            .createQueryBuilder('variant')
            .where('variant.deletedAt IS NULL AND variant.customFields.kioskParts LIKE :some', { some: '["%' })
            .getMany();
        return sets.filter(variant => partsOf(variant).includes(sku)).map(variant => variant.sku);
    }

    /** What an order took, whatever its sets hold by now; nothing the second time. */
    private async giveBack(ctx: RequestContext, order: Order): Promise<void> {
        const repository = this.connection.getRepository(ctx, KioskOrder);
        const known = await repository.findOne({ where: { orderId: order.id } });
        if (!known?.taken) {
            return;
        }
        await repository.update(known.id, { taken: null });
        for (const piece of JSON.parse(known.taken) as Piece[]) {
            const location = await this.locations.findOne(ctx, piece.location);
            const at = location ?? (await this.locations.defaultStockLocation(ctx));
            await this.move(ctx, piece.variant, at.id, piece.quantity);
        }
    }

    private async move(ctx: RequestContext, variant: ID, location: ID, by: number): Promise<void> {
        const { stockOnHand } = await this.levels.getStockLevel(ctx, variant, location);
        await this.movements.adjustProductVariantStock(ctx, variant, [
            { stockLocationId: location, stockOnHand: stockOnHand + by },
        ]);
    }
}
