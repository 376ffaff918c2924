import { DeepPartial, EntityId, ID, Order, VendureEntity } from '@vendure/core';
import { Column, Entity, Index, JoinColumn, OneToOne, PrimaryGeneratedColumn } from 'typeorm';

declare module '@vendure/core/dist/entity/custom-entity-fields' {
    interface CustomProductVariantFields {
        kioskParts: string[] | null;
    }
}

/** A booth's order: its reference is unique for ever, and this row is written in the order's own transaction. */
@Entity()
export class KioskOrder extends VendureEntity {
    constructor(input?: DeepPartial<KioskOrder>) {
        super(input);
    }

    @Index({ unique: true })
    @Column({ length: 64 })
    reference: string;

    /** The submission as it came, as JSON. */
    @Column('text')
    body: string;

    /** JSON: what its sets took off the shelves and have not given back. */
    @Column('text', { nullable: true })
    taken: string | null;

    @OneToOne(() => Order, { onDelete: 'RESTRICT' })
    @JoinColumn()
    order: Order;

    @EntityId()
    orderId: ID;
}

/** What changed, in the order that it did; of each order and good only the latest change. */
@Entity()
@Index(['kind', 'key'])
export class KioskChange {
    @PrimaryGeneratedColumn()
    id: number;

    /** "order" or "good" */
    @Column({ length: 8 })
    kind: string;

    /** a reference, or a sku */
    @Column({ length: 255 })
    key: string;

    @Column({ type: 'bigint' })
    at_ms: number;
}
