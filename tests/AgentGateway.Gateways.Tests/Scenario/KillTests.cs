using System.Diagnostics;
using System.Text.Json;
using AgentGateway.Gateways.Tests.Telegram;

namespace AgentGateway.Gateways.Tests.Scenario;

/// <summary>The program itself, killed while it works for people on Telegram.</summary>
public sealed class KillTests
{
    private const int Rounds = 5;

    private static readonly TelegramPerson[] People =
        [new(41, "Ada"), new(42, "Alice"), new(43, "Bob"), new(44, "Olga")];

    [Fact]
    public async Task Killed_in_the_middle_the_daemon_loses_no_message_and_doubles_none_without_a_word()
    {
        await using var server = await TelegramServer.StartAsync();
        using var folder = new TemporaryFolder();
        var sent = new List<TelegramSent>();
        foreach (var person in People) server.Direct(person);

        // Each round is killed at another moment: before the first answer, after the first, and so on.
        for (var round = 0; round < Rounds; round++)
        {
            using var daemon = Start(folder["data"], server.Root);
            try
            {
                foreach (var person in People)
                    await server.SaysAsync(server.Direct(person), person, $"round {round}");
                for (var answers = 0; answers < round; answers++) sent.Add(await server.NextSentAsync());
            }
            finally
            {
                daemon.Kill();
                await daemon.WaitForExitAsync(Limits.Soon());
            }
        }

        using var last = Start(folder["data"], server.Root);
        try
        {
            while (People.Any(person => AnswersOf(person).Count() < Rounds)) sent.Add(await server.NextSentAsync());
            Assert.All(
                People,
                person => Assert.InRange(
                    AnswersOf(person).Count(one => !one.Text.Contains("may be a duplicate", StringComparison.Ordinal)),
                    0,
                    Rounds));
            Assert.Equal(Rounds * People.Length, await SaidAsync(folder["data"]));
        }
        finally
        {
            last.Kill();
            await last.WaitForExitAsync(Limits.Soon());
        }

        IEnumerable<TelegramSent> AnswersOf(TelegramPerson person) => sent.Where(one => one.Chat == person.Id);
    }

    private static Process Start(string data, string root)
    {
        var start = Agw.Start("serve", "--data", data, "--url", "http://127.0.0.1:0");
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = false;
        start.Environment["TELEGRAM_BOT_TOKEN"] = TelegramServer.Token;
        start.Environment["AGW_Gateways__Telegram__ApiRoot"] = root;
        for (var person = 0; person < People.Length; person++)
            start.Environment[$"AGW_Gateways__Telegram__Allow__{person}"] = $"{People[person].Id}";
        return Process.Start(start)!;
    }

    /// <summary>How many messages of people the threads have.</summary>
    private static async Task<int> SaidAsync(string data)
    {
        var count = 0;
        foreach (var thread in (await JsonAsync(data, "thread", "list")).GetProperty("threads").EnumerateArray())
        {
            var id = thread.GetProperty("id").GetString()!;
            var read = await JsonAsync(data, "thread", "read", id, "--all");
            count += read.GetProperty("messages").EnumerateArray()
                .Select(message => message.GetProperty("author").GetString()!)
                .Count(author => author.StartsWith("telegram:", StringComparison.Ordinal));
        }

        return count;
    }

    private static async Task<JsonElement> JsonAsync(string data, params string[] words) =>
        JsonElement.Parse((await Agw.RunAsync([.. words, "--json", "--data", data])).Succeeded());
}
