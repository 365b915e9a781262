using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using AgentGateway.Benchmarks.Journal;
using AgentGateway.Domain.Agents;
using AgentGateway.Gateways;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Runtime;
using AgentGateway.Runtime.Drivers;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Roster;
using AgentGateway.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGateway.Benchmarks.Chats;

/// <summary>
/// Messages from chats: from the platform's event until it is durable and may be acknowledged, while each is answered
/// and the answers are sent. First one event after the other, then one hundred conversations at once. The reference is
/// the durable commit of one producer. Then what three connected platforms cost while no one writes. Argument: messages
/// of each conversation.
/// </summary>
internal static class ChatsBenchmark
{
    private const int Conversations = 100;

    public static async Task RunAsync(string[] args)
    {
        var each = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20;
        using var folder = new ScratchFolder();
        await using var reference = new ReferenceLoop(folder.File("reference.db"));
        await using var store = await SqliteStore.OpenAsync(
            folder.File("chats.db"), TimeProvider.System, null, CancellationToken.None);
        var catalogue = new AgentCatalogue();
        catalogue.Configure([new(new("svarog"), "Svarog", ["main"], "repeating")]);
        var platform = new LoadedPlatform();
        await using var runtime = new GatewayRuntime(
            new(), store, catalogue, new SystemIdSource(TimeProvider.System), TimeProvider.System,
            NullLoggerFactory.Instance,
            new ChatModule(new(_ => null, new Dictionary<string, string>(), new())), platform);
        runtime.Drivers.Add(new RepeatingDriver());
        await runtime.StartAsync(CancellationToken.None);
        var host = await platform.Host;

        await AllAsync(host, platform, 2, "warm", Conversations, []);
        var alone = new ConcurrentBag<double>();
        var clock = Stopwatch.StartNew();
        await AllAsync(host, platform, each, "alone", 1, alone);
        var load = Load.Of(alone, clock.Elapsed);
        var together = new ConcurrentBag<double>();
        clock.Restart();
        var inOrder = await AllAsync(host, platform, each, "together", Conversations, together);
        var rate = Conversations * each / clock.Elapsed.TotalSeconds;
        var commit = await JournalBenchmark.ReferenceAsync(reference, 1, TimeSpan.FromSeconds(2));
        Figure.Print("event durable / a durable commit", load.P50Milliseconds, "ms p50", commit.P50Milliseconds);
        Figure.Print("event durable / a durable commit", load.P99Milliseconds, "ms p99", commit.P99Milliseconds);
        Figure.Print(
            "the same, 100 conversations at once", Load.Of(together, TimeSpan.FromSeconds(1)).P99Milliseconds, "ms p99");
        Figure.Print("messages answered, 100 conversations", rate, "1/s");
        Figure.Print("conversations answered in order", inOrder, "of 100");
        await IdleChats.RunAsync();
    }

    /// <returns>How many conversations were answered in their order.</returns>
    private static async Task<int> AllAsync(
        IChatHost host,
        LoadedPlatform platform,
        int each,
        string name,
        int atOnce,
        ConcurrentBag<double> taken)
    {
        using var room = new SemaphoreSlim(atOnce);
        var saying = Enumerable.Range(0, Conversations).Select(chat => Task.Run(async () =>
        {
            await room.WaitAsync();
            for (var number = 0; number < each; number++)
            {
                var id = $"{name}-{chat}-{number}";
                var from = Stopwatch.GetTimestamp();
                await host.ReceiveAsync(
                    new InboundMessage(
                        id, new("load", "bot", $"{chat}"), id, new(IsDirect: true, $"{chat}"), new("1", "Alice"), id)
                    {
                        Addressing = Addressing.Direct,
                    },
                    CancellationToken.None);
                taken.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            }

            room.Release();
        }));
        await Task.WhenAll(saying);
        var got = new Dictionary<string, int>(StringComparer.Ordinal);
        var wrong = new HashSet<string>(StringComparer.Ordinal);
        for (var count = 0; count < Conversations * each; count++)
        {
            var (chat, text) = await platform.Sent.Reader.ReadAsync();
            var next = got.GetValueOrDefault(chat);
            if (text != $"{name}-{chat}-{next}") wrong.Add(chat);
            got[chat] = next + 1;
        }

        return Conversations - wrong.Count;
    }

    private sealed class RepeatingDriver : IAgentDriver
    {
        public string Name => "repeating";

        public DriverStatus Status(AgentDefinition agent) => new(true);

        public Task<TurnResult> RunAsync(ITurn turn, CancellationToken cancellationToken) => Task.FromResult<TurnResult>(
            new TurnResult.Completed(turn.Triggers[^1].Text, "none", Domain.Threads.TokenUsage.None));
    }
}
