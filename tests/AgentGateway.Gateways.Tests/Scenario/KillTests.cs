using System.Text.Json;
using AgentGateway.Gateways.Tests.Discord;
using AgentGateway.Gateways.Tests.Slack;
using AgentGateway.Gateways.Tests.Telegram;

namespace AgentGateway.Gateways.Tests.Scenario;

/// <summary>
/// The program itself, killed while it works for people. Each round is killed at another moment: before the first answer,
/// after the first, and so on.
/// </summary>
public sealed class KillTests
{
    private const int Rounds = 5;

    /// <summary>A look is a program for each thread, which may take a minute, so looks are counted and not timed.</summary>
    private const int LooksMax = 20;

    [Fact]
    public async Task Killed_in_the_middle_nothing_is_lost_on_Telegram_and_nothing_doubled_without_a_word()
    {
        await using var server = await TelegramServer.StartAsync();
        await KilledAsync(KilledPlatform.Of(server));
    }

    [Fact]
    public async Task Killed_in_the_middle_nothing_is_lost_on_Discord_and_nothing_doubled()
    {
        await using var server = await DiscordServer.StartAsync();
        var sent = await KilledAsync(KilledPlatform.Of(server));
        Assert.All(sent, answers => Assert.Equal(Rounds + 1, answers.Count()));
        Assert.DoesNotContain(sent.SelectMany(answers => answers), IsMarked);
    }

    [Fact]
    public async Task Killed_in_the_middle_nothing_is_lost_on_Slack_and_nothing_doubled_without_a_word()
    {
        await using var server = await SlackServer.StartAsync();
        await KilledAsync(KilledPlatform.Of(server));
    }

    /// <summary>Kills the program in each round, and answers with what reached each person.</summary>
    private static async Task<ILookup<string, string>> KilledAsync(KilledPlatform platform)
    {
        using var folder = new TemporaryFolder();
        var sent = new List<(string Person, string Text)>();

        // The first start makes the conversations known, and is killed when all of that is done.
        using (var first = await KilledDaemon.StartAsync(platform, folder["data"]))
            await KilledDaemon.UntilKilledAsync(first, async () =>
            {
                foreach (var person in platform.People) await platform.SaysAsync(person, "the first");
                await UntilAsync(1);
            });
        for (var round = 0; round < Rounds; round++)
        {
            using var daemon = await KilledDaemon.StartAsync(platform, folder["data"]);
            await KilledDaemon.UntilKilledAsync(daemon, async () =>
            {
                foreach (var person in platform.People) await platform.SaysAsync(person, $"round {round}");
                for (var answers = 0; answers < round; answers++) await SeeAsync();
            });
        }

        using var last = await KilledDaemon.StartAsync(platform, folder["data"]);
        await KilledDaemon.UntilKilledAsync(last, async () =>
        {
            await UntilAsync(Rounds + 1);
            // An answer that came twice may be told before the last message is handled.
            var said = (Rounds + 1) * platform.People.Count;
            for (var look = 0; look < LooksMax && await SaidAsync(folder["data"], platform.Name) < said; look++)
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            Assert.Equal(said, await SaidAsync(folder["data"], platform.Name));
        });
        Assert.All(
            platform.People,
            person => Assert.InRange(Of(person).Count(text => !IsMarked(text)), 0, Rounds + 1));
        return sent.ToLookup(one => one.Person, one => one.Text);

        IEnumerable<string> Of(string person) => sent.Where(one => one.Person == person).Select(one => one.Text);

        async Task UntilAsync(int answers)
        {
            while (platform.People.Any(person => Of(person).Count() < answers)) await SeeAsync();
        }

        async Task SeeAsync()
        {
            var seen = await platform.NextSentAsync();
            sent.Add((seen.Person, seen.Text));
        }
    }

    private static bool IsMarked(string text) => text.Contains("may be a duplicate", StringComparison.Ordinal);

    /// <summary>How many messages of people the threads have.</summary>
    private static async Task<int> SaidAsync(string data, string platform)
    {
        var count = 0;
        foreach (var thread in (await JsonAsync(data, "thread", "list")).GetProperty("threads").EnumerateArray())
        {
            var id = thread.GetProperty("id").GetString()!;
            var read = await JsonAsync(data, "thread", "read", id, "--all");
            count += read.GetProperty("messages").EnumerateArray()
                .Select(message => message.GetProperty("author").GetString()!)
                .Count(author => author.StartsWith(platform + ":", StringComparison.Ordinal));
        }

        return count;
    }

    private static async Task<JsonElement> JsonAsync(string data, params string[] words) =>
        JsonElement.Parse((await Agw.RunAsync([.. words, "--json", "--data", data])).Succeeded());
}
