// An emulator of the Telegram Bot API from npm, as it is published, with one person. Lines of standard input are what the
// person does: "say TEXT" or "press MESSAGE DATA". Each message of the bot is a line of JSON on standard output.
const { createInterface } = require('node:readline');
const TelegramServer = require('telegram-test-api');

async function main() {
    // As a text, 0 is not taken for "none given": the system chooses the port.
    const server = new TelegramServer({ port: '0', host: '127.0.0.1', storeTimeout: 3600 });
    await server.start();
    const root = `http://127.0.0.1:${server.server.address().port}`;
    server.config.apiURL = root;
    console.log(root);
    const client = server.getClient(process.env.TOKEN, {
        userId: 42, chatId: 42, firstName: 'Alice', userName: 'alice', interval: 50, timeout: 3600_000,
    });
    createInterface({ input: process.stdin }).on('line', line => {
        const [word, ...rest] = line.split(' ');
        if (word === 'say') client.sendMessage(client.makeMessage(rest.join(' ')));
        else client.sendCallback(client.makeCallbackQuery(rest[1], { message: { message_id: Number(rest[0]) } }));
    }).on('close', () => process.exit());
    while (true)
        for (const sent of (await client.getUpdates()).result) console.log(JSON.stringify(sent));
}

main().catch(error => {
    console.error(error);
    process.exit(1);
});
