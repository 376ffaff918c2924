import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { Logger } from '@vendure/core';
import type { Request, Response } from 'express';
import { Changes } from './changes';
import { reference as checkedReference, Refusal, submission } from './contract';
import { Found, KioskOrders } from './orders.service';
import { KioskOrdersOptions, OPTIONS } from './options';
import { notYetPage, payPage, refusedPage } from './page';
import { equal, paySignature } from './signing';

const LONGEST_WAIT_S = 25;
const LARGEST_PAGE = 200;
const LARGEST_BODY = 64 * 1024;

/** What config/stores/openapi.yaml describes, under /kiosk. */
@Controller('kiosk')
export class KioskController {
    constructor(
        private orders: KioskOrders,
        private changes: Changes,
        @Inject(OPTIONS) private options: KioskOrdersOptions,
    ) {}

    @Get('health')
    async health(@Req() request: Request, @Res() response: Response): Promise<void> {
        await this.answer(request, response, async () => ({ well: true, changes: await this.changes.last() }));
    }

    @Get('capabilities')
    async capabilities(@Req() request: Request, @Res() response: Response): Promise<void> {
        await this.answer(request, response, async () => ({
            name: 'vendure',
            catalogue: true,
            changes: true,
            longest_wait_s: LONGEST_WAIT_S,
            pay_link: true,
            cancel: true,
            refund: true,
            sets: true,
        }));
    }

    @Get('catalogue')
    async catalogue(
        @Req() request: Request,
        @Res() response: Response,
        @Query('after') after?: string,
        @Query('limit') limit?: string,
        @Query('sku') sku?: string | string[],
    ): Promise<void> {
        await this.answer(request, response, async () => {
            if (sku !== undefined) {
                return { goods: await this.orders.goods([sku].flat().slice(0, LARGEST_PAGE)), next: null };
            }
            return this.orders.catalogue(number(after, 0), Math.min(LARGEST_PAGE, Math.max(1, number(limit, 100))));
        });
    }

    @Get('changes')
    async feed(
        @Req() request: Request,
        @Res() response: Response,
        @Query('since') since?: string,
        @Query('wait_s') wait?: string,
    ): Promise<void> {
        await this.answer(request, response, async () => {
            const waitMs = Math.min(LONGEST_WAIT_S, number(wait, 0)) * 1000;
            const { found, last } = await this.changes.after(number(since, 0), waitMs);
            const orders = [];
            for (const key of new Set(found.filter(one => one.kind === 'order').map(one => one.key))) {
                const order = await this.orders.find(key);
                if (order) {
                    orders.push(this.shown(order));
                }
            }
            const goods = await this.orders.goods([
                ...new Set(found.filter(one => one.kind === 'good').map(one => one.key)),
            ]);
            return { last, orders, goods };
        });
    }

    @Post('orders')
    async submit(
        @Req() request: Request,
        @Res() response: Response,
        @Body() body: unknown,
        @Headers('idempotency-key') key?: string,
    ): Promise<void> {
        await this.answer(request, response, async () => {
            if (Number(request.headers['content-length'] ?? Infinity) > LARGEST_BODY) {
                throw new Refusal(413, `an order has at most ${LARGEST_BODY} bytes`);
            }
            const order = submission(body);
            if (key !== order.reference) {
                throw new Refusal(400, "Idempotency-Key must be the order's reference");
            }
            const taken = await this.orders.submit(order);
            response.status(taken.already ? 200 : 201);
            return { id: taken.id, reference: taken.reference, pay_url: this.payUrl(order) };
        });
    }

    @Get('orders/:reference')
    async find(@Req() request: Request, @Res() response: Response, @Param('reference') written: string): Promise<void> {
        await this.answer(request, response, async () => {
            const reference = checkedReference(written);
            const found = await this.orders.find(reference);
            if (!found) {
                throw new Refusal(404, 'no such order', reference);
            }
            return this.shown(found);
        });
    }

    @Post('orders/:reference/cancel')
    @HttpCode(200)
    async cancel(@Req() request: Request, @Res() response: Response, @Param('reference') written: string): Promise<void> {
        await this.answer(request, response, async () =>
            this.shown(await this.orders.cancel(checkedReference(written), reason(request.body))),
        );
    }

    @Post('orders/:reference/refund')
    @HttpCode(200)
    async refund(@Req() request: Request, @Res() response: Response, @Param('reference') written: string): Promise<void> {
        await this.answer(request, response, async () =>
            this.shown(await this.orders.refund(checkedReference(written), reason(request.body))),
        );
    }

    // --- the visitor's phone ----------------------------------------------------------------------------------

    @Get('pay/:reference/:total/:signature')
    async showPay(
        @Res() response: Response,
        @Param('reference') reference: string,
        @Param('total') total: string,
        @Param('signature') signature: string,
    ): Promise<void> {
        await this.page(response, reference, total, signature, async before => before);
    }

    @Post('pay/:reference/:total/:signature')
    @HttpCode(200)
    async pay(
        @Res() response: Response,
        @Param('reference') reference: string,
        @Param('total') total: string,
        @Param('signature') signature: string,
    ): Promise<void> {
        await this.page(response, reference, total, signature, async () => this.orders.pay(reference));
    }

    private async page(
        response: Response,
        reference: string,
        total: string,
        signature: string,
        act: (before: Found) => Promise<Found>,
    ): Promise<void> {
        response.setHeader('Content-Type', 'text/html; charset=utf-8');
        response.setHeader('Cache-Control', 'no-store');
        response.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'");
        const [, amount, currency] = /^([0-9]{1,12})([A-Z]{3})$/.exec(total) ?? [];
        if (!amount || !equal(signature, paySignature(this.options.paySecret, reference, Number(amount), currency))) {
            response.status(404).send(refusedPage('这个链接不对', 'This link is not one of ours'));
            return;
        }
        try {
            const before = await this.orders.find(reference);
            const asked = before && [before.submission.total, before.submission.currency];
            if (asked && (asked[0] !== Number(amount) || asked[1] !== currency)) {
                response.status(409).send(refusedPage('这个链接不对', 'This link is not one of ours'));
                return;
            }
            const found = before && (await act(before));
            response.send(found ? payPage(found) : notYetPage(reference));
        } catch (error) {
            if (!(error instanceof Refusal)) {
                Logger.error(String((error as Error).stack ?? error), 'KioskOrders');
            } else if (error.status === 404) {
                response.send(notYetPage(reference));
                return;
            }
            const status = error instanceof Refusal ? error.status : 503;
            response.status(status).send(refusedPage('付款没有成功，请稍后再试', 'The payment did not go through. Please try again later'));
        }
    }

    private payUrl(order: { reference: string; total: number; currency: string }): string {
        const { reference, total, currency } = order;
        const signature = paySignature(this.options.paySecret, reference, total, currency);
        return `${this.options.publicUrl}/kiosk/pay/${reference}/${total}${currency}/${signature}`;
    }

    private shown(found: Found): Record<string, unknown> {
        const { id, state, paid_at } = found;
        return { id, state, paid_at, pay_url: this.payUrl(found.submission), ...found.submission };
    }

    private async answer(request: Request, response: Response, act: () => Promise<object>): Promise<void> {
        response.setHeader('Cache-Control', 'no-store');
        try {
            const given = request.headers.authorization ?? '';
            if (!this.options.tokens.map(token => equal(given, `Bearer ${token}`)).some(Boolean)) {
                throw new Refusal(401, 'a token is needed');
            }
            const value = await act();
            response.json(value);
        } catch (error) {
            if (error instanceof Refusal) {
                response.status(error.status).json({ error: error.message, reference: error.reference });
                return;
            }
            // 500, not 503: whether anything was done must be looked up.
            Logger.error(String((error as Error).stack ?? error), 'KioskOrders');
            response.status(500).json({ error: 'the shop met something it did not foresee' });
        }
    }
}

function number(text: string | undefined, otherwise: number): number {
    if (text === undefined) {
        return otherwise;
    }
    if (!/^[0-9]{1,15}$/.test(text)) {
        throw new Refusal(400, `${JSON.stringify(text).slice(0, 40)} is no whole number`);
    }
    return Number(text);
}

function reason(body: unknown): string {
    const given = (body as { reason?: unknown } | undefined)?.reason;
    return typeof given === 'string' ? given.slice(0, 200) : 'asked for by a booth';
}
