import { RequestContext, TransactionalConnection } from '@vendure/core';
import { Refusal } from './contract';
import { KioskOrder } from './entities';

const BUSY_MS = 5000;
const TRIES = 5;
/** Any number that nobody else uses for PostgreSQL's advisory locks in this database. */
const LOCK = 1263683443;

/**
 * SQLite has one connection for this whole process, and all transactions that are open at once are one: what is read or
 * answered then may yet be taken back by another's. So wait until none is open.
 * @throws Refusal 503 when one stays open.
 */
export async function settled(connection: TransactionalConnection): Promise<void> {
    const runner = only(connection);
    const deadline = Date.now() + BUSY_MS;
    while (runner?.isTransactionActive) {
        if (Date.now() > deadline) {
            throw new Refusal(503, 'the database is busy');
        }
        await new Promise(resolve => setTimeout(resolve, 2));
    }
}

/**
 * One transaction that is its own: nobody else's is around it, and it is over and durable when this returns. Booths' orders
 * come one after the other, between processes too, so the last piece is sold once and changes are numbered as they become
 * visible.
 */
export async function within<T>(
    connection: TransactionalConnection,
    ctx: RequestContext,
    work: (ctx: RequestContext) => Promise<T>,
): Promise<T> {
    for (let tries = 1; ; tries += 1) {
        await settled(connection);
        try {
            const result = await connection.withTransaction(ctx, async inside => {
                if ((only(connection)?.transactionDepth ?? 1) > 1) {
                    throw new Overlap();
                }
                await ordered(connection, inside);
                return work(inside);
            });
            await settled(connection).catch(() => {
                throw new Error('done, but another transaction around it is not over');
            });
            return result;
        } catch (error) {
            const code = (error as { code?: string }).code ?? '';
            // PostgreSQL: serialization failure, deadlock. Nothing of it was done.
            const again = error instanceof Overlap || code === '40001' || code === '40P01';
            if (!again || tries >= TRIES) {
                throw error;
            }
            await new Promise(resolve => setTimeout(resolve, 10 * tries));
        }
    }
}

/** PostgreSQL gives numbers before their transactions are over; who took this lock first is also over first. */
export async function ordered(connection: TransactionalConnection, ctx: RequestContext): Promise<void> {
    if (connection.rawConnection.options.type === 'postgres') {
        await connection.getRepository(ctx, KioskOrder).query(`SELECT pg_advisory_xact_lock(${LOCK})`);
    }
}

/** @throws Error for a database that none of this was tried with. */
export function checkDatabase(connection: TransactionalConnection): void {
    const { type } = connection.rawConnection.options;
    if (type !== 'postgres' && type !== 'better-sqlite3') {
        throw new Error(`KioskOrdersPlugin: PostgreSQL or better-sqlite3, not ${type}: no order may be lost or doubled`);
    }
}

class Overlap extends Error {}

interface OnlyRunner {
    isTransactionActive: boolean;
    transactionDepth: number;
}

function only(connection: TransactionalConnection): OnlyRunner | undefined {
    const { rawConnection } = connection;
    // With better-sqlite3 this makes nothing: there is one, and it is given to all.
    return rawConnection.options.type === 'better-sqlite3'
        ? (rawConnection.createQueryRunner() as unknown as OnlyRunner)
        : undefined;
}

