using System.Diagnostics;
using AgentGateway.Gateways.Tests.Discord;
using AgentGateway.Gateways.Tests.Slack;
using AgentGateway.Gateways.Tests.Telegram;

namespace AgentGateway.Gateways.Tests.Scenario;

/// <summary>A platform on which people write while the program is killed.</summary>
/// <param name="Name">As principals have it.</param>
/// <param name="Configure">Has the program connect to the platform and let these people in.</param>
/// <param name="ConnectedAsync">Waits until the platform has seen the program connect.</param>
/// <param name="NextSentAsync">The next message that reached a person.</param>
/// <param name="NextEditAsync">The next message that was shown anew to a person.</param>
internal sealed record KilledPlatform(
    string Name,
    IReadOnlyList<string> People,
    Action<ProcessStartInfo> Configure,
    Func<Task> ConnectedAsync,
    Func<string, string, Task> SaysAsync,
    Func<Task<SeenMessage>> NextSentAsync,
    Func<Task<SeenMessage>> NextEditAsync)
{
    private static readonly string[] Names = ["Ada", "Alice", "Bob", "Olga"];

    public static KilledPlatform Of(TelegramServer server)
    {
        var people = Enumerable.Range(0, Names.Length).ToDictionary(
            index => $"{41 + index}", index => new TelegramPerson(41 + index, Names[index]));
        foreach (var person in people.Values) server.Direct(person);
        var (sent, edits) = (new Queue<TelegramSent>(), new Queue<TelegramSent>());
        return new(
            "telegram",
            [.. people.Keys],
            start =>
            {
                start.Environment["TELEGRAM_BOT_TOKEN"] = TelegramServer.Token;
                start.Environment["AGW_Gateways__Telegram__ApiRoot"] = server.Root;
                Allow(start, "Telegram__Allow", people.Keys);
            },
            // Telegram keeps what is said before.
            () => Task.CompletedTask,
            (person, text) => server.SaysAsync(server.Direct(people[person]), people[person], text),
            () => NextAsync(sent),
            () => NextAsync(edits));

        // The server tells of both in their order.
        async Task<SeenMessage> NextAsync(Queue<TelegramSent> wanted)
        {
            while (wanted.Count == 0)
            {
                var next = await server.NextSentAsync();
                (next.Method == "editMessageText" ? edits : sent).Enqueue(next);
            }

            var seen = wanted.Dequeue();
            return new($"{seen.Chat}", $"{seen.MessageId}", seen.Text);
        }
    }

    public static KilledPlatform Of(DiscordServer server)
    {
        var people = Enumerable.Range(0, Names.Length).ToDictionary(
            index => $"{501 + index}", index => new DiscordPerson($"{501 + index}", Names[index]));
        var channels = people.Values.ToDictionary(server.DirectOf, person => person.Id);
        return new(
            "discord",
            [.. people.Keys],
            start =>
            {
                start.Environment["DISCORD_BOT_TOKEN"] = DiscordServer.Token;
                start.Environment["AGW_Gateways__Discord__ApiBase"] = server.ApiBase;
                Allow(start, "Discord__AllowUsers", people.Keys);
            },
            server.Gateway.Identified.NextAsync,
            (person, text) => server.SaysDirectlyAsync(people[person], text),
            async () => Of(await server.NextSentAsync()),
            async () => Of(await server.Api.Edited.NextAsync()));

        SeenMessage Of(DiscordSent seen) => new(channels[seen.Channel], seen.Id, seen.Content);
    }

    public static KilledPlatform Of(SlackServer server)
    {
        var people = Enumerable.Range(0, Names.Length).ToDictionary(index => $"U{index}", index => Names[index]);
        foreach (var (id, name) in people) server.Methods.Name(id, name);
        var channels = people.Keys.ToDictionary(server.Methods.DirectOf, id => id);
        return new(
            "slack",
            [.. people.Keys],
            start =>
            {
                start.Environment["SLACK_BOT_TOKEN"] = SlackServer.BotToken;
                start.Environment["SLACK_APP_TOKEN"] = SlackServer.AppToken;
                start.Environment["AGW_Gateways__Slack__ApiBase"] = server.ApiBase;
                Allow(start, "Slack__AllowUsers", people.Keys);
            },
            server.Deliveries.NextSocketAsync,
            (person, text) => server.SaysAsync(person, server.Methods.DirectOf(person), text),
            async () => Of(await server.NextSentAsync()),
            async () => Of(await server.NextEditAsync()));

        SeenMessage Of(SlackCall seen) => new(channels[seen.Channel], seen.Number, seen.Message);
    }

    private static void Allow(ProcessStartInfo start, string setting, IEnumerable<string> people)
    {
        foreach (var (index, person) in people.Index())
            start.Environment[$"AGW_Gateways__{setting}__{index}"] = person;
    }
}
