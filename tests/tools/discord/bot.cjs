// A small bot on an unmodified discord.js, which shows that a server speaks as Discord does: it says on standard output
// when it is ready and when it has resumed, and answers what it hears. Arguments: the API without its version, a token.
const { Client, GatewayIntentBits, MessageFlags, Partials } = require('discord.js');

const [api, token] = process.argv.slice(2);
const client = new Client({
  intents: [
    GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages,
    GatewayIntentBits.MessageContent,
  ],
  partials: [Partials.Channel],
  rest: { api, version: '10' },
});
const button = { type: 1, components: [{ type: 2, style: 3, label: 'Approve', custom_id: 'approve-1' }] };

client.on('clientReady', () => console.log(`ready ${client.user.username} ${client.guilds.cache.size}`));
client.on('shardResume', () => console.log('resumed'));
client.on('error', (error) => console.log(`error ${error.stack}`));
client.on('messageCreate', async (message) => {
  if (message.author.bot) return;
  if (message.content.includes('thread')) {
    const thread = await message.startThread({ name: 'from the library' });
    await thread.send('in the thread');
  } else {
    await message.reply({ content: `heard ${message.content}`, components: [button] });
  }
});
client.on('interactionCreate', async (interaction) => {
  if (interaction.isButton()) {
    await interaction.reply({ content: `pressed ${interaction.customId}`, flags: MessageFlags.Ephemeral });
  } else if (interaction.isAutocomplete()) {
    await interaction.respond([{ name: interaction.options.getFocused(), value: 'x' }]);
  } else {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await interaction.editReply(`did ${interaction.commandName} ${interaction.options.getString('id')}`);
  }
});
process.on('unhandledRejection', (error) => console.log(`error ${error.stack}`));
client.login(token);
