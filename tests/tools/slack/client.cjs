// The platform's own client libraries, unmodified, in the place of the gateway: whatever comes over the socket is printed,
// one line of JSON each, and a message whose text is the name of a step below is answered by that step.
//
//   NODE_PATH=FOLDER/node_modules node client.cjs API_BASE APP_TOKEN BOT_TOKEN
const { SocketModeClient } = require('@slack/socket-mode');
const { WebClient, LogLevel } = require('@slack/web-api');

const [apiBase, appToken, botToken] = process.argv.slice(2);
const options = { slackApiUrl: apiBase, allowAbsoluteUrls: true, logLevel: LogLevel.ERROR };
const web = new WebClient(botToken, options);
const socket = new SocketModeClient({ appToken, clientOptions: options, logLevel: LogLevel.ERROR });
const print = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

const steps = {
  async post({ channel, ts }) {
    const sent = await web.chat.postMessage({
      channel,
      thread_ts: ts,
      text: 'Run it?',
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: 'Run it?' } },
        {
          type: 'actions',
          elements: [
            { type: 'button', action_id: 'a', value: 'card-1', text: { type: 'plain_text', text: 'Approve' } },
          ],
        },
      ],
    });
    await web.chat.update({ channel, ts: sent.ts, text: 'Run it now?' });
    await web.reactions.add({ channel, timestamp: ts, name: 'eyes' });
  },
  async file({ channel, ts }) {
    await web.files.uploadV2({ channel_id: channel, thread_ts: ts, filename: 'a.txt', content: 'content' });
  },
  async who({ user }) {
    const found = await web.users.info({ user });
    const direct = await web.conversations.open({ users: user });
    const bot = await web.auth.test();
    print({ name: found.user.profile.display_name, direct: direct.channel.id, bot: bot.user_id });
  },
  async gone() {
    await web.chat.postMessage({ channel: 'CGONE', text: 'x' }).catch((error) => print({ error: error.data.error }));
  },
};

socket.on('slack_event', async ({ ack, type, body }) => {
  await ack();
  print({ type, text: body.event?.text ?? body.text ?? body.actions?.[0].value });
  if (body.event?.type === 'message') await steps[body.event.text]?.(body.event);
});
socket.on('connected', () => print({ connected: true }));
socket.start();
