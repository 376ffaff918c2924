/**
 * A whole shop for trying and for the kiosk's own tests: Vendure, this plugin, a SQLite file, the goods of one JSON file.
 *
 * KIOSK_STORE_FILE   the database (./shop.sqlite); made and filled at the first start
 * KIOSK_STORE_POSTGRES   instead of it: postgres://..., where the package pg is installed
 * KIOSK_STORE_GOODS  JSON: {"currency": "CNY", "goods": [{"sku", "name": {"en", "zh"}, "price", "stock", "parts"}]}
 * KIOSK_STORE_PORT   on 127.0.0.1 (3000; 0: any, printed)
 * KIOSK_STORE_TOKEN, KIOSK_STORE_PAY_SECRET, KIOSK_STORE_ADMIN   at least 16 characters each, from the environment only
 * KIOSK_STORE_HOOK   a webhook's address, signed with the pay secret
 */
import { readFileSync } from 'node:fs';
import {
    bootstrap,
    ChannelService,
    ConfigService,
    CurrencyCode,
    DefaultLogger,
    LanguageCode,
    LogLevel,
    PaymentMethodHandler,
    PaymentMethodService,
    ProductService,
    ProductVariantService,
    RequestContextService,
    TaxCategoryService,
    TaxRateService,
    TransactionalConnection,
    User,
    VendureConfig,
    ZoneService,
} from '@vendure/core';
import { GlobalFlag } from '@vendure/common/lib/generated-types';
import type { INestApplication } from '@nestjs/common';
import { KioskOrdersPlugin } from './plugin';

interface Goods {
    currency: CurrencyCode;
    goods: Array<{ sku: string; name: { en: string; zh: string }; price: number; stock: number; parts?: string[] }>;
}

/** Stands where a shop has its payment provider: says yes at once. */
const tryOut = new PaymentMethodHandler({
    code: 'kiosk-try-out',
    description: [{ languageCode: LanguageCode.en, value: 'Says yes at once: for trying only' }],
    args: {},
    createPayment: (_ctx, order, amount) => ({ amount, state: 'Settled' as const, transactionId: `try-${order.code}` }),
    settlePayment: () => ({ success: true }),
    createRefund: (_ctx, _input, _amount, order) => ({ state: 'Settled' as const, transactionId: `back-${order.code}` }),
});

function secret(name: string): string {
    const value = process.env[name] ?? '';
    if (value.length < 16) {
        throw new Error(`${name} needs at least 16 characters`);
    }
    return value;
}

function database(): VendureConfig['dbConnectionOptions'] {
    const url = process.env.KIOSK_STORE_POSTGRES;
    if (url) {
        return { type: 'postgres', url, synchronize: true };
    }
    return {
        type: 'better-sqlite3',
        database: process.env.KIOSK_STORE_FILE ?? 'shop.sqlite',
        synchronize: true,
        // An order that was answered for must outlive the machine's power.
        prepareDatabase: (db: { pragma(text: string): void }) => {
            db.pragma('journal_mode = WAL');
            db.pragma('synchronous = FULL');
        },
    };
}

async function main(): Promise<void> {
    const goods = JSON.parse(readFileSync(process.env.KIOSK_STORE_GOODS ?? 'goods.json', 'utf8')) as Goods;
    const port = Number(process.env.KIOSK_STORE_PORT ?? '3000');
    const paySecret = secret('KIOSK_STORE_PAY_SECRET');
    const options = {
        tokens: [secret('KIOSK_STORE_TOKEN')],
        paySecret,
        publicUrl: process.env.KIOSK_STORE_PUBLIC_URL ?? `http://127.0.0.1:${port}`,
        paymentMethodCode: tryOut.code,
        webhooks: process.env.KIOSK_STORE_HOOK ? [{ url: process.env.KIOSK_STORE_HOOK, secret: paySecret }] : [],
    };
    const config: VendureConfig = {
        apiOptions: { hostname: '127.0.0.1', port, adminApiPath: 'admin-api', shopApiPath: 'shop-api' },
        authOptions: {
            tokenMethod: ['bearer'],
            superadminCredentials: { identifier: 'superadmin', password: secret('KIOSK_STORE_ADMIN') },
            cookieOptions: { secret: secret('KIOSK_STORE_ADMIN') },
        },
        dbConnectionOptions: database(),
        logger: new DefaultLogger({ level: LogLevel.Warn, timestamp: false }),
        paymentOptions: { paymentMethodHandlers: [tryOut] },
        plugins: [KioskOrdersPlugin.init(options)],
    };
    const app = await bootstrap(config);
    await fill(app, goods);
    const address = app.getHttpServer().address() as { port: number };
    if (port === 0) {
        KioskOrdersPlugin.options.publicUrl = `http://127.0.0.1:${address.port}`;
    }
    console.log(`ready ${address.port}`);
    const end = () => void app.close().then(() => process.exit(0));
    process.on('SIGTERM', end);
    process.on('SIGINT', end);
}

/** The first start: a channel with its currency, one tax zone at no tax, and the goods. Later starts find them there. */
async function fill(app: INestApplication, wanted: Goods): Promise<void> {
    const connection = app.get(TransactionalConnection);
    const { superadminCredentials } = app.get(ConfigService).authOptions;
    const user = await connection.rawConnection.getRepository(User).findOneOrFail({
        where: { identifier: superadminCredentials.identifier },
        relations: { roles: { channels: true } },
    });
    const context = () =>
        app.get(RequestContextService).create({ apiType: 'admin', user, languageCode: LanguageCode.en });
    let ctx = await context();
    if (!ctx.channel.defaultTaxZone) {
        const zone = await app.get(ZoneService).create(ctx, { name: 'Everywhere', memberIds: [] });
        const category = await app.get(TaxCategoryService).create(ctx, { name: 'Included', isDefault: true });
        await app.get(TaxRateService).create(ctx, {
            name: 'None on top',
            enabled: true,
            value: 0,
            categoryId: category.id,
            zoneId: zone.id,
        });
        await app.get(ChannelService).update(ctx, {
            id: ctx.channelId,
            defaultCurrencyCode: wanted.currency,
            availableCurrencyCodes: [wanted.currency],
            defaultLanguageCode: LanguageCode.en,
            availableLanguageCodes: [LanguageCode.en, LanguageCode.zh_Hans],
            pricesIncludeTax: true,
            defaultTaxZoneId: zone.id,
            defaultShippingZoneId: zone.id,
        });
        await app.get(PaymentMethodService).create(ctx, {
            code: tryOut.code,
            enabled: true,
            handler: { code: tryOut.code, arguments: [] },
            translations: [{ languageCode: LanguageCode.en, name: 'Trying', description: '' }],
        });
        ctx = await context();
    }
    const variants = app.get(ProductVariantService);
    const { totalItems } = await variants.findAll(ctx, { take: 1 });
    if (totalItems > 0) {
        return;
    }
    for (const { sku, name, price, stock, parts } of wanted.goods) {
        const translations = [
            { languageCode: LanguageCode.en, name: name.en, slug: sku.replace(/[^a-z0-9]+/gi, '-'), description: '' },
            { languageCode: LanguageCode.zh_Hans, name: name.zh, slug: sku.replace(/[^a-z0-9]+/gi, '-'), description: '' },
        ];
        const product = await app.get(ProductService).create(ctx, { enabled: true, translations });
        await variants.create(ctx, [
            {
                productId: product.id,
                sku,
                price,
                // Nobody counts a set: its parts are.
                ...(parts?.length
                    ? { trackInventory: GlobalFlag.FALSE, customFields: { kioskParts: parts } }
                    : { trackInventory: GlobalFlag.TRUE, stockOnHand: stock }),
                translations: translations.map(({ languageCode, name: words }) => ({ languageCode, name: words })),
            },
        ]);
    }
}

main().catch(error => {
    console.error(error);
    process.exit(1);
});
