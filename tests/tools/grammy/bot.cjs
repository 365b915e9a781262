// A small bot made with the library grammY, unmodified, against the Bot API at ROOT. It says "up" when it polls.
const { Bot, InlineKeyboard, InputFile } = require("grammy");

const bot = new Bot(process.env.TOKEN, { client: { apiRoot: process.env.ROOT } });

bot.command("start", (context) =>
    context.reply(`<b>Hello</b> ${context.match}`, {
        parse_mode: "HTML",
        reply_markup: new InlineKeyboard().text("Approve", "k1").text("Deny", "k2"),
    }));

bot.on("callback_query:data", async (context) => {
    await context.answerCallbackQuery({ text: context.callbackQuery.data });
    await context.editMessageText(`Approved by ${context.from.first_name}`);
});

bot.on("message:document", async (context) => {
    const file = await context.getFile();
    const answer = await fetch(`${process.env.ROOT}/file/bot${process.env.TOKEN}/${file.file_path}`);
    const content = Buffer.from(await answer.arrayBuffer());
    await context.replyWithDocument(new InputFile(content, "back.txt"), { caption: context.message.caption });
});

bot.on("edited_message:text", (context) => context.reply(`edited: ${context.editedMessage.text}`));

bot.on("message:text", async (context) => {
    await context.replyWithChatAction("typing");
    await context.react("👀");
    await context.reply(context.message.text, {
        reply_parameters: { message_id: context.message.message_id },
        message_thread_id: context.message.message_thread_id,
    });
});

bot.on("my_chat_member", (context) => console.log(`member ${context.myChatMember.new_chat_member.status}`));

bot.catch((fault) => console.log(`fault ${fault.error.message}`));

bot.start({ onStart: (me) => console.log(`up ${me.username}`) });
