// An emulator of Slack's Web API and of its events by HTTP from npm, as it is published, with one person and one bot.
// Lines of standard input are what the person says to the bot: "TEXT", or "THREAD<tab>TEXT" in a thread. What the bot
// posts and changes is a line of JSON on standard output.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const parts = join(process.env.NODE_PATH, 'emulate', 'dist');
const load = name => import(pathToFileURL(join(parts, name)).href);
const { createEmulator } = await load('api.js');

// It has no setting for the address of events, so that is given to its own dispatcher.
const slack = readdirSync(parts).find(
    name => name.endsWith('.js') && /^export \{[^}]*\bslackPlugin\b/m.test(readFileSync(join(parts, name), 'utf8')));
const { slackPlugin } = await load(slack);
const register = slackPlugin.register;
slackPlugin.register = (app, store, webhooks, ...rest) => {
    const dispatch = webhooks.dispatch.bind(webhooks);
    webhooks.dispatch = async (event, action, payload, ...more) => {
        const { user, subtype } = payload.event;
        if (event === 'message' && (user === 'UBOT' || subtype === 'message_changed'))
            console.log(JSON.stringify(payload.event));
        await dispatch(event, action, payload, ...more);
    };
    register(app, store, webhooks, ...rest);
    webhooks.register({ url: process.env.EVENTS, active: true, events: ['message'], owner: 'slack' });
};

const { url } = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
        slack: {
            signing_secret: process.env.SIGNING_SECRET,
            users: [{ name: 'alice', real_name: 'Alice Example' }],
            oauth_apps: [{
                client_id: '1.1', client_secret: 'none', app_id: 'A1', name: 'agw', redirect_uris: [],
                bot_id: 'BBOT', bot_user_id: 'UBOT', bot_name: 'agw',
            }],
            tokens: [
                { token: process.env.BOT_TOKEN, type: 'bot', user_id: 'UBOT', bot_id: 'BBOT' },
                { token: 'xoxp-alice', user: 'alice' },
            ],
        },
    },
});
const api = new URL('/api/', url).href;

async function call(method, body) {
    const answer = await fetch(api + method, {
        method: 'POST',
        headers: { Authorization: 'Bearer xoxp-alice', 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
    });
    return await answer.json();
}

const { user_id: alice } = await call('auth.test', {});
console.log(JSON.stringify({ api, alice }));
createInterface({ input: process.stdin }).on('line', async line => {
    const [thread, text] = line.includes('\t') ? line.split('\t') : [undefined, line];
    await call('chat.postMessage', { channel: 'UBOT', text, thread_ts: thread });
}).on('close', () => process.exit());
