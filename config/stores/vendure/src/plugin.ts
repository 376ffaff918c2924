import { configureDefaultOrderProcess, LanguageCode, OrderState, PluginCommonModule, Type, VendurePlugin } from '@vendure/core';
import { Changes } from './changes';
import { KioskController } from './controller';
import { KioskChange, KioskOrder } from './entities';
import { KioskOrders } from './orders.service';
import { KioskOrdersOptions, OPTIONS } from './options';
import { Sets } from './sets';

/** Orders of Global Town booths. See README.md for what it changes in a shop, and why. */
@VendurePlugin({
    imports: [PluginCommonModule],
    entities: [KioskOrder, KioskChange],
    controllers: [KioskController],
    providers: [KioskOrders, Changes, Sets, { provide: OPTIONS, useFactory: () => KioskOrdersPlugin.options }],
    configuration: config => {
        // A booth knows no customer and no address: those are asked for where the visitor pays.
        config.orderOptions.process = [
            configureDefaultOrderProcess({
                arrangingPaymentRequiresCustomer: false,
                arrangingPaymentRequiresShipping: false,
            }),
        ];
        config.customFields.ProductVariant = [
            ...(config.customFields.ProductVariant ?? []),
            {
                name: 'kioskParts',
                type: 'string',
                list: true,
                label: [
                    { languageCode: LanguageCode.en, value: 'Set of (skus)' },
                    { languageCode: LanguageCode.zh_Hans, value: '套餐内含（SKU）' },
                ],
                description: [
                    {
                        languageCode: LanguageCode.en,
                        value: 'Of a set: the sku of each piece in it, twice for two. Leave empty for what is no set.',
                    },
                    {
                        languageCode: LanguageCode.zh_Hans,
                        value: '套餐：逐件填写内含商品的 SKU，两件就填两次。不是套餐则留空。',
                    },
                ],
            },
        ];
        const before = config.orderOptions.stockAllocationStrategy;
        config.orderOptions.stockAllocationStrategy = {
            // Booths' orders leave Draft for ArrangingPayment: their goods are held at once, or the last one is sold twice.
            shouldAllocateStock(ctx, from: OrderState, to: OrderState, order) {
                if (from === 'Draft' && to === 'ArrangingPayment') {
                    return true;
                }
                // They were held then; a second time when they are paid would be once too often.
                const held = order.lines.some(line => line.orderPlacedQuantity > 0) && !order.active;
                return !held && (before?.shouldAllocateStock(ctx, from, to, order) ?? false);
            },
        };
        return config;
    },
    compatibility: '^3.0.0',
})
export class KioskOrdersPlugin {
    static options: KioskOrdersOptions;

    static init(options: KioskOrdersOptions): Type<KioskOrdersPlugin> {
        if (options.paySecret.length < 16 || options.tokens.length === 0 || options.tokens.some(one => one.length < 16)) {
            throw new Error('KioskOrdersPlugin: paySecret and every token need at least 16 characters');
        }
        this.options = { ...options, publicUrl: options.publicUrl.replace(/\/+$/, '') };
        return KioskOrdersPlugin;
    }
}
